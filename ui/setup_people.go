package ui

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// people is the page of Set-up that lists everybody who ever worked here, with
// what happened to each.
type people struct {
	counter *counter
	list    *widgets.Table[ledger.Member]
	history *widgets.Table[ledger.Told]
	advice  *widgets.Text
	body    fyne.CanvasObject
}

func newPeople(c *counter) screen {
	type column = widgets.Column[ledger.Member]
	type told = widgets.Column[ledger.Told]
	s := &people{counter: c, advice: widgets.NewCaption("")}
	s.list = widgets.NewTable(
		column{Title: words.T("Name"), Width: 20, Text: func(m ledger.Member) string { return m.Name }},
		column{Title: words.T("Role"), Width: 13, Text: func(m ledger.Member) string { return words.Say(m.Role) }},
		column{Title: words.T("Standing"), Width: 24, Text: func(m ledger.Member) string { return words.Say(m.Standing()) }},
		column{Title: words.T("Language"), Width: 9, Text: func(m ledger.Member) string { return languageName(m.Language) }},
		column{Title: words.T("Last sign-in"), Width: 20, Text: func(m ledger.Member) string { return stampOrNever(m.LastSignIn) }},
	)
	s.list.OnSelect = func(ledger.Member) { s.look() }
	s.history = widgets.NewTable(
		told{Title: words.T("When"), Width: 18, Text: func(h ledger.Told) string { return h.At.Format(stamp) }},
		told{Title: words.T("By"), Width: 12, Text: func(h ledger.Told) string { return h.By }},
		told{Title: words.T("What happened"), Width: 60, Text: func(h ledger.Told) string { return words.Say(h.What) }},
	)
	s.history.MinRows = 5
	below := container.New(layout.NewCustomPaddedVBoxLayout(8), s.history, s.advice)
	s.body = page(container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(12, 0, 0, 0), below), nil, nil, s.list))
	return s
}

func stampOrNever(at time.Time) string {
	if at.IsZero() {
		return words.T("never")
	}
	return at.Format(stamp)
}

func (s *people) title() string         { return words.T("People") }
func (s *people) typed(rune)            {}
func (s *people) focus() fyne.Focusable { return s.list }

// content reads the list again each time the page is shown.
func (s *people) content() fyne.CanvasObject {
	listed, err := s.counter.ledger.People()
	if err != nil {
		return page(problemText(err))
	}
	before, _ := s.list.Selected()
	s.list.SetRows(listed)
	s.list.Select(before)
	s.look()
	s.advice.SetText(advice(listed))
	return s.body
}

// advice is what the list of people lacks.
func advice(listed []ledger.Member) string {
	count := map[ledger.Role]int{}
	for _, m := range listed {
		if !m.Disabled {
			count[m.Role]++
		}
	}
	switch {
	case count[ledger.Supervisor] == 0:
		return words.T("Nobody can open an outage or approve a drawer: add a supervisor.")
	case count[ledger.Supervisor] == 1:
		return words.T("There is one supervisor. What they do themselves needs another's approval: add a second.")
	case count[ledger.Administrator] == 1:
		return words.T("There is one administrator. Add a second, so that a forgotten passphrase locks nobody out.")
	}
	return words.T("Nobody is taken off this list: who leaves is disabled.")
}

func (s *people) look() {
	_, m := s.list.Selected()
	history, err := s.counter.ledger.History(m.Name)
	if err != nil {
		s.counter.say(widgets.Stop, widgets.Sentence(err))
	}
	s.history.SetRows(history)
	s.counter.board.Changed()
}

