package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
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
		column{Title: words.T("Drawer of"), Width: 10, Text: func(r dayRow) string { return r.name }},
		column{Title: words.T("State"), Width: 24, Text: func(r dayRow) string { return r.state }},
		figure(words.T("Receipts"), 8, func(r dayRow) string { return strconv.FormatInt(r.Receipts, 10) }),
		figure(words.T("Void##receipts"), 5, func(r dayRow) string { return strconv.FormatInt(r.Voids, 10) }),
		amount(words.T("Cash"), func(r dayRow) money.Amount { return r.Net.Cash }),
		amount(words.T("Checks"), func(r dayRow) money.Amount { return r.Net.Check }),
		amount(words.T("Cards"), func(r dayRow) money.Amount { return r.Net.Card }),
		amount(words.T("Total"), func(r dayRow) money.Amount { return r.Total }),
	)
}

// newDrawerTable lists drawers. What was expected stands only beside what was
// counted, and each tender balances for itself.
func newDrawerTable(standing func(ledger.DrawerDay) string) *widgets.Table[ledger.DrawerDay] {
	type column = widgets.Column[ledger.DrawerDay]
	counted := func(title string, width int, said func(ledger.Closing) string) column {
		return column{Title: title, Width: width, Align: fyne.TextAlignTrailing, Text: func(d ledger.DrawerDay) string {
			if d.Closing == nil {
				return ""
			}
			return said(*d.Closing)
		}}
	}
	table := widgets.NewTable(
		column{Title: words.T("Drawer of"), Width: 10, Text: func(d ledger.DrawerDay) string { return d.Clerk }},
		column{Title: words.T("State"), Width: 22, Text: standing},
		counted(words.T("Counted"), 10, func(c ledger.Closing) string { return sumOf(c.Counted) }),
		counted(words.T("Expected"), 10, func(c ledger.Closing) string { return sumOf(c.Expected) }),
		counted(words.T("Cash is"), 12, func(c ledger.Closing) string { return overShortWords(c.OverShort.Cash) }),
		counted(words.T("Checks are"), 12, func(c ledger.Closing) string { return overShortWords(c.OverShort.Check) }),
		counted(words.T("Cards are"), 12, func(c ledger.Closing) string { return overShortWords(c.OverShort.Card) }),
	)
	table.Empty = words.T("No drawer was opened on this day.")
	return table
}

func sumOf(t ledger.Tally) string {
	sum, err := t.Sum()
	if err != nil {
		return words.Say(err)
	}
	return widgets.Dollars(sum)
}

func newDayReceipts() *widgets.Table[ledger.Found] {
	type column = widgets.Column[ledger.Found]
	table := widgets.NewTable(
		column{Title: words.T("Receipt"), Width: 10, Text: func(f ledger.Found) string { return f.Receipt }},
		column{Title: words.T("Time"), Width: 8, Text: func(f ledger.Found) string { return f.At.Format("3:04 PM") }},
		column{Title: words.T("Clerk"), Width: 12, Text: func(f ledger.Found) string { return f.Clerk }},
		column{Title: words.T("Payor"), Width: 16, Text: func(f ledger.Found) string { return f.Payor }},
		column{Title: words.T("Account"), Width: 14, Text: accountsOf},
		column{Title: words.T("Paid by"), Width: 13, Text: paidBy},
		column{Title: words.T("Total"), Width: 10, Align: fyne.TextAlignTrailing, Text: func(f ledger.Found) string { return widgets.Dollars(f.Total) }},
	)
	table.Empty = words.T("No receipts on this day.")
	return table
}
