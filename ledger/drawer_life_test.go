package ledger_test

import (
	"slices"
	"strings"
	"testing"

	"counterfoil/ledger"
)

func pieces(value, count int64) ledger.Pieces {
	return ledger.Pieces{Value: cents(value), Count: count}
}

func TestAFloatMayBeCountedByDenomination(t *testing.T) {
	c := mustCreate(t)
	_, err := c.OpenDrawer(c.ana, cents(99_00), pieces(20_00, 4), pieces(1_00, 20))
	wantCode(t, err, ledger.Invalid)
	_, err = c.OpenDrawer(c.ana, cents(3_00), pieces(3_00, 1))
	wantCode(t, err, ledger.Invalid)
	drawer, err := c.OpenDrawer(c.ana, cents(100_00), pieces(20_00, 4), pieces(1_00, 20))
	if err != nil {
		t.Fatal(err)
	}
	c.mustVerify()
	got, err := c.FloatPieces(drawer.ID)
	if want := []ledger.Pieces{pieces(20_00, 4), pieces(1_00, 20)}; err != nil || !slices.Equal(got, want) {
		t.Errorf("the float is %v, %v", got, err)
	}
}

// Every hand-over of money is counted and signed by two people.
func TestAuditEveryHandOverOfMoneyIsCountedAndSignedByTwoPeople(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(130_00))
	c.mustRecord(c.ana, checkPayment(45_67, "1041"))
	toSafe := ledger.Count{Cash: []ledger.Pieces{pieces(50_00, 2)}, Checks: ledger.Slips{Count: 1, Total: cents(45_67)}}
	_, err := c.DropCash(c.ana, c.ana, toSafe)
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.DropCash(c.ana, ledger.Session{}, toSafe)
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.DropCash(c.ben, c.sue, toSafe)
	wantCode(t, err, ledger.NotFound)
	_, err = c.DropCash(c.ana, c.ben, ledger.Count{})
	wantCode(t, err, ledger.Invalid)
	drop, err := c.DropCash(c.ana, c.ben, toSafe)
	if err != nil || drop.Number != 1 || drop.Clerk != "ana" || drop.Witness != "ben" || drop.Total != (ledger.Tally{Cash: cents(100_00), Check: cents(45_67)}) {
		t.Fatalf("%+v, %v", drop, err)
	}

	counted := ledger.Count{Cash: []ledger.Pieces{pieces(10_00, 12), pieces(5_00, 1)}} // 5.00 short
	_, err = c.HandOverDrawer(c.ana, c.ana, counted)
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.HandOverDrawer(c.ana, c.fay, counted)
	wantCode(t, err, ledger.NotAllowed)
	transfer, err := c.HandOverDrawer(c.ana, c.ben, counted)
	if err != nil || transfer.From != "ana" || transfer.To != "ben" || transfer.Part.OverShort != (ledger.Tally{Cash: cents(-5_00)}) {
		t.Fatalf("%+v, %v", transfer, err)
	}
	_, err = c.RecordPayment(c.ana, cashPayment(1_00))
	wantCode(t, err, ledger.NotFound)
	c.mustRecord(c.ben, cashPayment(20_00))
	closing := c.mustClose(c.ben, ledger.Count{Cash: []ledger.Pieces{pieces(1_00, 147)}}) // 2.00 over
	if closing.Drawer.Clerk != "ben" || closing.OverShort.Cash != cents(-3_00) || closing.Dropped != drop.Total || len(closing.Parts) != 2 {
		t.Fatalf("%+v", closing)
	}
	if a, b := closing.Parts[0], closing.Parts[1]; a.Clerk != "ana" || a.OverShort.Cash != cents(-5_00) || b.Clerk != "ben" || b.OverShort.Cash != cents(2_00) {
		t.Errorf("over and short are split as %+v", closing.Parts)
	}
	// A drop is part of what the deposit carries.
	plan, err := c.PlanDeposit([]string{closing.Drawer.ID})
	if err != nil || plan.Drawers[0].Receipts != (ledger.Tally{Cash: cents(150_00), Check: cents(45_67)}) || plan.Drawers[0].Counted != (ledger.Tally{Cash: cents(147_00), Check: cents(45_67)}) {
		t.Errorf("the deposit carries %+v, %v", plan, err)
	}
	report, err := c.DayReport(closing.Drawer.Day)
	if err != nil || report.Deposit.Cash != cents(147_00) || report.Deposit.Checks != (ledger.Slips{Count: 1, Total: cents(45_67)}) || len(report.Clerks) != 2 {
		t.Errorf("the day says %+v, %v", report.Deposit, err)
	}
	c.mustVerify()
}