func (s *people) commands() keys.Table {
	chosen := func() bool { i, _ := s.list.Selected(); return i >= 0 }
	locked := func() bool { _, m := s.list.Selected(); return !m.LockedUntil.IsZero() }
	disabled := func() bool { _, m := s.list.Selected(); return m.Disabled }
	enabled := func() bool { return chosen() && !disabled() }
	return keys.Table{
		{Name: "add", Label: words.T("Add"), Menu: menuPeople, Key: fyne.KeyF3, Run: s.add},
		{Name: "role", Label: words.T("Role"), Menu: menuPeople, Key: fyne.KeyF4, Enabled: chosen, Run: s.changeRole},
		{Name: "reset", Label: words.T("New secret"), Menu: menuPeople, Key: fyne.KeyF6, Enabled: chosen, Run: s.reset},
		{Name: "disable", Label: words.T("Disable"), Menu: menuPeople, Key: fyne.KeyF7, Enabled: enabled, Run: s.disable},
		{Name: "language", Label: words.T("Language"), Menu: menuPeople, Key: fyne.KeyF8, Enabled: chosen, Run: s.chooseLanguage},
		{Name: "enable", Label: words.T("Enable"), Menu: menuPeople, Key: fyne.KeyF9, Enabled: disabled, Run: s.enable},
		{Name: "unlock", Label: words.T("Lift lock"), Menu: menuPeople, Key: fyne.KeyF10, Enabled: locked, Run: s.liftLock},
		backToSetup(s.counter),
	}
}

const menuPeople phrase.Word = "People"

// roleChoice is one of the roles, by its digit.
type roleChoice struct{ *widgets.Choice }

func newRoleChoice() roleChoice {
	return roleChoice{widgets.NewChoice(
		words.T("clerk: takes payments"), words.T("supervisor: approves, and may take payments"), words.T("finance: exports"), words.T("administrator: sets up"))}
}

func (c roleChoice) role() ledger.Role {
	i, _ := c.Picked()
	return ledger.Roles[i]
}

const secretHelp phrase.Word = "A secret is made and shown once. It is good only for choosing one's own, so that nobody knows it but who signs in with it."

func (s *people) add() {
	name, role := widgets.NewEntry(), newRoleChoice()
	language := languageChoice(s.counter.door)
	var added ledger.NewPerson
	s.counter.dialogs.Open(dialogs.Form{
		Title: words.T("Add a person"),
		Text:  words.Say(secretHelp),
		Fields: []dialogs.Field{
			{Name: words.T("Name to sign in with"), Input: name},
			{Name: words.T("Role (press its digit)"), Input: role.Choice},
			{Name: words.T("Language of their screen (press its digit)"), Input: language},
		},
		Confirm: words.T("Add"),
		OnConfirm: func() (err error) {
			added, err = s.counter.ledger.AddPerson(s.counter.session, ledger.Person{Name: strings.TrimSpace(name.Text), Role: role.role()}, "")
			if err == nil {
				err = s.counter.ledger.SetLanguage(s.counter.session, added.Name, string(pickedLanguage(language)))
			}
			return at(err, map[string]widgets.Input{"name": name})
		},
	}).Then(func() { s.done(added) })
}

// at says an error of the ledger at the field that it names.
func at(err error, fields map[string]widgets.Input) error {
	if field := fields[ledger.FieldOf(err)]; field != nil {
		return dialogs.At(field, err)
	}
	return err
}

func (s *people) changeRole() {
	_, m := s.list.Selected()
	role, reason := newRoleChoice(), widgets.NewEntry()
	role.Pick(slices.Index(ledger.Roles, m.Role))
	var changed ledger.NewPerson
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("Role of %s", m.Name),
		Text:    words.T("A clerk who gets another role gets a made passphrase in place of the PIN, to choose their own with."),
		Fields:  []dialogs.Field{{Name: words.T("Role (press its digit)"), Input: role.Choice}, {Name: words.T("Why"), Input: reason}},
		Confirm: words.T("Change role"),
		OnConfirm: func() (err error) {
			changed, err = s.counter.ledger.ChangeRole(s.counter.session, m.Name, role.role(), "", reason.Text)
			return at(err, map[string]widgets.Input{"reason": reason})
		},
	}).Then(func() { s.done(changed) })
}

