package ui

import (
	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// dayLists are the lists that the day shows one at a time.
type dayLists struct {
	shown    int
	drawers  *widgets.Table[dayRow]
	counts   *widgets.Table[ledger.DrawerDay]
	receipts *widgets.Table[ledger.Found]
}

func newDayLists(s *day) dayLists {
	lists := dayLists{drawers: newDayDrawers(), receipts: newDayReceipts()}
	lists.counts = newDrawerTable(func(d ledger.DrawerDay) string { return s.figures.drawerStanding(d) })
	lists.receipts.OnOpen = func(f ledger.Found) {
		s.counter.goTo(func(c *counter) screen { return newFindOf(c, f.Receipt) })
	}
	return lists
}

// The lists, in the order in which F3 shows them.
const (
	listDrawers = iota
	listCounts
	listReceipts
	lists
)

// list shows one of the lists.
func (s *day) list(which int) {
	s.lists.shown = which % lists
	var table fyne.CanvasObject
	switch s.lists.shown {
	case listDrawers:
		table = s.lists.drawers
		s.listed.SetText(words.T("Taken, by drawer. F3 shows what was counted, then the receipts."))
	case listCounts:
		table = s.lists.counts
		s.listed.SetText(words.T("Counted, by drawer. F3 shows the receipts."))
	case listReceipts:
		table = s.lists.receipts
		s.listed.SetText(words.T("Receipts. F3 shows the drawers."))
		s.loadReceipts()
	}
	s.place.Objects = []fyne.CanvasObject{table}
	s.place.Refresh()
	if s.counter.screen == screen(s) {
		s.counter.refocus()
	}
}

// show fills the lists of drawers.
func (l *dayLists) show(f dayFigures) {
	setRows(l.drawers, f.rows(), func(a, b dayRow) bool { return a.name == b.name && a.state == b.state })
	setRows(l.counts, f.counts(), func(a, b ledger.DrawerDay) bool { return a.ID == b.ID })
}

func (l *dayLists) showReceipts(found []ledger.Found) {
	setRows(l.receipts, found, func(a, b ledger.Found) bool { return a.ID == b.ID })
}

// loadReceipts reads the day's receipts off the screen's goroutine.
func (s *day) loadReceipts() {
	if !s.read {
		return
	}
	of := s.figures.Day
	var found []ledger.Found
	s.counter.work(words.T("Reading the receipts"), func() (err error) {
		found, err = s.counter.ledger.ReceiptsOf(of)
		return err
	}, func(err error) {
		if err != nil {
			s.counter.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		s.lists.showReceipts(found)
	})
}
