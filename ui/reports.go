package ui

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/receipts"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// reports is the screen from which supervisors and finance open any report, of
// a day or of an outage.
type reports struct {
	counter *counter
	scope   *widgets.Entry
	list    *widgets.Table[receipts.ReportKind]
	body    fyne.CanvasObject
}

// newReportsOf begins with a day; the empty one is the last outage.
func newReportsOf(c *counter, day ledger.Day) screen {
	s := &reports{counter: c, scope: widgets.NewEntry()}
	type column = widgets.Column[receipts.ReportKind]
	kinds := receipts.ReportKinds()
	s.list = widgets.NewTable(
		column{Title: words.T("Report"), Width: 22, Text: func(k receipts.ReportKind) string { return words.Say(k.Title) }},
		column{Title: words.T("What it is for"), Width: 62, Text: func(k receipts.ReportKind) string { return words.Say(k.Summary) }},
	)
	s.list.MinRows = len(kinds)
	s.list.SetRows(kinds)
	s.list.OnOpen = s.open
	s.scope.Replace = true
	s.scope.Digits = len("11/23/2026")
	s.scope.SetText(day.Display())
	s.scope.OnSubmitted = func(string) { s.enter() }
	how := widgets.NewCaption(words.T("A day like 11/23/2026, or the number of an outage like 1; empty: the last outage. Enter opens the selected report."))
	field := container.NewBorder(nil, nil, widgets.NewField(words.T("Day or outage (F4)"), s.scope), nil)
	head := container.New(layout.NewCustomPaddedVBoxLayout(4), field, how)
	s.body = page(container.NewBorder(head, nil, nil, nil, container.New(layout.NewCustomPaddedLayout(8, 0, 0, 0), s.list)))
	return s
}

func (s *reports) title() string              { return words.T("Reports") }
func (s *reports) content() fyne.CanvasObject { return s.body }
func (s *reports) focus() fyne.Focusable      { return s.list }
func (s *reports) typed(rune)                 {}

func (s *reports) commands() keys.Table {
	return keys.Table{
		{Name: "scope", Label: words.T("Day or outage"), Menu: menuReport, Key: fyne.KeyF4, Run: func() { s.counter.window.Canvas().Focus(s.scope) }},
		{Name: "closeout", Label: words.T("Print close-out"), Menu: menuReport, Key: fyne.KeyF9, Run: s.closeOut},
		{Name: "back", Label: words.T("Day"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() { s.counter.goTo(newDay) }},
	}
}

const menuReport phrase.Word = "Report"

// enter goes from the field to the list.
func (s *reports) enter() {
	if _, ok := s.chosen(); ok {
		s.counter.window.Canvas().Focus(s.list)
	}
}

// chosen is what the field says; false: it says why not.
func (s *reports) chosen() (ledger.Scope, bool) {
	day, outage, err := parseScopeKeyed(s.scope.Text)
	if err != nil {
		return ledger.Scope{}, s.wrong(err)
	}
	sc, err := s.counter.ledger.ReportScope(s.counter.session, day, outage)
	if err != nil {
		return sc, s.wrong(err)
	}
	return sc, true
}

func (s *reports) wrong(err error) bool {
	s.scope.SetError(err)
	s.counter.window.Canvas().Focus(s.scope)
	return false
}

// parseScopeKeyed reads a day or the number of an outage.
func parseScopeKeyed(text string) (ledger.Day, int64, error) {
	if n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32); err == nil && n > 0 {
		return "", n, nil
	}
	day, err := parseDayKeyed(text)
	if err != nil {
		err = phrase.Errorf("“%s” is neither a date like 11/23/2026 nor the number of an outage", text)
	}
	return day, 0, err
}

func (s *reports) open(kind receipts.ReportKind) {
	if sc, ok := s.chosen(); ok {
		s.counter.readReport(kind, sc, s.counter.ledger.City().Holds.HoldWindow)
	}
}

// readReport reads a report off the screen's goroutine and shows it.
func (c *counter) readReport(kind receipts.ReportKind, sc ledger.Scope, holds ledger.HoldWindow) {
	from := c.screen
	var made receipts.Report
	c.work(words.T("Reading %s", words.Say(kind.Title)), func() (err error) {
		made, err = kind.Make(c.ledger, sc, holds)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			c.say(widgets.Stop, widgets.Sentence(err))
		case c.screen == from: // nobody went elsewhere meanwhile
			c.show(newReportView(c, made, holds))
		}
	})
}

// closeOut prints every report of the outage, or of the one that the day is
// in, as one document.
func (s *reports) closeOut() {
	sc, ok := s.chosen()
	if !ok {
		return
	}
	c := s.counter
	sc, err := c.ledger.ReportScope(c.session, "", sc.Outage.Number)
	if err != nil {
		s.wrong(err)
		return
	}
	name := fmt.Sprintf("closeout-outage-%d", sc.Outage.Number)
	c.printPaper(officeLetter(name), words.T("The close-out of outage %d", sc.Outage.Number), func() (printable, error) {
		pack, err := receipts.MakePack(c.ledger, sc)
		if err != nil {
			return nil, err
		}
		return receipts.Pack(pack)
	})
}