// chooseLanguage has the screen speak another language to somebody, from their
// next sign-in on.
func (s *people) chooseLanguage() {
	_, m := s.list.Selected()
	language := languageChoice(translations.Language(m.Language))
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("Language of %s", m.Name),
		Fields:  []dialogs.Field{{Name: words.T("Language of their screen (press its digit)"), Input: language}},
		Confirm: words.T("Choose"),
		OnConfirm: func() error {
			return s.counter.ledger.SetLanguage(s.counter.session, m.Name, string(pickedLanguage(language)))
		},
	}).Then(func() { s.done(ledger.NewPerson{}) })
}

func (s *people) reset() {
	_, m := s.list.Selected()
	var changed ledger.NewPerson
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("New secret of %s", m.Name),
		Text:    words.Say(secretHelp),
		Confirm: words.T("Make a secret"),
		OnConfirm: func() (err error) {
			changed, err = s.counter.ledger.ResetSecret(s.counter.session, m.Name, "")
			return err
		},
	}).Then(func() { s.done(changed) })
}

func (s *people) disable() {
	_, m := s.list.Selected()
	text := words.T("They cannot sign in any more, and stay on the list.")
	if _, err := s.counter.ledger.OpenDrawerOf(m.Name); err == nil {
		text += words.T(" They have an open drawer, which only they can count: have them count it first.")
	}
	s.askWhy(words.T("Disable %s?", m.Name), text, words.T("Disable"), func(reason string) error {
		return s.counter.ledger.Disable(s.counter.session, m.Name, reason)
	})
}

func (s *people) enable() {
	_, m := s.list.Selected()
	s.askWhy(words.T("Enable %s?", m.Name), words.T("They can sign in again with the secret they had."), words.T("Enable"), func(reason string) error {
		return s.counter.ledger.Enable(s.counter.session, m.Name, reason)
	})
}

func (s *people) askWhy(title, text, confirm string, act func(reason string) error) {
	reason := widgets.NewEntry()
	s.counter.dialogs.Open(dialogs.Form{
		Title: title, Text: text, Confirm: confirm,
		Fields:    []dialogs.Field{{Name: words.T("Why"), Input: reason}},
		OnConfirm: func() error { return at(act(reason.Text), map[string]widgets.Input{"reason": reason}) },
	}).Then(func() { s.done(ledger.NewPerson{}) })
}

func (s *people) liftLock() {
	_, m := s.list.Selected()
	s.counter.dialogs.Confirm(words.T("Lift the lock of %s?", m.Name), words.T("Ask them first: somebody else may have tried their secret."), words.T("Lift lock"), func() {
		if err := s.counter.ledger.LiftLock(s.counter.session, m.Name); err != nil {
			s.counter.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		s.done(ledger.NewPerson{})
	})
}

// done shows the list as it is now, and a made secret, once. Who changed
// themselves signs in again.
func (s *people) done(p ledger.NewPerson) {
	shown := func() {
		if s.counter.session.Ended() {
			s.counter.lock()
			return
		}
		s.counter.show(s)
	}
	if !p.Temporary {
		shown()
		return
	}
	s.counter.dialogs.Open(madeSecret([]ledger.NewPerson{p}, words.T("Hand it over now: it is shown once. It is good only for choosing one's own."), shown))
}

// madeSecret shows secrets that are kept nowhere else.
func madeSecret(made []ledger.NewPerson, text string, then func()) dialogs.Form {
	list := container.New(layout.NewFormLayout())
	for _, p := range made {
		list.Add(widgets.NewText(p.Name + " (" + words.Say(p.Role) + ")    "))
		list.Add(widgets.NewHeading(p.Secret))
	}
	// One Enter too many would take away what nobody can show again.
	kept := widgets.NewChoice(words.T("It is written down or handed over"))
	return dialogs.Form{
		Title: words.T("Made secret"), Text: text, Body: list, Notice: true,
		Fields:   []dialogs.Field{{Name: words.T("Press 1, then Enter"), Input: kept}},
		OnClosed: func(bool) { then() },
	}
}
