package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
)

// frame is what stands around every screen: the heading and alarms above; the legend and
// the status bar below.
func (c *counter) frame() fyne.CanvasObject {
	city := widgets.NewText(c.ledger.City().Name)
	city.Style.Bold = true
	city.Align = fyne.TextAlignTrailing
	head := container.NewBorder(nil, nil, c.heading, nil, city.Clipped())
	top := container.New(layout.NewCustomPaddedVBoxLayout(0),
		container.New(layout.NewCustomPaddedLayout(6, 4, 12, 12), head), rule(), c.training, c.alarm, c.banner)
	bottom := container.New(layout.NewCustomPaddedVBoxLayout(0),
		c.progress, rule(), widgets.NewLegend(c.board), c.status)
	return container.NewBorder(top, bottom, nil, nil, c.place)
}

// rule is the green line of a ledger's page.
func rule() fyne.CanvasObject {
	return widgets.NewRule(theme.ColorNameBar, 2)
}
