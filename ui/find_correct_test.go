package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// atFind sits at the screen Find, on a receipt.
func (o *office) atFind(by ledger.Session, receipt ledger.Receipt) *seat {
	s := o.sits(by)
	s.show(newFindOf(s.counter, receipt.Number))
	return s
}

func TestAPaymentOfACountedDrawerIsReversedWithTheMoneyNamed(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 0)
	receipt := o.takes(ana, paidInCash("1023233234", "A PAYOR", 30_00))
	o.closes(ana, ledger.Count{Loose: money.FromCents(30_00)})
	o.hasDrawer("ana", 50_00)
	s := o.atFind(ana, receipt)
	s.press(fyne.KeyF4)
	s.wantSays("Reverse receipt C1-000001", "Its drawer is counted")
	s.write("4") // keyed in twice
	s.press(fyne.KeyReturn)
	s.wantSays("How does $30.00 go back")
	s.wantFits()
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantSays("A supervisor who did not take this payment")
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("Receipt C1-000001 is void. Give back $30.00 in cash from the drawer of ana.", "F9 keys it in again")
	void, err := o.Receipt("1")
	if err != nil || void.Void == nil || void.Void.Refund == nil || void.Void.Refund.Way != ledger.FromDrawer || void.Void.Reason != "Keyed in twice" {
		t.Fatalf("%+v, %v", void.Void, err)
	}
}

func TestAVoidPaymentIsKeyedInAgainWithTheLink(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 0)
	receipt := o.takes(ana, paidInCash("1023233234", "A PAYOR", 30_00))
	if _, err := o.Void(ana, o.is("sue"), receipt.Number, "Wrong amount"); err != nil {
		t.Fatal(err)
	}
	s := o.atFind(ana, receipt)
	s.press(fyne.KeyF9)
	s.wantSays("Intake: in place of receipt C1-000001", "1023233234")
	s.wantFits()
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantRecorded(2)
	if again := s.newest(); again.Payment.Replaces != receipt.Number || again.Total != receipt.Total {
		t.Errorf("recorded %+v", again.Payment)
	}
	s.wantSilent("in place of")
	if void, err := o.Receipt("1"); err != nil || void.ReplacedBy != "C1-000002" {
		t.Errorf("replaced by %q, %v", void.ReplacedBy, err)
	}
}

func TestAWrongAccountIsCorrectedAtFind(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 0)
	receipt := o.takes(ana, paidInCash("1023233234", "A PAYOR", 30_00))
	s := o.atFind(ana, receipt)
	s.press(fyne.KeyF10)
	s.wantSays("It is of account 1023233234 now")
	s.write("7700")
	s.press(fyne.KeyReturn)
	s.write("swapped")
	s.press(fyne.KeyReturn)
	s.wantSays("goes from account 1023233234 to 7700")
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("Stub 1 of receipt C1-000001 is of account 7700 now", "corrected from")
	if corrected, err := o.Receipt("1"); err != nil || corrected.AccountOf(1) != "7700" {
		t.Errorf("it is of %s, %v", corrected.AccountOf(1), err)
	}
}

func TestAReturnedCheckIsEnteredAndLifted(t *testing.T) {
	o := newOffice(t)
	receipt := o.takes(o.hasDrawer("ana", 0), paidByCheck("1023233234", "A PAYOR", 30_00, "1041"))
	s := o.atFind(o.is("sue"), receipt)
	s.press(fyne.KeyInsert)
	s.wantSays("A check of receipt C1-000001 came back", "Check 1041, $30.00")
	s.wantFits()
	s.press(fyne.KeyReturn)
	s.write("insufficient funds")
	s.press(fyne.KeyReturn)
	s.wantSays("The returned check of receipt C1-000001 is entered")
	s.show(newNoChecks(s.counter))
	s.wantSays("1023233234", "1041", "insufficient funds")
	s.wantFits()
	s.press(fyne.KeyF4)
	s.write("paid in cash since")
	s.press(fyne.KeyReturn)
	s.wantSays("No check came back.")
}
