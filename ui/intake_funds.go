package ui

import (
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// askSplit asks what of the selected stub's amount goes to which fund.
func (s *intake) askSplit() {
	names := s.draft.fundNames(s.stubAt)
	if len(names) == 0 {
		s.remark(widgets.Note, words.T("This stub shows no funds, and the city has none listed under [funds] in its settings."))
		return
	}
	now := map[string]ledger.Fund{}
	for _, f := range s.draft.split(s.stubAt) {
		now[f.Name] = f
	}
	paid := s.draft.stubs[s.stubAt].line.Amount
	entries := make([]*widgets.MoneyEntry, len(names))
	fields := make([]dialogs.Field, len(names))
	for i, name := range names {
		entries[i] = widgets.NewMoneyEntry()
		fillMoney(entries[i], now[name].Amount)
		entries[i].Replace = true
		fields[i] = dialogs.Field{Name: name, Input: entries[i], Needed: func() bool { return begun(entries, paid) }}
	}
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("Split to funds"),
		Text:    words.T("Of the %s paid on this stub, how much goes to each? The parts add up to what is paid. All empty: as the stub shows them.", widgets.Dollars(paid)),
		Confirm: words.T("Split"),
		Fields:  fields,
		OnConfirm: func() error {
			var funds []ledger.Fund
			for i, e := range entries {
				amount, ok := keyed(e)
				if !ok {
					return dialogs.At(e, phrase.Errorf("this is not an amount"))
				}
				funds = append(funds, ledger.Fund{Name: names[i], Amount: amount})
			}
			if sum := sumOfFunds(funds); !sum.IsZero() && sum != paid {
				return dialogs.At(entries[len(entries)-1], phrase.Errorf("the parts add up to %s, and %s is paid", widgets.Dollars(sum), widgets.Dollars(paid)))
			}
			s.edit(func() { s.draft.setSplit(s.stubAt, funds) })
			return nil
		},
		OnClosed: func(bool) { s.to(s.stub) },
	}).About("funds")
}

// begun reports whether a split is keyed in part.
func begun(parts []*widgets.MoneyEntry, whole money.Amount) bool {
	var sum money.Amount
	for _, e := range parts {
		if amount, ok := keyed(e); ok {
			sum = plus(sum, amount)
		}
	}
	return sum.IsPositive() && sum.Cmp(whole) < 0
}

// fundsWords lists a split: "water 7.00, trash 5.00".
func fundsWords(funds []ledger.Fund) string {
	parts := make([]string, len(funds))
	for i, f := range funds {
		parts[i] = f.Name + " " + f.Amount.Display()
	}
	return strings.Join(parts, ", ")
}

// askApproval asks for the supervisor who must agree to the payment, then goes
// on.
func (s *intake) askApproval(warnings []ledger.Warning) {
	texts := make([]string, len(warnings))
	for i, w := range warnings {
		texts[i] = widgets.Sentence(w.Text)
	}
	s.counter.secondSignIn(words.T("Take this payment?"), words.T("%s A supervisor decides whether it is taken all the same.", strings.Join(texts, " ")),
		func(approver ledger.Session) error { return s.draft.approve(s.counter.session, approver) }, s.record).About("duplicate")
}
