package ledger_test

import (
	"reflect"
	"testing"

	"counterfoil/ledger"
)

// counted is a drawer of Ana's with one payment, counted in full.
func counted(t *testing.T, p ledger.Payment) (*counter, ledger.Receipt) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, p)
	net := c.expected(c.ana)
	count := ledger.Count{Loose: net.Cash}
	if !net.Check.IsZero() {
		count.Checks = ledger.Slips{Count: 1, Total: net.Check}
	}
	c.mustClose(c.ana, count)
	return c, receipt
}

// expected is what the open drawer of a clerk should hold.
func (c *counter) expected(by ledger.Session) ledger.Tally {
	c.Helper()
	drawer, err := c.OpenDrawerOf(by.Name())
	if err != nil {
		c.Fatal(err)
	}
	totals, err := c.DayTotals(drawer.Day)
	if err != nil {
		c.Fatal(err)
	}
	for _, d := range totals.Drawers {
		if d.ID == drawer.ID {
			sum, err := d.Net.Plus(ledger.Tally{Cash: d.Float})
			if err != nil {
				c.Fatal(err)
			}
			return sum
		}
	}
	c.Fatal("the drawer is on no report")
	return ledger.Tally{}
}

// "Voids keep the original, a reason, a supervisor."
func TestAuditVoidsKeepTheOriginalAReasonASupervisor(t *testing.T) {
	c, receipt := counted(t, cashPayment(30_00))
	if _, err := c.ApproveClosing(c.sue, 1); err != nil {
		t.Fatal(err)
	}
	before, err := c.DayReport("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	for _, refused := range []struct {
		name         string
		by, approver ledger.Session
		reason       string
		way          ledger.RefundWay
		clerk        string
		want         ledger.Code
	}{
		{"a clerk approves", c.ana, c.ben, "Keyed in twice", ledger.NoMoney, "", ledger.NotAllowed},
		{"the asker approves", c.sue, c.sue, "Keyed in twice", ledger.NoMoney, "", ledger.NotAllowed},
		{"the taker approves", c.sue, c.ana, "Keyed in twice", ledger.NoMoney, "", ledger.NotAllowed},
		{"no reason", c.ana, c.sue, "  ", ledger.NoMoney, "", ledger.Invalid},
		{"no way", c.ana, c.sue, "Keyed in twice", "", "", ledger.Invalid},
		{"no open drawer", c.ana, c.sue, "Keyed in twice", ledger.FromDrawer, "ben", ledger.Invalid},
	} {
		if _, err := c.Reverse(refused.by, refused.approver, receipt.Number, refused.reason, refused.way, refused.clerk); ledger.CodeOf(err) != refused.want {
			t.Errorf("%s: got %v, want an error of class %s", refused.name, err, refused.want)
		}
	}
	_, err = c.Void(c.ana, c.sue, receipt.Number, "Keyed in twice")
	wantCode(t, err, ledger.Conflict)

	void, err := c.Reverse(c.ana, c.sue, receipt.Number, "Keyed in twice: on the 23rd", ledger.ByFinance, "")
	if err != nil {
		t.Fatal(err)
	}
	if v := void.Void; v == nil || v.By != "ana" || v.ApprovedBy != "sue" || v.Reason != "Keyed in twice: on the 23rd" || v.Refund == nil || v.Refund.Way != ledger.ByFinance {
		t.Fatalf("the receipt says %+v", v)
	}
	if !reflect.DeepEqual(void.Payment.Lines, receipt.Payment.Lines) || !reflect.DeepEqual(void.Payment.Tenders, receipt.Payment.Tenders) || void.Total != receipt.Total || void.Number != receipt.Number {
		t.Fatalf("the original is %+v, was %+v", void, receipt)
	}
	after, err := c.DayReport("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	if after.Takings != before.Takings || after.Drawers[0].Closing.Expected != before.Drawers[0].Closing.Expected || after.Payments[0].Void {
		t.Errorf("the day of the payment changed: %+v, was %+v", after.Takings, before.Takings)
	}
	if len(after.Reversals) != 1 || after.Reversals[0].Receipt != receipt.Number || after.PerpetualVoids != cents(30_00) {
		t.Errorf("the day of the reversal says %+v, voids %s", after.Reversals, after.PerpetualVoids)
	}
	_, err = c.Reverse(c.ana, c.sue, receipt.Number, "once more", ledger.NoMoney, "")
	wantCode(t, err, ledger.Conflict)
	c.mustVerify()
}

func TestAnOpenDrawersPaymentIsVoidedAndNotReversed(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, cashPayment(30_00))
	_, err := c.Reverse(c.ana, c.sue, receipt.Number, "Keyed in twice", ledger.NoMoney, "")
	wantCode(t, err, ledger.Conflict)
}

