package ui

import (
	"fyne.io/fyne/v2"

	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
)

// rule is the green line of a ledger's page.
func rule() fyne.CanvasObject {
	return widgets.NewRule(theme.ColorNameBar, 2)
}
