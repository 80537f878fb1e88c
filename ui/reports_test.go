package ui

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// pick opens a report from the list by its title.
func (s *seat) pick(title string) {
	s.Helper()
	for _, kind := range receipts.ReportKinds() {
		if kind.Title == title {
			s.press(fyne.KeyReturn)
			return
		}
		s.press(fyne.KeyDown)
	}
	s.Fatalf("there is no report %q", title)
}

func TestEveryReportIsShownFromTheDay(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("fay"))
	s.show(newDay(s.counter))
	for _, kind := range receipts.ReportKinds() {
		s.press(fyne.KeyF4)
		s.wantSays("Reports", "11/24/2026", kind.Title, kind.Summary)
		s.wantFits()
		s.pick(kind.Title)
		if s.screen.title() != kind.Title {
			t.Fatalf("it shows %s and not %s", s.screen.title(), kind.Title)
		}
		s.wantSays("Business day 11/24/2026, as of")
		for range s.screen.(*reportView).report.Tables {
			s.wantSays(s.screen.(*reportView).heading.Text)
			s.wantFits()
			s.press(fyne.KeyF3)
		}
		s.press(fyne.KeyEscape, fyne.KeyEscape)
		if s.screen.title() != "Day" {
			t.Fatalf("Esc leads to %s", s.screen.title())
		}
	}
}

func TestAReportIsPrintedAndSaved(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("sue"))
	s.show(newReportsOf(s.counter, ""))
	s.pick("Voids and reprints")
	s.wantSays("Outage 1, since 11/23/2026", "Payments taken back. Table 1 of 3", "Total: Amount")
	s.press(fyne.KeyF6)
	s.wantSays("The report “Voids and reprints” was saved as")
	if pdf := s.wantFile("receipts/voids-outage-1.pdf"); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("the report is not a PDF")
	}
	s.press(fyne.KeyF7)
	stick := t.TempDir()
	s.write(stick)
	s.press(fyne.KeyReturn)
	s.wantSays("The report was saved as voids-outage-1.pdf, .json and .csv in")
	text, err := os.ReadFile(filepath.Join(stick, "voids-outage-1.csv"))
	if err != nil || !strings.HasPrefix(string(text), "receipt,clerk,total,voided_at,") || !strings.Contains(string(text), "\r\nC1-000004,") {
		t.Errorf("%v: %s", err, text)
	}
	var file struct{ Tables []struct{ Name string } }
	text, _ = os.ReadFile(filepath.Join(stick, "voids-outage-1.json"))
	if err := json.Unmarshal(text, &file); err != nil || len(file.Tables) != 3 {
		t.Errorf("%v: %s", err, text)
	}
	if _, err := os.Stat(filepath.Join(stick, "voids-outage-1-reprints.csv")); err != nil {
		t.Error(err)
	}
}

func TestTheWindowOfHoldsIsChosen(t *testing.T) {
	o := newOffice(t)
	p := paidInCash("1", "In Time", 10_00)
	p.Lines[0].Due = "2026-11-25"
	o.takes(o.hasDrawer("ana", 0), p)
	o.closes(o.is("ana"), ledger.Count{})
	s := o.sits(o.is("fay"))
	s.show(newReportsOf(s.counter, ""))
	s.pick("Holds")
	s.wantSays("11/25/2026", "full", "Total: Paid 10.00")
	s.press(fyne.KeyF4)
	s.write("12/01/2026")
	s.press(fyne.KeyReturn)
	s.wantSays("Due from 12/01/2026.", "No bill in the window was paid.")
}

func TestTheCloseOutIsPrinted(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("sue"))
	s.show(newReportsOf(s.counter, "2026-11-24"))
	s.press(fyne.KeyF9)
	s.wantSays("The close-out of outage 1 was saved as")
	if pdf := s.wantFile("receipts/closeout-outage-1.pdf"); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("the close-out is not a PDF")
	}
}

func TestNobodyReadsReportsOfADrawerThatTheyAreToCount(t *testing.T) {
	o := twoDays(t)
	sue := o.hasDrawer("sue", 0)
	o.takes(sue, paidInCash("5", "Of Sue", 8_11))
	s := o.sits(sue)
	for _, kind := range receipts.ReportKinds() {
		s.show(newReportsOf(s.counter, ""))
		s.pick(kind.Title)
		s.wantSays("Without the drawer of sue of 11/24/2026: it is open")
		for range s.screen.(*reportView).report.Tables {
			s.wantSilent("8.11", "78.44")
			s.press(fyne.KeyF3)
		}
	}
	if _, err := o.ReportScope(o.is("ben"), "", 0); ledger.CodeOf(err) != ledger.NotAllowed {
		t.Errorf("a clerk reads reports: %v", err)
	}
}
