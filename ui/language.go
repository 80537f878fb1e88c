package ui

import (
	"cmp"
	"os"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"counterfoil/assets/translations"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// speak has the screens speak the language of whoever is signed in, or that of
// the door, which is the city's until somebody changes it there. Screens they left in another are built anew, with
// what is keyed in.
func (c *counter) speak() {
	words.Use(c.language())
	if !c.signedIn() {
		return
	}
	desk := c.desk()
	left := desk.language
	desk.language = words.Language()
	if left == "" || left == desk.language {
		return
	}
	if desk.intake != nil {
		desk.intake = desk.intake.renewed()
	}
	if _, kept := desk.screen.(*intake); kept || !halfDone(desk.screen) {
		desk.screen = nil
	}
}

// language is what the person signed in chose; else that of the door.
func (c *counter) language() translations.Language {
	if !c.signedIn() {
		return c.door
	}
	wanted, err := c.ledger.Preferences(c.session.Name())
	if err != nil || wanted.Language == "" {
		return c.door
	}
	return translations.Language(wanted.Language)
}

// renewed is the screen built anew, with what is keyed in.
func (s *intake) renewed() *intake {
	n := newIntake(s.counter)
	n.draft, n.last, n.settled, n.copies = s.draft, s.last, s.settled, s.copies
	n.stubAt, n.tenderAt = s.stubAt, s.tenderAt
	n.stub.SetText(s.stub.Text)
	return n
}

// languageCommand changes the language of the sign-in, and of those who chose none.
func (c *counter) languageCommand() keys.Command {
	other := translations.Spanish
	if words.Language() == translations.Spanish {
		other = translations.English
	}
	return keys.Command{Name: "language", Label: other.Name(), Menu: menuCounter, Key: fyne.KeyF2, Run: func() {
		c.door = other
		c.speak()
		c.show(newSignIn(c))
	}}
}

// languageButton is the same for a finger.
func (c *counter) languageButton() fyne.CanvasObject {
	command := c.languageCommand()
	button := widgets.NewButton(command.Words(true), command.Run)
	button.Least = 48 // a finger needs 44
	return button
}

// languageChoice lists the languages, each by its own name, with one picked.
func languageChoice(picked translations.Language) *widgets.Choice {
	var names []string
	for _, l := range translations.Languages {
		names = append(names, l.Name())
	}
	choice := widgets.NewChoice(names...)
	choice.Pick(max(slices.Index(translations.Languages, picked), 0))
	return choice
}

// languageName is a chosen language by its own name, or nothing.
func languageName(code string) string {
	if code == "" {
		return ""
	}
	return translations.Language(code).Name()
}

// pickedLanguage is that of a languageChoice.
func pickedLanguage(choice *widgets.Choice) translations.Language {
	at, _ := choice.Picked()
	return translations.Languages[at]
}

// systemLanguage is the computer's, when the program speaks it.
func systemLanguage() translations.Language {
	code, _, _ := strings.Cut(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")), "_")
	if l := translations.Language(code); l.Known() {
		return l
	}
	return translations.English
}

// askLanguage is the first question of all, in both languages.
func (w *wizard) askLanguage() {
	w.step(dialogs.Form{
		Title:   "Language / Idioma",
		Fields:  []dialogs.Field{{Name: "1 English, 2 Español", Input: w.language}},
		Confirm: "Next / Siguiente",
		Cancel:  "Close / Cerrar",
	}, w.window.Close, func() {
		words.Use(pickedLanguage(w.language))
		w.heading.SetText(words.T("  A new counter"))
		w.outage.SetText(words.T("The billing system is down"))
		w.askFolder()
	})
}
