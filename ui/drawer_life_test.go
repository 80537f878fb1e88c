package ui

import (
	"bytes"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

func TestAFloatIsCountedByNotesAndCoins(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.is("ana"))
	s.show(newDrawer(s.counter))
	s.press(fyne.KeyF9, fyne.KeyF3)
	s.wantSays("Count the float", "$20 bills")
	s.wantSilent("Number of checks", "Cash not counted by piece")
	s.wantFits()
	s.press(fyne.KeyDown, fyne.KeyDown)
	s.write("4")
	s.press(fyne.KeyDown)
	s.write("2")
	s.press(fyne.KeyF9)
	opened, err := o.OpenDrawerOf("ana")
	if err != nil || opened.Float != money.FromCents(100_00) {
		t.Fatalf("%+v, %v", opened, err)
	}
	if pieces, err := o.FloatPieces(opened.ID); err != nil || len(pieces) != 2 || pieces[0].Count != 4 {
		t.Errorf("%v, %v", pieces, err)
	}
}

func TestCashIsDroppedToTheSafeByKeyboard(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 100_00)
	o.takes(ana, paidInCash("1", "A", 233_00))
	o.takes(ana, paidByCheck("2", "B", 45_67, "1041"))
	s := o.sits(ana)
	s.show(newDrawer(s.counter))
	s.press(fyne.KeyF3)
	s.wantSays("Drop to the safe", "Count the cash and the checks that go to the safe.")
	s.wantSilent("333.00", "45.67", "Number of card slips")
	s.wantFits()
	s.press(fyne.KeyF9) // nothing is counted
	s.wantSays("Count the drawer first")
	s.write("2")
	for range checksLine {
		s.press(fyne.KeyDown)
	}
	s.write("1")
	s.press(fyne.KeyReturn)
	s.write("45.67")
	s.press(fyne.KeyF9)
	s.wantSays("You counted cash $200.00 and 1 check for $45.67.", "A witness counts it too")
	s.signsIn("ana", secretOf("ana"))
	s.wantSays("Ana cannot witness a drop to the safe of their own")
	s.press(fyne.KeyEscape, fyne.KeyF9)
	s.signsIn("ben", secretOf("ben"))
	s.wantSays("The slip of drop S1 was saved as", "Drawer of ana")
	if pdf := s.wantFile("receipts/S-000001.pdf"); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("the slip is not a PDF")
	}
	drawer, _ := o.OpenDrawerOf("ana")
	if drops, err := o.DropsOf(drawer.ID); err != nil || len(drops) != 1 || drops[0].Witness != "ben" || drops[0].Total.Cash != money.FromCents(200_00) {
		t.Errorf("%+v, %v", drops, err)
	}
}

func TestADrawerIsHandedOverByKeyboard(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 100_00)
	o.takes(ana, paidInCash("1", "A", 33_00))
	s := o.sits(ana)
	s.show(newDrawer(s.counter))
	s.press(fyne.KeyF4)
	s.wantSays("Hand the drawer over")
	s.wantSilent("133.00")
	s.wantFits()
	s.write("1")
	s.press(fyne.KeyDown, fyne.KeyDown)
	s.write("1")
	s.press(fyne.KeyF9)
	s.wantSays("You counted together cash $120.00")
	s.wantSilent("133.00", "13.00")
	s.signsIn("ben", secretOf("ben"))
	s.wantSays("The drawer is ben’s now", "You have no open drawer.")
	s.wantFile("receipts/T-000001.pdf")
	drawer, err := o.OpenDrawerOf("ben")
	if err != nil {
		t.Fatal(err)
	}
	if transfers, err := o.TransfersOf(drawer.ID); err != nil || len(transfers) != 1 || transfers[0].Part.OverShort.Cash != money.FromCents(-13_00) {
		t.Errorf("%+v, %v", transfers, err)
	}
}

func TestASupervisorReadsWhereTheMoneyOfADrawerWent(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 100_00)
	o.takes(ana, paidInCash("1", "A", 233_00))
	if _, err := o.DropCash(ana, o.is("ben"), ledger.Count{Loose: money.FromCents(200_00)}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.HandOverDrawer(ana, o.is("ben"), ledger.Count{Loose: money.FromCents(120_00)}); err != nil {
		t.Fatal(err)
	}
	s := o.sits(o.is("sue"))
	s.show(newDrawers(s.counter))
	s.press(fyne.KeyF9)
	s.wantSays("Float, drops and hand-overs of the drawer of ben", "Float as an amount", "$100.00",
		"S1", "To the safe", "ana, witness ben", "$200.00", "T1", "Handed over", "ana to ben", "$120.00", "3:04 PM")
	s.wantSilent("133.00")
	s.press(fyne.KeyReturn)
	s.wantSilent("ana, witness ben")
	s.press(fyne.KeyReturn) // on the drawer does the same
	s.wantSays("ana, witness ben")
}

