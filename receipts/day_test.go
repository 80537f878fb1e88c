package receipts_test

import (
	"fmt"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

func TestDayPDFHoldsEveryValue(t *testing.T) {
	d := sampleDay(60, true)
	pdf := onLetter(receipts.Day(d))
	tidy(t, pdf, 40)
	text := pdfText(t, pdf)
	holds(t, text,
		"Daily reconciliation", "City of Alder Bend", "Station C1", "Monday, 11/23/2026", "Printed 11/23/2026 5:22 PM CST",
		"NOT FINAL", "Not yet counted: Chloé Łukasik, open since 11/23/2026 7:52 AM CST", "Not yet approved: Z12 of Ben Okafor",
		"C1-000001 to C1-000060, 60 receipts. No number is missing.",
		"Z11: drawer of Ana Ruiz", "Approved by Carol Dunn, 11/23/2026 5:14 PM CST", "NOT YET APPROVED", "NOT YET COUNTED: drawer of Chloé Łukasik",
		"All counted drawers Over/short: cash 1.25 short, checks 0.00, cards 0.00, together 1.25 short.", "does not reconcile yet", "Less the floats, which stay in the drawers 200.00",
		"98,765,432.10", "1,234.56", "6120", d.Head.String(), "Prepared by", "Verified by", "Date",
		"the two agree",
		"VOID 11/23/2026 8:08 AM CST by Chloé Łukasik, approved by Carol Dunn. Reason: Wrong account keyed",
		d.Total.Display(), d.Voided.Display(), d.Net.Cash.Display(), d.Net.Check.Display(), d.Net.Card.Display(), "$"+d.Deposit.Total.Display(),
	)
	holds(t, text, fmt.Sprintf("60 receipts %d %s $%s", d.Lines, d.Voided.Display(), d.Total.Display()))
	lacks(t, text, "DIFFER", "DOES NOT RECONCILE", "-1.25 short", "�")
	for _, p := range d.Payments {
		holds(t, text, p.Receipt, p.Payor, p.Account, p.Total.Display())
	}
	for _, c := range d.ChecksTaken {
		holds(t, text, fmt.Sprintf("%s %s %s %s %s", c.Number, c.Routing, c.Last4, c.Name, c.Receipt))
	}
	for _, c := range d.Clerks {
		holds(t, text, fmt.Sprintf("%s %d %d %d %s", c.Clerk, c.Receipts, c.Voids, c.Lines, c.Net.Cash.Display()))
	}
	for _, p := range d.Deposit.Counted {
		if p.Count > 0 {
			holds(t, text, fmt.Sprintf("%s %d %s", p.Value.Display(), p.Count, must(p.Value.Times(p.Count)).Display()))
		}
	}
}

// A batch of a million payments would be 25,000 pages that nobody reads.
func TestADayOfALargeBatchSendsToTheFilesForItsReceipts(t *testing.T) {
	d := sampleDay(60, false)
	receipt, check := d.Payments[3], d.ChecksTaken[0]
	d.Unlisted, d.Payments, d.VoidMarks, d.ChecksTaken = true, nil, nil, nil
	text := pdfText(t, onLetter(receipts.Day(d)))
	holds(t, text, "C1-000001 to C1-000060, 60 receipts. No number is missing.", "Each is a row of payments.xlsx and of payments.csv", d.Total.Display(), "Z11: drawer of Ana Ruiz")
	lacks(t, text, receipt.Account, check.Routing, "No checks were taken", "No receipts were given")
	d.Last = "C1-000062"
	holds(t, pdfText(t, onLetter(receipts.Day(d))), "C1-000001 to C1-000062, 60 receipts. 2 numbers between them are of other business days.")
}

func TestDayPDFSaysHowFarTheDayIs(t *testing.T) {
	empty := ledger.DayReport{City: sampleCity(), Day: "2026-11-23", Station: "C1", MadeAt: morning, Deposit: ledger.ToBank{Complete: true}}
	differs := sampleDay(9, false)
	differs.Total = cents(1)
	swapped := sampleDay(9, false)
	swapped.Undeposited.Cash = cents(1)
	short := bagged(sampleDay(9, false), 0, 1, 2)
	short.Deposits[0].Banked = must(short.Deposits[0].Banked.Minus(ledger.Tally{Cash: cents(5_00), Check: cents(-5_00)}))
	for _, c := range []struct {
		name   string
		day    ledger.DayReport
		has    []string
		hasNot string
	}{
		{"approved", bagged(sampleDay(9, false), 0, 1, 2), []string{
			"All drawers are counted and approved.", "The composition of the deposit is that of the receipts",
			"Composition of deposit D12, bag BAG7781", "20.00 3 60.00", "Cash in the bag", "Prepared by Ana Ruiz and verified by Carol Dunn", "Money of Z11 of Ana Ruiz, 11/23/2026: cash",
		}, "not yet in a deposit"},
		{"without a deposit", sampleDay(9, false), []string{"What was counted is what the receipts say", "Counted in the drawers, not yet in a deposit"}, "Composition of deposit"},
		{"in part in a deposit", bagged(sampleDay(9, false), 1), []string{
			"Not all of it is in a deposit yet", "Composition of deposit D12", "Money of Z12 of Ben Okafor, 11/23/2026: cash", "Counted in the drawers, not yet in a deposit",
		}, "DOES NOT"},
		{"with a check in the place of cash", short, []string{"THE DEPOSIT DOES NOT RECONCILE WITH THE RECEIPTS."}, "is that of the receipts"},
		{"without payments", empty, []string{"No drawer was opened", "No receipts were given.", "No checks were taken.", "No payments were taken."}, "NOT FINAL"},
		{"whose sums differ", differs, []string{"THE TWO DIFFER"}, "the two agree"},
		{"whose deposit differs", swapped, []string{"THE DEPOSIT DOES NOT RECONCILE WITH THE RECEIPTS."}, "is that of the receipts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := pdfText(t, onLetter(receipts.Day(c.day)))
			holds(t, text, c.has...)
			lacks(t, text, c.hasNot)
		})
	}
}

