package ui

import (
	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/keys"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// intake is the screen where money is taken.
type intake struct {
	counter *counter
	draft   *draft
	// last is the newest receipt that this counter knows of; nil: none.
	last *ledger.Receipt
	// settled is how the last payment came out. It stands until the next is begun.
	settled *balance

	stubAt, tenderAt int  // which stub and tender the fields below the lists are of
	showing          bool // the fields are being filled from the draft
	copies           copyReader
	remarked         string // what the banner says about this payment

	stub       *widgets.Entry
	stubField  *widgets.Field
	account    *accountCard
	stubs      *widgets.Table[draftStub]
	amount     *widgets.MoneyEntry
	bill       *widgets.Entry
	payor      *widgets.Entry
	spoken     *widgets.Text // the language of the receipt
	copy       *widgets.Check
	total      *widgets.Figure
	tendered   *widgets.Figure
	change     *widgets.Figure
	tenders    *widgets.Table[draftTender]
	form       *tenderForm
	paper      *paper
	paperTitle *widgets.Text
	tendering  *fyne.Container // shown while a payment is keyed in, else giving
	giving     *fyne.Container
	left       *fyne.Container
	worn       theme.Look // how it looked when it was shown last
	pages      views      // what is paid, and how: the figures beside them stay in sight
	body       fyne.CanvasObject
}

const askStub phrase.Word = "Stub: scan it, or key in the account number"

// intake is the intake screen of the person signed in.
func (c *counter) intake() screen {
	desk := c.desk()
	if desk.intake == nil {
		desk.intake = newIntake(c)
	}
	return desk.intake
}

func newIntake(c *counter) *intake {
	s := &intake{
		counter: c,
		draft:   newDraft(c.ledger),
		stub:    widgets.NewEntry(),
		account: newAccountCard(c.ledger),
		stubs:   newStubTable(),
		amount:  widgets.NewMoneyEntry(),
		bill:    widgets.NewEntry(),
		payor:   widgets.NewEntry(),
		spoken:  widgets.NewCaption(""),
		copy:    widgets.NewCheck(words.T("Copy of the bill received   F7")),
		total:   widgets.NewFigure(words.T("TOTAL DUE")),
		tenders: newTenderTable(),
		form:    newTenderForm(c.ledger.Today),
		paper:   newPaper(),

		tendered:   widgets.NewFigure(words.T("TENDERED")),
		change:     widgets.NewBigFigure(words.T("CHANGE")),
		paperTitle: widgets.NewHeading(""),
	}
	s.paperTitle.Align = fyne.TextAlignCenter
	s.stubField = widgets.NewField(words.Say(askStub), s.stub)
	s.listen()
	s.body = s.layOut()
	return s
}

func (s *intake) focus() fyne.Focusable  { return s.stub }
func (s *intake) view() keys.View        { return s.pages }
func (s *intake) to(next fyne.Focusable) { s.counter.window.Canvas().Focus(next) }
func (s *intake) halfDone() bool         { return !s.draft.empty() || s.stub.Filled() }

// content reads the last receipt again: it may have been printed or voided
// since the screen was last seen.
func (s *intake) content() fyne.CanvasObject {
	if err := s.readLast(); err != nil {
		s.problem(err)
	}
	s.show()
	return s.body
}

// typed lets a scanner be fired while no field has the keyboard.
func (s *intake) typed(r rune) {
	s.to(s.stub)
	s.stub.TypedRune(r)
}

// listen connects what is keyed with the draft.
func (s *intake) listen() {
	for _, e := range []*widgets.Entry{s.stub, s.bill, s.payor} {
		e.Replace = true
	}
	s.stub.Limit = longestScan
	s.stub.OnChanged = func(string) { s.stubTyped() }
	s.stub.OnKey = func(key fyne.KeyName) bool {
		return (key == fyne.KeyDown || key == fyne.KeyUp) && s.counter.board.Handle(key)
	}
	s.stubs.OnSelect = func(draftStub) { s.selectStub() }
	s.stubs.OnOpen = func(draftStub) { s.to(s.amount) }
	s.amount.OnChanged = func(string) { s.amountTyped() }
	s.bill.OnChanged = func(bill string) { s.edit(func() { s.draft.setBill(s.stubAt, bill) }) }
	s.payor.OnChanged = func(name string) { s.edit(func() { s.draft.setPayor(name) }) }
	s.copy.OnChanged = func(received bool) { s.edit(func() { s.draft.setCopy(received) }) }
	s.tenders.OnSelect = func(draftTender) { s.selectTender() }
	s.tenders.OnOpen = func(draftTender) { s.to(s.form.first()) }
	s.form.changed = func() { s.edit(s.tenderTyped) }
	s.paper.OnLeave = func() { s.to(s.stub) }
}

// edit changes the draft because somebody keyed something, and shows it.
func (s *intake) edit(change func()) {
	if !s.showing {
		s.unremark()
		change()
		s.show()
	}
}

// stubTyped clears the figures of the last payment when the next is begun.
func (s *intake) stubTyped() {
	if s.settled != nil && s.stub.Filled() {
		s.settled = nil
		s.unremark()
		s.show()
	}
	s.counter.board.Changed()
}

func (s *intake) amountTyped() {
	if amount, ok := standing(s.amount); ok {
		s.edit(func() { s.draft.setAmount(s.stubAt, amount) })
	}
}

func (s *intake) tenderTyped() {
	t := s.form
	if amount, ok := standing(t.amount); ok {
		s.draft.setTendered(s.tenderAt, amount)
	}
	s.draft.describe(s.tenderAt, t.number.Text, t.routing.Text, t.last4.Text, t.name.Text)
	if t.shows(ledger.Check) {
		s.draft.setDate(s.tenderAt, keyedDate(t.date))
	}
}