// swapped is a closing of ana's in which 80.00 in cash became a check.
func swapped(o *office) ledger.Closing {
	ana := o.hasDrawer("ana", 100_00)
	o.takes(ana, paidInCash("1", "A", 133_00))
	o.takes(ana, paidByCheck("2", "B", 45_67, "1041"))
	return o.closes(ana, ledger.Count{Loose: money.FromCents(153_00), Checks: ledger.Slips{Count: 2, Total: money.FromCents(125_67)}})
}

func TestASwapOfACheckForCashNeedsAReasonAtTheScreen(t *testing.T) {
	o := newOffice(t)
	swapped(o)
	s := o.sits(o.is("sue"))
	s.show(newDrawers(s.counter))
	s.wantSays("Z1 waits for approval", "Cash of ana is 80.00 short and checks are 80.00 over (1 more than receipts have)", "in the place of 80.00 in cash")
	s.wantFits()
	s.press(fyne.KeyF10)
	s.wantSays("Cash and checks do not agree with the receipts", "Why is it approved?")
	s.wantFits()
	s.write("2")
	s.press(fyne.KeyReturn)
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("Z1 approved by sue")
	if closing, err := o.Closing(1); err != nil || closing.ApprovalReason != "Passed on to the auditor" {
		t.Errorf("%+v, %v", closing, err)
	}
	s.show(newDay(s.counter))
	s.wantSays("All drawers")
}

func TestASupervisorReadsCountsAndReopensDrawers(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 100_00)
	o.takes(ana, paidInCash("1", "A", 33_00))
	s := o.sits(o.is("sue"))
	s.show(newDay(s.counter))
	s.press(fyne.KeyInsert)
	s.wantSays("All drawers", "not counted", "X reading")
	s.press(fyne.KeyF3)
	s.wantSays("X reading of the drawer of ana?")
	s.press(fyne.KeyReturn)
	s.wantSays("The X reading was saved as")
	s.press(fyne.KeyF4)
	s.wantSays("Drawer of ana", "together with a witness")
	s.write("1")
	s.press(fyne.KeyF9)
	s.wantSays("You counted cash $100.00")
	s.signsIn("ana", secretOf("ana"))
	s.wantSays("Ana cannot witness the count of their own")
	s.press(fyne.KeyEscape, fyne.KeyF9)
	s.signsIn("fay", secretOf("fay"))
	s.wantSays("Z1 waits for approval", "Cash is $33.00 short.")
	s.press(fyne.KeyF10)
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("cannot approve a closing of their own")
	s.press(fyne.KeyEscape)

	s = o.sits(o.is("tom"))
	s.show(newDrawers(s.counter))
	s.press(fyne.KeyF7)
	s.wantSays("Open the drawer of Z1 again?", "Z1 stays used")
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantSays("The drawer of ana is open again", "Z1 taken back by tom")
	if _, err := o.OpenDrawerOf("ana"); err != nil {
		t.Error(err)
	}
}

