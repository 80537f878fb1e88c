package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/receipts"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
)

// day is the screen of one business day, for supervisors and finance: it shows
// what drawers should hold, so clerks do not get it.
type day struct {
	counter *counter
	figures dayFigures
	read    bool // figures are of a day, not empty

	field                        *widgets.Entry
	total                        *widgets.Figure
	summary, copies, toDo, proof *widgets.Text
	blind                        *widgets.Text // says what is left out; hidden when nothing is
	clerks                       *widgets.Table[ledger.ClerkDay]
	drawers                      *widgets.Table[ledger.DrawerDay]
	receipts                     *widgets.Table[ledger.Found]
	body                         fyne.CanvasObject
}

func newDay(c *counter) screen {
	s := &day{
		counter: c,
		field:   widgets.NewEntry(),
		total:   widgets.NewFigure("Taken, without voids"),
		summary: widgets.NewText(""), copies: widgets.NewText(""), toDo: widgets.NewText(""), proof: widgets.NewCaption(""),
		blind:    widgets.NewText(""),
		clerks:   newClerkTable(),
		receipts: newDayReceipts(),
	}
	s.drawers = newDrawerTable(func(d ledger.DrawerDay) string { return s.figures.drawerStanding(d) })
	s.toDo.Style.Bold = true
	s.field.Replace = true
	s.field.Digits = len("11/23/2026")
	s.field.OnSubmitted = func(string) { s.enter() }
	s.drawers.OnSelect = func(ledger.DrawerDay) { c.board.Changed() }
	s.receipts.OnOpen = func(f ledger.Found) {
		c.goTo(func(c *counter) screen { return newFindOf(c, f.Receipt) })
	}
	s.body = s.layOut()
	return s
}

func (s *day) layOut() fyne.CanvasObject {
	head := container.NewBorder(nil, nil, widgets.NewField("Business day (Enter shows it)", s.field), s.total,
		container.New(layout.NewCustomPaddedLayout(8, 0, 16, 8), container.New(layout.NewCustomPaddedVBoxLayout(4), s.summary, s.copies, s.toDo, s.blind)))
	top := container.New(layout.NewCustomPaddedVBoxLayout(8), head, s.clerks, s.drawers)
	return page(container.NewBorder(top, s.proof, nil, nil, container.New(layout.NewCustomPaddedLayout(8, 4, 0, 0), s.receipts)))
}

func (s *day) title() string          { return "Day" }
func (s *day) typed(rune)             {}
func (s *day) focus() fyne.Focusable  { return s.field }
func (s *day) to(next fyne.Focusable) { s.counter.window.Canvas().Focus(next) }

// content reads the day again each time the screen is shown.
func (s *day) content() fyne.CanvasObject {
	s.load(s.figures.report.Day)
	return s.body
}

func (s *day) commands() keys.Table {
	read := func() bool { return s.read }
	return keys.Table{
		{Name: "print-day", Label: "Print day", Menu: menuDay, Key: fyne.KeyF6, Enabled: read, Run: s.print},
		{Name: "export", Label: "Export", Menu: menuDay, Key: fyne.KeyF7, Run: s.export},
		{Name: "deposits", Label: "Deposits", Menu: menuDay, Key: fyne.KeyF9, Run: func() { s.counter.goTo(newDeposit) }},
		{Name: "approve", Label: "Approve", Menu: menuDay, Key: fyne.KeyF10, Enabled: s.canApprove, Run: s.approve},
	}
}

const menuDay = "Day"

// enter shows the day that was keyed.
func (s *day) enter() {
	day, err := parseDayKeyed(s.field.Text)
	if err != nil {
		s.field.SetError(err)
		return
	}
	s.load(day)
}

// load reads a day, the last one when it is empty, off the screen's goroutine.
func (s *day) load(of ledger.Day) {
	var figures dayFigures
	s.counter.work("Reading the day", func() (err error) {
		figures, err = readDay(s.counter.ledger, of, s.counter.session.Name())
		return err
	}, func(err error) {
		if err != nil {
			s.counter.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		s.show(figures)
	})
}

func (s *day) show(f dayFigures) {
	s.figures, s.read = f, true
	s.field.SetText(f.report.Day.Display())
	s.field.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is typed next replaces it
	s.total.SetAmount(f.total.Total)
	s.blind.SetText(f.blindness())
	s.blind.Hidden = !f.blind
	s.summary.SetText(f.summary())
	s.copies.SetText(copyCounts(f.report.Takings))
	s.toDo.SetText(f.toDo())
	s.proof.SetText(f.proof())
	s.clerks.SetRows(f.clerkShares())
	s.drawers.SetRows(f.drawers())
	s.drawers.Select(f.firstWaiting())
	s.receipts.SetRows(f.report.Payments)
	s.counter.board.Changed()
}

func (s *day) canApprove() bool {
	i, d := s.drawers.Selected()
	return i >= 0 && waits(d)
}

// approve asks for the sign-in of whoever approves, even when they are signed
// in at this screen: their word is given for this closing.
func (s *day) approve() {
	_, d := s.drawers.Selected()
	closing := *d.Closing
	s.counter.secondSignIn(approvalTitle(closing), approvalQuestion(closing), func(approver ledger.Session) error {
		_, err := s.counter.ledger.ApproveClosing(approver, closing.Number)
		return err
	}, func() { s.load(s.figures.report.Day) })
}

// print gives out the day's reconciliation as it is now, not as it was shown.
func (s *day) print() {
	if s.figures.blind {
		s.counter.say(widgets.Warning, "The reconciliation says what your own drawer should hold. Count and close it first (F8).")
		return
	}
	of := s.figures.report.Day
	s.counter.printLetter("day-"+string(of), "The reconciliation of "+of.Display(), func() ([]byte, error) {
		report, err := s.counter.ledger.DayReport(of)
		if err != nil {
			return nil, err
		}
		return receipts.DayPDF(report)
	})
}
