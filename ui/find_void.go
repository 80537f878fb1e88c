package ui

import (
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
)

// voidReasons are what payments are voided for at a counter.
var voidReasons = []string{"Wrong account", "Wrong amount", "Wrong tender", "Keyed in twice", "Customer took the money back"}

// void asks why, and then for a second person's word.
func (s *find) void() {
	receipt := *s.search.receipt
	title := "Void receipt " + receipt.Number
	s.askReason(title, func(reason string) {
		sentence := fmt.Sprintf("%s, taken by %s. Reason: %s. A supervisor who did not take this payment signs in to void it.",
			widgets.Dollars(receipt.Total), receipt.Clerk, reason)
		s.counter.secondSignIn(title, sentence, func(approver ledger.Session) error {
			return s.search.void(s.counter.session, approver, reason)
		}, s.voided)
	})
}

// askReason asks for one of the usual reasons or another; then comes after the
// dialog is gone, so that the next one stands alone.
func (s *find) askReason(title string, then func(reason string)) {
	list := widgets.NewChoice(append(voidReasons[:len(voidReasons):len(voidReasons)], "Another reason")...)
	words := widgets.NewEntry()
	another := func() bool {
		picked, _ := list.Picked()
		return picked == len(voidReasons)
	}
	s.counter.dialogs.Open(dialogs.Form{
		Title:   title,
		Text:    "The whole payment is taken back and the receipt keeps its number. Why?",
		Confirm: "Next",
		Fields: []dialogs.Field{
			{Name: "Reason (press its digit)", Input: list},
			{Name: "In your words", Input: words, Needed: another},
		},
		OnClosed: func(confirmed bool) {
			if confirmed {
				_, picked := list.Picked()
				then(voidReason(picked, another(), strings.TrimSpace(words.Text)))
			}
		},
	})
}

// voidReason joins what was picked and what was said: "Wrong account: two
// digits swapped".
func voidReason(picked string, another bool, words string) string {
	switch {
	case another:
		return words
	case words != "":
		return picked + ": " + words
	}
	return picked
}

// voided prints the receipt that says it is void, and tells what to hand back.
func (s *find) voided() {
	s.reprint()
	s.counter.say(widgets.Note, fmt.Sprintf("Receipt %s is void. Give back %s.", s.search.receipt.Number, handBack(*s.search.receipt)))
}

// handBack is what the customer gets for a void payment: cash less the change
// that was given, each check itself, each card on its terminal.
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
		parts = append([]string{widgets.Dollars(cash) + " in cash"}, parts...)
	}
	return strings.Join(parts, ", ")
}
