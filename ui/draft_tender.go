package ui

import (
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// draftTender is one tender.
type draftTender struct {
	ledger.Tender
	rest bool // its amount is what is left to pay, until something is keyed of it
	// confirmed tells of a check that somebody compared its amount with the
	// paper.
	confirmed bool
}

// untouched reports whether nothing was keyed of it.
func (t draftTender) untouched() bool {
	return t.rest && t.Tender == ledger.Tender{Kind: t.Kind, Amount: t.Amount}
}

// take begins a tender for what is left to pay and returns its index. One that
// was begun and not touched gives way. There is one pile of cash: taking cash
// again goes on with it.
func (d *draft) take(kind ledger.TenderKind) (int, error) {
	if len(d.stubs) == 0 {
		return -1, phrase.Errorf("scan or key a stub first")
	}
	for i, t := range d.tenders {
		if t.Kind == kind && (kind == ledger.Cash || t.untouched()) {
			return i, nil
		}
	}
	for i := len(d.tenders) - 1; i >= 0; i-- {
		if d.tenders[i].untouched() {
			d.removeTender(i)
		}
	}
	if d.balance().owed.IsZero() {
		return -1, phrase.Errorf("nothing is left to pay; first lower the amount of a tender, or remove it")
	}
	d.tenders = append(d.tenders, draftTender{Tender: ledger.Tender{Kind: kind}, rest: true})
	d.changed()
	return len(d.tenders) - 1, nil
}

// setTendered changes the amount of a tender.
func (d *draft) setTendered(tender int, amount money.Amount) {
	if t := &d.tenders[tender]; t.Amount != amount {
		t.Amount, t.rest, t.confirmed = amount, false, true
		d.changed()
	}
}

// cover makes a tender of which nothing else is keyed cover the rest, whatever
// that will be.
func (d *draft) cover(tender int) {
	t := &d.tenders[tender]
	t.rest = true
	t.rest = t.untouched()
}

// describe changes what is known of a tender beside its amount. With that it
// is a check or slip in hand, and its amount stands.
func (d *draft) describe(tender int, number, routing, last4, name string) {
	t := &d.tenders[tender]
	t.Number, t.Routing, t.Last4, t.Name = number, routing, last4, name
	t.rest = t.untouched()
	d.changed()
}

// setDate notes the date of a check.
func (d *draft) setDate(tender int, date ledger.Day) {
	t := &d.tenders[tender]
	t.Date = date
	t.rest = t.untouched()
	d.changed()
}

// confirm notes that the amount of a check was compared with the paper.
func (d *draft) confirm(tender int) { d.tenders[tender].confirmed = true }

// unconfirmed is the first check whose amount nobody has compared with the
// paper, or -1.
func (d *draft) unconfirmed() int {
	return slices.IndexFunc(d.tenders, func(t draftTender) bool { return t.Kind == ledger.Check && !t.confirmed })
}

// removeTender takes a tender out.
func (d *draft) removeTender(tender int) {
	d.tenders = append(d.tenders[:tender:tender], d.tenders[tender+1:]...)
	d.changed()
}

// coverRest gives the tender that covers the rest its amount.
func (d *draft) coverRest() {
	for i := range d.tenders {
		if d.tenders[i].rest {
			d.tenders[i].Amount = money.Amount{}
			d.tenders[i].Amount = d.balance().owed
		}
	}
}

// balance is how the stubs and the tenders stand to each other.
type balance struct {
	total, tendered money.Amount
	owed            money.Amount // still to pay
	change          money.Amount // to give back
}

func (d *draft) balance() balance {
	var b balance
	for _, s := range d.stubs {
		b.total = plus(b.total, s.line.Amount)
	}
	for _, t := range d.tenders {
		b.tendered = plus(b.tendered, t.Amount)
	}
	return b.settled()
}

func balanceOf(r ledger.Receipt) balance {
	return balance{total: r.Total, tendered: plus(r.Total, r.Change)}.settled()
}

func (b balance) settled() balance {
	if difference := money.FromCents(b.tendered.Cents() - b.total.Cents()); difference.IsNegative() {
		b.owed = money.FromCents(-difference.Cents())
	} else {
		b.change = difference
	}
	return b
}

// plus adds two amounts of one payment: no counter keys in enough of money.Max
// for that to overflow.
func plus(a, b money.Amount) money.Amount {
	sum, err := a.Add(b)
	if err != nil {
		panic(err)
	}
	return sum
}

// tooMuch is what checks and cards pay beyond what is due: no change is given
// for them.
func (d *draft) tooMuch() money.Amount {
	paid := d.balance().total.Cents()
	for _, t := range d.tenders {
		if t.Kind != ledger.Cash {
			paid -= t.Amount.Cents()
		}
	}
	return money.FromCents(max(-paid, 0))
}

// cash is the index of the pile of cash, or -1.
func (d *draft) cash() int {
	return slices.IndexFunc(d.tenders, func(t draftTender) bool { return t.Kind == ledger.Cash })
}

// largeChange is more than anybody gets back who did not hand over a note too
// many: rather, a decimal point was not keyed in.
var largeChange = money.FromCents(100_00)

// changeDoubtful reports whether nobody has agreed yet to so much change.
func (d *draft) changeDoubtful() bool {
	change := d.balance().change
	return change.Cmp(largeChange) >= 0 && change != d.agreedChange
}

func (d *draft) agreeToChange() { d.agreedChange = d.balance().change }