func TestWhoGivesTheMoneyBackDoesNotApproveIt(t *testing.T) {
	c, receipt := counted(t, cashPayment(30_00))
	c.mustOpenDrawer(c.sue, 100_00)
	_, err := c.Reverse(c.ana, c.sue, receipt.Number, "Keyed in twice", ledger.FromDrawer, "sue")
	wantCode(t, err, ledger.NotAllowed)
	if _, err := c.Reverse(c.ana, c.tom, receipt.Number, "Keyed in twice", ledger.FromDrawer, "sue"); err != nil {
		t.Fatal(err)
	}
	c.mustClose(c.sue, ledger.Count{Loose: cents(70_00)})

	c.mustOpenDrawer(c.ana, 100_00)
	receipt = c.mustRecord(c.ana, cashPayment(40_00))
	if _, err := c.HandOverDrawer(c.ana, c.sue, ledger.Count{Loose: cents(140_00)}); err != nil {
		t.Fatal(err)
	}
	_, err = c.Void(c.ana, c.sue, receipt.Number, "Wrong amount")
	wantCode(t, err, ledger.NotAllowed)
	if _, err := c.Void(c.ana, c.tom, receipt.Number, "Wrong amount"); err != nil {
		t.Fatal(err)
	}
	c.mustVerify()
}

// Whoever wrote a receipt by hand took its money, whoever keyed it in.
func TestWhoWroteAReceiptByHandDoesNotApproveItsVoid(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.RegisterBook(c.tom, ledger.PaperRange{Book: 1, First: 1, Last: 10}, "sue"); err != nil {
		t.Fatal(err)
	}
	p := c.handwritten(2)
	p.Handwritten.Writer = "sue"
	receipt := c.mustRecord(c.ana, p)
	_, err := c.Void(c.ana, c.sue, receipt.Number, "Wrong amount")
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.CorrectAccount(c.ana, c.sue, receipt.Number, 1, "77", "Wrong account")
	wantCode(t, err, ledger.NotAllowed)
	if _, err := c.Void(c.ana, c.tom, receipt.Number, "Wrong amount"); err != nil {
		t.Fatal(err)
	}
	err = c.SpoilPaper(c.ana, c.sue, ledger.PaperRange{Book: 1, First: 3, Last: 3}, "torn") // she has the book
	wantCode(t, err, ledger.NotAllowed)
	if err := c.SpoilPaper(c.ana, c.tom, ledger.PaperRange{Book: 1, First: 3, Last: 3}, "torn"); err != nil {
		t.Fatal(err)
	}
}

func TestCashGivenBackLowersTheDrawerThatGaveIt(t *testing.T) {
	c, receipt := counted(t, checkPayment(30_00, "1041"))
	c.mustOpenDrawer(c.ben, 100_00)
	c.mustRecord(c.ben, cashPayment(50_00))
	if _, err := c.Reverse(c.ben, c.sue, receipt.Number, "Wrong account", ledger.FromDrawer, "ben"); err != nil {
		t.Fatal(err)
	}
	if got := c.expected(c.ben); got.Cash != cents(120_00) {
		t.Errorf("the drawer should hold %s, want 120.00", got.Cash)
	}
	closing := c.mustClose(c.ben, ledger.Count{Loose: cents(120_00)})
	if closing.OverShort != (ledger.Tally{}) {
		t.Errorf("the drawer is off by %+v", closing.OverShort)
	}
	day, err := c.DayReport("2026-11-23")
	if err != nil || day.Refunded != cents(30_00) || day.Net != (ledger.Tally{Cash: cents(20_00), Check: cents(30_00)}) {
		t.Errorf("the day says %+v, %v", day.Takings, err)
	}
	plan, err := c.PlanDeposit(c.undeposited())
	if err != nil || len(plan.Checks) != 1 || plan.Drawers[1].Receipts != (ledger.Tally{Cash: cents(20_00)}) {
		t.Errorf("the deposit is planned as %+v, %v", plan, err)
	}
	c.mustVerify()
}

func TestAReversalIsInTheNextBatch(t *testing.T) {
	c, receipt := counted(t, cashPayment(30_00))
	if _, err := c.Export(c.fay, "", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Reverse(c.fay, c.sue, receipt.Number, "Keyed in twice", ledger.NoMoney, ""); err != nil {
		t.Fatal(err)
	}
	batch, err := c.Export(c.fay, "", "")
	if err != nil || batch.Number != 2 || batch.Payments != 0 || batch.Reversals != 1 {
		t.Fatalf("%+v, %v", batch, err)
	}
}

func TestAReplacementIsLinkedBothWays(t *testing.T) {
	c := mustOpen(t)
	wrong := c.mustRecord(c.ana, cashPayment(30_00))
	right := cashPayment(3_00)
	right.Replaces = wrong.Number
	_, err := c.RecordPayment(c.ana, right)
	wantCode(t, err, ledger.Invalid) // it stands
	if _, err := c.Void(c.ana, c.sue, wrong.Number, "Wrong amount"); err != nil {
		t.Fatal(err)
	}
	other := right
	other.Replaces = "C1-000009"
	_, err = c.RecordPayment(c.ana, other)
	wantCode(t, err, ledger.Invalid)
	right.Replaces = "1" // of this station
	replaced := c.mustRecord(c.ana, right)
	if replaced.Payment.Replaces != wrong.Number {
		t.Errorf("the replacement names %q", replaced.Payment.Replaces)
	}
	if void := c.mustReceipt(wrong.Number); void.ReplacedBy != replaced.Number {
		t.Errorf("the void receipt names %q", void.ReplacedBy)
	}
	again := cashPayment(3_00)
	again.Replaces = wrong.Number
	_, err = c.RecordPayment(c.ana, again)
	wantCode(t, err, ledger.Invalid) // replaced already
	if same := c.mustRecord(c.ana, right); same.Number != replaced.Number {
		t.Errorf("sent again it is receipt %s, want %s", same.Number, replaced.Number)
	}
	c.mustVerify()
}