func TestADropMayBeMoreThanTheDrawerShouldHold(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.DropCash(c.ana, c.sue, ledger.Count{Cash: []ledger.Pieces{pieces(100_00, 50)}}); err != nil {
		t.Fatalf("a refusal tells what the drawer should hold: %v", err)
	}
	if closing := c.mustClose(c.ana, ledger.Count{}); closing.OverShort.Cash != cents(4_900_00) {
		t.Errorf("the closing says %+v", closing.OverShort)
	}
}

// Z readings are sequential, with a non-resettable grand total.
func TestAuditZReadingsAreSequentialWithANonResettableGrandTotal(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	first := c.mustClose(c.ana, ledger.Count{Loose: cents(30_00)})
	drawer := first.Drawer.ID
	_, err := c.ReopenDrawer(c.ana, 1, "the float was left out")
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.ReopenDrawer(c.sue, 1, "  ")
	wantCode(t, err, ledger.Invalid)
	taken, err := c.ReopenDrawer(c.sue, 1, "the float was left out")
	if err != nil || !taken.Superseded() || taken.ReopenReason != "the float was left out" {
		t.Fatalf("%+v, %v", taken, err)
	}
	_, err = c.ReopenDrawer(c.sue, 1, "again")
	wantCode(t, err, ledger.Conflict)
	_, err = c.ApproveClosing(c.sue, 1)
	wantCode(t, err, ledger.Conflict)
	if waiting, err := c.WaitingClosings(); err != nil || len(waiting) != 0 {
		t.Errorf("a closing that was taken back waits: %v, %v", waiting, err)
	}
	c.mustRecord(c.ana, cashPayment(5_00))
	second := c.mustClose(c.ana, ledger.Count{Loose: cents(135_00)}, c.ben)
	if second.Number != 2 || second.Drawer.ID != drawer || second.OverShort != (ledger.Tally{}) || second.PerpetualTotal != cents(35_00) {
		t.Fatalf("%+v", second)
	}
	if first, err := c.Closing(1); err != nil || !first.Superseded() || first.PerpetualTotal != cents(30_00) {
		t.Errorf("the Z that was taken back says %+v, %v", first, err)
	}
	if report, err := c.DayReport(second.Drawer.Day); err != nil || report.OverShort != (ledger.Tally{}) || report.Drawers[0].Closing.Number != 2 {
		t.Errorf("the day says %+v, %v", report.Drawers, err)
	}
	if _, err := c.ApproveClosing(c.tom, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := c.OpenDrawer(c.ana, cents(0)); err != nil {
		t.Fatal(err)
	}
	_, err = c.ReopenDrawer(c.sue, 2, "ana works at another")
	wantCode(t, err, ledger.Conflict)
	if third := c.mustClose(c.ana, ledger.Count{}); third.Number != 3 || third.PerpetualTotal != cents(35_00) {
		t.Errorf("%+v", third)
	}
	c.mustVerify()
}

// Blind counts: whoever saw a difference does not count alone again.
func TestAuditARecountIsWitnessedAndSaysWhatTheFirstFound(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	id := c.mustClose(c.ana, ledger.Count{Loose: cents(30_00)}).Drawer.ID
	back, err := c.ReopenDrawer(c.sue, 1, "the float was left out")
	if err != nil {
		t.Fatal(err)
	}
	want := []ledger.TakenBack{{Number: 1, OverShort: ledger.Tally{Cash: cents(-100_00)}, By: "sue", At: back.ReopenedAt, Reason: "the float was left out"}}
	says := func(what string, got []ledger.TakenBack, err error) {
		t.Helper()
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
	told, err := c.TakenBack(id)
	says("the drawer", told, err)
	reading, err := c.XReading(c.tom, id)
	says("the X", reading.TakenBack, err)
	day, err := c.DayReport(back.Drawer.Day)
	says("the day of the open drawer", day.Drawers[0].TakenBack, err)
	if day.Drawers[0].Closing != nil {
		t.Errorf("the open drawer has %+v", day.Drawers[0].Closing)
	}

	full := ledger.Count{Loose: cents(130_00)}
	_, err = c.CloseDrawer(c.ana, full)
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.CloseDrawer(c.ana, full, c.ana)
	wantCode(t, err, ledger.NotAllowed)
	second := c.mustClose(c.ana, full, c.tom)
	if second.CountedBy != "ana" || second.Witness != "tom" {
		t.Errorf("%+v", second)
	}
	says("the closing", second.TakenBack, nil)
	_, err = c.ApproveClosing(c.tom, 2)
	wantCode(t, err, ledger.NotAllowed)
	first, err := c.Closing(1)
	if err != nil || first.TakenBack != nil {
		t.Errorf("Z1 says of itself %+v, %v", first.TakenBack, err)
	}
	day, err = c.DayReport(back.Drawer.Day)
	says("the day", day.Drawers[0].TakenBack, err)
	totals, err := c.DayTotals(back.Drawer.Day)
	says("the day as it goes on", totals.Drawers[0].TakenBack, err)
	c.mustVerify()
}

func TestADrawerInADepositStaysClosed(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	closing := c.mustClose(c.ana, ledger.Count{Loose: cents(130_00)})
	if _, err := c.MakeDeposit(c.sue, c.tom, ledger.DepositDraft{Drawers: []string{closing.Drawer.ID}, Bag: "B1", Loose: cents(30_00), Reason: "not approved yet"}); err != nil {
		t.Fatal(err)
	}
	_, err := c.ReopenDrawer(c.sue, closing.Number, "miscounted")
	wantCode(t, err, ledger.Conflict)
}

// Segregation of duties: who closes is not who approves.
func TestAuditSegregationOfDutiesWhoClosesIsNotWhoApproves(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.HandOverDrawer(c.ana, c.sue, ledger.Count{Loose: cents(100_00)}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.HandOverDrawer(c.sue, c.ben, ledger.Count{Loose: cents(100_00)}); err != nil {
		t.Fatal(err)
	}
	closing := c.mustClose(c.ben, ledger.Count{Loose: cents(100_00)})
	_, err := c.ApproveClosing(c.sue, closing.Number) // she worked the drawer
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.ReopenDrawer(c.sue, closing.Number, "miscounted")
	wantCode(t, err, ledger.NotAllowed)
	if _, err := c.ApproveClosing(c.tom, closing.Number); err != nil {
		t.Fatal(err)
	}

	drawer, err := c.OpenDrawer(c.ana, cents(0))
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.CloseDrawerOf(c.ben, c.sue, drawer.ID, ledger.Count{})
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.CloseDrawerOf(c.sue, c.ana, drawer.ID, ledger.Count{})
	wantCode(t, err, ledger.NotAllowed)
	absent, err := c.CloseDrawerOf(c.sue, c.fay, drawer.ID, ledger.Count{})
	if err != nil || absent.Drawer.Clerk != "ana" || absent.CountedBy != "sue" || absent.Witness != "fay" {
		t.Fatalf("%+v, %v", absent, err)
	}
	_, err = c.CloseDrawerOf(c.sue, c.fay, drawer.ID, ledger.Count{})
	wantCode(t, err, ledger.Conflict)
	_, err = c.ApproveClosing(c.sue, absent.Number) // she counted it
	wantCode(t, err, ledger.NotAllowed)
	if _, err := c.ApproveClosing(c.tom, absent.Number); err != nil {
		t.Fatal(err)
	}
	c.mustVerify()
}

// The classic theft is swapping a check for cash.
func TestTheSwapOfACheckForCashIsNamed(t *testing.T) {
	for _, test := range []struct {
		name         string
		cash         int64 // over or short
		check        int64
		checks       int64 // counted; two were taken
		shortfall    int64 // 0: no swap is suspected
		cashShort    bool
		alarms       int
		saysOfChecks string
	}{
		{"even", 0, 0, 2, 0, false, 0, ""},
		{"a check of the same amount in the place of cash", -80_00, 80_00, 3, 80_00, true, 1, "1 more than receipts have"},
		{"a check of a similar amount", -80_00, 83_27, 3, 80_00, true, 1, "1 more"},
		{"a larger check in the place of another and cash", -80_00, 80_00, 2, 80_00, true, 1, ""},
		{"cash in the place of a check", 45_00, -45_67, 1, 45_67, false, 1, "1 fewer"},
		{"short of cash alone", -80_00, 0, 2, 0, false, 0, ""},
		{"both short", -80_00, -80_00, 1, 0, false, 1, "counted 1 checks; receipts have 2"},
		{"opposite, but far apart", -80_00, 10_00, 3, 0, false, 1, "counted 3 checks"},
		{"the total is right and the number is not", 0, 0, 3, 0, false, 1, "counted 3 checks; receipts have 2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := mustOpen(t)
			c.mustRecord(c.ana, cashPayment(200_00))
			c.mustRecord(c.ana, checkPayment(45_67, "1041"))
			c.mustRecord(c.ana, checkPayment(100_00, "7"))
			closing := c.mustClose(c.ana, ledger.Count{
				Loose: cents(300_00 + test.cash), Checks: ledger.Slips{Count: test.checks, Total: cents(145_67 + test.check)},
			})
			words := strings.Join(closing.Alarms(), "\n")
			if len(closing.Alarms()) != test.alarms || !strings.Contains(words, test.saysOfChecks) {
				t.Errorf("it says %q", words)
			}
			swaps := closing.Swaps()
			if test.shortfall == 0 {
				if len(swaps) > 0 {
					t.Fatalf("it suspects %+v", swaps)
				}
				if _, err := c.ApproveClosing(c.sue, 1); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(swaps) != 1 || swaps[0].Clerk != "ana" || swaps[0].Amount != cents(test.shortfall) || swaps[0].CashShort != test.cashShort {
				t.Fatalf("it suspects %+v", swaps)
			}
			_, err := c.ApproveClosing(c.sue, 1)
			wantCode(t, err, ledger.NeedsReasons)
			approved, err := c.ApproveClosing(c.sue, 1, "the bank copy was looked at")
			if err != nil || approved.ApprovalReason != "the bank copy was looked at" {
				t.Fatalf("%+v, %v", approved, err)
			}
			c.mustVerify()
		})
	}
}

// The swap is found in the part of the clerk who made it, even where the next
// clerk's count hides it in the drawer's sum.
func TestASwapIsFoundByClerk(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(200_00))
	if _, err := c.HandOverDrawer(c.ana, c.ben, ledger.Count{Loose: cents(220_00), Checks: ledger.Slips{Count: 1, Total: cents(80_00)}}); err != nil {
		t.Fatal(err)
	}
	closing := c.mustClose(c.ben, ledger.Count{Loose: cents(300_00)}) // the check became cash again
	if closing.OverShort != (ledger.Tally{}) {
		t.Fatalf("%+v", closing.OverShort)
	}
	swaps := closing.Swaps()
	if len(swaps) != 2 || swaps[0].Clerk != "ana" || !swaps[0].CashShort || swaps[1].Clerk != "ben" || swaps[1].CashShort {
		t.Errorf("it suspects %+v", swaps)
	}
}

func TestAnXReadingIsForASupervisorWhoDoesNotCountTheDrawer(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	drawer, err := c.OpenDrawerOf("ana")
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []ledger.Session{c.ana, c.ben, c.fay, {}} {
		_, err := c.XReading(by, drawer.ID)
		wantCode(t, err, ledger.NotAllowed)
	}
	if _, err := c.DropCash(c.ana, c.ben, ledger.Count{Loose: cents(25_00)}); err != nil {
		t.Fatal(err)
	}
	reading, err := c.XReading(c.sue, drawer.ID)
	if err != nil || reading.Expected.Cash != cents(105_00) || reading.Dropped.Cash != cents(25_00) || reading.Receipts != 1 || reading.By != "sue" {
		t.Fatalf("%+v, %v", reading, err)
	}
	own, err := c.OpenDrawer(c.sue, cents(0))
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.XReading(c.sue, own.ID)
	wantCode(t, err, ledger.NotAllowed)
	c.mustClose(c.ana, ledger.Count{})
	_, err = c.XReading(c.sue, drawer.ID)
	wantCode(t, err, ledger.Conflict)
	var looked int
	for e, err := range c.Entries(1, c.HeadSeq()) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == "x_read" {
			looked++
		}
	}
	if looked != 1 {
		t.Errorf("%d X readings are in the journal, want 1", looked)
	}
	c.mustVerify()
}

func TestADrawerKeepsItsBusinessDayPastMidnight(t *testing.T) {
	c := mustOpen(t)
	c.now = c.now.AddDate(0, 0, 1)
	if r := c.mustRecord(c.ana, cashPayment(5_00)); r.Day != "2026-11-23" {
		t.Errorf("the payment is of %s", r.Day)
	}
	if _, err := c.HandOverDrawer(c.ana, c.ben, ledger.Count{Loose: cents(105_00)}); err != nil {
		t.Fatal(err)
	}
	if r := c.mustRecord(c.ben, cashPayment(5_00)); r.Day != "2026-11-23" {
		t.Errorf("after the hand-over the payment is of %s", r.Day)
	}
}

// What a batch's report said stays so: who had a drawer, and that it was
// closed, is as of the batch.
func TestAReportOfABatchStaysAsItWas(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	batch, err := c.Export(c.fay, "", "")
	if err != nil {
		t.Fatal(err)
	}
	before, err := c.BatchReports(batch)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.HandOverDrawer(c.ana, c.ben, ledger.Count{Loose: cents(130_00)}); err != nil {
		t.Fatal(err)
	}
	c.mustClose(c.ben, ledger.Count{Loose: cents(130_00)})
	if _, err := c.ReopenDrawer(c.sue, 1, "miscounted"); err != nil {
		t.Fatal(err)
	}
	after, err := c.BatchReports(batch)
	if err != nil || after[0].Drawers[0].Clerk != before[0].Drawers[0].Clerk || after[0].Drawers[0].State != ledger.DrawerOpen {
		t.Errorf("the drawer was %+v and is %+v, %v", before[0].Drawers[0], after[0].Drawers[0], err)
	}
}
func TestADrawerThatAPaymentWasReversedOfStaysClosed(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, cashPayment(30_00))
	closing := c.mustClose(c.ana, ledger.Count{Loose: cents(130_00)})
	if _, err := c.Reverse(c.ana, c.sue, receipt.Number, "wrong account", ledger.ByFinance, ""); err != nil {
		t.Fatal(err)
	}
	_, err := c.ReopenDrawer(c.sue, closing.Number, "miscounted")
	wantCode(t, err, ledger.Conflict)
}
