package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// drawer is the screen of one's own drawer: opened with a float, counted
// blind, closed, approved.
type drawer struct {
	counter *counter
	till    till
	count   *countForm      // while a drawer is open
	opening *widgets.Button // while none is
}

func newDrawer(c *counter) screen {
	return &drawer{counter: c, till: till{ledger: c.ledger, session: c.session, sheets: c.sheets}}
}

func (s *drawer) title() string { return words.T("Drawer of %s", s.counter.session.Name()) }
func (s *drawer) typed(rune)    {}

// content is built anew each time: what it shows depends on how the drawer
// stands.
func (s *drawer) content() fyne.CanvasObject {
	s.count, s.opening = nil, nil
	if err := s.till.refresh(); err != nil {
		return page(problemText(err))
	}
	if s.till.drawer != nil {
		s.count = newCountForm(s.counter, s.till.sheet, countLines, s.opened(), words.T("Close drawer"), s.askClose)
		return page(s.count.body)
	}
	return page(s.without())
}

func problemText(err error) fyne.CanvasObject {
	wrong := widgets.NewWrong()
	wrong.Say(err)
	return wrong
}

func (s *drawer) focus() fyne.Focusable {
	switch {
	case s.count != nil:
		return s.count.fields[0].Input
	case s.opening != nil && s.till.closing == nil:
		return s.opening
	}
	// An Enter too many after closing a drawer must not open the next.
	return nil
}

func (s *drawer) commands() keys.Table {
	if s.till.drawer != nil {
		return append(keys.Table{
			{Name: "drop", Label: words.T("Drop"), Menu: menuDrawer, Key: fyne.KeyF3, Run: s.counter.askDrop},
			{Name: "hand-over", Label: words.T("Hand over"), Menu: menuDrawer, Key: fyne.KeyF4, Run: s.counter.askHandOver},
			{Name: "close-drawer", Label: words.T("Close drawer"), Menu: menuDrawer, Key: fyne.KeyF9, Run: s.askClose},
			s.counter.kickCommand(),
		}, s.counter.drawersCommands(fyne.KeyF7)...)
	}
	closing := func() bool { return s.till.closing != nil }
	return append(keys.Table{
		{Name: "open-drawer", Label: words.T("Open drawer"), Menu: menuDrawer, Key: fyne.KeyF9, Run: s.open},
		{Name: "print-closing", Label: words.T("Print closing"), Menu: menuDrawer, Key: fyne.KeyF6, Enabled: closing, Run: s.printClosing},
		{Name: "approve", Label: words.T("Approve"), Menu: menuDrawer, Key: fyne.KeyF10, Enabled: s.till.waits, Run: s.approve},
		s.counter.kickCommand(),
	}, s.counter.drawersCommands(fyne.KeyF7)...)
}

// opened says since when the drawer is open, and what to count.
func (s *drawer) opened() string {
	d := s.till.drawer
	said := words.T("Opened %s for business day %s with a float of %s. Count everything in the drawer, the float too.", s.counter.ledger.Local(d.OpenedAt).Format(stamp), d.Day.Display(), widgets.Dollars(d.Float))
	for _, b := range s.till.back {
		said += " " + words.T("Z%d was taken back by %s: %s. A witness counts with you.", b.Number, b.By, words.Say(b.Reason))
	}
	return said
}

const menuDrawer phrase.Word = "Drawer"

// without is the screen when no drawer is open: the last closing, and the way
// to a new drawer.
func (s *drawer) without() fyne.CanvasObject {
	s.opening = widgets.NewButton(words.T("Open drawer   F9"), s.open)
	opening := container.NewHBox(s.opening)
	if s.till.closing == nil {
		return container.New(layout.NewCustomPaddedVBoxLayout(18), widgets.NewText(words.T("You have no open drawer.")).InLines(), opening)
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(24), closingSheet(*s.till.closing), opening)
}

// open opens a drawer and goes on to the customers.
func (s *drawer) open() {
	s.counter.askFloat(func() { s.counter.show(s.counter.home()) })
}

// askClose shows the count once more before it is final.
func (s *drawer) askClose() {
	count, err := s.till.sheet.count()
	if err != nil {
		s.count.wrong(err)
		return
	}
	if back := s.till.back; len(back) > 0 {
		s.counter.secondSignIn(words.T("Close the drawer?"), words.T("%s The count is final. The drawer was opened again after Z%d: a witness counts it too, and signs in.", s.till.sheet.counted(count), back[len(back)-1].Number),
			func(witness ledger.Session) error {
				err := s.till.close(witness)
				if err != nil {
					s.count.wrong(err)
				}
				return err
			}, s.closed)
		return
	}
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("Close the drawer?"),
		Text:    words.T("%s The count is final: after this you see what was expected, and no more payments go into this drawer.", s.till.sheet.counted(count)),
		Confirm: words.T("Close drawer"),
		Danger:  true,
	}).Then(s.close)
}

func (s *drawer) close() {
	if err := s.till.close(); err != nil {
		s.count.wrong(err)
		return
	}
	s.closed()
}

func (s *drawer) closed() {
	s.counter.show(s)
	s.printClosing()
}

func (s *drawer) printClosing() { s.counter.printClosing(*s.till.closing) }

// approve lets a supervisor approve the closing at the clerk's own screen.
func (s *drawer) approve() {
	s.counter.approveClosing(*s.till.closing, func() { s.counter.show(s) })
}