func TestDayPDFNamesMissingNumbers(t *testing.T) {
	d := sampleDay(20, false)
	d.Payments = append(d.Payments[:3:3], append(d.Payments[4:8:8], d.Payments[11:]...)...)
	text := pdfText(t, onLetter(receipts.Day(d)))
	holds(t, text, "C1-000001 to C1-000020, 16 receipts. Not on this day: C1-000004, C1-000009 to C1-000011.")
	lacks(t, text, "No number is missing")
}

func TestEachPageHasItsHeadAndNumber(t *testing.T) {
	first, second := sampleDay(2000, false), sampleDay(200, false)
	second.Day, second.MadeAt = "2026-11-24", second.MadeAt.AddDate(0, 0, 1)
	pdf := must(receipts.DaysPDF([]ledger.DayReport{first, second}))
	pages := pdfPages(t, pdf)
	if len(pages) < 45 {
		t.Fatalf("2,200 receipts on %d pages", len(pages))
	}
	days := map[string]int{}
	for i, page := range pages {
		holds(t, page, "City of Alder Bend", "Station C1", "Daily reconciliation", fmt.Sprintf("Page %d of %d", i+1, len(pages)))
		for _, day := range []string{"Monday, 11/23/2026", "Tuesday, 11/24/2026"} {
			if strings.Contains(page, day) {
				days[day]++
			}
		}
	}
	if sum := days["Monday, 11/23/2026"] + days["Tuesday, 11/24/2026"]; sum != len(pages) || days["Tuesday, 11/24/2026"] < 5 {
		t.Errorf("%d pages, by day %v", len(pages), days)
	}
	text := strings.Join(pages, " ")
	for i := range 2000 {
		if number := fmt.Sprintf("C1-%06d", i+1); !strings.Contains(text, number) {
			t.Fatalf("%s is missing", number)
		}
	}
}

func TestDaysPDFNeedsADay(t *testing.T) {
	if _, err := receipts.DaysPDF(nil); err == nil {
		t.Error("no error")
	}
}

// Figures too wide for their column are set smaller, never cut.
func TestDayPDFWithTheLargestFigures(t *testing.T) {
	d := sampleDay(4, false)
	large := cents(9_223_372_036_854_775_807)
	d.PerpetualTotal, d.PerpetualVoids = large, large
	d.Payments = d.Payments[:1]
	d.Payments[0].Total, d.Payments[0].Receipt, d.Payments[0].Account = large, "ABCDEFGH-999999999999999", strings.Repeat("9", 32)
	pdf := onLetter(receipts.Day(d))
	tidy(t, pdf, 40)
	holds(t, pdfText(t, pdf), large.Display(), "ABCDEFGH-999999999999999", strings.Repeat("9", 32))

	d.Payments = append(d.Payments, d.Payments[0])
	if _, err := receipts.Day(d); err == nil || !strings.Contains(err.Error(), "11/23/2026") {
		t.Errorf("a sum that does not fit gives %v", err)
	}
}

func TestClosingPDFHoldsEveryValue(t *testing.T) {
	d := sampleDay(60, true)
	approved, waiting := *d.Drawers[0].Closing, *d.Drawers[1].Closing
	for _, c := range []struct {
		closing ledger.Closing
		has     []string
		hasNot  []string
	}{
		{approved, []string{"Z11", "Ana Ruiz", "Approved by Carol Dunn, 11/23/2026 5:14 PM CST"}, []string{"NOT YET"}},
		{waiting, []string{"Z12", "Ben Okafor", "NOT YET APPROVED", "1.25 short"}, []string{"Carol Dunn", "-1.25 short"}},
	} {
		pdf := onLetter(receipts.Closing(c.closing, sampleOrigin()))
		tidy(t, pdf, 40)
		text := pdfText(t, pdf)
		holds(t, text, c.has...)
		lacks(t, text, c.hasNot...)
		if n := strings.Count(text, "NOT YET APPROVED"); n > 1 {
			t.Errorf("it says %d times that it is not approved", n)
		}
		holds(t, text, "City of Alder Bend", "Station C1", "Business day 11/23/2026", "11/23/2026 7:52 AM CST", "11/23/2026 5:02 PM CST", "Page 1 of 1",
			c.closing.Counted.Cash.Display(), c.closing.Expected.Cash.Display(), c.closing.Counted.Check.Display(), c.closing.Counted.Card.Display(),
			"98,765,432.10", "1,234.56", c.closing.Hash.String(), "Counted by", "Date",
			fmt.Sprintf("Checks counted %d, %s", c.closing.Count.Checks.Count, c.closing.Count.Checks.Total.Display()),
		)
		for _, p := range c.closing.Count.Cash {
			if p.Count > 0 {
				holds(t, text, fmt.Sprintf("%s %d %s", p.Value.Display(), p.Count, must(p.Value.Times(p.Count)).Display()))
			}
		}
	}
}
