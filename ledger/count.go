package ledger

import (
	"fmt"

	"counterfoil/ledger/money"
)

// Count is what a clerk finds in the drawer, before being told what should be
// there.
type Count struct {
	Cash   []Pieces     `json:"cash"` // float included
	Checks Slips        `json:"checks"`
	Cards  Slips        `json:"cards"`
	Loose  money.Amount `json:"loose"`           // cash counted without its denominations, such as rolled coin
	Stubs  *int64       `json:"stubs,omitempty"` // bill stubs in the drawer; nil: not counted
}

// Pieces is so many notes or coins of one denomination.
type Pieces struct {
	Value money.Amount `json:"value"`
	Count int64        `json:"count"`
}

// Slips is so many checks, or card slips, and their total.
type Slips struct {
	Count int64        `json:"count"`
	Total money.Amount `json:"total"`
}

// Denominations are the notes and coins of the United States, largest first.
var Denominations = []money.Amount{
	money.FromCents(100_00), money.FromCents(50_00), money.FromCents(20_00), money.FromCents(10_00),
	money.FromCents(5_00), money.FromCents(2_00), money.FromCents(1_00),
	money.FromCents(50), money.FromCents(25), money.FromCents(10), money.FromCents(5), money.FromCents(1),
}

const maxPieces = 100_000

// CashTotal adds up the cash.
func (c Count) CashTotal() (money.Amount, error) {
	total := c.Loose
	for _, p := range c.Cash {
		value, err := p.Value.Times(p.Count)
		if err != nil {
			return total, err
		}
		if total, err = total.Add(value); err != nil {
			return total, err
		}
	}
	return total, nil
}

// tally is what was counted, by tender.
func (c Count) tally() (Tally, error) {
	cash, err := c.CashTotal()
	if err != nil {
		return Tally{}, invalid("cash", "%s", err)
	}
	return Tally{cash, c.Checks.Total, c.Cards.Total}, nil
}

func (c Count) check() error {
	known := map[money.Amount]bool{}
	for _, value := range Denominations {
		known[value] = true
	}
	for i, p := range c.Cash {
		field := fmt.Sprintf("cash[%d]", i)
		if !known[p.Value] {
			return invalid(field, "there is no note or coin of %s", p.Value)
		}
		known[p.Value] = false // each denomination once
		if p.Count < 0 || p.Count > maxPieces {
			return invalid(field, "%d pieces of %s is not between 0 and %d", p.Count, p.Value, maxPieces)
		}
	}
	for field, slips := range map[string]Slips{"checks": c.Checks, "cards": c.Cards} {
		switch {
		case slips.Count < 0 || slips.Count > maxPieces:
			return invalid(field, "%d is not between 0 and %d", slips.Count, maxPieces)
		case slips.Total.IsNegative():
			return invalid(field, "the total %s is below 0.00", slips.Total)
		case slips.Count == 0 && !slips.Total.IsZero():
			return invalid(field, "%s cannot come from no slips; give their number", slips.Total)
		}
	}
	if c.Stubs != nil && (*c.Stubs < 0 || *c.Stubs > maxPieces) {
		return invalid("stubs", "%d is not between 0 and %d", *c.Stubs, maxPieces)
	}
	if c.Loose.IsNegative() {
		return invalid("loose", "%s is below 0.00", c.Loose)
	}
	return nil
}
