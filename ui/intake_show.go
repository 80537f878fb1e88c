package ui

import (
	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// show brings the screen in line with the draft.
func (s *intake) show() {
	s.showing = true
	defer func() { s.showing = false }()
	s.showFigures()
	s.showStubs()
	s.showTenders()
	s.showLanguage()
	if s.draft.empty() {
		s.tendering.Hide()
		s.giving.Show()
	} else {
		s.giving.Hide()
		s.tendering.Show()
	}
	if s.counter.screen == screen(s) {
		s.counter.heading.SetText(s.title())
	}
	relayout(s.left, s.tendering)
	s.counter.board.Changed()
}

// relayout gives what grew or shrank its room. The toolkit does so when one
// thing changed, and misses some when several did.
func relayout(boxes ...*fyne.Container) {
	for _, box := range boxes {
		box.Layout.Layout(box.Objects, box.Size())
	}
}

func (s *intake) showFigures() {
	b := s.draft.balance()
	if s.settled != nil {
		b = *s.settled
	}
	s.total.SetAmount(b.total)
	if s.settled == nil {
		s.total.SetName(words.T("TOTAL DUE"))
	} else {
		s.total.SetName(words.T("TOTAL PAID"))
	}
	s.tendered.SetAmount(b.tendered)
	switch tooMuch := s.draft.tooMuch(); {
	case b.owed.IsPositive():
		s.change.SetName(words.T("STILL TO PAY"))
		s.change.SetAmount(b.owed)
	case tooMuch.IsPositive():
		s.change.SetName(words.T("TOO MUCH"))
		s.change.SetAmount(tooMuch)
	default:
		s.change.SetName(words.T("CHANGE"))
		s.change.SetAmount(b.change)
	}
}

func (s *intake) showStubs() {
	s.stubAt = within(s.stubAt, len(s.draft.stubs))
	s.stubs.SetRows(s.draft.stubs)
	s.stubs.Select(s.stubAt)
	enable(len(s.draft.stubs) > 0, s.amount, s.bill, s.payor, s.copy)
	if fill(s.payor, s.draft.payorName()); s.copy.Checked != s.draft.copyReceived() {
		s.copy.SetChecked(s.draft.copyReceived())
	}
	if label := s.copyLabel(); s.copy.Text != label {
		s.copy.SetText(label)
	}
	if len(s.draft.stubs) == 0 {
		s.account.clear()
		s.amount.SetText("")
		s.bill.SetText("")
		return
	}
	stub := s.draft.stubs[s.stubAt]
	warnings, err := s.draft.warningsOf(s.stubAt)
	if err != nil {
		s.problem(err)
	}
	s.account.show(stub, s.draft.split(s.stubAt), warnings)
	fillMoney(s.amount, stub.line.Amount)
	fill(s.bill, stub.line.Bill)
}

func (s *intake) showTenders() {
	s.tenderAt = within(s.tenderAt, len(s.draft.tenders))
	s.tenders.SetRows(s.draft.tenders)
	s.tenders.Select(s.tenderAt)
	if len(s.draft.tenders) == 0 {
		s.form.show(nil)
		return
	}
	s.form.show(&s.draft.tenders[s.tenderAt])
}

// within is the index, or the nearest in a list of that length.
func within(index, length int) int { return max(min(index, length-1), 0) }

func enable(on bool, inputs ...fyne.Disableable) {
	for _, input := range inputs {
		switch {
		case on && input.Disabled():
			input.Enable()
		case !on && !input.Disabled():
			input.Disable()
		}
	}
}

func (s *intake) selectStub() {
	if s.showing || !s.clean() {
		return
	}
	s.stubAt, _ = s.stubs.Selected()
	s.show()
}

func (s *intake) selectTender() {
	if s.showing || !s.clean() {
		return
	}
	s.tenderAt, _ = s.tenders.Selected()
	s.show()
}

// clean goes to the first field that holds something wrong, and reports
// whether there was none. Until then the lists stay where they are.
func (s *intake) clean() bool {
	for _, input := range append([]widgets.Input{s.amount, s.bill, s.payor}, s.form.inputs()...) {
		if problem := input.Problem(); problem != nil {
			s.show()
			s.to(input)
			input.SetError(problem)
			widgets.SelectAll(input)
			return false
		}
	}
	return true
}

// remark says something about the payment, until the next key changes it.
func (s *intake) remark(gravity widgets.Gravity, text string) {
	s.counter.say(gravity, text)
	s.remarked = s.counter.banner.Text()
}

// unremark takes that back, but nothing that was said since.
func (s *intake) unremark() {
	if s.counter.banner.Text() == s.remarked {
		s.counter.quiet()
	}
	s.remarked = ""
}

// problem says an error that no field is to blame for.
func (s *intake) problem(err error) { s.counter.say(widgets.Stop, widgets.Sentence(err)) }

// readLast finds the newest receipt of the counter: after a crash it may be of
// a payment that nobody was told of.
func (s *intake) readLast() error {
	found, err := s.counter.ledger.Find("", 1)
	if err != nil || len(found.Payments) == 0 {
		s.keepLast(nil)
		return err
	}
	receipt, err := s.counter.ledger.ReceiptOf(found.Payments[0].ID)
	if err == nil {
		s.keepLast(&receipt)
	}
	return err
}

func (s *intake) keepLast(receipt *ledger.Receipt) {
	s.last = receipt
	s.paper.showStubs(receipt)
	switch {
	case receipt == nil:
		s.paperTitle.SetText(words.T("No receipt yet"))
	case receipt.Void != nil:
		s.paperTitle.SetText(words.T("Last receipt %s: VOID", receipt.Number))
	default:
		s.paperTitle.SetText(words.T("Last receipt %s", receipt.Number))
	}
}
