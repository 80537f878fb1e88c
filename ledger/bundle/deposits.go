package bundle

import (
	"fmt"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

const (
	depositMadeKind      ledger.Kind = "deposit_made"
	depositConfirmedKind ledger.Kind = "deposit_confirmed"
)

type depositMade struct {
	Number  int64           `json:"deposit"`
	Bag     string          `json:"bag"`
	Drawers []bankedMoney   `json:"drawers"`
	Cash    []ledger.Pieces `json:"cash"`
	Loose   money.Amount    `json:"loose"`
	Checks  []struct {
		Receipt string       `json:"receipt"`
		Amount  money.Amount `json:"amount"`
	} `json:"checks"`
	Missing    []struct{}   `json:"missing"`
	Receipts   ledger.Tally `json:"receipts"`
	Counted    ledger.Tally `json:"counted"`
	Banked     ledger.Tally `json:"banked"`
	Total      money.Amount `json:"total"`
	VerifiedBy string       `json:"verified_by"`
	Reason     string       `json:"reason"`
}

// bankedMoney is a drawer's share of a deposit.
type bankedMoney struct {
	Drawer   string       `json:"drawer"`
	Closing  int64        `json:"z"`
	Receipts ledger.Tally `json:"receipts"`
	Counted  ledger.Tally `json:"counted"`
}

type depositConfirmed struct {
	Number     int64        `json:"deposit"`
	Bag        string       `json:"bag"`
	Total      money.Amount `json:"total"`
	Day        ledger.Day   `json:"bank_day"`
	Reference  string       `json:"bank_reference"`
	Amount     money.Amount `json:"bank_amount"`
	Difference money.Amount `json:"difference"`
	Reason     string       `json:"reason"`
}

var depositColumns = []string{
	"event", "deposit", "station", "bag", "at", "by", "verified_by", "closings",
	"receipts_cash", "receipts_check", "counted_cash", "counted_check", "banked_cash", "banked_check",
	"over_short_cash", "over_short_check", "checks", "missing", "extra", "total",
	"bank_day", "bank_reference", "bank_amount", "bank_difference", "reason", "batch", "seq", "hash",
}

// depositRow is the row of an entry about a deposit.
func (t tables) depositRow(e ledger.Entry) ([]string, error) {
	tail := []string{number(t.batch), number(e.Seq), e.Hash.String()}
	if e.Kind == depositConfirmedKind {
		b, err := decode[depositConfirmed](e)
		row := make([]string, len(depositColumns)-len(tail)-6)
		copy(row, []string{"confirmed", number(b.Number), t.station, b.Bag, stamp(e.At.In(t.zone)), e.Actor})
		row = append(row, b.Total.String(), string(b.Day), b.Reference, b.Amount.String(), b.Difference.String(), b.Reason)
		return append(row, tail...), err
	}
	b, err := decode[depositMade](e)
	if err != nil {
		return nil, err
	}
	off, err := b.Banked.Minus(b.Receipts)
	if err != nil {
		return nil, err
	}
	var closings string
	for i, d := range b.Drawers {
		if i > 0 {
			closings += "; "
		}
		closings += number(d.Closing)
	}
	row := []string{"made", number(b.Number), t.station, b.Bag, stamp(e.At.In(t.zone)), e.Actor, b.VerifiedBy, closings}
	for _, tally := range []ledger.Tally{b.Receipts, b.Counted, b.Banked, off} {
		row = append(row, tally.Cash.String(), tally.Check.String())
	}
	row = append(row, number(int64(len(b.Checks))), number(int64(len(b.Missing))), number(int64(b.extra())), b.Total.String(), "", "", "", "", b.Reason)
	return append(row, tail...), nil
}

// extra counts the checks in the bag that are on no receipt.
func (b depositMade) extra() (n int) {
	for _, c := range b.Checks {
		if c.Receipt == "" {
			n++
		}
	}
	return n
}

// seqKey orders rows by their entry.
func seqKey(columns []string, what string) keyOf {
	seq, named := slices.Index(columns, "seq"), slices.Index(columns, what)
	return func(row []string) (key [3]int64, label string, ok bool) {
		_, err := fmt.Sscan(row[seq], &key[0])
		return key, what + " " + row[named], err == nil
	}
}

// depositCheck holds the deposits of the range to the rules that the ledger
// made them under: the numbers follow one another, each drawer's money goes to
// the bank once, and every figure is the sum of its parts.
type depositCheck struct {
	entries []ledger.Entry
	last    int64
	drawers map[string]int64 // the deposit that each is in
	wrong   problems
}

func (c *depositCheck) note(e ledger.Entry) error {
	switch e.Kind {
	case depositConfirmedKind:
		b, err := decode[depositConfirmed](e)
		if difference, subErr := b.Amount.Sub(b.Total); err == nil && (subErr != nil || difference != b.Difference) {
			c.wrong.add("deposit D%d: the bank's %s is not %s off the deposit's %s", b.Number, b.Amount, b.Difference, b.Total)
		}
		c.entries = append(c.entries, e)
		return err
	case depositMadeKind:
		b, err := decode[depositMade](e)
		if err != nil {
			return err
		}
		c.entries = append(c.entries, e)
		if c.last != 0 && b.Number != c.last+1 {
			c.wrong.add("deposit D%d follows D%d", b.Number, c.last)
		}
		c.last = b.Number
		if b.VerifiedBy == "" || b.VerifiedBy == e.Actor {
			c.wrong.add("deposit D%d is verified by nobody but %s, who prepared it", b.Number, e.Actor)
		}
		if c.drawers == nil {
			c.drawers = map[string]int64{}
		}
		for _, d := range b.Drawers {
			if other := c.drawers[d.Drawer]; other != 0 {
				c.wrong.add("the money of drawer %s is in deposit D%d and in D%d", d.Drawer, other, b.Number)
			}
			c.drawers[d.Drawer] = b.Number
		}
		if !b.addsUp() {
			c.wrong.add("deposit D%d: cash, checks or drawers are not the sums of their parts", b.Number)
		}
	}
	return nil
}

// addsUp tells whether the bag is its cash and checks, and the receipts and
// counts those of its drawers.
func (b depositMade) addsUp() bool {
	var banked, receipts, counted ledger.Tally
	var err error
	if banked.Cash, err = (ledger.Count{Cash: b.Cash, Loose: b.Loose}).CashTotal(); err != nil {
		return false
	}
	for _, c := range b.Checks {
		if banked.Check, err = banked.Check.Add(c.Amount); err != nil {
			return false
		}
	}
	for _, d := range b.Drawers {
		if receipts, err = receipts.Plus(d.Receipts); err != nil {
			return false
		}
		if counted, err = counted.Plus(d.Counted); err != nil {
			return false
		}
	}
	total, err := banked.Sum()
	return err == nil && banked == b.Banked && receipts == b.Receipts && counted == b.Counted && total == b.Total
}
