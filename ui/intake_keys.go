package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/stub"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

func (s *intake) commands() keys.Table {
	begun := func() bool { return len(s.draft.stubs) > 0 || s.stub.Filled() }
	stubs := func() bool { return len(s.draft.stubs) > 0 }
	given := func() bool { return s.last != nil }
	tender := func(kind ledger.TenderKind) func() { return func() { s.take(kind) } }
	return keys.Table{
		{Name: "next", Label: words.T("Next customer"), Menu: menuPayment, Key: fyne.KeyF2, Run: s.next},
		{Name: "cash", Label: words.T("Cash"), Menu: menuPayment, Key: fyne.KeyF3, Enabled: begun, Run: tender(ledger.Cash)},
		{Name: "check", Label: words.T("Check"), Menu: menuPayment, Key: fyne.KeyF4, Enabled: begun, Run: tender(ledger.Check)},
		{Name: "reprint", Label: words.T("Reprint"), Menu: menuPayment, Key: fyne.KeyF6, Enabled: given, Run: s.reprint},
		{Name: "copy", Label: words.T("Copy of bill"), Menu: menuPayment, Key: fyne.KeyF7, Enabled: stubs, Run: s.toggleCopy},
		{Name: "record", Label: words.T("Record"), Menu: menuPayment, Key: fyne.KeyF9, Enabled: begun, Run: s.record},
		{Name: "card", Label: words.T("Card"), Menu: menuPayment, Key: fyne.KeyF10, Enabled: begun, Run: tender(ledger.Card)},
		{Name: "picture", Label: words.T("Picture"), Menu: menuPayment, Key: fyne.KeyInsert, Run: s.askPicture},
		{Name: "handwritten", Label: words.T("Paper book"), Menu: menuPayment, Key: fyne.KeyPageDown, Run: s.askHandwritten},
		{Name: "spanish", Label: words.T("Receipt in Spanish"), Menu: menuPayment, Key: fyne.KeyPageUp, Beside: true, Run: s.toggleSpanish},
		{Name: "enter", Label: words.T("Go on"), Key: fyne.KeyReturn, Run: s.enter},
		{Name: "back", Label: words.T("Back"), Key: fyne.KeyEscape, Run: s.back},
		{Name: "stubs", Label: words.T("Stubs"), Key: fyne.KeyDown, Enabled: stubs, Run: func() { s.to(s.stubs) }},
		{Name: "funds", Label: words.T("Funds"), Menu: menuPayment, Key: fyne.KeyUp, Enabled: stubs, Run: s.askSplit},
		{Name: "remove", Label: words.T("Remove"), Key: fyne.KeyDelete, Enabled: stubs, Run: s.remove},
	}
}

// enter goes to the next field that still needs something. It never records.
func (s *intake) enter() {
	switch focused := s.counter.window.Canvas().Focused(); {
	case focused == fyne.Focusable(s.stub) && s.stub.Filled():
		s.readStub()
	case s.takeScan(focused):
	case s.clean():
		s.goOn(focused)
	}
}

// goOn goes to the first of: an empty field of the tender that is being keyed
// in, the amount of a check that Enter has not confirmed, a stub without an amount, the payor, the stub field.
func (s *intake) goOn(from fyne.Focusable) {
	if next := s.form.after(from); next != nil {
		s.to(next)
		return
	}
	if s.form.shows(ledger.Check) && s.form.has(from) {
		if from == fyne.Focusable(s.form.amount) {
			s.draft.confirm(s.tenderAt)
		} else if !s.draft.tenders[s.tenderAt].confirmed {
			s.to(s.form.amount)
			return
		}
	}
	if stub := s.draft.withoutAmount(); stub >= 0 {
		s.toAmount(stub)
		s.amount.SetError(errNoAmount)
		return
	}
	if len(s.draft.stubs) > 0 && !s.payor.Filled() && from != fyne.Focusable(s.payor) {
		s.to(s.payor)
		return
	}
	s.to(s.stub)
	switch b := s.draft.balance(); {
	case b.owed.IsPositive():
		s.stubField.SetName(words.T("%s is still to pay: F3 cash, F4 check, F10 card. Or scan another stub.", widgets.Dollars(b.owed)))
	case len(s.draft.stubs) > 0:
		s.stubField.SetName(words.T("F9 records this payment. Or scan another stub."))
	}
}

