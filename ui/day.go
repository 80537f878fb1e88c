package ui

import (
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

// day is the screen of one business day as it goes on, for supervisors and
// finance: it shows what drawers should hold, so clerks do not get it.
type day struct {
	counter *counter
	figures dayFigures
	read    bool // figures are of a day, not empty
	reading bool // it is being read again

	field                                *widgets.Entry
	total                                *widgets.Figure
	tenders                              *widgets.Text // cash, checks, cards
	summary, copies, toDo, proof, listed *widgets.Text
	blind                                *widgets.Text // says what is left out; hidden when nothing is
	plot                                 *widgets.Bars
	queue                                *widgets.Table[task]
	lists                                dayLists
	place                                *fyne.Container // of the list shown
	body                                 fyne.CanvasObject
}

func newDay(c *counter) screen {
	s := &day{
		counter: c,
		field:   widgets.NewEntry(),
		total:   widgets.NewFigure(words.T("Taken, without voids")), tenders: widgets.NewText("").InLines(),
		summary: widgets.NewText("").InLines(), copies: widgets.NewText("").InLines(), toDo: widgets.NewText("").InLines(), proof: widgets.NewCaption(""), listed: widgets.NewText("").InLines(),
		blind: widgets.NewText("").InLines(),
		plot:  newHourPlot(),
		queue: newQueueTable(),
		place: container.NewStack(),
	}
	s.lists = newDayLists(s)
	s.tenders.Style.Bold, s.toDo.Style.Bold, s.listed.Style.Bold = true, true, true
	s.field.Replace = true
	s.field.Digits = len("11/23/2026")
	s.field.OnSubmitted = func(string) { s.enter() }
	s.queue.OnSelect = func(task) { c.board.Changed() }
	s.queue.OnOpen = func(t task) {
		if t.closing != nil {
			s.approve()
		} else {
			c.goTo(newDeposit)
		}
	}
	s.list(0)
	s.body = s.layOut()
	return s
}

func (s *day) layOut() fyne.CanvasObject {
	said := container.New(layout.NewCustomPaddedVBoxLayout(2), s.tenders, s.summary, s.copies)
	head := container.NewBorder(nil, nil, widgets.NewField(words.T("Business day (Enter shows it)"), s.field), s.total,
		container.New(layout.NewCustomPaddedLayout(0, 0, 16, 8), said))
	now := widgets.NewColumns(2, s.plot, container.New(layout.NewCustomPaddedLayout(0, 0, 8, 0), s.queue))
	top := container.New(layout.NewCustomPaddedVBoxLayout(4), head, container.New(layout.NewCustomPaddedVBoxLayout(2), s.toDo, s.blind), now, s.listed)
	return page(container.NewBorder(top, s.proof, nil, nil, container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), s.place)))
}

func (s *day) title() string          { return words.T("Day") }
func (s *day) typed(rune)             {}
func (s *day) focus() fyne.Focusable  { return s.field }
func (s *day) to(next fyne.Focusable) { s.counter.window.Canvas().Focus(next) }

// content reads the day again each time the screen is shown.
func (s *day) content() fyne.CanvasObject {
	s.load(s.figures.Day)
	return s.body
}

func (s *day) commands() keys.Table {
	read := func() bool { return s.read }
	return append(keys.Table{
		{Name: "list", Label: words.T("List"), Menu: menuDay, Key: fyne.KeyF3, Run: func() { s.list(s.lists.shown + 1) }},
		{Name: "reports", Label: words.T("Reports"), Menu: menuDay, Key: fyne.KeyF4, Run: func() {
			s.counter.goTo(func(c *counter) screen { return newReportsOf(c, s.figures.Day) })
		}},
		{Name: "print-day", Label: words.T("Print day"), Menu: menuDay, Key: fyne.KeyF6, Enabled: read, Run: s.print},
		{Name: "finance", Label: words.T("Finance"), Menu: menuDay, Key: fyne.KeyF7, Run: func() { s.counter.backOffice().goTo(newFinance) }},
		{Name: "deposits", Label: words.T("Deposits"), Menu: menuDay, Key: fyne.KeyF9, Run: func() { s.counter.goTo(newDeposit) }},
		{Name: "approve", Label: words.T("Approve"), Menu: menuDay, Key: fyne.KeyF10, Enabled: s.canApprove, Run: s.approve},
	}, s.counter.drawersCommands(fyne.KeyInsert)...)
}

const menuDay phrase.Word = "Day"

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
	s.counter.work(words.T("Reading the day"), func() (err error) {
		figures, err = readDay(s.counter.ledger, of, s.counter.session.Name())
		return err
	}, func(err error) {
		if err != nil {
			s.counter.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		s.field.SetText(figures.Day.Display())
		s.field.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is typed next replaces it
		s.show(figures)
		s.selectClosing()
	})
}

// show puts figures on the screen and leaves what is selected.
func (s *day) show(f dayFigures) {
	s.figures, s.read = f, true
	s.total.SetAmount(f.total.Total)
	s.tenders.SetText(words.T("Cash %s, checks %s, cards %s", widgets.Dollars(f.total.Net.Cash), widgets.Dollars(f.total.Net.Check), widgets.Dollars(f.total.Net.Card)))
	s.blind.SetText(f.blindness())
	s.blind.Hidden = !f.blind
	s.summary.SetText(f.summary())
	s.copies.SetText(copyCounts(f.all))
	s.toDo.SetText(f.toDo())
	s.proof.SetText(f.proof())
	s.plot.SetBars(f.hourBars())
	setRows(s.queue, f.queue(), func(a, b task) bool { return a.what == b.what })
	s.lists.show(f)
	s.counter.board.Changed()
}

// copyCounts says how the copies of the bills came.
func copyCounts(t ledger.Takings) string {
	return words.T("Copies of the bills: as a picture %d, on paper %d, without %d.", t.Pictures, t.Papers, t.NoCopies())
}

// setRows replaces a table's rows and keeps the same one selected.
func setRows[Row any](table *widgets.Table[Row], rows []Row, same func(a, b Row) bool) {
	at, before := table.Selected()
	table.SetRows(rows)
	if at < 0 {
		return
	}
	for i, row := range rows {
		if same(row, before) {
			table.Select(i)
			return
		}
	}
	table.Select(at)
}

// selectClosing selects the first closing to approve.
func (s *day) selectClosing() {
	if len(s.figures.waiting) > 0 {
		s.queue.Select(0)
	}
	s.counter.board.Changed()
}

func (s *day) canApprove() bool {
	i, t := s.queue.Selected()
	return i >= 0 && t.closing != nil
}

// approve asks for the sign-in of whoever approves, even when they are signed
// in at this screen: their word is given for this closing.
func (s *day) approve() {
	_, t := s.queue.Selected()
	closing := *t.closing
	s.counter.approveClosing(closing, func() { s.load(s.figures.Day) })
}

// print gives out the day's reconciliation as it is now, not as it was shown.
func (s *day) print() {
	if err := s.counter.ledger.MayReconcile(s.counter.session); err != nil {
		s.counter.say(widgets.Warning, widgets.Sentence(err))
		return
	}
	of := s.figures.Day
	s.counter.printPaper(officeLetter("day-"+string(of)), words.T("The reconciliation of %s", of.Display()), func() (printable, error) {
		report, err := s.counter.ledger.DayReport(of)
		if err != nil {
			return nil, err
		}
		return receipts.Day(report)
	})
}
