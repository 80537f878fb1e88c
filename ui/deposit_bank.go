package ui

import (
	"counterfoil/ledger"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// confirm asks what the bank says of the selected deposit.
func (s *deposit) confirm() {
	_, d := s.deposits.Selected()
	day, reference, amount, reason := widgets.NewEntry(), widgets.NewEntry(), widgets.NewMoneyEntry(), widgets.NewEntry()
	day.SetText(s.counter.ledger.Today().Display())
	day.Replace = true
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("What the bank says of %s", d.Name()),
		Text:    words.T("Bag %s of %s, prepared by %s, verified by %s: %s. Key in what stands on the bank's receipt or statement.", d.Bag, d.At.Format("01/02/2006"), d.PreparedBy, d.VerifiedBy, widgets.Dollars(d.Total)),
		Confirm: words.T("Confirm"),
		Fields: []dialogs.Field{
			{Name: words.T("The bank's date"), Input: day}, {Name: words.T("The bank's number for it"), Input: reference},
			{Name: words.T("The bank's amount"), Input: amount},
			{Name: words.T("Reason, when the amount is another"), Input: reason, Needed: func() bool {
				said, err := amount.Amount()
				return err == nil && said != d.Total
			}},
		},
		OnConfirm: func() error {
			said := ledger.BankStatement{Reference: reference.Text, Reason: reason.Text}
			var err error
			if said.Day, err = parseDayKeyed(day.Text); err != nil {
				return dialogs.At(day, err)
			}
			if said.Amount, err = amount.Amount(); err != nil {
				return dialogs.At(amount, err)
			}
			_, err = s.counter.ledger.ConfirmDeposit(s.counter.session, d.Number, said)
			at := map[string]widgets.Input{"day": day, "reference": reference, "amount": amount, "reason": reason}
			if input := at[ledger.FieldOf(err)]; input != nil {
				return dialogs.At(input, err)
			}
			return err
		},
	}).About("bank").Then(func() {
		s.counter.show(newDeposit(s.counter))
		s.counter.say(widgets.Note, words.T("The bank's word on %s is recorded.", d.Name()))
	})
}
