package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/money"
)

func TestASupervisorLooksAtTheDayAndApproves(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("sue"))
	s.show(newDay(s.counter))
	s.wantFits()
	s.wantSays("11/24/2026", "$53.33", "3 receipts", "ben", "ana", "All", "$33.33", "Z2 approved by sue", "Cash is", "$5.00 short", "even", "Z1 of 11/23 waits for approval",
		"open, not counted", "C1-000004", "VOID", "Perpetual total $70.33", "chain head")

	s.write("11/31/2026")
	s.press(fyne.KeyReturn)
	s.wantSays("“11/31/2026” is not a date; key it in like 11/23/2026.")
	s.press(fyne.KeyF10) // the closing that waits is selected
	s.wantSays("Approve closing Z1", "Drawer of ana, 11/23/2026. The drawer is even.")
	s.signsIn("ana", secretOf("ana"))
	s.wantSays("Ana is a clerk and may not approve a closing; ask a supervisor.")
	s.press(fyne.KeyEscape, fyne.KeyF10)
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("1 drawer not counted yet.", "(Approve)")
	if c, err := o.Closing(1); err != nil || c.ApprovedBy != "sue" {
		t.Errorf("%v: approved by %q", err, c.ApprovedBy)
	}
}

func TestTheDayDoesNotSayWhatOnesOwnDrawerShouldHold(t *testing.T) {
	o := twoDays(t)
	sue := o.hasDrawer("sue", 0)
	o.takes(sue, paidInCash("5", "Of Sue", 8_00))
	o.takes(sue, paidInCash("6", "Of Sue", 9_00))
	s := o.sits(sue)
	s.show(newDay(s.counter))
	s.wantFits()
	const blind = "The sums are without your own drawer until you have counted it (F8)."
	s.wantSays(blind, "All others", "$53.33", "5 receipts")
	held := []string{"$17.00", "$37.00", "$70.33", "Perpetual"}
	s.wantSilent(held...)
	s.press(fyne.KeyF6)
	s.wantSays("Count and close it first (F8).")
	if _, err := os.Stat(filepath.Join(o.Folder().Receipts(), "day-2026-11-24.pdf")); err == nil {
		t.Error("the reconciliation says it")
	}

	tom := o.sits(o.is("tom"))
	tom.show(newDay(tom.counter))
	tom.wantSays("$17.00", "$37.00", "$70.33")
	tom.wantSilent(blind)

	o.closes(sue, ledger.Count{Loose: money.FromCents(17_00)})
	s.show(newDay(s.counter))
	s.wantSays("$17.00", "$37.00", "$70.33", "Perpetual")
	s.wantSilent(blind)
}

func TestADayIsChosenAndPrinted(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("fay"))
	var reading func()
	s.background = func(work func()) { reading = work }
	s.show(newDay(s.counter))
	s.background = func(work func()) { work() }
	reading() // ends after the keyboard is in the field
	s.write("11/23/2026")
	s.press(fyne.KeyReturn)
	s.wantSays("1 receipt, C1-000001.", "First Day")
	s.wantSilent("Of Ben")
	s.press(fyne.KeyF6)
	s.wantSays("The reconciliation of 11/23/2026 was saved as", "day-2026-11-23.pdf")
	if pdf := s.wantFile("receipts/day-2026-11-23.pdf"); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("the reconciliation is not a PDF")
	}
}

func TestAReceiptOfTheDayOpensInFind(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("sue"))
	screen := newDay(s.counter).(*day)
	s.show(screen)
	screen.to(screen.receipts)
	s.press(fyne.KeyDown, fyne.KeyReturn)
	s.wantSays("1 receipt", "OFFICIAL RECEIPT", "By Check")
}

func TestFinanceExportsFromTheDay(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("fay"))
	s.show(newDay(s.counter))
	s.press(fyne.KeyF7)
	s.wantSays("Export for finance")
	s.write(filepath.Join(t.TempDir(), "no stick"))
	s.press(fyne.KeyReturn)
	s.wantSays("There is no folder")
	if _, err := o.Batch(1); err == nil {
		t.Fatal("a batch is recorded that cannot be written")
	}
	s.press(fyne.KeyEscape, fyne.KeyF7)
	stick := t.TempDir()
	s.write(stick)
	s.press(fyne.KeyReturn)
	s.wantSays("Batch 1 carries 4 payments of $63.33. Saved as " + stick)
	s.press(fyne.KeyF7, fyne.KeyReturn) // to the usual folder
	s.wantSays("Nothing is new since batch 1; it was written again, unchanged.")

	const name = "counterfoil_C1_2026-11-23_2026-11-24_b0001.zip"
	s.wantFile("exports/" + name)
	findings, err := bundle.Verify(filepath.Join(stick, name), o.PublicKey())
	if err != nil || !findings.OK() {
		t.Errorf("%v: %+v", err, findings)
	}
}
