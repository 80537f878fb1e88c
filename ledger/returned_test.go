package ledger_test

import (
	"fmt"
	"slices"
	"testing"

	"counterfoil/ledger"
)

func TestAReturnedCheckLeavesItsStubsUnpaid(t *testing.T) {
	c := mustOpen(t)
	p := checkPayment(30_00, "1041")
	p.Lines[0].Amount, p.Lines[0].AmountDue = cents(20_00), nil
	p.Lines = append(p.Lines, ledger.Line{Account: "7700", Bill: "9", Amount: cents(30_00)})
	p.Tenders = append(p.Tenders,
		ledger.Tender{Kind: ledger.Check, Number: "1042", Amount: cents(15_00)}, ledger.Tender{Kind: ledger.Cash, Amount: cents(10_00)})
	receipt := c.mustRecord(c.ana, p) // 20.00 and 30.00, by checks of 30.00 and 15.00 and 5.00 of the cash
	first, err := c.ReturnCheck(c.fay, receipt.Number, 1, "2026-11-23", "insufficient funds")
	if err != nil {
		t.Fatal(err)
	}
	want := []ledger.UnpaidLine{{Line: 1, Account: p.Lines[0].Account, Bill: "88123", Amount: cents(20_00)}, {Line: 2, Account: "7700", Bill: "9", Amount: cents(10_00)}}
	if got := first.Returned[0]; !slices.Equal(got.Unpaid, want) || got.Check.Number != "1041" || got.By != "fay" {
		t.Errorf("got %+v, want %+v unpaid", got, want)
	}
	second, err := c.ReturnCheck(c.sue, receipt.Number, 2, "2026-11-23", "account closed")
	if err != nil {
		t.Fatal(err)
	}
	if got := second.Returned[1].Unpaid; !slices.Equal(got, []ledger.UnpaidLine{{Line: 2, Account: "7700", Bill: "9", Amount: cents(15_00)}}) {
		t.Errorf("then %+v", got)
	}
	day, err := c.DayReport("2026-11-23")
	if err != nil || len(day.Returned) != 2 || day.Net.Check != cents(45_00) || day.Total != cents(50_00) {
		t.Errorf("the day says %+v, %+v, %v", day.Returned, day.Takings, err)
	}
	_, err = c.Void(c.ana, c.sue, receipt.Number, "Wrong tender")
	wantCode(t, err, ledger.Conflict)
	c.mustVerify()
}

func TestAReturnedCheckThatCannotBeIsRefused(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, checkPayment(30_00, "1041"))
	void := c.mustRecord(c.ana, checkPayment(30_00, "1042"))
	if _, err := c.Void(c.ana, c.sue, void.Number, "Wrong tender"); err != nil {
		t.Fatal(err)
	}
	for _, refused := range []struct {
		name   string
		by     ledger.Session
		number string
		item   int
		on     ledger.Day
		reason string
		want   ledger.Code
	}{
		{"a clerk", c.ana, receipt.Number, 1, "2026-11-23", "NSF", ledger.NotAllowed},
		{"no reason", c.fay, receipt.Number, 1, "2026-11-23", "", ledger.Invalid},
		{"no such tender", c.fay, receipt.Number, 2, "2026-11-23", "NSF", ledger.Invalid},
		{"before it was taken", c.fay, receipt.Number, 1, "2026-11-22", "NSF", ledger.Invalid},
		{"tomorrow", c.fay, receipt.Number, 1, "2026-11-24", "NSF", ledger.Invalid},
		{"no date", c.fay, receipt.Number, 1, "soon", "NSF", ledger.Invalid},
		{"void", c.fay, void.Number, 1, "2026-11-23", "NSF", ledger.Conflict},
	} {
		if _, err := c.ReturnCheck(refused.by, refused.number, refused.item, refused.on, refused.reason); ledger.CodeOf(err) != refused.want {
			t.Errorf("%s: got %v, want an error of class %s", refused.name, err, refused.want)
		}
	}
	if _, err := c.ReturnCheck(c.fay, receipt.Number, 1, "2026-11-23", "NSF"); err != nil {
		t.Fatal(err)
	}
	_, err := c.ReturnCheck(c.fay, receipt.Number, 1, "2026-11-23", "NSF")
	wantCode(t, err, ledger.Conflict)
}

func TestAnAccountWhoseCheckCameBackPaysByCheckWithASupervisor(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, checkPayment(30_00, "1041"))
	account := receipt.Payment.Lines[0].Account
	if _, err := c.ReturnCheck(c.fay, receipt.Number, 1, "2026-11-23", "NSF"); err != nil {
		t.Fatal(err)
	}
	bills := 0
	next := func(p ledger.Payment) ledger.Payment {
		bills++
		p.Lines[0].Account, p.Lines[0].Bill = account, fmt.Sprint(bills)
		return p
	}
	c.mustRecord(c.ana, next(cashPayment(30_00))) // cash is not asked about
	_, err := c.RecordPayment(c.ana, next(checkPayment(30_00, "1042")))
	wantCode(t, err, ledger.NeedsApproval)
	if _, err := c.RecordPayment(c.ana, next(checkPayment(30_00, "1043")), c.sue); err != nil {
		t.Fatal(err)
	}
	listed, err := c.NoChecksList()
	if err != nil || len(listed) != 1 || listed[0].Account != account || listed[0].Check != "1041" {
		t.Errorf("the list is %+v, %v", listed, err)
	}
	wantCode(t, c.LiftNoChecks(c.fay, account, "paid since"), ledger.NotAllowed)
	wantCode(t, c.LiftNoChecks(c.sue, account, " "), ledger.Invalid)
	if err := c.LiftNoChecks(c.sue, account, "paid since"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.LiftNoChecks(c.sue, account, "paid since"), ledger.NotFound)
	c.mustRecord(c.ana, next(checkPayment(30_00, "1044")))
	c.mustVerify()
}
