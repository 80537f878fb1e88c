package ui

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/roster"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// rosterPage is the page of Set-up where the accounts that billing saved are
// loaded.
type rosterPage struct {
	counter *counter
	draft   rosterDraft
	running *longWork // nil: nothing is
	gone    bool      // another screen was gone to
	folder  string    // where the last file was chosen

	path    *widgets.Entry
	asOf    *widgets.Entry
	inForce *widgets.Text
	about   *widgets.Text
	columns *widgets.Table[rosterColumn]
	leftOut *widgets.Table[ledger.BadRow]
	body    fyne.CanvasObject
}

func newRosterPage(c *counter) screen {
	s := &rosterPage{
		counter: c,
		path:    widgets.NewEntry(),
		asOf:    widgets.NewEntry(),
		inForce: widgets.NewText("").InLines(),
		about:   widgets.NewCaption(""),
	}
	s.asOf.Replace = true
	s.asOf.Digits = len("11/23/2026")
	type column = widgets.Column[rosterColumn]
	text := func(n int) func(rosterColumn) string { return func(c rosterColumn) string { return c.value(n) } }
	s.columns = widgets.NewTable(
		column{Title: words.T("Column of the file"), Width: 18, Text: func(c rosterColumn) string { return c.name }},
		column{Title: words.T("Is loaded as"), Width: 13, Text: func(c rosterColumn) string { return c.as }},
		column{Title: words.T("Written like"), Width: 13, Text: func(c rosterColumn) string { return c.written }},
		column{Title: words.T("First row"), Width: 17, Text: text(0)},
		column{Title: words.T("Second row"), Width: 17, Text: text(1)},
	)
	s.columns.Empty = words.T("Give the file above, choose it with Insert, or drop it on the window.")
	type badColumn = widgets.Column[ledger.BadRow]
	s.leftOut = widgets.NewTable(
		badColumn{Title: words.T("Line"), Width: 8, Align: fyne.TextAlignTrailing, Text: func(b ledger.BadRow) string { return strconv.Itoa(b.Line) }},
		badColumn{Title: words.T("Field"), Width: 12, Text: func(b ledger.BadRow) string { return b.Field }},
		badColumn{Title: words.T("Why it is left out"), Width: 55, Text: func(b ledger.BadRow) string { return b.Reason }},
	)
	fields := container.New(layout.NewFormLayout())
	for _, f := range []struct {
		name  string
		input fyne.CanvasObject
	}{{words.T("File, CSV or Excel"), s.path}, {words.T("Balances as of"), container.NewBorder(nil, nil, s.asOf, nil)}} {
		fields.Add(widgets.NewText(f.name))
		fields.Add(f.input)
	}
	s.leftOut.Hide()
	top := container.NewVBox(s.inForce, fields, s.about)
	s.body = page(container.NewBorder(top, nil, nil, nil, container.NewStack(s.columns, s.leftOut)))
	return s
}

func (s *rosterPage) title() string         { return words.T("Roster") }
func (s *rosterPage) typed(rune)            {}
func (s *rosterPage) halfDone() bool        { return s.running != nil || !s.draft.empty() }
func (s *rosterPage) focus() fyne.Focusable { return s.path }

func (s *rosterPage) content() fyne.CanvasObject {
	s.show()
	return s.body
}

func (s *rosterPage) commands() keys.Table {
	read := func() bool { return !s.draft.empty() && s.running == nil }
	idle := func() bool { return s.running == nil }
	turn := func(step int) func() { return func() { s.turn(step) } }
	return keys.Table{
		{Name: "read", Label: words.T("Read the file"), Key: fyne.KeyF3, Enabled: func() bool { return idle() && s.path.Filled() }, Run: s.read},
		{Name: "choose", Label: words.T("Choose a file"), Key: fyne.KeyInsert, Enabled: idle, Run: s.choose},
		{Name: "load", Label: words.T("Load"), Key: fyne.KeyF9, Enabled: read, Run: s.load},
		{Name: "enter", Label: words.T("Go on"), Key: fyne.KeyReturn, Run: s.enter},
		{Name: "less", Label: words.T("Field before"), Key: fyne.KeyLeft, Enabled: read, Run: turn(-1)},
		{Name: "more", Label: words.T("Next field"), Key: fyne.KeyRight, Enabled: read, Run: turn(+1)},
		{Name: "back", Label: words.T("Back, or cancel"), Menu: menuGo, Key: fyne.KeyEscape, Run: s.back},
	}
}

// show brings the page in line with the draft.
func (s *rosterPage) show() {
	s.inForce.SetText(rosterInForce(s.counter.ledger))
	s.about.SetText(s.draft.describe())
	at, _ := s.columns.Selected()
	s.columns.SetRows(s.draft.columns())
	s.columns.Select(at)
	s.counter.board.Changed()
}

// enter reads the file, then walks to the day and to the columns.
func (s *rosterPage) enter() {
	switch focused := s.counter.window.Canvas().Focused(); {
	case s.running != nil:
	case focused == fyne.Focusable(s.path) && s.path.Filled():
		s.read()
	case focused == fyne.Focusable(s.asOf):
		s.to(s.columns)
	case focused == fyne.Focusable(s.columns):
		s.to(s.asOf)
	}
}

func (s *rosterPage) to(next fyne.Focusable) { s.counter.window.Canvas().Focus(next) }

