package ledger_test

import (
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

func TestADrawerIsCountedBlindClosedAndApprovedByAnother(t *testing.T) {
	c := mustOpen(t)
	p := cashPayment(30_00)
	p.Tenders[0].Amount = cents(50_00) // 20.00 change
	c.mustRecord(c.ana, p)
	c.mustRecord(c.ana, checkPayment(45_67, "1041"))
	card := cashPayment(12_00)
	card.Tenders[0].Kind, card.Tenders[0].Number = ledger.Card, "000123"
	c.mustRecord(c.ana, card)
	closing, err := c.CloseDrawer(c.ana, ledger.Count{
		Cash:   []ledger.Pieces{{Value: cents(50_00), Count: 2}, {Value: cents(20_00), Count: 1}, {Value: cents(5_00), Count: 1}},
		Checks: ledger.Slips{Count: 1, Total: cents(45_67)},
		Cards:  ledger.Slips{Count: 1, Total: cents(12_00)},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := ledger.Tally{Cash: cents(130_00), Check: cents(45_67), Card: cents(12_00)}
	if closing.Number != 1 || closing.Expected != want || closing.OverShort != (ledger.Tally{Cash: cents(-5_00)}) || closing.Receipts != 3 {
		t.Fatalf("the closing says %+v", closing)
	}
	_, err = c.ApproveClosing(c.ana, 1)
	wantCode(t, err, ledger.NotAllowed)
	closing, err = c.ApproveClosing(c.sue, 1)
	if err != nil || closing.ApprovedBy != "sue" {
		t.Fatalf("approved: %+v, %v", closing, err)
	}
	_, err = c.ApproveClosing(c.tom, 1)
	wantCode(t, err, ledger.Conflict)
	_, err = c.RecordPayment(c.ana, cashPayment(1_00))
	wantCode(t, err, ledger.NotFound)
	c.mustVerify()
}

func TestASupervisorDoesNotApproveTheirOwnDrawer(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.OpenDrawer(c.sue, cents(0)); err != nil {
		t.Fatal(err)
	}
	closing, err := c.CloseDrawer(c.sue, ledger.Count{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.ApproveClosing(c.sue, closing.Number)
	wantCode(t, err, ledger.NotAllowed)
	if _, err := c.ApproveClosing(c.tom, closing.Number); err != nil {
		t.Fatal(err)
	}
}

func TestACountThatCannotBeIsRefusedAndTheDrawerStaysOpen(t *testing.T) {
	c := mustOpen(t)
	for field, count := range map[string]ledger.Count{
		"cash[0]": {Cash: []ledger.Pieces{{Value: cents(3_00), Count: 1}}},
		"cash[1]": {Cash: []ledger.Pieces{{Value: cents(1_00), Count: 1}, {Value: cents(1_00), Count: 1}}},
		"checks":  {Checks: ledger.Slips{Count: 0, Total: cents(5)}},
		"cards":   {Cards: ledger.Slips{Count: -1}},
		"loose":   {Loose: cents(-1)},
	} {
		if _, err := c.CloseDrawer(c.ana, count); ledger.FieldOf(err) != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := c.OpenDrawerOf("ana"); err != nil {
		t.Fatal(err)
	}
	_, err := c.OpenDrawer(c.ana, money.Amount{})
	wantCode(t, err, ledger.Conflict)
}

func TestAVoidKeepsItsReceiptAndNeedsTwoOthers(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, cashPayment(30_00))
	c.mustRecord(c.ana, cashPayment(5_00))
	_, err := c.Void(c.ana, c.ana, receipt.Number, "wrong amount")
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.Void(c.ana, c.ben, receipt.Number, "wrong amount")
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.Void(c.sue, c.sue, receipt.Number, "wrong amount")
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.Void(c.ana, c.sue, receipt.Number, "  ")
	wantCode(t, err, ledger.Invalid)
	voided, err := c.Void(c.ana, c.sue, receipt.Number, "wrong amount")
	if err != nil || voided.Void == nil || voided.Void.ApprovedBy != "sue" || voided.Number != receipt.Number {
		t.Fatalf("voided: %+v, %v", voided, err)
	}
	_, err = c.Void(c.ana, c.sue, receipt.Number, "again")
	wantCode(t, err, ledger.Conflict)
	report, err := c.DayReport("2026-11-23")
	if err != nil || report.Receipts != 2 || report.Voids != 1 || report.Total != cents(5_00) || report.PerpetualTotal != cents(35_00) || report.PerpetualVoids != cents(30_00) {
		t.Fatalf("the day says %+v, %v", report.Takings, err)
	}
	closing, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cents(105_00)})
	if err != nil || closing.OverShort != (ledger.Tally{}) {
		t.Fatalf("closing: %+v, %v", closing, err)
	}
	_, err = c.Void(c.ana, c.sue, "C1-000002", "late")
	wantCode(t, err, ledger.Conflict)
	c.mustVerify()
}

func TestASupervisorDoesNotApproveTheVoidOfAPaymentTheyTook(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.OpenDrawer(c.sue, cents(0)); err != nil {
		t.Fatal(err)
	}
	receipt := c.mustRecord(c.sue, cashPayment(30_00))
	_, err := c.Void(c.ana, c.sue, receipt.Number, "asked by a friend")
	wantCode(t, err, ledger.NotAllowed)
}

func TestReceiptsGivenOutAreCounted(t *testing.T) {
	c := mustOpen(t)
	number := c.mustRecord(c.ana, cashPayment(30_00)).Number
	for want := range 3 {
		if r, err := c.GiveOut(c.ana, number); err != nil || r.Prints != want {
			t.Fatalf("given out with %d times before, %v; want %d", r.Prints, err, want)
		}
	}
	if r, err := c.GiveOut(ledger.Console, number); err != nil || r.Prints != 3 {
		t.Fatalf("at the console: %+v, %v", r.Prints, err)
	}
	_, err := c.GiveOut(c.ana, "C1-000009")
	wantCode(t, err, ledger.NotFound)
	_, err = c.GiveOut(c.ana, "C2-000001")
	wantCode(t, err, ledger.Invalid)
	c.mustVerify()
}

func TestTheDepositIsWhatWasCountedLessTheFloats(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.OpenDrawer(c.ben, cents(50_00)); err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.ana, cashPayment(30_00))
	c.mustRecord(c.ben, checkPayment(20_00, "9"))
	if _, err := c.CloseDrawer(c.ana, ledger.Count{Cash: []ledger.Pieces{{Value: cents(10_00), Count: 13}}}); err != nil {
		t.Fatal(err)
	}
	report, _ := c.DayReport("2026-11-23")
	if report.Deposit.Complete || report.Deposit.Cash != cents(30_00) {
		t.Fatalf("half counted, the deposit is %+v", report.Deposit)
	}
	count := ledger.Count{Cash: []ledger.Pieces{{Value: cents(20_00), Count: 2}, {Value: cents(10_00), Count: 1}}, Checks: ledger.Slips{Count: 1, Total: cents(20_00)}}
	if _, err := c.CloseDrawer(c.ben, count); err != nil {
		t.Fatal(err)
	}
	report, _ = c.DayReport("2026-11-23")
	d := report.Deposit
	if !d.Complete || d.Cash != cents(30_00) || d.Floats != cents(150_00) || d.Checks.Total != cents(20_00) || d.Total != cents(50_00) {
		t.Fatalf("the deposit is %+v", d)
	}
	if len(d.Counted) != 2 || d.Counted[0] != (ledger.Pieces{Value: cents(20_00), Count: 2}) || d.Counted[1] != (ledger.Pieces{Value: cents(10_00), Count: 14}) {
		t.Fatalf("the denominations are %+v", d.Counted)
	}
	if len(report.Clerks) != 2 || report.Clerks[1].Net.Check != cents(20_00) || len(report.ChecksTaken) != 1 || report.ChecksTaken[0].Last4 != "5678" {
		t.Fatalf("the report says %+v", report)
	}
}
