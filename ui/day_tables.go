package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
)

// newDayDrawers lists what each drawer took so far. Of a drawer that who looks
// has still to count, it says nothing.
func newDayDrawers() *widgets.Table[dayRow] {
	type column = widgets.Column[dayRow]
	figure := func(title string, width int, of func(dayRow) string) column {
		return column{Title: title, Width: width, Align: fyne.TextAlignTrailing, Text: func(r dayRow) string {
			if r.hidden {
				return ""
			}
			return of(r)
		}}
	}
	amount := func(title string, of func(dayRow) money.Amount) column {
		return figure(title, 10, func(r dayRow) string { return widgets.Dollars(of(r)) })
	}
	return widgets.NewTable(
		column{Title: "Drawer of", Width: 10, Text: func(r dayRow) string { return r.name }},
		column{Title: "State", Width: 24, Text: func(r dayRow) string { return r.state }},
		figure("Receipts", 8, func(r dayRow) string { return strconv.FormatInt(r.Receipts, 10) }),
		figure("Void", 5, func(r dayRow) string { return strconv.FormatInt(r.Voids, 10) }),
		amount("Cash", func(r dayRow) money.Amount { return r.Net.Cash }),
		amount("Checks", func(r dayRow) money.Amount { return r.Net.Check }),
		amount("Cards", func(r dayRow) money.Amount { return r.Net.Card }),
		amount("Total", func(r dayRow) money.Amount { return r.Total }),
	)
}

// newDrawerTable lists drawers. What was expected stands only beside what was
// counted, and each tender balances for itself.
func newDrawerTable(standing func(ledger.DrawerDay) string) *widgets.Table[ledger.DrawerDay] {
	type column = widgets.Column[ledger.DrawerDay]
	counted := func(title string, width int, words func(ledger.Closing) string) column {
		return column{Title: title, Width: width, Align: fyne.TextAlignTrailing, Text: func(d ledger.DrawerDay) string {
			if d.Closing == nil {
				return ""
			}
			return words(*d.Closing)
		}}
	}
	table := widgets.NewTable(
		column{Title: "Drawer of", Width: 10, Text: func(d ledger.DrawerDay) string { return d.Clerk }},
		column{Title: "State", Width: 22, Text: standing},
		counted("Counted", 10, func(c ledger.Closing) string { return sumOf(c.Counted) }),
		counted("Expected", 10, func(c ledger.Closing) string { return sumOf(c.Expected) }),
		counted("Cash is", 12, func(c ledger.Closing) string { return overShortWords(c.OverShort.Cash) }),
		counted("Checks are", 12, func(c ledger.Closing) string { return overShortWords(c.OverShort.Check) }),
		counted("Cards are", 12, func(c ledger.Closing) string { return overShortWords(c.OverShort.Card) }),
	)
	table.Empty = "No drawer was opened on this day."
	return table
}

func sumOf(t ledger.Tally) string {
	sum, err := t.Sum()
	if err != nil {
		return err.Error()
	}
	return widgets.Dollars(sum)
}

func newDayReceipts() *widgets.Table[ledger.Found] {
	type column = widgets.Column[ledger.Found]
	table := widgets.NewTable(
		column{Title: "Receipt", Width: 10, Text: func(f ledger.Found) string { return f.Receipt }},
		column{Title: "Time", Width: 8, Text: func(f ledger.Found) string { return f.At.Format("3:04 PM") }},
		column{Title: "Clerk", Width: 12, Text: func(f ledger.Found) string { return f.Clerk }},
		column{Title: "Payor", Width: 16, Text: func(f ledger.Found) string { return f.Payor }},
		column{Title: "Account", Width: 14, Text: accountsOf},
		column{Title: "Paid by", Width: 13, Text: paidBy},
		column{Title: "Total", Width: 10, Align: fyne.TextAlignTrailing, Text: func(f ledger.Found) string { return widgets.Dollars(f.Total) }},
	)
	table.Empty = "No receipts on this day."
	return table
}