func (s *rosterPage) back() {
	if s.running != nil {
		s.running.stop()
		return
	}
	s.counter.goTo(newSetup)
}

// left stops what is running, and lets go of the file when that has ended.
func (s *rosterPage) left() {
	s.gone = true
	if s.running != nil {
		s.running.stop()
		return
	}
	s.draft.close()
}

// turn makes the selected column another field.
func (s *rosterPage) turn(step int) {
	if at, _ := s.columns.Selected(); at >= 0 {
		s.draft.turn(at, step)
		s.show()
	}
}

// run does long work. When the page was left meanwhile, the file is let go of.
func (s *rosterPage) run(what string, do func(context.Context, roster.Progress) error, done func(error)) {
	s.counter.long(&s.running, what, func(ctx context.Context, w *longWork) error { return do(ctx, w.at) }, func(err error) {
		if err == errCanceled {
			err = phrase.Errorf("canceled; the roster stays as it was")
		}
		done(err)
		if s.gone {
			s.draft.close()
		}
	})
}

// choose asks for the file: one of the newest, or any other.
func (s *rosterPage) choose() {
	if s.folder == "" {
		s.folder = downloads()
	}
	s.counter.askFile(fileQuestion{
		title:   words.T("The accounts that billing saved"),
		text:    words.T("CSV or Excel. The file can also be dropped on the window."),
		confirm: words.T("Read it"),
		folder:  &s.folder, newest: newestOf(".csv", ".xlsx", ".txt"),
		take: func(path string) { s.dropped([]string{path}) },
	})
}

func (s *rosterPage) dropped(paths []string) {
	if s.running == nil {
		s.path.SetText(paths[0])
		s.read()
	}
}

func (s *rosterPage) read() {
	path := strings.TrimSpace(s.path.Text)
	var draft rosterDraft
	s.run(words.T("Reading the file"), func(ctx context.Context, progress roster.Progress) (err error) {
		draft, err = readRoster(ctx, path, s.counter.ledger.Folder().Scratch(), progress)
		return err
	}, func(err error) {
		switch {
		case s.gone:
			draft.close()
			return
		case err != nil:
			s.path.SetError(err)
			s.counter.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		s.draft.close()
		s.draft = draft
		s.leftOut.Hide()
		s.columns.Show()
		s.asOf.SetText(min(ledger.DayOf(s.counter.ledger.Local(draft.file.Modified)), s.counter.ledger.Today()).Display())
		s.show()
		s.to(s.asOf)
		s.counter.say(widgets.Note, words.T("Is the day right? Is each column? The left and right arrows change it; F9 loads."))
	})
}

// load asks what the file leaves open, then loads it.
func (s *rosterPage) load() {
	if questions := s.draft.survey.Questions(s.draft.plan); len(questions) > 0 {
		s.ask(questions[0])
		return
	}
	asOf, err := rosterAsOf(s.asOf.Text)
	if err != nil {
		s.asOf.SetError(err)
		s.to(s.asOf)
		s.counter.say(widgets.Warning, words.T("Of which day are the balances? %s", widgets.Sentence(err)))
		return
	}
	bad := roster.NewBadList(leftOutFile(s.counter.ledger))
	var loaded ledger.Roster
	s.run(words.T("Loading the roster"), func(ctx context.Context, progress roster.Progress) (err error) {
		loaded, err = roster.Load(ctx, s.counter.ledger, s.counter.session, asOf, s.draft.survey, s.draft.plan, bad.Add, progress)
		return errors.Join(err, bad.Close())
	}, func(err error) {
		if err != nil {
			s.counter.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		s.loaded(loaded, bad)
	})
}

func (s *rosterPage) loaded(r ledger.Roster, bad *roster.BadList) {
	s.draft.close()
	s.draft = rosterDraft{}
	s.path.SetText("")
	s.show()
	text := words.T("%s loaded, as of %s.", words.N(r.Accounts, "%d account", "%d accounts"), r.AsOf.Display())
	if bad.Count == 0 {
		s.counter.say(widgets.Note, text)
		return
	}
	s.about.SetText(words.T("The first of %s left out. All are in %s.", words.N(bad.Count, "%d row", "%d rows"), bad.Path()))
	s.columns.Hide()
	s.leftOut.SetRows(bad.First)
	s.leftOut.Show()
	s.to(s.leftOut)
	s.counter.say(widgets.Warning, words.T("%s %s could not be read: see below.", text, words.N(bad.Count, "%d row", "%d rows")))
}

// ask asks how a column is to be read, then goes on loading.
func (s *rosterPage) ask(q roster.Question) {
	labels := make([]string, len(q.Choices))
	for i, c := range q.Choices {
		labels[i] = words.Say(c.Label)
	}
	choice := widgets.NewChoice(labels...)
	s.counter.dialogs.Open(dialogs.Form{
		Title:  words.T("How is it meant?"),
		Text:   words.T("The column “%s” can be read in two ways, and nothing in the file tells which is right. Compare it with a bill.", words.Say(q.Field.Label())),
		Fields: []dialogs.Field{{Name: words.T("%s is (press its digit)", q.Example), Input: choice}},
		OnConfirm: func() error {
			picked, _ := choice.Picked()
			s.draft.plan = q.Choices[picked].Plan
			return nil
		},
		OnClosed: func(chosen bool) {
			if chosen {
				s.show()
				s.load()
			}
		},
	})
}
