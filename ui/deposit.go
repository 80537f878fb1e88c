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

// deposit is the screen of the money on its way to the bank: drawers that wait
// for a deposit, and deposits that wait for the bank's word.
type deposit struct {
	counter *counter
	money   undeposited

	waiting  *widgets.Table[ledger.Undeposited]
	deposits *widgets.Table[ledger.Deposit]
	chosen   *widgets.Text
	body     fyne.CanvasObject
}

func newDeposit(c *counter) screen {
	s := &deposit{counter: c, money: undeposited{ledger: c.ledger, ticked: map[string]bool{}}, chosen: widgets.NewText("").InLines()}
	s.waiting = newUndepositedTable(s.money.isTicked)
	s.waiting.OnOpen = func(u ledger.Undeposited) { s.tick(u) }
	s.deposits = newDepositTable()
	s.deposits.OnSelect = func(ledger.Deposit) { c.board.Changed() }
	s.deposits.OnOpen = func(ledger.Deposit) {
		if s.canConfirm() {
			s.confirm()
		}
	}
	s.chosen.Style.Bold = true
	s.body = s.layOut()
	return s
}

func (s *deposit) layOut() fyne.CanvasObject {
	part := func(title string, table fyne.CanvasObject, below fyne.CanvasObject) fyne.CanvasObject {
		return container.NewBorder(strong(title), below, nil, nil, container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), table))
	}
	return page(container.New(layout.NewGridLayoutWithRows(2),
		part(words.T("Closed drawers whose money is not deposited. Space or Enter ticks one; F9 goes on to the bag."), s.waiting, s.chosen),
		container.New(layout.NewCustomPaddedLayout(8, 0, 0, 0),
			part(words.T("Deposits. F10 enters what the bank says of the one selected; F6 prints its slip."), s.deposits, nil))))
}

func (s *deposit) title() string { return words.T("Deposits") }

func (s *deposit) focus() fyne.Focusable {
	if len(s.money.waiting) == 0 {
		return s.deposits
	}
	return s.waiting
}

// typed ticks the selected drawer with Space.
func (s *deposit) typed(r rune) {
	if i, u := s.waiting.Selected(); r == ' ' && i >= 0 && s.counter.window.Canvas().Focused() == fyne.Focusable(s.waiting) {
		s.tick(u)
	}
}

// content reads the drawers and deposits again each time the screen is shown.
func (s *deposit) content() fyne.CanvasObject {
	if err := s.money.refresh(); err != nil {
		return page(problemText(err))
	}
	s.waiting.SetRows(s.money.waiting)
	s.deposits.SetRows(s.money.deposits)
	s.chosen.SetText(s.money.chosenWords())
	return s.body
}

func (s *deposit) commands() keys.Table {
	ticked := func() bool { return len(s.money.chosen()) > 0 }
	selected := func() bool { i, _ := s.deposits.Selected(); return i >= 0 }
	table := keys.Table{
		{Name: "bag", Label: words.T("Fill the bag"), Menu: menuDeposit, Key: fyne.KeyF9, Enabled: ticked, Run: s.fill},
		{Name: "print-slip", Label: words.T("Print slip"), Menu: menuDeposit, Key: fyne.KeyF6, Enabled: selected, Run: s.print},
	}
	if s.counter.session.Role() != ledger.Clerk {
		table = append(table,
			keys.Command{Name: "bank", Label: words.T("Bank's word"), Menu: menuDeposit, Key: fyne.KeyF10, Enabled: s.canConfirm, Run: s.confirm},
			keys.Command{Name: "back", Label: words.T("Day"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() { s.counter.goTo(newDay) }})
	}
	return table
}

const menuDeposit phrase.Word = "Deposit"

func (s *deposit) tick(u ledger.Undeposited) {
	s.money.tick(u)
	s.waiting.Refresh()
	s.chosen.SetText(s.money.chosenWords())
	s.counter.board.Changed()
}

// fill goes on to the bag of the drawers that are ticked.
func (s *deposit) fill() {
	plan, err := s.counter.ledger.PlanDeposit(s.money.chosen())
	if err != nil {
		s.counter.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	s.counter.show(newBagForm(s.counter, plan))
}

func (s *deposit) print() {
	_, d := s.deposits.Selected()
	s.counter.printDepositSlip(d)
}

// printDepositSlip gives out the slip that goes with the bag.
func (c *counter) printDepositSlip(d ledger.Deposit) {
	c.printPaper(filedSlip(fmt.Sprintf("D-%06d", d.Number)), words.T("The slip of deposit %s", d.Name()), func() (printable, error) {
		return receipts.DepositSlip(d, c.origin())
	})
}

func (s *deposit) canConfirm() bool {
	i, d := s.deposits.Selected()
	return i >= 0 && d.Bank == nil && s.counter.session.Role() != ledger.Clerk
}
