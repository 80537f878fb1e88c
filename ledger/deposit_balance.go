package ledger

import (
	"errors"
	"fmt"
	"slices"

	"counterfoil/ledger/money"
)

// DepositBalance holds a bag against the receipts whose money it should be:
// cash against cash, checks against checks.
type DepositBalance struct {
	Receipts Tally // what the receipts brought in
	Counted  Tally // what was counted at the closings, less the floats
	Banked   Tally // what is in the bag
	Off      Tally // in the bag less the receipts: above 0.00 is over
	// OffCount is in the bag less counted: what came or went since the drawers
	// were closed.
	OffCount   Tally
	Missing    []BankedCheck // on a receipt, and not in the bag
	Extra      []BankedCheck // in the bag, and on no receipt
	Unapproved []int64       // closings that nobody approved
}

// Balance holds a draft against the plan. It does not look at the bag's number
// or the reason.
func (p DepositPlan) Balance(draft DepositDraft) (DepositBalance, error) {
	for i, ref := range draft.Present {
		if slices.Contains(draft.Present[:i], ref) || !slices.ContainsFunc(p.Checks, func(c BankedCheck) bool { return c.CheckRef == ref }) {
			return DepositBalance{}, invalid(fmt.Sprintf("present[%d]", i), "receipt %s has no check as tender %d in these drawers, or it stands twice", clip(ref.Receipt), ref.Item)
		}
	}
	extra, err := checkedExtra(draft.Extra)
	if err != nil {
		return DepositBalance{}, err
	}
	b := depositMade{Drawers: p.Drawers, Cash: draft.Cash, Loose: draft.Loose, Missing: p.missing(draft.Present)}
	b.Checks = append(p.present(draft.Present), extra...)
	if b.Banked.Cash, err = (Count{Cash: draft.Cash, Loose: draft.Loose}).CashTotal(); err != nil {
		return DepositBalance{}, invalid("cash", "%s", err)
	}
	for _, c := range b.Checks {
		if b.Banked.Check, err = b.Banked.Check.Add(c.Amount); err != nil {
			return DepositBalance{}, invalid("checks", "%s", err)
		}
	}
	for _, d := range p.Drawers {
		var errs [2]error
		b.Receipts, errs[0] = b.Receipts.Plus(d.Receipts)
		b.Counted, errs[1] = b.Counted.Plus(d.Counted)
		if err := errors.Join(errs[:]...); err != nil {
			return DepositBalance{}, err
		}
	}
	return b.balance()
}

// balance is what an entry says of its bag.
func (b *depositMade) balance() (DepositBalance, error) {
	balance := DepositBalance{Receipts: b.Receipts, Counted: b.Counted, Banked: b.Banked, Missing: b.Missing}
	for _, c := range b.Checks {
		if c.Receipt == "" {
			balance.Extra = append(balance.Extra, c)
		}
	}
	for _, d := range b.Drawers {
		if !d.Approved {
			balance.Unapproved = append(balance.Unapproved, d.Closing)
		}
	}
	var errs [2]error
	balance.Off, errs[0] = b.Banked.Minus(b.Receipts)
	balance.OffCount, errs[1] = b.Banked.Minus(b.Counted)
	return balance, errors.Join(errs[:]...)
}

// Problems names what needs a reason, each in a few words: cash that is
// neither what the receipts say nor what was counted, checks that are missing
// or too many, closings without approval. A shortfall that the closings tell
// of already is none.
func (b DepositBalance) Problems() []string {
	var problems []string
	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if !b.Off.Cash.IsZero() && !b.OffCount.Cash.IsZero() {
		say("cash is %s the receipts", overShortOf(b.Off.Cash))
		if b.OffCount.Cash != b.Off.Cash {
			say("cash is %s what was counted", overShortOf(b.OffCount.Cash))
		}
	}
	for _, c := range b.Missing {
		say("check %s of receipt %s, %s, is not in the bag", c.Number, c.Receipt, c.Amount.Display())
	}
	for _, c := range b.Extra {
		say("check %s, %s, is on no receipt", c.Number, c.Amount.Display())
	}
	if swapped := b.Off.Swapped(); !swapped.IsZero() {
		say("%s may be a check put in the place of cash, or cash in the place of a check", swapped.Display())
	}
	for _, z := range b.Unapproved {
		say("closing Z%d is not approved", z)
	}
	return problems
}

func overShortOf(difference money.Amount) string {
	if difference.IsNegative() {
		return money.FromCents(-difference.Cents()).Display() + " short of"
	}
	return difference.Display() + " over"
}
