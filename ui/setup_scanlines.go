package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger/phrase"
	"counterfoil/ledger/stub"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// scanLinePage is the page of Set-up that lists the kinds of scan line in force,
// and says of a stub what it says.
type scanLinePage struct {
	counter *counter

	list   *widgets.Table[stub.Profile]
	try    *widgets.Entry
	tried  *fyne.Container
	answer *widget.Label
	frame  *fyne.Container
}

func newScanLines(c *counter) screen {
	s := &scanLinePage{
		counter: c,
		list:    newProfileTable(),
		try:     newScanEntry(),
		tried:   container.NewVBox(),
		answer:  newRemarks(),
	}
	s.try.OnSubmitted = func(string) { s.read() }
	s.try.Replace = true
	learn := widgets.NewCommandButton(c.board, s.learnCommand())
	below := container.New(layout.NewCustomPaddedVBoxLayout(6),
		container.NewBorder(nil, nil, nil, container.NewVBox(layout.NewSpacer(), learn), widgets.NewField(words.T("Try one: scan a stub, or key its line in, then Enter"), s.try)),
		s.answer, s.tried)
	s.frame = container.NewBorder(nil, below, nil, nil, s.list)
	return s
}

// newScanEntry is a field that a stub is scanned into.
func newScanEntry() *widgets.Entry {
	e := widgets.NewEntry()
	e.TakesScans = true
	e.Limit = 300
	e.TextStyle.Monospace = true
	return e
}

func newRemarks() *widget.Label {
	remarks := widget.NewLabel("")
	remarks.Wrapping = fyne.TextWrapWord
	return remarks
}

func newProfileTable() *widgets.Table[stub.Profile] {
	type column = widgets.Column[stub.Profile]
	table := widgets.NewTable(
		column{Title: words.T("Scan line"), Width: 16, Text: func(p stub.Profile) string { return p.Name }},
		column{Title: words.T("Length"), Width: 6, Align: fyne.TextAlignTrailing, Text: func(p stub.Profile) string { return strconv.Itoa(p.Length) }},
		column{Title: words.T("What stands where"), Width: 52, Text: func(p stub.Profile) string { return words.Say(p.Words()) }},
		column{Title: words.T("Check digit"), Width: 24, Text: checkWords},
	)
	table.Empty = words.T("No scan line yet: F3 learns one from stubs")
	table.MinRows = 6
	return table
}

func checkWords(p stub.Profile) string {
	if said := words.Say(p.CheckWords()); said != "" {
		return said
	}
	return words.T("none")
}

func (s *scanLinePage) title() string         { return words.T("Scan lines") }
func (s *scanLinePage) focus() fyne.Focusable { return s.try }

// typed lets a scanner be fired while no field has the keyboard.
func (s *scanLinePage) typed(r rune) {
	s.counter.window.Canvas().Focus(s.try)
	s.try.TypedRune(r)
}

// content lists what is in force now: a line may have been learned since.
func (s *scanLinePage) content() fyne.CanvasObject {
	s.list.SetRows(s.counter.ledger.City().Scanlines)
	return page(s.frame)
}

func (s *scanLinePage) commands() keys.Table {
	return keys.Table{s.learnCommand(), backToSetup(s.counter)}
}

func (s *scanLinePage) learnCommand() keys.Command {
	return keys.Command{Name: "learn", Label: words.T("Learn a new one"), Menu: menuScanLines, Key: fyne.KeyF3, Run: func() { s.counter.goTo(newLearning) }}
}

const menuScanLines phrase.Word = "Scan lines"

// mostDrawn is how many ways to read one line have room on the screen.
const mostDrawn = 2

// read says what the line in the field is.
func (s *scanLinePage) read() {
	defer s.frame.Refresh() // the answer has another height
	s.tried.RemoveAll()
	widgets.SelectAll(s.try) // the next scan replaces it
	stubs, err := stub.Match(s.counter.ledger.City().Scanlines, s.try.Text)
	if err != nil {
		s.answer.SetText(widgets.Sentence(err))
		return
	}
	names := make([]string, len(stubs))
	for i, read := range stubs {
		names[i] = read.Profile
		if err := read.Err(); err != nil {
			names[i] += words.T(", but %s", err)
		}
		if profile, err := stub.ByName(s.list.Rows(), read.Profile); err == nil && i < mostDrawn {
			s.tried.Add(drawLine(profile, read.Scan))
		}
	}
	said := words.T("It is %s.", names[0])
	switch {
	case len(stubs) > 1:
		said = words.T("It fits %d kinds of bill, and the clerk is asked which: %s.", len(stubs), strings.Join(names, "; "))
	case !stubs[0].OK():
		said = words.T("It is %s. With a reason, the clerk can take it.", names[0])
	}
	s.answer.SetText(said)
}
