package dialogs

import (
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// Message says one sentence; then comes after it was read.
func (d *Dialogs) Message(title, sentence string, then func()) *Dialog {
	return d.Open(Form{Title: title, Text: sentence, Notice: true, OnClosed: func(bool) { call(then) }})
}

// Error says what went wrong; then comes after it was read.
func (d *Dialogs) Error(title string, err error, then func()) *Dialog {
	return d.Message(title, widgets.Sentence(err), then)
}

// Confirm asks whether to do what the words of confirm say; yes comes if so.
func (d *Dialogs) Confirm(title, sentence, confirm string, yes func()) *Dialog {
	return d.Open(Form{Title: title, Text: sentence, Confirm: confirm, OnClosed: func(confirmed bool) {
		if confirmed {
			yes()
		}
	}})
}

// Reason asks for one of the reasons or for another in the clerk's own words.
// Words may also be added to a listed reason. Given gets the whole: "Wrong
// account", "Wrong account: two digits swapped". Its error keeps the dialog
// open. The reasons are English, which is what is recorded, and are shown in
// the language of the window.
func (d *Dialogs) Reason(title, sentence string, reasons []string, given func(reason string) error) *Dialog {
	var shown []string
	for _, reason := range reasons {
		shown = append(shown, words.Say(reason))
	}
	list := widgets.NewChoice(append(shown, words.T("Another reason"))...)
	said := widgets.NewEntry()
	another := func() bool {
		picked, _ := list.Picked()
		return picked == len(reasons)
	}
	return d.Open(Form{
		Title: title,
		Text:  sentence,
		Fields: []Field{
			{Name: words.T("Reason (press its digit)"), Input: list},
			{Name: words.T("In your words"), Input: said, Needed: another},
		},
		OnConfirm: func() error {
			if another() {
				return given(said.Text)
			}
			picked, _ := list.Picked()
			reason := reasons[picked]
			if said.Filled() {
				reason += ": " + said.Text
			}
			return given(reason)
		},
	})
}

// SecondSignIn asks a second person to sign in. Approve checks who it is and
// does what was approved; its error is said, and the secret has to be keyed
// again. Done comes after the dialog is gone.
func (d *Dialogs) SecondSignIn(title, sentence string, approve func(name, secret string) error, done func()) *Dialog {
	name, secret := widgets.NewEntry(), widgets.NewSecretEntry()
	return d.Open(Form{
		Title:   title,
		Text:    sentence,
		Confirm: words.T("Approve"),
		Fields: []Field{
			{Name: words.T("Name of who signs here"), Input: name},
			{Name: words.T("Passphrase or PIN"), Input: secret},
		},
		OnConfirm: func() error {
			keyed := secret.Text
			secret.SetText("")
			if err := approve(name.Text, keyed); err != nil {
				return At(secret, err)
			}
			return nil
		},
		OnClosed: func(confirmed bool) {
			if confirmed {
				call(done)
			}
		},
	})
}

func call(f func()) {
	if f != nil {
		f()
	}
}
