package ui

import (
	"fmt"

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

// drawers is the supervisor's screen of all drawers: those that are open, and
// the newest closings.
type drawers struct {
	counter *counter
	table   *widgets.Table[ledger.DrawerDay]
	remarks *widgets.Banner
	list    *fyne.Container // the table with the remarks below
	body    fyne.CanvasObject
}

// drawersCommands leads supervisors to the screen of all drawers.
func (c *counter) drawersCommands(key fyne.KeyName) keys.Table {
	if c.session.Role() != ledger.Supervisor {
		return nil
	}
	return keys.Table{{Name: "drawers", Label: words.T("All drawers"), Menu: menuGo, Key: key, Run: func() { c.goTo(newDrawers) }}}
}

func newDrawers(c *counter) screen {
	s := &drawers{counter: c, remarks: widgets.NewBanner()}
	type column = widgets.Column[ledger.DrawerDay]
	s.table = widgets.NewTable(
		column{Title: words.T("Drawer of"), Width: 10, Text: func(d ledger.DrawerDay) string { return d.Clerk }},
		column{Title: words.T("Business day"), Width: 10, Text: func(d ledger.DrawerDay) string { return d.Day.Display() }},
		column{Title: words.T("Standing"), Width: 18, Text: drawerStanding},
		column{Title: words.T("How it came out"), Width: 30, Text: func(d ledger.DrawerDay) string {
			if d.Closing == nil {
				return words.T("not counted")
			}
			return verdict(d.Closing.OverShort)
		}},
	)
	s.table.Empty = words.T("No drawer was opened yet.")
	s.table.OnSelect = func(d ledger.DrawerDay) {
		s.remarks.Clear()
		if d.Closing != nil && len(d.Closing.Alarms()) > 0 {
			s.remarks.Say(widgets.Warning, alarmWords(*d.Closing))
		}
		s.remarks.Resize(fyne.NewSize(s.list.Size().Width, 0)) // how many lines they take depends on it
		s.list.Refresh()
		c.board.Changed()
	}
	s.table.OnOpen = s.showMoves
	head := widgets.NewText(words.T("F3 reads an open drawer without closing it. F4 counts one for a clerk who is not there. F7 opens a counted one again.")).InLines()
	s.list = container.NewBorder(head, s.remarks, nil, nil, container.New(layout.NewCustomPaddedLayout(8, 8, 0, 0), s.table))
	s.body = page(s.list)
	return s
}

// closingsShown are the newest that the screen lists.
const closingsShown = 200

func (s *drawers) rows() ([]ledger.DrawerDay, error) {
	open, err := s.counter.ledger.OpenDrawers()
	if err != nil {
		return nil, err
	}
	var rows []ledger.DrawerDay
	for _, d := range open {
		rows = append(rows, ledger.DrawerDay{Drawer: d})
	}
	closings, err := s.counter.ledger.Closings(closingsShown)
	for i := range closings {
		rows = append(rows, ledger.DrawerDay{Drawer: closings[i].Drawer, Closing: &closings[i]})
	}
	return rows, err
}

func drawerStanding(d ledger.DrawerDay) string {
	c := d.Closing
	switch {
	case c == nil:
		return words.T("open")
	case c.Superseded():
		return words.T("Z%d taken back by %s", c.Number, c.ReopenedBy)
	case c.ApprovedBy == "":
		return words.T("Z%d waits for approval", c.Number)
	}
	return words.T("Z%d approved by %s", c.Number, c.ApprovedBy)
}

func (s *drawers) title() string         { return words.T("All drawers") }
func (s *drawers) typed(rune)            {}
func (s *drawers) focus() fyne.Focusable { return s.table }

// content reads the drawers again each time the screen is shown.
func (s *drawers) content() fyne.CanvasObject {
	rows, err := s.rows()
	if err != nil {
		return page(problemText(err))
	}
	s.table.SetRows(rows)
	if i, _ := s.table.Selected(); i < 0 && len(rows) > 0 {
		s.table.Select(0)
	}
	return s.body
}

func (s *drawers) commands() keys.Table {
	is := func(may func(ledger.DrawerDay) bool) func() bool {
		return func() bool { i, d := s.table.Selected(); return i >= 0 && may(d) }
	}
	of := func(do func(ledger.DrawerDay)) func() {
		return func() { _, d := s.table.Selected(); do(d) }
	}
	open := is(func(d ledger.DrawerDay) bool { return d.Closing == nil && d.Clerk != s.counter.session.Name() })
	counted := is(func(d ledger.DrawerDay) bool { return d.Closing != nil })
	waits := is(func(d ledger.DrawerDay) bool { return waits(d) && !d.Closing.Superseded() })
	stands := is(func(d ledger.DrawerDay) bool { return d.Closing != nil && !d.Closing.Superseded() })
	return keys.Table{
		{Name: "x-reading", Label: words.T("X reading"), Menu: menuDrawer, Key: fyne.KeyF3, Enabled: open, Run: of(s.readX)},
		{Name: "count-absent", Label: words.T("Count for the clerk"), Menu: menuDrawer, Key: fyne.KeyF4, Enabled: open, Run: of(s.countAbsent)},
		{Name: "print-closing", Label: words.T("Print closing"), Menu: menuDrawer, Key: fyne.KeyF6, Enabled: counted, Run: of(func(d ledger.DrawerDay) { s.counter.printClosing(*d.Closing) })},
		{Name: "reopen", Label: words.T("Open again"), Menu: menuDrawer, Key: fyne.KeyF7, Enabled: stands, Run: of(s.reopen)},
		{Name: "moves", Label: words.T("Drops and hand-overs"), Menu: menuDrawer, Key: fyne.KeyF9, Enabled: is(func(ledger.DrawerDay) bool { return true }), Run: of(s.showMoves)},
		{Name: "approve", Label: words.T("Approve"), Menu: menuDrawer, Key: fyne.KeyF10, Enabled: waits, Run: of(func(d ledger.DrawerDay) {
			s.counter.approveClosing(*d.Closing, func() { s.counter.show(s) })
		})},
		{Name: "back", Label: words.T("Day"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() { s.counter.goTo(newDay) }},
	}
}

// readX takes an X reading and prints it.
func (s *drawers) readX(d ledger.DrawerDay) {
	s.counter.dialogs.Confirm(words.T("X reading of the drawer of %s?", d.Clerk), words.T("It says what the drawer should hold and closes nothing. That you looked is put down in the journal; keep it from %s, who counts blind.", d.Clerk), words.T("Read"), func() {
		reading, err := s.counter.ledger.XReading(s.counter.session, d.ID)
		if err != nil {
			s.counter.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		slip := filedSlip(fmt.Sprintf("X-%s-%s", d.Clerk, reading.At.Format("20060102-150405")))
		slip.Office = true
		s.counter.printPaper(slip, words.T("The X reading"), func() (printable, error) {
			return receipts.XReading(reading, s.counter.origin()), nil
		})
	})
}

// countAbsent counts the drawer of a clerk who is not there, with a witness.
func (s *drawers) countAbsent(d ledger.DrawerDay) {
	c := s.counter
	counting := newCounting(c, words.T("Drawer of %s", d.Clerk), words.T("Count everything in the drawer of %s together with a witness, the float of %s too.", d.Clerk, widgets.Dollars(d.Float)), words.T("Close drawer"), countLines,
		func(s *counting, count ledger.Count) {
			var closing ledger.Closing
			c.secondSignIn(words.T("Close the drawer of %s?", d.Clerk), words.T("You counted %s The count is final. A witness counted it too, and signs in: neither %s nor you. Another supervisor approves the closing.", s.sheet.countedByTender(count), d.Clerk),
				func(witness ledger.Session) (err error) {
					closing, err = c.ledger.CloseDrawerOf(c.session, witness, d.ID, count)
					return s.refused(err)
				}, func() {
					c.show(newDrawers(c))
					c.printClosing(closing)
				})
		})
	counting.back = newDrawers
	c.show(counting)
}

// reopen takes a closing back, by whoever is signed in.
func (s *drawers) reopen(d ledger.DrawerDay) {
	z := d.Closing.Number
	s.counter.dialogs.Reason(words.T("Open the drawer of Z%d again?", z),
		words.T("%s goes on with it and counts it again. Z%d stays used, and the next count gets the next Z.", d.Clerk, z), reopenReasons,
		func(reason string) error {
			_, err := s.counter.ledger.ReopenDrawer(s.counter.session, z, reason)
			return err
		}).Then(func() {
		s.counter.show(s)
		s.counter.say(widgets.Note, widgets.Sentence(phrase.Errorf("the drawer of %s is open again; the next count closes it", d.Clerk)))
	})
}

var reopenReasons = phrase.Words("Miscounted", "Money was left out", "Closed too early")
