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
	return widgets.NewTable(
		column{Title: "Clerk", Width: 14, Text: func(c ledger.ClerkDay) string { return c.Clerk }},
		number("Receipts", func(c ledger.ClerkDay) int64 { return c.Receipts }),
		number("Void", func(c ledger.ClerkDay) int64 { return c.Voids }),
		amount("Cash", func(c ledger.ClerkDay) money.Amount { return c.Net.Cash }),
		amount("Checks", func(c ledger.ClerkDay) money.Amount { return c.Net.Check }),
		amount("Cards", func(c ledger.ClerkDay) money.Amount { return c.Net.Card }),
		amount("Total", func(c ledger.ClerkDay) money.Amount { return c.Total }),
	)
}

// newDrawerTable lists drawers. What was expected stands only beside what was
// counted.
func newDrawerTable(standing func(ledger.DrawerDay) string) *widgets.Table[ledger.DrawerDay] {
	type column = widgets.Column[ledger.DrawerDay]
	sum := func(title string, of func(ledger.Closing) ledger.Tally) column {
		return column{Title: title, Width: 10, Align: fyne.TextAlignTrailing, Text: func(d ledger.DrawerDay) string {
			if d.Closing == nil {
				return ""
			}
			total, err := of(*d.Closing).Sum()
			if err != nil {
				return "too large"
			}
			return widgets.Dollars(total)
		}}
	}
	table := widgets.NewTable(
		column{Title: "Clerk", Width: 11, Text: func(d ledger.DrawerDay) string { return d.Clerk }},
		column{Title: "Float", Width: 8, Align: fyne.TextAlignTrailing, Text: func(d ledger.DrawerDay) string { return widgets.Dollars(d.Float) }},
		column{Title: "State", Width: 20, Text: standing},
		sum("Counted", func(c ledger.Closing) ledger.Tally { return c.Counted }),
		sum("Expected", func(c ledger.Closing) ledger.Tally { return c.Expected }),
		column{Title: "Over/short", Width: 20, Text: outcome},
	)
	table.Empty = "No drawer was opened on this day."
	return table
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
	table.MinRows = 4
	return table
}
