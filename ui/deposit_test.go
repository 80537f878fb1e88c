package ui

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// countedDay has two closed drawers: Z1 of ana, approved, with 30.00 cash and
// a check of 45.67, and Z2 of ben with 20.00 cash that was counted 5.00 short.
func countedDay(t *testing.T) *office {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 50_00)
	o.takes(ana, paidInCash("1", "In Cash", 30_00))
	o.takes(ana, paidByCheck("2", "By Check", 45_67, "1041"))
	o.closes(ana, ledger.Count{Loose: money.FromCents(80_00), Checks: ledger.Slips{Count: 1, Total: money.FromCents(45_67)}})
	ben := o.hasDrawer("ben", 0)
	o.takes(ben, paidInCash("3", "Of Ben", 20_00))
	o.closes(ben, ledger.Count{Loose: money.FromCents(15_00)})
	for _, z := range []int64{1, 2} {
		if _, err := o.ApproveClosing(o.is("tom"), z); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func TestADepositIsMadeFromTheDayWithKeysAlone(t *testing.T) {
	o := countedDay(t)
	s := o.sits(o.is("sue"))
	s.show(newDay(s.counter))
	s.press(fyne.KeyF9)
	s.wantFits()
	s.wantSays("Z1", "Z2", "ana", "ben", "$30.00", "$45.67", "$15.00", "today", "No drawer is ticked.", "No deposit was made yet.", "[  ]")
	s.write(" ")
	s.press(fyne.KeyDown, fyne.KeyReturn)
	s.wantSays("[x]", "2 drawers ticked: cash $45.00, checks $45.67.")

	s.press(fyne.KeyF9)
	s.wantFits()
	s.wantSays("Z1 of ana, Z2 of ben.", "Cash: receipts $50.00, counted without floats $45.00, in the bag $0.00: $50.00 short.",
		"Checks: receipts $45.67, in the bag $0.00: $45.67 short; 0 of 1 ticked.", "C1-000002", "1041")
	s.press(fyne.KeyF9)
	s.wantSays("Key in the number that is printed on the bag")
	s.press(fyne.KeyEscape)
	s.wantSays("Deposits")
	s.write(" ")
	s.press(fyne.KeyDown, fyne.KeyReturn, fyne.KeyF9)
	s.press(fyne.KeyDown, fyne.KeyDown) // to the twenties
	s.write("2")
	s.press(fyne.KeyReturn, fyne.KeyReturn) // over the tens
	s.write("1")
	s.press(fyne.KeyReturn)
	for range 8 {
		s.press(fyne.KeyDown)
	}
	s.write("B-77")
	s.press(fyne.KeyReturn) // to the checks
	s.write(" ")
	s.wantSays("in the bag $45.00: $5.00 short.", "in the bag $45.67: even with the receipts; 1 of 1 ticked.")
	s.press(fyne.KeyF9)
	s.wantSays("Verify bag B-77", "Cash $45.00, 1 check of $45.67, together $90.67.")
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("Sue prepared this deposit")
	s.press(fyne.KeyEscape, fyne.KeyF9)
	s.signsIn("fay", secretOf("fay"))
	s.wantSays("D1", "B-77", "$90.67", "in transit", "The money of every closed drawer is deposited.", "The slip of deposit D1 was saved as")
	if pdf := s.wantFile("receipts/D-000001.pdf"); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("the slip is not a PDF")
	}
	d, err := o.Deposit(1)
	if err != nil || d.PreparedBy != "sue" || d.VerifiedBy != "fay" || d.Bag != "B-77" || len(d.Cash) != 2 || d.Banked.Check != money.FromCents(45_67) {
		t.Errorf("%+v, %v", d, err)
	}
}

