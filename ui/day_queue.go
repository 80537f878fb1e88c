package ui

import (
	"time"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// task is something that waits for a supervisor or finance.
type task struct {
	what, about, age string
	closing          *ledger.Closing // to approve; nil: the deposits are where it is done
}

// queue is everything that waits: closings to approve, money to deposit,
// deposits that the bank has not confirmed.
func (f dayFigures) queue() []task {
	var tasks []task
	age := func(since time.Time) string { return daysWords(ledger.DayOf(since).DaysTo(f.today)) }
	for i := range f.waiting {
		c := &f.waiting[i]
		tasks = append(tasks, task{words.T("Approve Z%d", c.Number), c.Drawer.Clerk + ": " + verdict(c.OverShort), age(c.At), c})
	}
	for _, u := range f.undeposited {
		about := words.T("%s: %s in cash and checks", u.Drawer.Clerk, sumOf(u.Money))
		tasks = append(tasks, task{words.T("Deposit Z%d", u.Number), about, ageWords(u), nil})
	}
	for _, d := range f.transit {
		about := words.T("bag %s, %s, in transit", d.Bag, widgets.Dollars(d.Total))
		tasks = append(tasks, task{words.T("Confirm %s", d.Name()), about, age(d.At), nil})
	}
	return tasks
}

func newQueueTable() *widgets.Table[task] {
	type column = widgets.Column[task]
	table := widgets.NewTable(
		column{Title: words.T("Waits"), Width: 9, Text: func(t task) string { return t.what }},
		column{Title: words.T("What of"), Width: 26, Text: func(t task) string { return t.about }},
		column{Title: words.T("Age"), Width: 9, Text: func(t task) string { return t.age }},
	)
	table.Empty = words.T("Nothing waits.")
	table.MinRows = 5
	return table
}
