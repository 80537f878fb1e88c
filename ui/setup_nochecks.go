package ui

import (
	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// noChecksPage is the page of Set-up that lists the accounts whose checks came
// back, until a supervisor lifts it.
type noChecksPage struct {
	counter *counter
	list    *widgets.Table[ledger.ReturnedAccount]
	body    fyne.CanvasObject
}

func newNoChecks(c *counter) screen {
	type column = widgets.Column[ledger.ReturnedAccount]
	s := &noChecksPage{counter: c}
	s.list = widgets.NewTable(
		column{Title: words.T("Account"), Width: 16, Text: func(a ledger.ReturnedAccount) string { return a.Account }},
		column{Title: words.T("Receipt"), Width: 12, Text: func(a ledger.ReturnedAccount) string { return a.Receipt }},
		column{Title: words.T("Check"), Width: 10, Text: func(a ledger.ReturnedAccount) string { return a.Check }},
		column{Title: words.T("Came back"), Width: 12, Text: func(a ledger.ReturnedAccount) string { return a.On.Display() }},
		column{Title: words.T("The bank's reason"), Width: 34, Text: func(a ledger.ReturnedAccount) string { return a.Reason }},
	)
	s.list.Empty = words.T("No check came back. Returned checks are entered at Find.")
	s.body = page(s.list)
	return s
}

func (s *noChecksPage) title() string         { return words.T("Returned checks") }
func (s *noChecksPage) typed(rune)            {}
func (s *noChecksPage) focus() fyne.Focusable { return s.list }

func (s *noChecksPage) content() fyne.CanvasObject {
	accounts, err := s.counter.ledger.NoChecksList()
	if err != nil {
		return page(problemText(err))
	}
	s.list.SetRows(accounts)
	return s.body
}

func (s *noChecksPage) commands() keys.Table {
	supervisor := s.counter.session.Role() == ledger.Supervisor
	return keys.Table{
		{Name: "lift", Label: words.T("Take checks again"), Menu: "Returned checks", Key: fyne.KeyF4, Run: s.lift, Enabled: func() bool {
			at, _ := s.list.Selected()
			return supervisor && at >= 0
		}},
		backToSetup(s.counter),
	}
}

// lift asks why checks of an account can be taken again.
func (s *noChecksPage) lift() {
	_, a := s.list.Selected()
	reason := widgets.NewEntry()
	s.counter.dialogs.Open(dialogs.Form{
		Title:  words.T("Take checks of account %s again?", a.Account),
		Text:   words.T("Check %s came back on %s: %s.", a.Check, a.On.Display(), a.Reason),
		Fields: []dialogs.Field{{Name: words.T("Why"), Input: reason}},
		OnConfirm: func() error {
			err := s.counter.ledger.LiftNoChecks(s.counter.session, a.Account, reason.Text)
			return at(err, map[string]widgets.Input{"reason": reason})
		},
	}).Then(func() { s.counter.show(s) })
}
