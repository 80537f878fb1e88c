package ui

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

// taught are ten stubs of a line that the office does not know: account 9,
// amount 7, and a 7-3-1 check digit.
func taught(t *testing.T) []stub.Sample {
	t.Helper()
	profile := stub.Profile{Name: "taught", Length: 17, Fields: []stub.Field{{Name: "account", From: 1, Length: 16}},
		Checks: []stub.Check{{Digit: 17, Weights: []int{7, 3, 1}}}}
	var samples []stub.Sample
	for i := range 11 {
		account, amount := fmt.Sprintf("%09d", 471100815+i*10450729), int64(2150+i*i*3391)
		line := fmt.Sprintf("%s%07d", account, amount)
		read, err := profile.Parse(line + "0")
		if err != nil {
			t.Fatal(err)
		}
		samples = append(samples, stub.Sample{Scan: line + read.Checks[0].Expected, Account: account, AmountDue: money.FromCents(amount)})
	}
	return samples
}

// teaches keys stubs in on the screen, the first with empty due date and bill.
func (s *seat) teaches(samples ...stub.Sample) {
	s.Helper()
	for i, sample := range samples {
		s.scans(sample.Scan, sample.Account, sample.AmountDue.String())
		if i == 0 {
			s.press(fyne.KeyReturn, fyne.KeyReturn)
		}
	}
}

func atScanLines(t *testing.T) *seat {
	t.Helper()
	o := newCounterOffice(t)
	s := o.sits(o.hasDrawer("sue", 100_00))
	s.show(newScanLines(s.counter))
	return s
}

func TestAScanLineIsLearnedFromTenStubsByKeyboard(t *testing.T) {
	s := atScanLines(t)
	s.wantFits()
	s.wantSays("plain", "account 1-10, amount due 11-20", "none", "mod 10 weights 2-1 at 42")
	samples := taught(t)
	s.scans(samples[10].Scan)
	s.wantSays("it has 17 characters and needs 20")

	s.press(fyne.KeyF3)
	s.wantSays("Learn a scan line", "0 of 10 stubs")
	s.teaches(samples[:10]...)
	s.wantSays("10 of 10 stubs", "471100815", "$21.50")
	s.wantFits()
	s.press(fyne.KeyF9) // nothing is found yet
	s.press(fyne.KeyF4)
	s.wantSays("reads right", "1  account, 1-9: 471100815", "2  amount due, 10-16, cents: 0002150", "3  check digit, 17",
		"The check digit at 17 is made from positions 1-16: weights 7-3-1 from the left", "All 10 stubs are read as their papers say.")
	s.wantFits()
	s.press(fyne.KeyF9)
	s.wantSays("Save the scan line", "Name of this kind of bill")
	s.write("water") // replaces nothing: the name is edited
	s.press(fyne.KeyReturn)
	s.wantSays("is in force", "bill-1water", "account 1-9, amount due 10-16")

	s.scans(samples[10].Scan)
	s.wantSays("It is bill-1water.", "1  account, 1-9: "+samples[10].Account)
	s.show(s.home())
	s.scans(samples[10].Scan)
	s.press(fyne.KeyF3, fyne.KeyReturn)
	s.write("A Payor")
	s.press(fyne.KeyF9)
	s.wantRecordedStub(samples[10])
	text, err := os.ReadFile(s.Folder().Settings())
	if err != nil || !strings.Contains(string(text), "# Learned from stubs by sue on 11/23/2026.") {
		t.Errorf("%v: %s", err, text)
	}
}

func (s *seat) wantRecordedStub(want stub.Sample) {
	s.Helper()
	if line := s.newest().Payment.Lines[0]; line.Scan != want.Scan || line.Account != want.Account || line.Amount != want.AmountDue {
		s.Errorf("recorded %+v; want %+v", line, want)
	}
}

func TestAStubThatDoesNotFitIsNamedAndCorrected(t *testing.T) {
	s := atScanLines(t)
	s.press(fyne.KeyF3)
	samples := taught(t)[:10]
	wrong := samples
	wrong[3].Account = "123456789"
	s.teaches(wrong...)
	s.press(fyne.KeyF4)
	s.wantSays("Stub 4: its account 123456789 is nowhere in its line", "DOES NOT FIT")
	s.wantSilent("reads right")
	s.press(fyne.KeyF9)
	s.wantSilent("Save the scan line")
	s.press(fyne.KeyDown, fyne.KeyReturn) // takes stub 4 back into the fields
	s.wantSays("9 of 10 stubs")
	s.wantSilent("DOES NOT FIT")
	screen := s.counter.screen.(*learning)
	s.wantFocus(screen.account, "the account")
	screen.account.SetText(taught(t)[3].Account)
	s.press(fyne.KeyF3, fyne.KeyF4)
	s.wantSays("All 10 stubs are read as their papers say.")

	s.press(fyne.KeyDown, fyne.KeyDelete)
	s.wantSays("9 of 10 stubs")
	s.wantSilent("reads right", "All 10")
	s.press(fyne.KeyEscape)
	s.wantSays("Leave this screen?")
	s.press(fyne.KeyReturn)
	s.wantSays("Try one")
	if got := len(s.City().Scanlines); got != 4 {
		t.Errorf("%d scan lines are in force", got)
	}
}

func TestWhatIsLearnedTwiceIsSaid(t *testing.T) {
	s := atScanLines(t)
	s.press(fyne.KeyF3)
	s.teaches(taught(t)[:10]...)
	s.press(fyne.KeyF4)
	s.wantSilent("reads these stubs already")
	s.press(fyne.KeyF9, fyne.KeyReturn, fyne.KeyF3)
	s.teaches(taught(t)[:10]...)
	s.press(fyne.KeyF4)
	s.wantSays("Scan line bill-1 reads these stubs already: with both, the clerk is asked which it is.")
	s.press(fyne.KeyF9)
	s.wantSays("bill-2")
}

func TestWhatIsKeyedForAStubIsChecked(t *testing.T) {
	s := atScanLines(t)
	s.press(fyne.KeyF3)
	screen := s.counter.screen.(*learning)
	s.press(fyne.KeyF3)
	s.wantSays("Fill this in")
	s.scans("471100815", "471100815", "x")
	s.press(fyne.KeyF3)
	if len(screen.lesson.samples) != 0 {
		t.Error("a stub without amount was added")
	}
	screen.amount.SetText("21.50")
	screen.due.SetText("25.11.2026")
	s.press(fyne.KeyF3)
	s.wantSays("is not a date; write it like 11/25/2026")
	screen.due.SetText("11/25/2026")
	s.press(fyne.KeyF3)
	s.wantSays("1 of 10 stubs", "11/25/2026")
	s.teaches()
	s.press(fyne.KeyF4) // too few
	s.wantSilent("reads right", "check rule")
}

func TestTryingALineSaysWhatAClerkWillSee(t *testing.T) {
	s := atScanLines(t)
	for text, says := range map[string]string{
		plainScan:   "It is plain.",
		checkedScan: "It is checked.",
		wrongDigit:  "It is checked, but the line does not fit checked at position 42",
		eitherScan:  "It fits 2 kinds of bill, and the clerk is asked which: water; sewer.",
		"12":        "The line does not fit",
	} {
		s.scans(text)
		s.wantSays(says)
		s.wantFits()
	}
}

func TestClerksDoNotSetUpScanLines(t *testing.T) {
	o := newCounterOffice(t)
	s := o.sits(o.is("ana"))
	for _, p := range s.setupPages() {
		if p.title == "Scan lines" {
			t.Error("a clerk sees the page")
		}
	}
}
