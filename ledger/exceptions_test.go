package ledger_test

import (
	"slices"
	"testing"

	"counterfoil/ledger"
)

func TestTheDaySaysWhatWasPrintedAgainOrNever(t *testing.T) {
	c := mustOpen(t)
	var payments []ledger.Payment
	var drafted []ledger.Account
	for range 5 {
		payments = append(payments, cashPayment(1_00))
		drafted = append(drafted, ledger.Account{Account: payments[len(payments)-1].Lines[0].Account, AutoPay: true})
	}
	mustLoad(c, drafted[1:]...)
	var numbers []string
	for _, p := range payments {
		numbers = append(numbers, c.mustRecord(c.ana, p).Number)
	}
	for _, n := range []int{1, 4, 1, 1} {
		if _, err := c.GiveOut(c.ana, numbers[n]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Void(c.ana, c.sue, numbers[2], "keyed twice"); err != nil {
		t.Fatal(err)
	}
	batch, err := c.Export(c.fay, "", "")
	if err != nil {
		t.Fatal(err)
	}
	check := func(day ledger.DayReport) {
		t.Helper()
		if day.AutoPay != 3 || len(day.Reprints) != 2 || day.Reprints[1].Copy != 2 || day.Reprints[1].Receipt != numbers[1] {
			t.Errorf("AutoPay %d, reprints %+v", day.AutoPay, day.Reprints)
		}
		if want := []ledger.ReceiptRun{{numbers[0], numbers[0], 1}, {numbers[3], numbers[3], 1}}; !slices.Equal(day.Ungiven, want) {
			t.Errorf("not given out: %+v", day.Ungiven)
		}
	}
	day, err := c.DayReport("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	check(day)
	for _, n := range []int{0, 3, 3} {
		if _, err := c.GiveOut(c.ana, numbers[n]); err != nil {
			t.Fatal(err)
		}
	}
	then, err := c.BatchReports(batch)
	if err != nil {
		t.Fatal(err)
	}
	check(then[0])
	if day, err := c.DayReport("2026-11-23"); err != nil || day.Ungiven != nil || len(day.Reprints) != 3 {
		t.Errorf("%+v, %+v, %v", day.Ungiven, day.Reprints, err)
	}
	c.mustVerify()
}

func TestAWrongCheckDigitIsTakenWithAReasonThatTheDayReports(t *testing.T) {
	c := mustOpen(t)
	p := cashPayment(10_00)
	p.Lines[0].Account, p.Lines[0].Scan = "7992739871", "79927398714"
	if _, err := c.RecordPayment(c.ana, p); ledger.CodeOf(err) != ledger.NeedsReasons || ledger.FieldOf(err) != "reasons.scan" {
		t.Fatalf("without a reason: %v", err)
	}
	p.Reasons = map[ledger.WarningKind]string{ledger.ScanDoubtful: "Compared with the bill"}
	receipt := c.mustRecord(c.ana, p)
	c.mustRecord(c.ana, cashPayment(5_00))

	report, err := c.DayReport(receipt.Day)
	if err != nil {
		t.Fatal(err)
	}
	want := ledger.Exception{Receipt: receipt.Number, Clerk: "ana", Warning: ledger.Warning{Kind: ledger.ScanDoubtful, Line: 1, NeedsReason: true,
		Text: "the line does not fit checked at position 11: the check digit is 4 and should be 3; compare the line with the bill and scan it again", Reason: "Compared with the bill"}}
	if len(report.Exceptions) != 1 || report.Exceptions[0] != want {
		t.Errorf("exceptions %+v\nwant %+v", report.Exceptions, want)
	}
	if kept, err := c.Receipt(receipt.Number); err != nil || len(kept.Warnings) != 1 || kept.Warnings[0] != want.Warning {
		t.Errorf("the entry keeps %+v, %v", kept.Warnings, err)
	}
}
