package ui

import (
	"counterfoil/ledger"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// mustChoose has somebody with a temporary secret choose their own before they
// go on.
func (s *signIn) mustChoose(session ledger.Session, old string) {
	s.chooseSecret(words.T("%s, choose your own secret", session.Name()),
		words.T("Somebody else knows the one you have."),
		nil, func(chosen string) (ledger.Session, error) {
			return s.counter.ledger.ChangeSecret(session, old, chosen)
		})
}

// change gives whoever knows their secret another one.
func (s *signIn) change() {
	name, old := widgets.NewEntry(), widgets.NewSecretEntry()
	name.SetText(s.name.Text)
	s.chooseSecret(words.T("Choose another secret"), "",
		[]dialogs.Field{{Name: words.T("Name"), Input: name}, {Name: words.T("PIN or passphrase you have"), Input: old}},
		func(chosen string) (ledger.Session, error) {
			session, err := s.counter.ledger.SignIn(s.keyedName(name.Text), old.Text, ledger.ToChooseSecret)
			if err != nil {
				return session, dialogs.At(old, err)
			}
			return s.counter.ledger.ChangeSecret(session, old.Text, chosen)
		})
}

// chooseSecret asks for a new secret, twice, and signs in with it.
func (s *signIn) chooseSecret(title, text string, before []dialogs.Field, choose func(chosen string) (ledger.Session, error)) {
	secret := newNewSecret()
	var session ledger.Session
	s.counter.dialogs.Open(dialogs.Form{
		Title: title, Text: text, Confirm: words.T("Choose"),
		Fields: append(before, secret.fields(words.Say(newSecretName))...),
		OnConfirm: func() error {
			chosen, err := secret.get()
			if err != nil {
				return err
			}
			session, err = choose(chosen)
			return at(err, map[string]widgets.Input{"secret": secret.first})
		},
	}).About("secret").Then(func() { s.counter.begin(session) })
}
