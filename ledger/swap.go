package ledger

import (
	"fmt"

	"counterfoil/ledger/money"
)

// Swap is the trace that a swap of one tender for another leaves: one is short
// and the other is over by a similar amount. The classic theft takes cash out
// of the drawer and puts a check in that is on no receipt.
type Swap struct {
	Clerk     string       `json:"clerk"`
	Amount    money.Amount `json:"amount"`     // what the swap hides: the shortfall
	CashShort bool         `json:"cash_short"` // else checks are short and cash is over
	Off       Tally        `json:"over_short"`
	ChecksOff int64        `json:"checks_off"` // more checks than receipts have; below 0: fewer
}

// Swapped is the shortfall of a difference, found less expected, that looks
// like one tender put in the place of the other: one is short and the other
// over by a similar amount, the smaller at least four fifths of the larger,
// since a thief does not always find a check of the very amount. 0: it does not
// look like that. The total is right, or nearly, so only the tenders tell.
func (t Tally) Swapped() money.Amount {
	short, over := t.Cash.Cents(), t.Check.Cents()
	if short > over {
		short, over = over, short
	}
	if short >= 0 || over <= 0 {
		return money.Amount{}
	}
	short = -short
	if smaller, larger := min(short, over), max(short, over); smaller < larger-larger/5 {
		return money.Amount{}
	}
	return money.FromCents(short)
}

// Swap tells whether a clerk's count has that trace.
func (p DrawerPart) Swap() (Swap, bool) {
	amount := p.OverShort.Swapped()
	return Swap{Clerk: p.Clerk, Amount: amount, CashShort: p.OverShort.Cash.IsNegative(), Off: p.OverShort, ChecksOff: p.ChecksOff()}, !amount.IsZero()
}

// Words say whose shortfall it is, and what may have happened.
func (s Swap) Words() string {
	off := func(a money.Amount) string { return money.FromCents(max(a.Cents(), -a.Cents())).Display() }
	if s.CashShort {
		return fmt.Sprintf("cash of %s is %s short and checks are %s over%s: a check that is on no receipt may stand in the place of %s in cash",
			s.Clerk, off(s.Off.Cash), off(s.Off.Check), checksOffWords(s.ChecksOff), s.Amount.Display())
	}
	return fmt.Sprintf("checks of %s are %s short and cash is %s over%s: cash may stand in the place of checks of %s",
		s.Clerk, off(s.Off.Check), off(s.Off.Cash), checksOffWords(s.ChecksOff), s.Amount.Display())
}

func checksOffWords(off int64) string {
	switch {
	case off > 0:
		return fmt.Sprintf(" (%d more than receipts have)", off)
	case off < 0:
		return fmt.Sprintf(" (%d fewer than receipts have)", -off)
	}
	return ""
}

// Swaps are the traces of swaps in a drawer, by clerk.
func (c Closing) Swaps() []Swap {
	var swaps []Swap
	for _, p := range c.Parts {
		if swap, found := p.Swap(); found {
			swaps = append(swaps, swap)
		}
	}
	return swaps
}

// Alarms are the swaps in words, and where the number of checks is not that of
// the receipts.
func (c Closing) Alarms() []string {
	var alarms []string
	for _, p := range c.Parts {
		if swap, found := p.Swap(); found {
			alarms = append(alarms, swap.Words())
		} else if off := p.ChecksOff(); off != 0 {
			alarms = append(alarms, fmt.Sprintf("%s counted %d checks; receipts have %d", p.Clerk, p.ChecksCounted, p.ChecksExpected))
		}
	}
	return alarms
}
