package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"counterfoil/ledger"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
)

type signIn struct {
	counter      *counter
	name, secret *widgets.Entry
	body         fyne.CanvasObject
}

func newSignIn(c *counter) screen {
	s := &signIn{counter: c, name: widgets.NewEntry(), secret: widgets.NewSecretEntry()}
	s.secret.OnSubmitted = func(string) { s.enter() }
	s.name.OnSubmitted = func(string) { c.window.Canvas().Focus(s.secret) }
	s.body = container.NewVBox(widgets.NewField("Name", s.name), widgets.NewField("PIN or passphrase", s.secret))
	return s
}

func (s *signIn) title() string              { return "Sign in" }
func (s *signIn) content() fyne.CanvasObject { return s.body }
func (s *signIn) commands() keys.Table       { return nil }
func (s *signIn) typed(rune)                 {}
func (s *signIn) focus() fyne.Focusable      { return s.name }

func (s *signIn) enter() {
	session, err := s.counter.ledger.SignIn(s.name.Text, s.secret.Text, ledger.ToWork)
	if err != nil {
		s.secret.SetError(err)
		return
	}
	s.counter.session = session
	s.counter.show(s.counter.home())
}
