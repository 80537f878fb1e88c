package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
)

func newClerkTable() *widgets.Table[ledger.ClerkDay] {
	type column = widgets.Column[ledger.ClerkDay]
	amount := func(title string, of func(ledger.ClerkDay) money.Amount) column {
		return column{Title: title, Width: 11, Align: fyne.TextAlignTrailing, Text: func(c ledger.ClerkDay) string { return widgets.Dollars(of(c)) }}
	}
	number := func(title string, of func(ledger.ClerkDay) int64) column {
		return column{Title: title, Width: 6, Align: fyne.TextAlignTrailing, Text: func(c ledger.ClerkDay) string { return strconv.FormatInt(of(c), 10) }}
	}
	table := widgets.NewTable(
		column{Title: "Taken by", Width: 14, Text: func(c ledger.ClerkDay) string { return c.Clerk }},
		number("Receipts", func(c ledger.ClerkDay) int64 { return c.Receipts }),
		number("Void", func(c ledger.ClerkDay) int64 { return c.Voids }),
		amount("Cash", func(c ledger.ClerkDay) money.Amount { return c.Net.Cash }),
		amount("Checks", func(c ledger.ClerkDay) money.Amount { return c.Net.Check }),
		amount("Cards", func(c ledger.ClerkDay) money.Amount { return c.Net.Card }),
		amount("Total", func(c ledger.ClerkDay) money.Amount { return c.Total }),
	)
	table.MinRows = 4
	return table
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
