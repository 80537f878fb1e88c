package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// closingSheet shows how a drawer came out.
func closingSheet(c ledger.Closing) fyne.CanvasObject {
	amount := func(title string, of func(tenderLine) money.Amount) widgets.Column[tenderLine] {
		return widgets.Column[tenderLine]{Title: title, Width: 12, Align: fyne.TextAlignTrailing,
			Text: func(l tenderLine) string { return widgets.Dollars(of(l)) }}
	}
	table := widgets.NewTable(
		widgets.Column[tenderLine]{Title: words.T("Tender"), Width: 18, Text: func(l tenderLine) string { return l.name }},
		amount(words.T("Counted"), func(l tenderLine) money.Amount { return l.counted }),
		amount(words.T("Expected"), func(l tenderLine) money.Amount { return l.expected }),
		widgets.Column[tenderLine]{Title: words.T("Over/short"), Width: 16, Align: fyne.TextAlignTrailing,
			Text: func(l tenderLine) string { return overShortWords(l.overShort) }},
	)
	table.SetRows(tenderLines(c))
	result := widgets.NewHeading(verdict(c.OverShort))
	result.ColorName = "foreground"
	alarms := container.New(layout.NewCustomPaddedVBoxLayout(2))
	if len(c.Alarms()) > 0 {
		alarm := widgets.NewBanner()
		alarm.Say(widgets.Warning, alarmWords(c))
		alarms.Add(alarm)
	}
	for _, said := range closingRemarks(c) {
		alarms.Add(widgets.NewText(said).InLines())
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(8),
		widgets.NewHeading(words.T("Closing Z%d", c.Number)),
		widgets.NewText(words.T("Closed %s. Business day %s, %d receipts, %d of them void. The float was %s.", c.At.Format(stamp), c.Drawer.Day.Display(), c.Receipts, c.Voids, widgets.Dollars(c.Drawer.Float))).InLines(),
		result, alarms, table, strong(stubWords(c)), strong(approval(c)))
}

// closingRemarks say whose the over and short are, what lies in the safe, and
// who counted.
func closingRemarks(c ledger.Closing) []string {
	var said []string
	if len(c.Parts) > 1 {
		for _, p := range c.Parts {
			said = append(said, words.T("%s: cash %s, checks %s, cards %s.", p.Clerk, overShortWords(p.OverShort.Cash), overShortWords(p.OverShort.Check), overShortWords(p.OverShort.Card)))
		}
	}
	if c.Dropped != (ledger.Tally{}) {
		said = append(said, words.T("In the safe: cash %s, checks %s.", widgets.Dollars(c.Dropped.Cash), widgets.Dollars(c.Dropped.Check)))
	}
	switch {
	case c.CountedBy != c.Drawer.Clerk:
		said = append(said, words.T("Counted by %s in the absence of %s, with %s as witness.", c.CountedBy, c.Drawer.Clerk, c.Witness))
	case c.Witness != "":
		said = append(said, words.T("Counted by %s, with %s as witness.", c.CountedBy, c.Witness))
	}
	return append(said, takenBackWords(c.TakenBack)...)
}

// stubWords compares the stubs in the drawer with the receipts.
func stubWords(c ledger.Closing) string {
	paid := words.T("%s paid", words.N(c.Lines, "%d stub", "%d stubs"))
	switch off, counted := c.StubsOff(); {
	case !counted:
		return words.T("%s; the stubs were not counted.", paid)
	case off < 0:
		return words.T("%s, %d counted: %s MISSING.", paid, *c.Count.Stubs, words.N(-off, "%d stub", "%d stubs"))
	case off > 0:
		return words.T("%s, %d counted: %s TOO MANY.", paid, *c.Count.Stubs, words.N(off, "%d stub", "%d stubs"))
	}
	return words.T("%s, %d counted: they agree.", paid, *c.Count.Stubs)
}

func strong(said string) fyne.CanvasObject {
	text := widgets.NewText(said).InLines()
	text.Style.Bold = true
	return text
}
