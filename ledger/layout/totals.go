package layout

import (
	"fmt"
	"strconv"
	"strings"

	"counterfoil/ledger/money"
)

// Totals are the figures of a file, or of a lockbox or batch in it.
type Totals struct {
	Payments  int64 // those with a row, reversals included
	Rows      int64 // detail records, or sets of them
	Records   int64 // lines of the file
	Batches   int64
	Lockboxes int64

	// Total is what the rows add up to: in a file with negative reversals what
	// is left, in a file of reversals what is taken back.
	Total    money.Amount
	Cash     money.Amount // known when rows are of tenders
	Check    money.Amount
	Card     money.Amount
	Accounts HashTotal

	// Posted and Reversed are the two sides of Total, both above zero.
	Posted   Side
	Reversed Side

	newest *Payment
}

// Side is one side of the books: what is posted, or what is taken back.
type Side struct {
	Payments int64        `json:"payments"`
	Total    money.Amount `json:"total"`
}

// add takes a row in. In a file with negative reversals they are taken off.
func (t *Totals) add(r row, negative bool) error {
	t.Rows++
	side := &t.Posted
	if r.payment.Reversal {
		side = &t.Reversed
	}
	if t.newest != r.payment {
		t.newest = r.payment
		t.Payments++
		side.Payments++
	}
	var err error
	if side.Total, err = side.Total.Add(r.amount); err != nil {
		return err
	}
	moved := r.amount
	if negative && r.payment.Reversal {
		moved = money.FromCents(-moved.Cents())
	}
	sums := []*money.Amount{&t.Total}
	if r.tender != nil {
		sums = append(sums, t.of(r.tender.Kind))
	}
	for _, sum := range sums {
		if *sum, err = sum.Add(moved); err != nil {
			return err
		}
	}
	if r.line != nil {
		t.Accounts.Add(r.line.Account)
	}
	for _, part := range r.parts {
		t.Accounts.Add(part.line.Account)
	}
	return nil
}

func (t *Totals) of(tender string) *money.Amount {
	switch tender {
	case "check":
		return &t.Check
	case "card":
		return &t.Card
	}
	return &t.Cash
}

// HashTotal adds up account numbers, to show that none was changed, left out
// or added. Only the last ten digits are kept, as in an ACH file's entry hash.
type HashTotal uint64

const tenDigits = 10_000_000_000

// Add takes an account in: its digits alone, and of these the last ten.
func (h *HashTotal) Add(account string) {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, account)
	n, _ := strconv.ParseUint(digits[max(0, len(digits)-10):], 10, 64) // no digits: 0
	*h = (*h + HashTotal(n)) % tenDigits
}

func (h HashTotal) String() string { return fmt.Sprintf("%010d", uint64(h)) }
