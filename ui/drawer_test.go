package ui

import (
	"bytes"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

func TestADrawerIsOpenedByKeyboard(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.is("ana"))
	s.show(newDrawer(s.counter))
	s.wantSays("You have no open drawer.", "Open drawer")
	s.wantFits()
	s.press(fyne.KeyReturn) // the button
	s.wantSays("Open your drawer")
	s.press(fyne.KeyEscape, fyne.KeyF9)
	s.write("100")
	s.press(fyne.KeyReturn)
	opened, err := o.OpenDrawerOf("ana")
	if err != nil || opened.Float != money.FromCents(100_00) {
		t.Fatalf("%+v, %v", opened, err)
	}
	if _, still := s.screen.(*drawer); still {
		t.Error("it stays at the drawer instead of going to the customers")
	}
}

func TestADrawerIsCountedBlindAndClosedByKeyboard(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 100_00)
	o.takes(ana, paidInCash("1", "A", 33_00))
	o.takes(ana, paidByCheck("2", "B", 45_67, "1041"))
	s := o.sits(ana)
	s.show(newDrawer(s.counter))
	s.wantFits()
	s.wantSays("float of $100.00", "11/23/2026")
	blind := []string{"133.00", "45.67", "178.67", "33.00", "expected"}
	s.wantSilent(blind...)

	s.press(fyne.KeyDown, fyne.KeyDown) // to the twenties
	s.write("6")
	s.press(fyne.KeyReturn, fyne.KeyReturn) // to the fives
	s.write("1")
	s.wantSays("$120.00", "$5.00", "$125.00")
	s.press(fyne.KeyEscape)
	s.show(newFind(s.counter))
	s.show(newDrawer(s.counter))
	s.wantSays("$125.00", "\n6\n") // the count goes on
	s.wantSilent(blind...)

	s.press(fyne.KeyDown, fyne.KeyUp, fyne.KeyUp)
	for range checksLine {
		s.press(fyne.KeyReturn)
	}
	s.press(fyne.KeyReturn)
	s.write("45.67")
	s.press(fyne.KeyF9) // a total without the number of checks
	s.press(fyne.KeyReturn)
	s.wantSays("45.67 cannot come from no slips; give their number.")
	s.write("1")                                                            // the keyboard is there
	s.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn) // to the stubs
	s.write("1")
	s.press(fyne.KeyReturn) // past the last line, to the button
	s.press(fyne.KeyReturn)
	s.wantSays("You counted $170.67: cash $125.00, 1 check for $45.67, 0 card slips for $0.00. The count is final")
	s.wantSilent("133.00", "178.67")
	if _, err := o.Closing(1); err == nil {
		t.Fatal("it is closed before it is confirmed")
	}
	s.press(fyne.KeyReturn, fyne.KeyReturn) // one too many
	s.wantSays("Closing Z1", "Cash is $8.00 short.", "$133.00", "$125.00", "$8.00 short", "even", "2 stubs paid, 1 counted: 1 stub MISSING.", "Wait for a supervisor’s approval. They sign in here with F10")
	s.wantSilent("−$8.00 short")
	s.wantSays("Closing Z1 was saved as")
	s.wantFits()
	if pdf := s.wantFile("receipts/Z-000001.pdf"); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("the closing is not a PDF")
	}

	s.press(fyne.KeyF10)
	s.wantSays("Approve closing Z1", "Drawer of ana, 11/23/2026. Cash is $8.00 short.")
	s.signsIn("ana", secretOf("ana"))
	s.wantSays("Ana is a clerk and may not approve a closing; ask a supervisor.")
	s.press(fyne.KeyEscape, fyne.KeyF10)
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("Approved by sue", "(Approve)")
	if closing, err := o.Closing(1); err != nil || closing.ApprovedBy != "sue" || closing.Counted != (ledger.Tally{Cash: money.FromCents(125_00), Check: money.FromCents(45_67)}) {
		t.Errorf("%v: %+v", err, closing)
	}
}

func TestAWrongLineIsSaidAtItsField(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.hasDrawer("ana", 0))
	s.show(newDrawer(s.counter))
	s.write("12x")
	s.wantSays("“x” was left out: only digits go here.")
	screen := s.screen.(*drawer)
	screen.till.sheet.keyed[looseLine] = "1.005"
	s.press(fyne.KeyDown, fyne.KeyF9)
	if s.window.Canvas().Focused() != fyne.Focusable(screen.count.fields[looseLine].Input) {
		t.Error("the keyboard is not at the wrong line")
	}
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("it asks to close all the same")
	}
}

func TestADrawerIsNotClosedBeforeAnythingIsCounted(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.hasDrawer("ana", 0))
	s.show(newDrawer(s.counter))
	s.press(fyne.KeyF9)
	s.wantSays("Count the drawer first; key 0 where there is nothing.")
	s.press(fyne.KeyReturn)
	if _, err := o.Closing(1); err == nil {
		t.Fatal("it is closed without a count")
	}
	s.show(newDrawer(s.counter))
	s.write("0")
	s.press(fyne.KeyF9)
	s.wantSays("You counted $0.00")
	s.press(fyne.KeyReturn)
	if closing, err := o.Closing(1); err != nil || closing.Counted != (ledger.Tally{}) {
		t.Errorf("%v: %+v", err, closing)
	}
}

func TestTheWindowAsksBeforeACountIsLost(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.hasDrawer("ana", 0))
	s.show(newDrawer(s.counter))
	if s.halfDone() {
		t.Error("something is half done before anything was keyed")
	}
	s.write("3")
	s.show(newFind(s.counter))
	if !s.halfDone() {
		t.Error("the count that was begun would be lost without a question")
	}
}
