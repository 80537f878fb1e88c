package ledger_test

import (
	"testing"

	"counterfoil/ledger"
)

// "Credit adjustments hid thefts for years": what can be corrected is whose
// account the money is for, never how much it is.
func TestAuditCreditAdjustmentsThereIsNoWayToAdjustABalance(t *testing.T) {
	c, receipt := counted(t, cashPayment(30_00))
	before, err := c.DayReport("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	corrected, err := c.CorrectAccount(c.ana, c.sue, receipt.Number, 1, "7700", "two digits swapped")
	if err != nil {
		t.Fatal(err)
	}
	if corrected.AccountOf(1) != "7700" || corrected.Payment.Lines[0].Account != receipt.Payment.Lines[0].Account {
		t.Errorf("the receipt says %s, and as it was keyed in %s", corrected.AccountOf(1), corrected.Payment.Lines[0].Account)
	}
	if corrected.Total != receipt.Total || corrected.Payment.Lines[0].Amount != receipt.Payment.Lines[0].Amount {
		t.Errorf("the amounts changed: %+v", corrected)
	}
	after, err := c.DayReport("2026-11-23")
	if err != nil || after.Takings != before.Takings || after.PerpetualTotal != before.PerpetualTotal || after.PerpetualVoids != before.PerpetualVoids {
		t.Errorf("the day changed: %+v, was %+v (%v)", after.Takings, before.Takings, err)
	}
	if len(after.Corrections) != 1 || after.Corrections[0].From != receipt.Payment.Lines[0].Account || after.Corrections[0].To != "7700" {
		t.Errorf("the day lists %+v", after.Corrections)
	}
	c.mustVerify()
}

func TestACorrectionThatCannotBeIsRefused(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, cashPayment(30_00))
	for _, refused := range []struct {
		name         string
		by, approver ledger.Session
		number       string
		line         int
		account      string
		reason       string
		want         ledger.Code
	}{
		{"a clerk approves", c.ana, c.ben, "1", 1, "7700", "swapped", ledger.NotAllowed},
		{"the asker approves", c.sue, c.sue, "1", 1, "7700", "swapped", ledger.NotAllowed},
		{"no reason", c.ana, c.sue, "1", 1, "7700", "", ledger.Invalid},
		{"no such line", c.ana, c.sue, "1", 2, "7700", "swapped", ledger.Invalid},
		{"no account", c.ana, c.sue, "1", 1, "!", "swapped", ledger.Invalid},
		{"the same account", c.ana, c.sue, "1", 1, receipt.Payment.Lines[0].Account, "swapped", ledger.Invalid},
		{"no such receipt", c.ana, c.sue, "7", 1, "7700", "swapped", ledger.NotFound},
	} {
		if _, err := c.CorrectAccount(refused.by, refused.approver, refused.number, refused.line, refused.account, refused.reason); ledger.CodeOf(err) != refused.want {
			t.Errorf("%s: got %v, want an error of class %s", refused.name, err, refused.want)
		}
	}
	if _, err := c.Void(c.ana, c.sue, receipt.Number, "Wrong account"); err != nil {
		t.Fatal(err)
	}
	_, err := c.CorrectAccount(c.ana, c.sue, receipt.Number, 1, "7700", "swapped")
	wantCode(t, err, ledger.Conflict)
}

func TestACorrectedAccountIsFoundAndCountsAsPaid(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, cashPayment(30_00))
	if _, err := c.CorrectAccount(c.ana, c.sue, receipt.Number, 1, "7700123", "swapped"); err != nil {
		t.Fatal(err)
	}
	c.wantFound("7700", 1)
	again := cashPayment(30_00)
	again.Lines[0].Account = "7700123"
	_, err := c.RecordPayment(c.ana, again)
	wantCode(t, err, ledger.NeedsReasons)
	wronged := cashPayment(30_00)
	wronged.Lines[0].Account = receipt.Payment.Lines[0].Account
	c.mustRecord(c.ana, wronged)
	c.mustVerify()
}

func TestChangesAreInTheNextBatchOnce(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, checkPayment(30_00, "1041"))
	if _, err := c.Export(c.fay, "", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CorrectAccount(c.ana, c.sue, receipt.Number, 1, "7700", "swapped"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ReturnCheck(c.fay, receipt.Number, 1, "2026-11-23", "NSF"); err != nil {
		t.Fatal(err)
	}
	batch, err := c.Export(c.fay, "", "")
	if err != nil || batch.Number != 2 || batch.Payments != 0 || batch.Changes != 2 || batch.From != "2026-11-23" {
		t.Fatalf("%+v, %v", batch, err)
	}
	changes, err := c.ChangesIn(batch)
	if err != nil || len(changes) != 2 || changes[0].Kind != "account_corrected" || changes[1].Kind != "check_returned" {
		t.Fatalf("%v, %v", changes, err)
	}
	if again, err := c.Export(c.fay, "", ""); err != nil || !again.Again {
		t.Errorf("with nothing new: %+v, %v", again, err)
	}
	c.mustRecord(c.ana, cashPayment(1_00))
	batch, err = c.Export(c.fay, "", "")
	if err != nil || batch.Number != 3 || batch.Changes != 0 {
		t.Errorf("%+v, %v", batch, err)
	}
	c.mustVerify()
}
