package ui

import (
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
)

// voidReasons are what payments are voided for at a counter.
var voidReasons = []string{"Wrong account", "Wrong amount", "Wrong tender", "Keyed in twice", "Customer took the money back"}

// void asks why, and then for a second person's word.
func (s *find) void() {
	receipt := *s.search.receipt
	title := "Void receipt " + receipt.Number
	var reason string
	s.counter.dialogs.Reason(title, "The whole payment is taken back, and the receipt keeps its number. Why?", voidReasons, func(given string) error {
		reason = given
		return nil
	}).Then(func() {
		sentence := fmt.Sprintf("%s, taken by %s. Reason: %s. A supervisor who did not take this payment signs in to void it.",
			widgets.Dollars(receipt.Total), receipt.Clerk, reason)
		s.counter.secondSignIn(title, sentence, func(approver ledger.Session) error {
			return s.search.void(s.counter.session, approver, reason)
		}, s.voided)
	})
}

// voided prints the receipt that says it is void, and tells what to hand back.
func (s *find) voided() {
	s.reprint()
	s.counter.say(widgets.Note, fmt.Sprintf("Receipt %s is void. Give back %s.", s.search.receipt.Number, handBack(*s.search.receipt)))
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
			parts = append(parts, "check "+t.Number)
		case ledger.Card:
			parts = append(parts, widgets.Dollars(t.Amount)+" on the card terminal")
		}
	}
	cash, _ = cash.Sub(r.Change)
	if cash.IsPositive() {
		parts = append([]string{widgets.Dollars(cash) + " in cash from the drawer of " + r.Clerk}, parts...)
	}
	return strings.Join(parts, ", ")
}
