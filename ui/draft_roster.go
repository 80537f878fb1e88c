package ui

import (
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// unapproved are the warnings that a supervisor must approve and has not.
func (d *draft) unapproved() ([]ledger.Warning, error) {
	warnings, err := d.ledger.Review(d.payment())
	if err != nil || d.approver != nil {
		return nil, err
	}
	return slices.DeleteFunc(warnings, func(w ledger.Warning) bool { return !w.NeedsApproval }), nil
}

// approve notes the second person who agrees to what the clerk may not decide
// alone.
func (d *draft) approve(clerk, approver ledger.Session) error {
	if err := approver.MayApprove(clerk); err != nil {
		return err
	}
	d.approver = []ledger.Session{approver}
	return nil
}

// split is what of a stub's amount goes to which fund; nil: not known.
func (d *draft) split(stub int) []ledger.Fund {
	return d.ledger.City().Split(d.lineOf(d.stubs[stub]))
}

// lineOf is a stub as the ledger gets it. A split that was keyed in follows the
// amount.
func (d *draft) lineOf(s draftStub) ledger.Line {
	line := s.line
	line.Funds = ledger.Apportion(s.keyed, line.Amount, d.ledger.City().Funds.Order)
	return line
}

// fundNames are those that a stub's amount can be split to: as it shows them,
// then the city's others.
func (d *draft) fundNames(stub int) []string {
	var names []string
	for _, f := range d.split(stub) {
		names = append(names, f.Name)
	}
	for _, name := range d.ledger.City().Funds.Order {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// setSplit notes a stub's funds as keyed in; none: as the stub shows them.
func (d *draft) setSplit(stub int, funds []ledger.Fund) {
	d.stubs[stub].keyed = slices.DeleteFunc(funds, func(f ledger.Fund) bool { return f.Amount.IsZero() })
	d.changed()
}

func sumOfFunds(funds []ledger.Fund) (sum money.Amount) {
	for _, f := range funds {
		sum = plus(sum, f.Amount)
	}
	return sum
}
