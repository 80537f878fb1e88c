package receipts

import "fmt"

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
