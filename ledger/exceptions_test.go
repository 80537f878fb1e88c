package ledger_test

import (
	"testing"

	"counterfoil/ledger"
)

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
