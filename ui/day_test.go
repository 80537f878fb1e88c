package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

func TestASupervisorLooksAtTheDayAndApproves(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("sue"))
	s.show(newDay(s.counter))
	s.wantFits()
	s.wantSays("11/24/2026", "$53.33", "3 receipts", "ben", "ana", "All", "$33.33", "Z2 approved by sue",
		"Approve Z1", "Deposit Z2", "open, not counted", "3 PM", "$53.33 in 2", "Perpetual total $70.33", "chain head")
	s.press(fyne.KeyF3)
	s.wantFits()
	s.wantSays("Cash is", "$5.00 short", "even", "Z1 of 11/23 waits for approval")
	s.press(fyne.KeyF3)
	s.wantFits()
	s.wantSays("C1-000004", "VOID", "By Check")
	s.press(fyne.KeyF3)
	s.wantSilent("C1-000003")

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
	s.wantSilent("Approve Z1")
	if c, err := o.Closing(1); err != nil || c.ApprovedBy != "sue" {
		t.Errorf("%v: approved by %q", err, c.ApprovedBy)
	}
}

func TestASupervisorIsToldAtSignInWhatWaits(t *testing.T) {
	s := twoDays(t).sits(ledger.Session{})
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("A closing waits to be approved: press F11.")
	s.press(fyne.KeyF11)
	s.wantSays("Approve Z1")
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
	s.wantSays("the reconciliation tells what it should hold; count and close it first.")
	if _, err := os.Stat(filepath.Join(o.Folder().Receipts(), "day-2026-11-24.pdf")); err == nil {
		t.Error("the reconciliation says it")
	}
	// Nor does the perpetual total of a day before, which runs on through it.
	s.write("11/23/2026")
	s.press(fyne.KeyReturn)
	s.wantSays("1 receipt, C1-000001.", "Journal entry")
	s.wantSilent("Perpetual")
	s.press(fyne.KeyF6)
	if _, err := os.Stat(filepath.Join(o.Folder().Receipts(), "day-2026-11-23.pdf")); err == nil {
		t.Error("the reconciliation of the day before says it")
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
	s.press(fyne.KeyReturn, fyne.KeyF3, fyne.KeyF3)
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
	s.press(fyne.KeyF3, fyne.KeyF3)
	screen.to(screen.lists.receipts)
	s.press(fyne.KeyDown, fyne.KeyReturn)
	s.wantSays("1 receipt", "OFFICIAL RECEIPT", "By Check")
}

func TestTheDayFollowsThePayments(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("sue"))
	s.show(newDay(s.counter))
	s.wantSays("$53.33", "3 receipts")
	screen := s.screen.(*day)
	screen.queue.Select(2)
	s.write("11/2")
	ana, err := o.OpenDrawerOf("ana")
	if err != nil {
		t.Fatal(err)
	}
	o.takes(o.is(ana.Clerk), paidInCash("7", "Just Now", 6_67))
	s.followDay()
	s.wantSays("$60.00", "4 receipts", "$60.00 in 3")
	if screen.field.Text != "11/2" {
		t.Errorf("the field says %q", screen.field.Text)
	}
	if i, task := screen.queue.Selected(); i != 2 || task.what != "Deposit Z2" {
		t.Errorf("task %d, %s is selected", i, task.what)
	}
	s.show(newFind(s.counter))
	s.followDay() // does nothing, as nothing of the day is shown
	if s.screen.title() != "Find a receipt" {
		t.Errorf("it shows %s", s.screen.title())
	}
}

func TestWhatWaitsIsDoneFromTheDay(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("sue"))
	s.show(newDay(s.counter))
	screen := s.screen.(*day)
	screen.to(screen.queue)
	s.press(fyne.KeyReturn)
	s.wantSays("Approve closing Z1")
	s.press(fyne.KeyEscape, fyne.KeyDown, fyne.KeyReturn)
	if s.screen.title() != "Deposits" {
		t.Errorf("it shows %s", s.screen.title())
	}
}
