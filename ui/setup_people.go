package ui

import (
	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
)

// people is the page of Set-up that lists who works here.
type people struct {
	counter *counter
	list    *widgets.Table[ledger.Member]
	body    fyne.CanvasObject
}

func newPeople(c *counter) screen {
	type column = widgets.Column[ledger.Member]
	s := &people{counter: c}
	s.list = widgets.NewTable(
		column{Title: "Name", Width: 30, Text: func(p ledger.Member) string { return p.Name }},
		column{Title: "Role", Width: 15, Text: func(p ledger.Member) string { return string(p.Role) }},
	)
	s.body = page(s.list)
	return s
}

func (s *people) title() string         { return "People" }
func (s *people) typed(rune)            {}
func (s *people) focus() fyne.Focusable { return s.list }
func (s *people) commands() keys.Table  { return keys.Table{backToSetup(s.counter)} }

// content reads the list again each time the page is shown.
func (s *people) content() fyne.CanvasObject {
	listed, err := s.counter.ledger.People()
	if err != nil {
		return page(problemText(err))
	}
	s.list.SetRows(listed)
	return s.body
}