// madeDeposit is countedDay with everything in bag B-1, prepared by sue.
func madeDeposit(t *testing.T) *office {
	o := countedDay(t)
	var drawers []string
	waiting, err := o.Undeposited()
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range waiting {
		drawers = append(drawers, u.Drawer.ID)
	}
	_, err = o.MakeDeposit(o.is("sue"), o.is("tom"), ledger.DepositDraft{
		Drawers: drawers, Bag: "B-1", Loose: money.FromCents(45_00), Present: []ledger.CheckRef{{Receipt: "C1-000002", Item: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestWhatIsNotAsTheReceiptsSayNeedsAReason(t *testing.T) {
	o := countedDay(t)
	s := o.sits(o.is("sue"))
	s.show(newDeposit(s.counter))
	s.write(" ")
	s.press(fyne.KeyF9)
	form := s.screen.(*bagForm)
	form.to(form.fields[looseLine].Input)
	s.write("20.00")
	s.press(fyne.KeyReturn)
	s.write("B-9")
	s.press(fyne.KeyF7)
	s.wantSays("A check that is on no receipt")
	s.write("55?")
	s.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	s.write("10.00")
	s.press(fyne.KeyReturn)
	s.wantSays("A check needs its number")
	s.write("555")
	s.press(fyne.KeyReturn)
	s.wantSays("on none", "555", "in the bag $10.00: $35.67 short; 0 of 1 ticked.")
	s.press(fyne.KeyF4)
	s.write(" ")
	s.press(fyne.KeyF9)
	s.wantSays("The bag is not as the receipts say", "Cash is 10.00 short of the receipts.", "Check 555, 10.00, is on no receipt.", "10.00 may be a check put in the place of cash")
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantSays("Verify bag B-9")
	s.signsIn("fay", secretOf("fay"))
	s.wantSays("in transit; not as receipts")
	if d, err := o.Deposit(1); err != nil || d.Reason != bagReasons[0] || d.Off.Swapped() != money.FromCents(10_00) {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestAHalfFilledBagIsNotLostUnasked(t *testing.T) {
	o := countedDay(t)
	s := o.sits(o.is("sue"))
	s.show(newDeposit(s.counter))
	s.write(" ")
	s.press(fyne.KeyF9)
	s.write("3")
	s.press(fyne.KeyEscape)
	s.wantSays("Leave this screen?")
}

func TestTheBanksWordIsEnteredByAnother(t *testing.T) {
	o := madeDeposit(t)
	o.now = o.now.Add(24 * time.Hour)
	s := o.sits(o.is("fay"))
	s.show(newDeposit(s.counter))
	s.press(fyne.KeyF10)
	s.wantSays("What the bank says of D1", "Bag B-1 of 11/23/2026, prepared by sue, verified by tom: $90.67.", "11/24/2026")
	s.write("11/29/2026")
	s.press(fyne.KeyReturn)
	s.write("00981")
	s.press(fyne.KeyReturn)
	s.write("80.67")
	s.press(fyne.KeyReturn)
	s.write("One note was not real")
	s.press(fyne.KeyReturn)
	s.wantSays("11/29/2026 is not between")
	s.write("11/24/2026")
	s.press(fyne.KeyReturn)
	s.wantSays("The bank's word on D1 is recorded.", "confirmed 11/24, $10.00 short")
	if d, err := o.Deposit(1); err != nil || d.Bank == nil || d.Bank.By != "fay" || d.Bank.Reference != "00981" {
		t.Errorf("%+v, %v", d.Bank, err)
	}
	s.press(fyne.KeyF10) // nothing more to confirm
	s.wantSays("confirmed 11/24")
	s.press(fyne.KeyEscape)
	if s.screen.title() != "Day" {
		t.Errorf("Esc goes to %s", s.screen.title())
	}
}

func TestAClerkPreparesADepositOfTheirOwnMoney(t *testing.T) {
	o := countedDay(t)
	s := o.sits(o.is("ana"))
	s.show(newDeposit(s.counter))
	s.wantSays("Z1", "(Fill the bag", "Esc")
	if commands := s.commands(s.screen); func() bool { _, found := commands.Named("bank"); return found }() {
		t.Error("a clerk may confirm")
	}
	s.write(" ")
	s.press(fyne.KeyF9)
	if _, filling := s.screen.(*bagForm); !filling {
		t.Fatalf("it shows %s", s.screen.title())
	}
	s.show(s.home())
	s.press(fyne.KeyF11)
	if s.screen.title() != "Deposits" {
		t.Errorf("F11 shows %s", s.screen.title())
	}
}

func TestMoneyThatWaitsIsNamedAboveEveryScreen(t *testing.T) {
	o := countedDay(t)
	s := o.sits(o.is("sue"))
	o.now = o.now.Add(48 * time.Hour)
	o.TendDeposits()
	s.show(newDeposit(s.counter))
	s.wantSays("2 closed drawers have money that is not deposited in time", "2 days, LATE")
	if !strings.Contains(s.says(), "the limit is 1") {
		t.Error("the limit is not said")
	}
}
