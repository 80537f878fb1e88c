package ui

import (
	"fyne.io/fyne/v2"

	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
)

type intake struct {
	counter *counter
	stub    *widgets.Entry
}

func (c *counter) intake() screen { return &intake{c, widgets.NewEntry()} }

func (s *intake) title() string              { return "Intake" }
func (s *intake) content() fyne.CanvasObject { return s.stub }
func (s *intake) commands() keys.Table {
	return keys.Table{{Name: "back", Label: "Back", Key: fyne.KeyEscape, Run: func() {}}}
}
func (s *intake) typed(rune)            {}
func (s *intake) focus() fyne.Focusable { return s.stub }
