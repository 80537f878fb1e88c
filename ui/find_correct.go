package ui

import (
	"strconv"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// correct asks for the right account of a stub of the receipt looked at, and
// for a second person's word. The amounts stay: nothing can change them.
func (s *find) correct() {
	receipt := *s.search.receipt
	account, reason, stub := widgets.NewEntry(), widgets.NewEntry(), widgets.NewDigitsEntry()
	stub.SetText("1")
	stub.Replace = true
	fields := []dialogs.Field{{Name: words.T("The right account"), Input: account}, {Name: words.T("How it came to be wrong"), Input: reason}}
	text := words.T("It is of account %s now.", receipt.AccountOf(1))
	if n := len(receipt.Payment.Lines); n > 1 {
		fields = append([]dialogs.Field{{Name: words.T("Which stub, 1 to %d", n), Input: stub}}, fields...)
		text = words.T("Which stub has a wrong account?")
	}
	title := words.T("Correct the account of receipt %s", receipt.Number)
	s.counter.dialogs.Open(dialogs.Form{
		Title: title, Text: words.T("%s The amounts stay as they are.", text), Fields: fields,
		OnConfirm: func() error {
			if n, err := strconv.Atoi(stub.Text); err != nil || n < 1 || n > len(receipt.Payment.Lines) {
				return dialogs.At(stub, phrase.Errorf("receipt %s has the stubs 1 to %d", receipt.Number, len(receipt.Payment.Lines)))
			}
			return nil
		},
	}).About("correct-account").Then(func() {
		line, _ := strconv.Atoi(stub.Text) // checked above
		sentence := words.T("Stub %d, %s, goes from account %s to %s. Reason: %s. A supervisor who did not take this payment signs in.", line, widgets.Dollars(receipt.Payment.Lines[line-1].Amount), receipt.AccountOf(line), account.Text, reason.Text)
		s.counter.secondSignIn(title, sentence, func(approver ledger.Session) error {
			_, err := s.counter.ledger.CorrectAccount(s.counter.session, approver, receipt.Number, line, account.Text, reason.Text)
			return err
		}, func() {
			s.show(s.search.again())
			s.counter.say(widgets.Note, words.T("Stub %d of receipt %s is of account %s now. Finance is told with the next export.", line, receipt.Number, account.Text))
		}).About("correct-account")
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
	var said []string
	for _, item := range items {
		t := receipt.Payment.Tenders[item-1]
		said = append(said, words.T("Check %s, %s", t.Number, widgets.Dollars(t.Amount)))
	}
	which, day, reason := widgets.NewChoice(said...), widgets.NewEntry(), widgets.NewEntry()
	which.Pick(0)
	day.SetText(s.counter.ledger.Today().Display())
	day.Replace = true
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("A check of receipt %s came back", receipt.Number),
		Text:    words.T("What it paid is unpaid again, and a supervisor decides about the next check of its accounts. Finance is told with the next export."),
		Confirm: words.T("Enter##returned check"),
		Fields: []dialogs.Field{
			{Name: words.T("Which check (press its digit)"), Input: which},
			{Name: words.T("The bank's date"), Input: day}, {Name: words.T("The bank's reason"), Input: reason},
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
	}).About("returned-check").Then(func() {
		s.show(s.search.again())
		s.counter.say(widgets.Note, words.T("The returned check of receipt %s is entered.", receipt.Number))
	})
}