// after is the next empty field behind one of the form; nil: there is none, or
// from is not of the form.
func (f *tenderForm) after(from fyne.Focusable) widgets.Input {
	inputs := f.inputs()
	for i, input := range inputs {
		if fyne.Focusable(input) != from {
			continue
		}
		for _, next := range inputs[i+1:] {
			if !next.Filled() {
				return next
			}
		}
	}
	return nil
}

func (f *tenderForm) has(focused fyne.Focusable) bool {
	return slices.ContainsFunc(f.inputs(), func(input widgets.Input) bool { return fyne.Focusable(input) == focused })
}

func (s *intake) toAmount(stub int) {
	s.stubAt = stub
	s.show()
	s.to(s.amount)
}

var errNoAmount = phrase.Errorf("key in how much is paid on this stub")

// scanned takes what a scanner or a check reader fired, wherever the keyboard
// was.
func (s *intake) scanned(scan string) {
	if line, ok := s.draft.readCheck(scan); ok {
		s.checkRead(line)
		return
	}
	s.stub.SetText(scan)
	s.to(s.stub)
	s.readStub()
}

// checkRead fills in a check from what its reader sent, and goes to the first
// part that it could not read, or to the amount.
func (s *intake) checkRead(line stub.CheckLine) {
	if !s.form.shows(ledger.Check) || !s.form.begins(line.Number) {
		s.take(ledger.Check)
		if !s.form.shows(ledger.Check) || s.form.number.Filled() {
			if !s.stub.Filled() { // or the stub in the field was wrong, which sounded
				s.counter.wrongScan()
			}
			return // and take has said why
		}
	}
	s.edit(func() {
		s.draft.describe(s.tenderAt, line.Number, line.Routing, line.Last4, s.draft.tenders[s.tenderAt].Name)
	})
	for _, part := range []widgets.Input{s.form.number, s.form.routing, s.form.last4} {
		if !part.Filled() {
			s.to(part)
			part.SetError(errNotRead)
			s.counter.wrongScan()
			return
		}
	}
	s.to(s.form.amount)
}

var errNotRead = phrase.Errorf("the reader could not read this; key it in from the check")

// hold remembers the payment, so far.
func (s *intake) hold() (giveBack func()) {
	draft, stubAt, tenderAt, settled := s.draft.copied(), s.stubAt, s.tenderAt, s.settled
	return func() {
		*s.draft, s.stubAt, s.tenderAt, s.settled = draft, stubAt, tenderAt, settled
		s.show()
	}
}

// takeScan takes a scan that came too slowly to be told from what is keyed, by
// its form, and gives the field back what it held.
func (s *intake) takeScan(focused fyne.Focusable) bool {
	entry := entryOf(focused)
	if entry == nil || entry == s.stub {
		return false
	}
	scan, rest, found := s.draft.scanIn(entry.Text, entry.Entered())
	if !found {
		return false
	}
	keyed := rest != entry.Entered()
	entry.SetText(rest)
	if b := s.draft.balance(); entry == &s.form.amount.Entry && !keyed && b.owed.IsZero() && b.change.IsZero() {
		s.draft.cover(s.tenderAt)
	}
	s.scanned(scan)
	return true
}

func entryOf(f fyne.Focusable) *widgets.Entry {
	switch e := f.(type) {
	case *widgets.Entry:
		return e
	case *widgets.MoneyEntry:
		return &e.Entry
	}
	return nil
}

// readStub puts what the stub field holds into the payment, and reports
// whether it did.
func (s *intake) readStub() bool {
	s.unremark()
	s.stubField.SetName(words.Say(askStub))
	lines, err := s.draft.read(s.stub.Text)
	switch {
	case err != nil:
		return s.stubWrong(err)
	case len(lines) > 1:
		s.choose(lines)
		return false
	}
	if err := s.add(lines[0]); err != nil {
		return s.stubWrong(err)
	}
	return true
}

// stubTaken puts what the stub field still holds into the payment, and reports
// whether nothing is left there. An account that was asked about is confirmed
// by Enter only, not by the key that somebody meant to press next.
func (s *intake) stubTaken() bool {
	s.draft.doubted = ""
	return !s.stub.Filled() || s.readStub()
}

func (s *intake) stubWrong(err error) bool {
	s.to(s.stub)
	s.stub.SetError(err)
	widgets.SelectAll(s.stub)
	s.counter.wrongScan()
	return false
}

