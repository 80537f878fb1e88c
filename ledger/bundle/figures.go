package bundle

import (
	"fmt"
	"slices"
	"strings"

	"counterfoil/ledger"
)

func (f *Figures) reach(day ledger.Day) {
	if f.From == "" || day < f.From {
		f.From = day
	}
	f.To = max(f.To, day)
}

func (f *Figures) add(c ledger.Carried) error {
	f.reach(c.Day)
	if c.Again {
		return f.Resubmission.add(c)
	}
	if !c.Reversal {
		if f.FirstReceipt == "" {
			f.FirstReceipt = c.Number
		}
		f.LastReceipt = c.Number
	}
	switch standingOf(c) {
	case stands:
		return f.Stands.add(c)
	case void:
		return f.Void.add(c)
	default:
		return f.Reversal.add(c)
	}
}

func (s *Sums) add(c ledger.Carried) (err error) {
	s.Payments++
	s.Lines += int64(len(c.Payment.Lines))
	if s.Total, err = s.Total.Add(c.Total); err != nil {
		return err
	}
	for n, line := range c.Payment.Lines {
		if onAutoPay(c, n+1) {
			s.AutoPay++
		}
		for _, fund := range line.Funds {
			if err := s.addFund(fund); err != nil {
				return err
			}
		}
	}
	net, err := netOf(c)
	if err != nil {
		return err
	}
	s.Tenders, err = s.Tenders.Plus(net)
	return err
}

func (s *Sums) addFund(fund ledger.Fund) (err error) {
	at, found := slices.BinarySearchFunc(s.Funds, fund, func(a, b ledger.Fund) int { return strings.Compare(a.Name, b.Name) })
	if !found {
		s.Funds = slices.Insert(s.Funds, at, ledger.Fund{Name: fund.Name})
	}
	s.Funds[at].Amount, err = s.Funds[at].Amount.Add(fund.Amount)
	return err
}

// netOf is what a payment left in the drawer.
func netOf(c ledger.Carried) (net ledger.Tally, err error) {
	if net.Check, err = c.Payment.Tendered(ledger.Check); err != nil {
		return net, err
	}
	if net.Card, err = c.Payment.Tendered(ledger.Card); err != nil {
		return net, err
	}
	if net.Cash, err = c.Payment.Tendered(ledger.Cash); err != nil {
		return net, err
	}
	net.Cash, err = net.Cash.Sub(c.Change)
	return net, err
}

// differences names each figure that is not what the rows add up to.
func (f Figures) differences(m Figures) (wrong problems) {
	wrong.compare("from", m.From, f.From)
	wrong.compare("to", m.To, f.To)
	wrong.compare("first_receipt", m.FirstReceipt, f.FirstReceipt)
	wrong.compare("last_receipt", m.LastReceipt, f.LastReceipt)
	wrong.compare("hash_total", m.HashTotal, f.HashTotal)
	for _, group := range []struct {
		name        string
		added, said Sums
	}{{"stands", f.Stands, m.Stands}, {"void", f.Void, m.Void}, {"reversal", f.Reversal, m.Reversal}} {
		wrong.compare(group.name+".payments", group.said.Payments, group.added.Payments)
		wrong.compare(group.name+".lines", group.said.Lines, group.added.Lines)
		wrong.compare(group.name+".total", group.said.Total, group.added.Total)
		wrong.compare(group.name+".tenders.cash", group.said.Tenders.Cash, group.added.Tenders.Cash)
		wrong.compare(group.name+".tenders.check", group.said.Tenders.Check, group.added.Tenders.Check)
		wrong.compare(group.name+".tenders.card", group.said.Tenders.Card, group.added.Tenders.Card)
		wrong.compare(group.name+".autopay", group.said.AutoPay, group.added.AutoPay)
		wrong.compare(group.name+".funds", fmt.Sprint(group.said.Funds), fmt.Sprint(group.added.Funds))
	}
	wrong.compare("resubmission.payments", m.Resubmission.Payments, f.Resubmission.Payments)
	wrong.compare("resubmission.lines", m.Resubmission.Lines, f.Resubmission.Lines)
	wrong.compare("resubmission.total", m.Resubmission.Total, f.Resubmission.Total)
	wrong.compare("corrections", m.Corrections, f.Corrections)
	wrong.compare("returned.checks", m.Returned.Checks, f.Returned.Checks)
	wrong.compare("returned.unpaid", m.Returned.Unpaid, f.Returned.Unpaid)
	return wrong
}
