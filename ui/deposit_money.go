package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// undeposited is what waits for the bank, and which drawers are ticked to go.
type undeposited struct {
	ledger   *ledger.Ledger
	waiting  []ledger.Undeposited
	deposits []ledger.Deposit
	ticked   map[string]bool // by the drawer's id
}

// depositsShown are the newest that the screen lists.
const depositsShown = 200

func (m *undeposited) refresh() (err error) {
	if m.waiting, err = m.ledger.Undeposited(); err != nil {
		return err
	}
	m.deposits, err = m.ledger.Deposits(depositsShown)
	return err
}

func (m *undeposited) isTicked(u ledger.Undeposited) bool { return m.ticked[u.Drawer.ID] }

func (m *undeposited) tick(u ledger.Undeposited) { m.ticked[u.Drawer.ID] = !m.ticked[u.Drawer.ID] }

// chosen are the ids of the drawers that are ticked.
func (m *undeposited) chosen() (ids []string) {
	for _, u := range m.waiting {
		if m.isTicked(u) {
			ids = append(ids, u.Drawer.ID)
		}
	}
	return ids
}

// chosenWords say what the ticked drawers come to.
func (m *undeposited) chosenWords() string {
	var sum ledger.Tally
	for _, u := range m.waiting {
		if m.isTicked(u) {
			var err error
			if sum, err = sum.Plus(u.Money); err != nil {
				return words.Say(err)
			}
		}
	}
	n := len(m.chosen())
	if n == 0 {
		return words.T("No drawer is ticked.")
	}
	return words.T("%s ticked: cash %s, checks %s.", words.N(n, "%d drawer", "%d drawers"), widgets.Dollars(sum.Cash), widgets.Dollars(sum.Check))
}

func newUndepositedTable(ticked func(ledger.Undeposited) bool) *widgets.Table[ledger.Undeposited] {
	type column = widgets.Column[ledger.Undeposited]
	amount := func(title string, of func(ledger.Tally) money.Amount) column {
		return column{Title: title, Width: 11, Align: fyne.TextAlignTrailing, Text: func(u ledger.Undeposited) string { return widgets.Dollars(of(u.Money)) }}
	}
	table := widgets.NewTable(
		column{Title: "", Width: 4, Text: func(u ledger.Undeposited) string { return tickMark(ticked(u)) }},
		column{Title: words.T("Closing"), Width: 6, Text: func(u ledger.Undeposited) string { return fmt.Sprintf("Z%d", u.Number) }},
		column{Title: words.T("Drawer of"), Width: 12, Text: func(u ledger.Undeposited) string { return u.Drawer.Clerk }},
		column{Title: words.T("Business day"), Width: 10, Text: func(u ledger.Undeposited) string { return u.Drawer.Day.Display() }},
		column{Title: words.T("Age"), Width: 13, Text: ageWords},
		amount(words.T("Cash, no float"), func(t ledger.Tally) money.Amount { return t.Cash }),
		amount(words.T("Checks"), func(t ledger.Tally) money.Amount { return t.Check }),
		column{Title: words.T("Approved by"), Width: 12, Text: func(u ledger.Undeposited) string {
			if u.ApprovedBy == "" {
				return words.T("nobody yet")
			}
			return u.ApprovedBy
		}},
	)
	table.Empty = words.T("The money of every closed drawer is deposited.")
	table.MinRows = 5
	return table
}

func tickMark(ticked bool) string {
	if ticked {
		return "[x]"
	}
	return "[  ]"
}

// ageWords say how long money waits: "today", "1 day", "3 days, LATE".
func ageWords(u ledger.Undeposited) string {
	said := daysWords(u.Days)
	if u.Late {
		said += words.T(", LATE")
	}
	return said
}

func daysWords(days int) string {
	if days == 0 {
		return words.T("today")
	}
	return words.N(days, "%d day", "%d days")
}

func newDepositTable() *widgets.Table[ledger.Deposit] {
	type column = widgets.Column[ledger.Deposit]
	amount := func(title string, of func(ledger.Deposit) money.Amount) column {
		return column{Title: title, Width: 11, Align: fyne.TextAlignTrailing, Text: func(d ledger.Deposit) string { return widgets.Dollars(of(d)) }}
	}
	table := widgets.NewTable(
		column{Title: words.T("Deposit"), Width: 6, Text: ledger.Deposit.Name},
		column{Title: words.T("Made"), Width: 10, Text: func(d ledger.Deposit) string { return d.At.Format("01/02/2006") }},
		column{Title: words.T("Bag"), Width: 11, Text: func(d ledger.Deposit) string { return d.Bag }},
		amount(words.T("Cash"), func(d ledger.Deposit) money.Amount { return d.Banked.Cash }),
		amount(words.T("Checks"), func(d ledger.Deposit) money.Amount { return d.Banked.Check }),
		amount(words.T("Total"), func(d ledger.Deposit) money.Amount { return d.Total }),
		column{Title: words.T("State"), Width: 26, Text: depositStanding},
	)
	table.Empty = words.T("No deposit was made yet.")
	table.MinRows = 5
	return table
}

// depositStanding says how far a deposit has come, and what was wrong.
func depositStanding(d ledger.Deposit) string {
	said := words.T("in transit")
	if b := d.Bank; b != nil {
		said = words.T("confirmed %s", b.Day.Time().Format("01/02"))
		if !b.Difference.IsZero() {
			said += ", " + overShortWords(b.Difference)
		}
	}
	if len(d.Problems()) > 0 {
		said += words.T("; not as receipts")
	}
	return said
}
