package ui

import (
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// bag is a bag for the bank while it is filled: the cash by denomination, the
// checks that are there, and the number on the bag.
type bag struct {
	plan    ledger.DepositPlan
	cash    countSheet // its lines up to loose cash
	present map[ledger.CheckRef]bool
	extra   []ledger.BankedCheck
	number  string
}

func newBag(plan ledger.DepositPlan) *bag {
	return &bag{plan: plan, present: map[ledger.CheckRef]bool{}}
}

func (b *bag) begun() bool {
	return b.cash.begun() || b.number != "" || len(b.extra) > 0 || len(b.refs()) > 0
}

// checks are those of the receipts, then those on none.
func (b *bag) checks() []ledger.BankedCheck {
	return append(b.plan.Checks[:len(b.plan.Checks):len(b.plan.Checks)], b.extra...)
}

func (b *bag) isPresent(c ledger.BankedCheck) bool { return c.Receipt == "" || b.present[c.CheckRef] }

// tick says that a check is there, or takes it back. One that is on no receipt
// is taken off the list.
func (b *bag) tick(c ledger.BankedCheck) {
	if c.Receipt == "" {
		b.extra = slices.DeleteFunc(b.extra, func(e ledger.BankedCheck) bool { return e == c })
		return
	}
	b.present[c.CheckRef] = !b.present[c.CheckRef]
}

// add puts a check into the bag that is on no receipt.
func (b *bag) add(c ledger.BankedCheck) error {
	if _, err := b.plan.Balance(ledger.DepositDraft{Extra: []ledger.BankedCheck{c}}); err != nil {
		return err
	}
	b.extra = append(b.extra, c)
	return nil
}

// lastPart is the name of a field without what it is a field of: "number" of
// "extra[0].number".
func lastPart(field string) string { return field[strings.LastIndexByte(field, '.')+1:] }

func (b *bag) refs() (refs []ledger.CheckRef) {
	for _, c := range b.plan.Checks {
		if b.present[c.CheckRef] {
			refs = append(refs, c.CheckRef)
		}
	}
	return refs
}

// draft is the bag as the ledger takes it. The error is a *lineError when a
// line of the cash cannot be read.
func (b *bag) draft() (ledger.DepositDraft, error) {
	d := ledger.DepositDraft{Bag: b.number, Present: b.refs(), Extra: b.extra}
	for _, drawer := range b.plan.Drawers {
		d.Drawers = append(d.Drawers, drawer.Drawer)
	}
	var count ledger.Count
	for line := range looseLine + 1 {
		if err := b.cash.read(line, &count); err != nil {
			return d, &lineError{line, err}
		}
	}
	d.Cash, d.Loose = count.Cash, count.Loose
	return d, nil
}

// ready is the draft with how it stands against the receipts, or what is wrong
// with it.
func (b *bag) ready() (ledger.DepositDraft, ledger.DepositBalance, error) {
	draft, err := b.draft()
	if err != nil {
		return draft, ledger.DepositBalance{}, err
	}
	balance, err := b.plan.Balance(draft)
	return draft, balance, err
}

// standing says how cash and checks stand, each in a sentence, and whether
// both are even. What cannot be read yet counts as nothing.
func (b *bag) standing() (cash, checks string, even bool) {
	balance, err := b.plan.Balance(ledger.DepositDraft{Loose: b.cash.cash(), Present: b.refs(), Extra: b.extra})
	if err != nil {
		return widgets.Sentence(err), "", false
	}
	cash = words.T("Cash: receipts %s, counted without floats %s, in the bag %s: %s.", widgets.Dollars(balance.Receipts.Cash), widgets.Dollars(balance.Counted.Cash), widgets.Dollars(balance.Banked.Cash), againstReceipts(balance.Off.Cash))
	checks = words.T("Checks: receipts %s, in the bag %s: %s; %d of %d ticked.", widgets.Dollars(balance.Receipts.Check), widgets.Dollars(balance.Banked.Check), againstReceipts(balance.Off.Check), len(b.refs()), len(b.plan.Checks))
	return cash, checks, balance.Off == (ledger.Tally{})
}

func againstReceipts(off money.Amount) string {
	if off.IsZero() {
		return words.T("even with the receipts")
	}
	return overShortWords(off)
}

// problemWords are the reasons why a reason is asked, as sentences.
func problemWords(b ledger.DepositBalance) string {
	var said []string
	for _, problem := range b.Problems() {
		said = append(said, widgets.Sentence(problem))
	}
	return strings.Join(said, " ")
}

// whose says whose money goes into the bag: "Z1 of ana, Z2 of ben".
func (b *bag) whose() string {
	var said []string
	for _, d := range b.plan.Drawers {
		said = append(said, words.T("Z%d of %s", d.Closing, d.Clerk))
	}
	return strings.Join(said, ", ")
}
