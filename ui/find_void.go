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

// void asks why, then how the money goes back when the drawer is counted, and
// then for a second person's word.
func (s *find) void() {
	receipt := *s.search.receipt
	counted, err := s.counter.ledger.DrawerCounted(receipt.Number)
	if err != nil {
		s.counter.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	title, sentence := words.T("Void receipt %s", receipt.Number), words.T("The whole payment is taken back, and the receipt keeps its number. Why?")
	if counted {
		title = words.T("Reverse receipt %s", receipt.Number)
		sentence = words.T("Its drawer is counted, and stays as it was counted. %s", sentence)
	}
	var reason string
	s.counter.dialogs.Reason(title, sentence, s.counter.ledger.City().Void.Reasons, func(given string) error {
		reason = given
		return nil
	}).About("void").Then(func() {
		if counted {
			s.askRefund(title, receipt, reason)
			return
		}
		s.askApprover(title, receipt, reason, func(approver ledger.Session) error {
			return s.search.void(s.counter.session, approver, reason)
		}, words.T("Give back %s.", handBack(receipt)))
	})
}

// refundWays are how the money of a reversed payment can go back, as the
// dialog lists them.
var refundWays = []struct {
	way   ledger.RefundWay
	words phrase.Word
}{
	{ledger.FromDrawer, phrase.Word("In cash, out of a drawer that is open now")},
	{ledger.ByFinance, phrase.Word("Finance refunds it")},
	{ledger.NoMoney, phrase.Word("No money moves: it was recorded in error")},
}

// askRefund asks how the money of a payment goes back that is in no drawer any
// more.
func (s *find) askRefund(title string, receipt ledger.Receipt, reason string) {
	var said []string
	for _, w := range refundWays {
		said = append(said, words.Say(w.words))
	}
	ways, clerk := widgets.NewChoice(said...), widgets.NewEntry()
	clerk.Replace = true
	if s.counter.takesPayments() {
		clerk.SetText(s.counter.session.Name())
	}
	fromDrawer := func() bool {
		picked, _ := ways.Picked()
		return picked >= 0 && refundWays[picked].way == ledger.FromDrawer
	}
	s.counter.dialogs.Open(dialogs.Form{
		Title: title,
		Text:  words.T("How does %s go back to the customer?", widgets.Dollars(receipt.Total)),
		Fields: []dialogs.Field{
			{Name: words.T("The money (press its digit)"), Input: ways},
			{Name: words.T("Whose drawer, for cash"), Input: clerk, Needed: fromDrawer},
		},
		OnConfirm: func() error { return nil },
	}).About("void").Then(func() {
		picked, _ := ways.Picked()
		way, drawer, done := refundWays[picked].way, "", words.T("Finance gives the money back.")
		switch way {
		case ledger.FromDrawer:
			drawer = clerk.Text
			done = words.T("Give back %s in cash from the drawer of %s.", widgets.Dollars(receipt.Total), drawer)
		case ledger.NoMoney:
			done = words.T("No money goes back.")
		}
		s.askApprover(title, receipt, reason, func(approver ledger.Session) error {
			return s.search.reverse(s.counter.session, approver, reason, way, drawer)
		}, done)
	})
}

func (s *find) askApprover(title string, receipt ledger.Receipt, reason string, act func(ledger.Session) error, done string) {
	sentence := words.T("%s, taken by %s. Reason: %s. A supervisor who did not take this payment signs in to void it.", widgets.Dollars(receipt.Total), receipt.Clerk, reason)
	s.counter.secondSignIn(title, sentence, act, func() { s.voided(done) }).About("void")
}

// voided prints the receipt that says it is void, and tells what to hand back.
func (s *find) voided(handBack string) {
	s.reprint()
	text := words.T("Receipt %s is void. %s", s.search.receipt.Number, handBack)
	if s.canKeyAgain() {
		text += words.T(" F9 keys it in again.")
	}
	s.counter.say(widgets.Note, text)
}

// handBack is what the customer gets for a void payment: cash less the change
// that was given, out of the drawer it went into; each check itself; each card
// on its terminal.
func handBack(r ledger.Receipt) string {
	var parts []string
	var cash money.Amount
	for _, t := range r.Payment.Tenders {
		switch t.Kind {
		case ledger.Cash:
			cash, _ = cash.Add(t.Amount) // recorded, so it fits
		case ledger.Check:
			parts = append(parts, words.T("check %s", t.Number))
		case ledger.Card:
			parts = append(parts, words.T("%s on the card terminal", widgets.Dollars(t.Amount)))
		}
	}
	cash, _ = cash.Sub(r.Change)
	if cash.IsPositive() {
		parts = append([]string{words.T("%s in cash from the drawer of %s", widgets.Dollars(cash), r.Clerk)}, parts...)
	}
	return strings.Join(parts, ", ")
}

// canKeyAgain reports whether the payment looked at is void, and nothing was
// keyed in for it.
func (s *find) canKeyAgain() bool {
	r := s.search.receipt
	return s.counter.takesPayments() && r != nil && r.Void != nil && r.ReplacedBy == ""
}

// keyAgain begins a payment in the place of the void one, with its stubs.
func (s *find) keyAgain() {
	receipt, desk := *s.search.receipt, s.counter.intake().(*intake)
	begin := func() {
		s.counter.show(desk)
		desk.keyAgain(receipt)
	}
	if !desk.halfDone() {
		begin()
		return
	}
	s.counter.dialogs.Confirm(words.T("Clear the intake screen?"), desk.abandoning(), words.T("Clear"), begin).About("next-customer")
}
