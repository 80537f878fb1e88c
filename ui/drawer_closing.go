package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
)

// closingSheet shows how a drawer came out.
func closingSheet(c ledger.Closing) fyne.CanvasObject {
	amount := func(title string, of func(tenderLine) money.Amount) widgets.Column[tenderLine] {
		return widgets.Column[tenderLine]{Title: title, Width: 12, Align: fyne.TextAlignTrailing,
			Text: func(l tenderLine) string { return widgets.Dollars(of(l)) }}
	}
	table := widgets.NewTable(
		widgets.Column[tenderLine]{Title: "Tender", Width: 18, Text: func(l tenderLine) string { return l.name }},
		amount("Counted", func(l tenderLine) money.Amount { return l.counted }),
		amount("Expected", func(l tenderLine) money.Amount { return l.expected }),
		widgets.Column[tenderLine]{Title: "Over/short", Width: 16, Align: fyne.TextAlignTrailing,
			Text: func(l tenderLine) string { return overShortWords(l.overShort) }},
	)
	table.SetRows(tenderLines(c))
	result := widgets.NewHeading(verdict(c))
	result.ColorName = "foreground"
	alarms := container.New(layout.NewCustomPaddedVBoxLayout(2))
	if len(c.Alarms()) > 0 {
		alarm := widgets.NewBanner()
		alarm.Say(widgets.Warning, alarmWords(c))
		alarms.Add(alarm)
	}
	for _, words := range closingRemarks(c) {
		alarms.Add(widgets.NewText(words))
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(8),
		widgets.NewHeading(fmt.Sprintf("Closing Z%d", c.Number)),
		widgets.NewText(fmt.Sprintf("Closed %s. Business day %s, %d receipts, %d of them void. The float was %s.",
			c.At.Format(stamp), c.Drawer.Day.Display(), c.Receipts, c.Voids, widgets.Dollars(c.Drawer.Float))),
		result, alarms, table, strong(stubWords(c)), strong(approval(c)))
}

// closingRemarks say whose the over and short are, what lies in the safe, and
// who counted.
func closingRemarks(c ledger.Closing) []string {
	var words []string
	if len(c.Parts) > 1 {
		for _, p := range c.Parts {
			words = append(words, fmt.Sprintf("%s: cash %s, checks %s, cards %s.", p.Clerk,
				overShortWords(p.OverShort.Cash), overShortWords(p.OverShort.Check), overShortWords(p.OverShort.Card)))
		}
	}
	if c.Dropped != (ledger.Tally{}) {
		words = append(words, fmt.Sprintf("In the safe: cash %s, checks %s.", widgets.Dollars(c.Dropped.Cash), widgets.Dollars(c.Dropped.Check)))
	}
	if c.Witness != "" {
		words = append(words, fmt.Sprintf("Counted by %s in the absence of %s, with %s as witness.", c.CountedBy, c.Drawer.Clerk, c.Witness))
	}
	return words
}

// stubWords compares the stubs in the drawer with the receipts.
func stubWords(c ledger.Closing) string {
	paid := slipsOf(c.Lines, "stub") + " paid"
	switch off, counted := c.StubsOff(); {
	case !counted:
		return paid + "; the stubs were not counted."
	case off < 0:
		return fmt.Sprintf("%s, %d counted: %s MISSING.", paid, *c.Count.Stubs, slipsOf(-off, "stub"))
	case off > 0:
		return fmt.Sprintf("%s, %d counted: %s TOO MANY.", paid, *c.Count.Stubs, slipsOf(off, "stub"))
	}
	return fmt.Sprintf("%s, %d counted: they agree.", paid, *c.Count.Stubs)
}

func strong(words string) fyne.CanvasObject {
	text := widgets.NewText(words)
	text.Style.Bold = true
	return text
}
