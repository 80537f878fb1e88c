package ui

import (
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

const newSecretName phrase.Word = "New PIN (6 digits or more) or passphrase (12 characters or more)"

// newSecret is a secret keyed in twice.
type newSecret struct{ first, again *widgets.Entry }

func newNewSecret() newSecret {
	return newSecret{widgets.NewSecretEntry(), widgets.NewSecretEntry()}
}

// fields are its two fields.
func (n newSecret) fields(name string) []dialogs.Field {
	again := func() bool { return n.first.Filled() }
	return []dialogs.Field{
		{Name: name, Input: n.first},
		{Name: words.T("The same once more"), Input: n.again, Needed: again},
	}
}

func (n newSecret) get() (string, error) {
	if n.first.Text != n.again.Text {
		n.again.SetText("")
		return "", dialogs.At(n.again, phrase.Errorf("it is not the same; key it in once more"))
	}
	return n.first.Text, nil
}
