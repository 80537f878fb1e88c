package ui

import (
	"fmt"
	"strconv"

	"counterfoil/ledger"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
)

// correct asks for the right account of a stub of the receipt looked at, and
// for a second person's word. The amounts stay: nothing can change them.
func (s *find) correct() {
	receipt := *s.search.receipt
	account, reason, stub := widgets.NewEntry(), widgets.NewEntry(), widgets.NewDigitsEntry()
	stub.SetText("1")
	stub.Replace = true
	fields := []dialogs.Field{{Name: "The right account", Input: account}, {Name: "How it came to be wrong", Input: reason}}
	text := "It is of account " + receipt.AccountOf(1) + " now."
	if n := len(receipt.Payment.Lines); n > 1 {
		fields = append([]dialogs.Field{{Name: fmt.Sprintf("Which stub, 1 to %d", n), Input: stub}}, fields...)
		text = "Which stub has a wrong account?"
	}
	title := "Correct the account of receipt " + receipt.Number
	s.counter.dialogs.Open(dialogs.Form{
		Title: title, Text: text + " The amounts stay as they are.", Fields: fields,
		OnConfirm: func() error {
			if n, err := strconv.Atoi(stub.Text); err != nil || n < 1 || n > len(receipt.Payment.Lines) {
				return dialogs.At(stub, fmt.Errorf("receipt %s has the stubs 1 to %d", receipt.Number, len(receipt.Payment.Lines)))
			}
			return nil
		},
	}).Then(func() {
		line, _ := strconv.Atoi(stub.Text) // checked above
		sentence := fmt.Sprintf("Stub %d, %s, goes from account %s to %s. Reason: %s. A supervisor who did not take this payment signs in.",
			line, widgets.Dollars(receipt.Payment.Lines[line-1].Amount), receipt.AccountOf(line), account.Text, reason.Text)
		s.counter.secondSignIn(title, sentence, func(approver ledger.Session) error {
			_, err := s.counter.ledger.CorrectAccount(s.counter.session, approver, receipt.Number, line, account.Text, reason.Text)
			return plain(err)
		}, func() {
			s.show(s.search.again())
			s.counter.say(widgets.Note, fmt.Sprintf("Stub %d of receipt %s is of account %s now. Finance is told with the next export.", line, receipt.Number, account.Text))
		})
	})
}

// openChecks are the checks of the receipt looked at that did not come back,
// as numbers of its tenders.
func (s *find) openChecks() (items []int) {
	r := s.search.receipt
	if r == nil || r.Void != nil {
		return nil
	}
	returned := map[int]bool{}
	for _, c := range r.Returned {
		returned[c.Item] = true
	}
	for i, t := range r.Payment.Tenders {
		if t.Kind == ledger.Check && !returned[i+1] {
			items = append(items, i+1)
		}
	}
	return items
}

// checkReturned asks what the bank says of a check that it did not pay.
func (s *find) checkReturned() {
	receipt, items := *s.search.receipt, s.openChecks()
	if len(items) > 9 {
		items = items[:9] // a choice has no more digits; the others come after these
	}
	var words []string
	for _, item := range items {
		t := receipt.Payment.Tenders[item-1]
		words = append(words, fmt.Sprintf("Check %s, %s", t.Number, widgets.Dollars(t.Amount)))
	}
	which, day, reason := widgets.NewChoice(words...), widgets.NewEntry(), widgets.NewEntry()
	which.Pick(0)
	day.SetText(s.counter.ledger.Today().Display())
	day.Replace = true
	s.counter.dialogs.Open(dialogs.Form{
		Title:   "A check of receipt " + receipt.Number + " came back",
		Text:    "What it paid is unpaid again, and a supervisor decides about the next check of its accounts. Finance is told with the next export.",
		Confirm: "Enter",
		Fields: []dialogs.Field{
			{Name: "Which check (press its digit)", Input: which},
			{Name: "The bank's date", Input: day}, {Name: "The bank's reason", Input: reason},
		},
		OnConfirm: func() error {
			on, err := parseDayKeyed(day.Text)
			if err != nil {
				return dialogs.At(day, err)
			}
			picked, _ := which.Picked()
			_, err = s.counter.ledger.ReturnCheck(s.counter.session, receipt.Number, items[picked], on, reason.Text)
			return at(err, map[string]widgets.Input{"returned_on": day, "reason": reason})
		},
	}).Then(func() {
		s.show(s.search.again())
		s.counter.say(widgets.Note, "The returned check of receipt "+receipt.Number+" is entered.")
	})
}
