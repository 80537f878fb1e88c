package ui

import (
	"time"

	"counterfoil/ledger"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// askHandwritten asks what a receipt says that was written by hand, out of a
// book. The stubs and the money are keyed in like any other's.
func (s *intake) askHandwritten() {
	number, received, writer := widgets.NewEntry(), widgets.NewEntry(), widgets.NewEntry()
	if h := s.draft.handwritten; h != nil {
		number.SetText(h.Number)
		received.SetText(s.receivedWords(*h))
		writer.SetText(h.Writer)
	}
	zone := s.counter.ledger.Local(s.counter.ledger.Now()).Location()
	s.counter.dialogs.Open(dialogs.Form{
		Title: words.T("A handwritten receipt"),
		Text:  words.T("It keeps the number on the paper. The money goes into your drawer, and counts as received on the date on the paper."),
		Fields: []dialogs.Field{
			{Name: words.T("Number on the paper, like B1-0042-0"), Input: number},
			{Name: words.T("Date, and time if it says one, like 01/15/2026 8:30 AM"), Input: received},
			{Name: words.T("Written by; empty: who has the book"), Input: writer, Needed: dialogs.Optional},
		},
		OnConfirm: func() error {
			at, err := parseTimeKeyed(received.Text, zone)
			if err != nil {
				return dialogs.At(received, err)
			}
			return s.setHandwritten(ledger.Handwritten{Number: number.Text, Received: at.UnixMilli(), Writer: writer.Text},
				map[string]widgets.Input{"book": number, "received": received, "writer": writer})
		},
	}).About("paper-book").Then(func() { s.to(s.stub) })
}

func (s *intake) setHandwritten(h ledger.Handwritten, inputs map[string]widgets.Input) error {
	checked, err := s.counter.ledger.CheckHandwritten(h)
	if err != nil {
		return at(err, inputs)
	}
	s.draft.handwritten = &checked
	s.settled = nil
	s.draft.changed()
	s.show()
	return nil
}

// receivedWords is the date on a handwritten receipt, and the time if it says
// one.
func (s *intake) receivedWords(h ledger.Handwritten) string {
	when := s.counter.ledger.Local(h.At())
	if when.Equal(time.Date(when.Year(), when.Month(), when.Day(), 0, 0, 0, 0, when.Location())) {
		return when.Format("01/02/2006")
	}
	return when.Format(stamp)
}

// title says when a payment is not one of a customer at the counter.
func (s *intake) title() string {
	switch h := s.draft.handwritten; {
	case h != nil:
		return words.T("Intake: handwritten receipt %s of %s, by %s", h.Number, s.receivedWords(*h), h.Writer)
	case s.draft.replaces != "":
		return words.T("Intake: in place of receipt %s", s.draft.replaces)
	}
	return words.T("Intake")
}

// entered tells how a handwritten receipt was recorded. Nothing is printed:
// the paper is the original.
func (s *intake) entered(r ledger.Receipt) {
	s.keepLast(&r)
	s.remark(widgets.Note, words.T("Handwritten receipt %s is entered, as %s. The customer has the paper; F6 prints a duplicate.", r.Payment.Handwritten.Number, r.Number))
	s.counter.board.Changed()
}
