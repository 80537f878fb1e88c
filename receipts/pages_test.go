package receipts_test

import (
	"fmt"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// longReport has a table of so many rows, every fifth of them two lines high.
func longReport(rows int) receipts.Report {
	t := receipts.ReportTable{Key: "rows", Title: "Each row", Columns: []receipts.ReportColumn{
		{Key: "name", Title: "Name", Kind: receipts.Label, Width: 12}, {Key: "why", Title: "Reason", Kind: receipts.Text, Width: 30}, {Key: "amount", Title: "Amount", Kind: receipts.Money, Width: 12, Sum: true},
	}}
	total := int64(0)
	for i := range rows {
		why := "A reason"
		if i%5 == 4 {
			why = strings.Repeat("a long reason, ", 12)
		}
		t.Rows = append(t.Rows, []receipts.Cell{fmt.Sprintf("row-%04d", i+1), why, cents(int64(100 + i))})
		total += int64(100 + i)
	}
	t.Totals = []receipts.Cell{"Total", nil, cents(total)}
	return receipts.Report{
		Kind: "rows", Title: "A long report", City: sampleCity(), Tables: []receipts.ReportTable{t},
		Scope: ledger.Scope{Day: "2026-11-23", MadeAt: morning, Seq: 12},
	}
}

// TestATotalStaysWithItsLastRows on every number of rows: its page has two of
// them, or all. Each page has the head of the table, and what the document is.
func TestATotalStaysWithItsLastRows(t *testing.T) {
	for rows := 1; rows <= 120; rows++ {
		pages := pdfPages(t, must(longReport(rows).Paperwork().PDF(ledger.Letter)))
		seen, totals := 0, 0
		for i, page := range pages {
			holds(t, page, letterhead...)
			holds(t, page, "A long report", "Business day 11/23/2026", "Station C1", "Printed 11/23/2026 8:02 AM CST", fmt.Sprintf("Page %d of %d", i+1, len(pages)))
			here := strings.Count(page, "row-")
			seen += here
			if here > 0 && (strings.Count(page, "Name ") != 1 || strings.Count(page, "Reason ") != 1) {
				t.Errorf("%d rows: page %d has rows without the head of their table:\n%s", rows, i+1, page)
			}
			if strings.Contains(page, "Total ") {
				totals++
				if here < min(2, rows) || !strings.Contains(page, fmt.Sprintf("row-%04d", rows)) {
					t.Errorf("%d rows: the total stands on page %d with %d rows", rows, i+1, here)
				}
			}
		}
		if seen != rows || totals != 1 {
			t.Errorf("%d rows: there are %d, and %d totals", rows, seen, totals)
		}
	}
}

// TestAmountsEndAtOneEdge, so that the digits of a column stand below one
// another.
func TestAmountsEndAtOneEdge(t *testing.T) {
	const slack = 0.1
	for _, page := range pdfBoxes(t, must(longReport(60).Paperwork().PDF(ledger.Letter))) {
		edge := 0.0
		for _, word := range page.Words {
			if !strings.Contains(word.Text, ".") || strings.Trim(word.Text, "0123456789.,") != "" {
				continue
			}
			if edge == 0 {
				edge = word.Right
			}
			if word.Right < edge-slack || word.Right > edge+slack {
				t.Errorf("%s ends at %.1f, others at %.1f", word.Text, word.Right, edge)
			}
		}
		if edge == 0 {
			t.Error("a page has no amount")
		}
	}
}

// TestAChartOfMoreBarsThanAPageGoesOn with its titles, and each bar has its
// figures beside it.
func TestAChartOfMoreBarsThanAPageGoesOn(t *testing.T) {
	d := sampleDay(500, false)
	var odd []ledger.Found // the missing numbers fill the page above the chart
	for i := 0; i < len(d.Payments); i += 2 {
		odd = append(odd, d.Payments[i])
	}
	d.Payments = odd
	for hour := range 24 {
		d.Hours = append(d.Hours, ledger.HourDay{Hour: hour, Payments: hour, Total: cents(int64(1000 + hour))})
	}
	text := pdfText(t, onLetter(receipts.Day(d)))
	holds(t, text, "Taken, by hour (continued) Receipts Applied")
	for hour := range 24 {
		label := fmt.Sprintf("%d AM", hour)
		switch {
		case hour == 0:
			label = "12 AM"
		case hour == 12:
			label = "12 PM"
		case hour > 12:
			label = fmt.Sprintf("%d PM", hour-12)
		}
		holds(t, text, fmt.Sprintf("%s %d %s", label, hour, cents(int64(1000+hour)).Display()))
	}
}