func (s *intake) add(line ledger.Line) error {
	if s.attached(line) {
		return nil
	}
	at, err := s.place(line)
	if err != nil {
		return err
	}
	s.settled = nil
	s.stub.SetText("")
	s.stubField.SetName(words.Say(askStub))
	s.stubAt = at
	s.show()
	s.to(s.stub)
	if s.draft.isDoubtful(s.draft.stubs[at].line) {
		s.counter.wrongScan()
	}
	if s.draft.stubs[s.stubAt].line.Amount.IsZero() {
		s.toAmount(s.stubAt)
	}
	return nil
}

// place puts a line into the payment and returns which stub it is. A bill is on
// one stub of a payment, however often it is scanned.
func (s *intake) place(line ledger.Line) (stub int, err error) {
	at := s.draft.again(line)
	switch {
	case at < 0:
		err = s.draft.add(line)
		return len(s.draft.stubs) - 1, err
	case s.draft.isDoubtful(s.draft.stubs[at].line):
		return at, s.draft.readAnew(at, line)
	}
	s.remark(widgets.Note, words.T("This bill is on the list already, and was not added once more. What is paid on it can be changed below."))
	return at, nil
}

// choose asks which of several stubs a scan line is.
func (s *intake) choose(lines []ledger.Line) {
	said := make([]string, len(lines))
	for i, line := range lines {
		said[i] = words.T("Account %s, %s", line.Account, draftStub{line: line}.due())
	}
	choice := widgets.NewChoice(said...)
	s.counter.dialogs.Open(dialogs.Form{
		Title:  words.T("Which bill is it?"),
		Text:   words.T("What was read fits more than one bill. Compare it with the paper."),
		Fields: []dialogs.Field{{Name: words.T("The stub says (press its digit)"), Input: choice}},
		OnConfirm: func() error {
			picked, _ := choice.Picked()
			return s.add(lines[picked])
		},
		OnClosed: func(chosen bool) {
			if !chosen || s.draft.withoutAmount() < 0 {
				s.to(s.stub)
			}
		},
	})
}

// take begins a tender, or goes on with one.
func (s *intake) take(kind ledger.TenderKind) {
	s.unremark()
	s.stubField.SetName(words.Say(askStub))
	if !s.stubTaken() || !s.clean() {
		return
	}
	if stub := s.draft.withoutAmount(); stub >= 0 {
		s.toAmount(stub)
		s.amount.SetError(errNoAmount)
		return
	}
	tender, err := s.draft.take(kind)
	if err != nil {
		s.remark(widgets.Note, widgets.Sentence(err))
		return
	}
	s.tenderAt = tender
	s.show()
	s.to(s.form.first())
}

func (s *intake) toggleCopy() { s.edit(func() { s.draft.setCopy(!s.draft.copyReceived()) }) }

// remove takes the selected stub out, or the selected tender when the keyboard
// is there.
func (s *intake) remove() {
	left := len(s.draft.stubs) - 1
	if s.counter.window.Canvas().Focused() == fyne.Focusable(s.tenders) && len(s.draft.tenders) > 0 {
		s.draft.removeTender(s.tenderAt)
		left = len(s.draft.tenders)
	} else {
		s.draft.removeStub(s.stubAt)
	}
	s.show()
	if left == 0 {
		s.to(s.stub)
	}
}

// back steps back to the stub field, and from there to the next customer.
func (s *intake) back() {
	if s.stopPictures() {
		return
	}
	if s.counter.window.Canvas().Focused() != fyne.Focusable(s.stub) {
		s.to(s.stub)
		return
	}
	s.next()
}

// next clears the screen for the next customer.
func (s *intake) next() {
	if !s.halfDone() {
		s.clear()
		return
	}
	s.counter.dialogs.Confirm(words.T("Next customer?"), s.abandoning(), words.T("Clear"), s.clear).About("next-customer")
}

func (s *intake) abandoning() string {
	if len(s.draft.stubs) == 0 {
		return words.T("What is keyed in is not recorded. It is lost when you go on.")
	}
	return words.T("This payment of %s is not recorded. It is lost when you go on.", widgets.Dollars(s.draft.balance().total))
}

func (s *intake) clear() {
	s.settled = nil
	s.begin()
	s.counter.quiet()
}

// begin gets ready for the next payment.
func (s *intake) begin() {
	s.draft = newDraft(s.counter.ledger)
	s.stubAt, s.tenderAt = 0, 0
	s.showing = true
	s.stub.SetText("")
	s.stubField.SetName(words.Say(askStub))
	s.form.clear()
	s.show()
	s.to(s.stub)
}
