package receipts

import (
	"fmt"
	"strings"
)

// unusual counts what an auditor asks about first, and says where each is
// told. That there was none is worth saying, too.
func (d day) unusual() ([]block, error) {
	var back, ungiven []string
	for _, drawer := range d.Drawers {
		for _, b := range drawer.TakenBack {
			back = append(back, fmt.Sprintf("Z%d of %s, %s, by %s: %s", b.Number, drawer.Clerk, offWords(b.OverShort), b.By, b.Reason))
		}
	}
	var receipts int64
	for _, run := range d.Ungiven {
		receipts += run.Receipts
		if run.Receipts == 1 {
			ungiven = append(ungiven, run.First)
		} else {
			ungiven = append(ungiven, run.First+" to "+run.Last)
		}
	}
	t := table{columns: []column{{"What", 62, words}, {"How many", 18, amount}, {"Where to look", 127, words}}}
	for _, row := range []struct {
		what  string
		n     int64
		where string
	}{
		{"Closings taken back", int64(len(back)), "Under the drawer above: " + strings.Join(back, "; ")},
		{"Receipts given out again, as DUPLICATE", int64(len(d.Reprints)), "Report “Voids and reprints” of this day"},
		{"Stubs of accounts on AutoPay", d.AutoPay, "Report “AutoPay collisions” of this day; billing drafts them as well"},
		{"Receipts not given out", receipts, "F5 at the counter finds and gives out " + strings.Join(ungiven, ", ")},
	} {
		if row.n == 0 {
			row.where = ""
		}
		t.rows = append(t.rows, tableRow{cells: []string{row.what, fmt.Sprint(row.n), row.where}})
	}
	return []block{section{"Out of the ordinary", t}}, nil
}

// exceptions are what was taken with a reason, for a supervisor to read. A
// day without any says nothing.
func (d day) exceptions() ([]block, error) {
	if len(d.Exceptions) == 0 {
		return nil, nil
	}
	t := table{columns: []column{{"Receipt", 23, number}, {"Clerk", 23, words}, {"What was out of the ordinary", 95, words}, {"Reason given", 66, words}}}
	for _, e := range d.Exceptions {
		t.rows = append(t.rows, tableRow{cells: []string{e.Receipt, e.Clerk, e.Text, e.Reason}})
	}
	return []block{section{"Taken with a reason", t}}, nil
}

// later is what was done on this day about payments of any day: taken back,
// put on another account, or their check returned.
func (d day) later() ([]block, error) {
	t := table{columns: []column{{"Receipt", 23, number}, {"What", 100, words}, {"By", 30, words}, {"Approved by", 30, words}, {"Amount", 24, amount}}}
	for _, r := range d.Reversals {
		what := fmt.Sprintf("Payment of %s, taken by %s, reversed: %s", r.Taken.Display(), r.Clerk, r.Reason)
		if r.Refund != nil {
			what += ". " + r.Refund.Words()
		}
		t.rows = append(t.rows, tableRow{cells: []string{r.Receipt, what, r.By, r.ApprovedBy, r.Total.Display()}})
	}
	for _, c := range d.Corrections {
		what := fmt.Sprintf("Account %s corrected to %s: %s", c.From, c.To, c.Reason)
		t.rows = append(t.rows, tableRow{cells: []string{c.Receipt, what, c.By, c.ApprovedBy, c.Amount.Display()}})
	}
	for _, r := range d.Returned {
		what := fmt.Sprintf("Check %s came back from the bank on %s: %s", r.Check.Number, r.On.Display(), r.Reason)
		t.rows = append(t.rows, tableRow{cells: []string{r.Receipt, what, r.By, "", r.Check.Amount.Display()}})
	}
	if len(t.rows) == 0 {
		return nil, nil
	}
	return []block{section{"Changed on this day", t}}, nil
}
