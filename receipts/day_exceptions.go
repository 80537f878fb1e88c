package receipts

// exceptions are what was taken with a reason, for a supervisor to read. A
// day without any says nothing.
func (d day) exceptions(f *flow) error {
	if len(d.Exceptions) == 0 {
		return nil
	}
	t := table{columns: []column{{"Receipt", 23, number}, {"Clerk", 23, words}, {"What was out of the ordinary", 95, words}, {"Reason given", 66, words}}}
	for _, e := range d.Exceptions {
		t.rows = append(t.rows, tableRow{cells: []string{e.Receipt, e.Clerk, e.Text, e.Reason}})
	}
	f.table("Taken with a reason", t)
	return nil
}
