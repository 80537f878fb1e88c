package ui

import (
	"errors"
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// record records the payment, once it is whole and every warning that needs a
// reason or an approval has it.
func (s *intake) record() {
	s.unremark()
	if !s.stubTaken() || !s.clean() {
		return
	}
	if err := s.draft.missing(); err != nil {
		s.at(err)
		return
	}
	if s.form.shows(ledger.Check) {
		s.draft.confirm(s.tenderAt) // its amount stands beside what the clerk keys of it
	}
	if check := s.draft.unconfirmed(); check >= 0 {
		s.askAmount(check)
		return
	}
	if s.draft.changeDoubtful() {
		s.askChange()
		return
	}
	warnings, err := s.draft.unanswered()
	unapproved, approvalErr := s.draft.unapproved()
	switch err := errors.Join(err, approvalErr); {
	case err != nil:
		s.at(err)
	case len(warnings) > 0:
		s.askReason(warnings)
	case len(unapproved) > 0:
		s.askApproval(unapproved)
	default:
		s.commit()
	}
}

// askAmount asks whether a check that is out of sight is written for its amount.
func (s *intake) askAmount(check int) {
	s.tenderAt = check
	s.show()
	t := s.draft.tenders[check]
	s.wrong(s.form.amount, phrase.Errorf("is check %s written for %s? F9 if it is, or key in what is written on it", t.Number, widgets.Dollars(t.Amount)))
}

// askChange asks whether so much cash was handed over.
func (s *intake) askChange() {
	s.tenderAt = s.draft.cash()
	s.show()
	cash, change := s.draft.tenders[s.tenderAt].Amount, s.draft.balance().change
	s.draft.agreeToChange()
	s.wrong(s.form.amount, phrase.Errorf("is %s what was handed over? The change would be %s. F9 if it is, or key it in again", widgets.Dollars(cash), widgets.Dollars(change)))
}

// askReason asks for the reason of one kind of warning, then goes on.
func (s *intake) askReason(warnings []ledger.Warning) {
	texts := make([]string, len(warnings))
	for i, w := range warnings {
		texts[i] = widgets.Sentence(w.Text)
	}
	kind := warnings[0].Kind
	ask := questions()[kind]
	s.counter.dialogs.Reason(ask.title, strings.Join(texts, "\n"), ask.reasons, func(reason string) error {
		s.draft.answer(kind, reason)
		return nil
	}).About("duplicate").Then(s.record)
}

// questions are what is asked about each kind of warning that can need a reason.
func questions() map[ledger.WarningKind]question {
	return map[ledger.WarningKind]question{
		ledger.Duplicate:    {words.T("Paid already?"), phrase.Words("Another payment on the same bill", "The first payment was partial", "The customer pays in advance")},
		ledger.ScanDoubtful: {words.T("Take this scan?"), phrase.Words("Compared with the bill: the account is right", "The stub is damaged")},
		ledger.Overpayment:  {words.T("More than the bill?"), phrase.Words("The customer pays in advance", "Covers another bill", "The customer wants a round amount")},
		ledger.Partial:      {words.T("Less than the bill?"), phrase.Words("The customer pays the rest later", "Payment plan", "The customer disputes the bill")},
		ledger.RoutingWrong: {words.T("Take this check?"), phrase.Words("Compared with the check: it is printed like that", "The print cannot be read")},
		ledger.StaleCheck:   {words.T("An old check?"), phrase.Words("The bank said that it pays it", "A supervisor allowed it")},
		ledger.PostDated:    {words.T("A check of a day to come?"), phrase.Words("The date is a slip of the pen", "It is held until that day", "A supervisor allowed it")},
		ledger.CopyMissing:  {words.T("No copy of the bill?"), phrase.Words("The customer has no bill", "The bill was not mailed", "The account was looked up by name")},
		ledger.BeforeBook:   {words.T("Written before the book was registered?"), phrase.Words("The book was registered late", "The date on the paper is a slip of the pen")},
		ledger.PayorMissing: {words.T("Who pays?"), phrase.Words("The customer does not want to say", "Left in the drop box")},
	}
}

type question struct {
	title   string
	reasons []string // in English, as they are recorded
}

// commit records the payment. Only when that is durable is anything said,
// shown or printed.
func (s *intake) commit() {
	receipt, changed, err := s.draft.record(s.counter.session)
	switch {
	case ledger.CodeOf(err) == ledger.NotFound:
		s.counter.askFloat(s.record)
	case err != nil && ledger.CodeOf(err) == "":
		s.counter.say(widgets.Stop, words.T("It is not known whether the payment was recorded: %s Press F9 again: it cannot be recorded twice.", widgets.Sentence(err)))
	case err != nil:
		s.at(err)
	default:
		s.recorded(receipt, changed)
	}
}

func (s *intake) recorded(receipt ledger.Receipt, changed bool) {
	settled := balanceOf(receipt)
	s.settled = &settled
	s.begin()
	s.counter.quiet() // an earlier try may have failed, and nobody must believe that now
	switch {
	case changed:
		s.counter.say(widgets.Warning, words.T("This payment was recorded at the first try, as receipt %s. What you changed since is not in it: compare the receipt with the money.", receipt.Number))
	case hasCheck(receipt.Payment):
		s.remark(widgets.Note, endorse(receipt))
	}
	if receipt.Payment.Handwritten != nil {
		s.entered(receipt)
		return
	}
	s.counter.finishPaper(receipt)
	s.giveOut(receipt)
}

func hasCheck(p ledger.Payment) bool { return len(checksOf(p)) > 0 }

// checksOf are the numbers of the checks of a payment.
func checksOf(p ledger.Payment) []string {
	var numbers []string
	for _, t := range p.Tenders {
		if t.Kind == ledger.Check {
			numbers = append(numbers, t.Number)
		}
	}
	return numbers
}

// endorse says what goes on the back of the checks of a payment.
func endorse(r ledger.Receipt) string {
	checks := checksOf(r.Payment)
	return words.N(len(checks), "Endorse check %[2]s on the back: “%[3]s”", "Endorse checks %[2]s on the back: “%[3]s”", strings.Join(checks, ", "), r.City.Receipt.Endorsement)
}

// giveOut shows and prints a receipt, as the original or as a duplicate.
func (s *intake) giveOut(receipt ledger.Receipt) {
	given, err := s.counter.ledger.GiveOut(s.counter.session, receipt.Number)
	if err != nil {
		s.keepLast(&receipt)
		s.counter.say(widgets.Stop, words.T("Receipt %s is recorded, but cannot be given out: %s F6 tries again.", receipt.Number, widgets.Sentence(err)))
		return
	}
	s.keepLast(&given)
	if given.Prints > 0 {
		s.remark(widgets.Note, words.T("Receipt %s is given out %s.", given.Number, copyWords(given.Prints)))
	}
	s.counter.board.Changed()
	s.counter.print(given)
}

// reprint gives the last receipt out again.
func (s *intake) reprint() {
	s.counter.unlessWaiting(s.last.Number, func() { s.giveOut(*s.last) })
}

// at says an error where it belongs.
func (s *intake) at(err error) {
	var n int
	var what string
	switch field := ledger.FieldOf(err); {
	case field == "payor":
		s.wrong(s.payor, err)
	case scans(field, "lines[%d].%s", &n, &what):
		s.stubAt = n
		s.show()
		if what == "bill" {
			s.wrong(s.bill, err)
		} else {
			s.wrong(s.amount, err)
		}
	case scans(field, "tenders[%d].%s", &n, &what):
		s.tenderAt = n
		s.show()
		s.wrong(s.form.named(what), err)
	case field == "tenders":
		s.remark(widgets.Warning, widgets.Sentence(err))
	case field == "lines":
		s.wrong(s.stub, err)
	default:
		s.problem(err)
	}
}

func scans(text, format string, into ...any) bool {
	_, err := fmt.Sscanf(text, format, into...)
	return err == nil
}

func (s *intake) wrong(input widgets.Input, err error) {
	s.to(input)
	input.SetError(err)
	widgets.SelectAll(input)
}
