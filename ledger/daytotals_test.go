package ledger_test

import (
	"testing"
	"time"

	"counterfoil/ledger"
)

// The figures by drawer and hour are those of the day's report, which adds the
// same payments up one by one.
func TestTheDaysFiguresAreThoseOfItsReport(t *testing.T) {
	c := mustOpen(t)
	c.mustOpenDrawer(c.ben, 0)
	for n := range int64(40) {
		by := c.ana
		if n%3 == 0 {
			by = c.ben
		}
		p := cashPayment(10_00 + n)
		if n%4 == 0 {
			p = checkPayment(20_00+n, "77")
		}
		receipt := c.mustRecord(by, p)
		if n%7 == 0 {
			if _, err := c.Void(by, c.sue, receipt.Number, "wrong account"); err != nil {
				t.Fatal(err)
			}
		}
		c.now = c.now.Add(13 * time.Minute)
	}
	c.mustClose(c.ben, ledger.Count{Loose: cents(5)})
	c.now = c.now.Add(12 * time.Hour)
	c.mustOpenDrawer(c.ben, 0) // on the next day
	c.mustRecord(c.ben, cashPayment(99_00))

	report, err := c.DayReport("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	totals, err := c.DayTotals("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	if totals.First != report.First || totals.Last != report.Last || totals.HeadSeq != report.HeadSeq || totals.HeadSeq != c.HeadSeq() || totals.Head != report.Head ||
		totals.PerpetualTotal != report.PerpetualTotal || totals.PerpetualVoids != report.PerpetualVoids {
		t.Errorf("%s to %s as of %d, want %s to %s as of %d", totals.First, totals.Last, totals.HeadSeq, report.First, report.Last, report.HeadSeq)
	}
	var all []ledger.Takings
	hours := map[int]ledger.Takings{}
	for _, d := range totals.Drawers {
		all = append(all, d.Takings)
		for hour, takings := range d.Hours {
			sum, err := ledger.AllTakings(hours[hour], takings)
			if err != nil {
				t.Fatal(err)
			}
			hours[hour] = sum
		}
	}
	sum, err := ledger.AllTakings(all...)
	if err != nil || sum != report.Takings || sum.Receipts != 40 {
		t.Errorf("all takings %+v, want %+v, %v", sum, report.Takings, err)
	}
	for _, h := range report.Hours {
		if got := hours[h.Hour]; got.Total != h.Total || got.Receipts-got.Voids != int64(h.Payments) {
			t.Errorf("at %d: %+v, want %+v", h.Hour, got, h)
		}
	}
	if len(report.Hours) < 8 || len(totals.Drawers) != 2 || totals.Drawers[0].Closing != nil || totals.Drawers[1].Closing == nil {
		t.Errorf("%d hours, %d drawers", len(report.Hours), len(totals.Drawers))
	}
	receipts, err := c.ReceiptsOf("2026-11-23")
	if err != nil || len(receipts) != 40 || receipts[0].Receipt != "C1-000001" || !receipts[0].Void {
		t.Errorf("%d receipts, %v", len(receipts), err)
	}
}

func TestTheDaysFiguresNameTheDepositOfADrawer(t *testing.T) {
	c := depositDay(t)
	if _, err := c.MakeDeposit(c.fay, c.sue, c.wholeBag("7")); err != nil {
		t.Fatal(err)
	}
	totals, err := c.DayTotals("2026-11-23")
	if err != nil || totals.Drawers[0].Deposit != 1 || totals.Drawers[1].Deposit != 1 {
		t.Errorf("%d drawers, %v", len(totals.Drawers), err)
	}
	if none, err := c.DayTotals("2026-11-22"); err != nil || len(none.Drawers) != 0 || none.First != "" {
		t.Errorf("%+v, %v", none, err)
	}
}