// Who saw a difference does not count alone again, and what the first count
// had found is said wherever the second is looked at.
func TestARecountIsWitnessedAndTheFirstCountIsNotForgotten(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 100_00)
	o.takes(ana, paidInCash("1", "A", 33_00))
	o.closes(ana, ledger.Count{Loose: money.FromCents(33_00)})
	if _, err := o.ReopenDrawer(o.is("tom"), 1, "Miscounted"); err != nil {
		t.Fatal(err)
	}
	supervisor := o.sits(o.is("sue"))
	supervisor.show(newDay(supervisor.counter))
	supervisor.wantSays("1 drawer not counted yet. Z1 of ana was taken back by tom: Cash is $100.00 short.")
	supervisor.wantFits()

	s := o.sits(ana)
	s.show(newDrawer(s.counter))
	s.wantSays("Z1 was taken back by tom: Miscounted. A witness counts with you.")
	s.wantSilent("100.00 short")
	s.wantFits()
	s.write("1") // a hundred
	for range looseLine {
		s.press(fyne.KeyDown)
	}
	s.write("33")
	s.press(fyne.KeyF9)
	s.wantSays("You counted $133.00", "The drawer was opened again after Z1: a witness counts it too, and signs in.")
	s.wantFits()
	s.signsIn("ana", secretOf("ana"))
	s.wantSays("Ana cannot witness the count of their own")
	s.press(fyne.KeyEscape, fyne.KeyF9)
	s.signsIn("ben", secretOf("ben"))
	s.wantSays("Closing Z2", "The drawer is even.", "Counted by ana, with ben as witness.", "Z1 found before: Cash is $100.00 short. Taken back by tom", "Miscounted")
	s.wantFits()
	s.press(fyne.KeyF10)
	s.wantSays("Drawer of ana", "The drawer is even. Z1 found before: Cash is $100.00 short. Taken back by tom")
	s.wantFits()
	s.signsIn("sue", secretOf("sue"))
	supervisor.show(newDay(supervisor.counter))
	supervisor.wantSays("Every drawer is counted and approved. Z1 of ana was taken back by tom")
}

// TestAClerkCannotLearnWhatTheDrawerShouldHold tries each screen and key that
// a clerk has while their drawer is open.
func TestAClerkCannotLearnWhatTheDrawerShouldHold(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 117_00)
	o.takes(ana, paidInCash("1", "A", 333_13))
	o.takes(ana, paidInCash("2", "A", 211_08))
	o.takes(ana, paidByCheck("3", "B", 71_19, "1041"))
	o.takes(ana, paidByCheck("4", "B", 64_29, "1042"))
	o.closes(o.hasDrawer("ben", 0), ledger.Count{})
	s := o.sits(ana)
	told := []string{
		"661.21", "544.21", // cash, with and without the float
		"135.48", "796.69", "679.69", // checks, all with and without the float
	}
	for name, open := range map[string]func(*counter) screen{
		"find": newFind, "drawer": newDrawer, "deposits": newDeposit, "intake": (*counter).intake, "set-up": newSetup, "printing": newPrinting,
	} {
		s.show(open(s.counter))
		s.Log(name)
		s.wantSilent(told...)
		for _, key := range []fyne.KeyName{fyne.KeyF1, fyne.KeyF3, fyne.KeyF4, fyne.KeyF6, fyne.KeyF7, fyne.KeyF10, fyne.KeyF11} {
			s.press(key)
			s.wantSilent(told...)
			s.counter.dialogs.CloseAll()
			s.show(open(s.counter))
		}
	}
	// More than there is goes to the safe without a word: a refusal would tell.
	if _, err := o.DropCash(ana, o.is("ben"), ledger.Count{Loose: money.FromCents(5_000_00)}); err != nil {
		t.Errorf("the ledger tells a clerk that it is too much: %v", err)
	}
	drawer, err := o.OpenDrawerOf("ana")
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []string{"ana", "ben"} {
		if _, err := o.XReading(o.is(by), drawer.ID); ledger.CodeOf(err) != ledger.NotAllowed {
			t.Errorf("%s reads X: %v", by, err)
		}
		if _, err := o.Export(o.is(by), "", ""); ledger.CodeOf(err) != ledger.NotAllowed {
			t.Errorf("%s exports: %v", by, err)
		}
	}
	if _, err := o.PlanDeposit([]string{drawer.ID}); ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("a deposit of an open drawer is planned: %v", err)
	}
	// A supervisor with a drawer of their own is a clerk of it.
	sue := o.hasDrawer("sue", 117_00)
	o.takes(sue, paidInCash("5", "A", 487_31))
	own, err := o.OpenDrawerOf("sue")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.XReading(sue, own.ID); ledger.CodeOf(err) != ledger.NotAllowed {
		t.Errorf("sue reads X of her own drawer: %v", err)
	}
	if _, err := o.Export(sue, "", ""); ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("sue exports, and the bundle's reconciliation says what her drawer should hold: %v", err)
	}
	s = o.sits(sue)
	for _, open := range []func(*counter) screen{newDay, newDrawers, newFind, newDrawer, newDeposit} {
		s.show(open(s.counter))
		s.wantSilent("604.31")
		s.press(fyne.KeyF3)
		s.wantSilent("604.31")
		s.counter.dialogs.CloseAll()
	}
}
