package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
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
				return err.Error()
			}
		}
	}
	n := len(m.chosen())
	if n == 0 {
		return "No drawer is ticked."
	}
	return fmt.Sprintf("%s ticked: cash %s, checks %s.", slipsOf(int64(n), "drawer"), widgets.Dollars(sum.Cash), widgets.Dollars(sum.Check))
}

func newUndepositedTable(ticked func(ledger.Undeposited) bool) *widgets.Table[ledger.Undeposited] {
	type column = widgets.Column[ledger.Undeposited]
	amount := func(title string, of func(ledger.Tally) money.Amount) column {
		return column{Title: title, Width: 11, Align: fyne.TextAlignTrailing, Text: func(u ledger.Undeposited) string { return widgets.Dollars(of(u.Money)) }}
	}
	table := widgets.NewTable(
		column{Title: "", Width: 4, Text: func(u ledger.Undeposited) string { return tickMark(ticked(u)) }},
		column{Title: "Closing", Width: 6, Text: func(u ledger.Undeposited) string { return fmt.Sprintf("Z%d", u.Number) }},
		column{Title: "Drawer of", Width: 12, Text: func(u ledger.Undeposited) string { return u.Drawer.Clerk }},
		column{Title: "Business day", Width: 10, Text: func(u ledger.Undeposited) string { return u.Drawer.Day.Display() }},
		column{Title: "Age", Width: 13, Text: ageWords},
		amount("Cash, no float", func(t ledger.Tally) money.Amount { return t.Cash }),
		amount("Checks", func(t ledger.Tally) money.Amount { return t.Check }),
		column{Title: "Approved by", Width: 12, Text: func(u ledger.Undeposited) string {
			if u.ApprovedBy == "" {
				return "nobody yet"
			}
			return u.ApprovedBy
		}},
	)
	table.Empty = "The money of every closed drawer is deposited."
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
	words := daysWords(u.Days)
	if u.Late {
		words += ", LATE"
	}
	return words
}

func daysWords(days int) string {
	if days == 0 {
		return "today"
	}
	return slipsOf(int64(days), "day")
}

func newDepositTable() *widgets.Table[ledger.Deposit] {
	type column = widgets.Column[ledger.Deposit]
	amount := func(title string, of func(ledger.Deposit) money.Amount) column {
		return column{Title: title, Width: 11, Align: fyne.TextAlignTrailing, Text: func(d ledger.Deposit) string { return widgets.Dollars(of(d)) }}
	}
	table := widgets.NewTable(
		column{Title: "Deposit", Width: 6, Text: ledger.Deposit.Name},
		column{Title: "Made", Width: 9, Text: func(d ledger.Deposit) string { return d.At.Format("01/02/2006") }},
		column{Title: "Bag", Width: 11, Text: func(d ledger.Deposit) string { return d.Bag }},
		amount("Cash", func(d ledger.Deposit) money.Amount { return d.Banked.Cash }),
		amount("Checks", func(d ledger.Deposit) money.Amount { return d.Banked.Check }),
		amount("Total", func(d ledger.Deposit) money.Amount { return d.Total }),
		column{Title: "State", Width: 26, Text: depositStanding},
	)
	table.Empty = "No deposit was made yet."
	table.MinRows = 5
	return table
}

// depositStanding says how far a deposit has come, and what was wrong.
func depositStanding(d ledger.Deposit) string {
	words := "in transit"
	if b := d.Bank; b != nil {
		words = "confirmed " + b.Day.Time().Format("01/02")
		if !b.Difference.IsZero() {
			words += ", " + overShortWords(b.Difference)
		}
	}
	if len(d.Problems()) > 0 {
		words += "; not as receipts"
	}
	return words
}
