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
	compare := func(name string, added, said any) {
		if added != said {
			wrong.add("%s: the manifest says %v, the journal gives %v", name, said, added)
		}
	}
	compare("from", f.From, m.From)
	compare("to", f.To, m.To)
	compare("first_receipt", f.FirstReceipt, m.FirstReceipt)
	compare("last_receipt", f.LastReceipt, m.LastReceipt)
	compare("hash_total", f.HashTotal, m.HashTotal)
	for _, group := range []struct {
		name        string
		added, said Sums
	}{{"stands", f.Stands, m.Stands}, {"void", f.Void, m.Void}, {"reversal", f.Reversal, m.Reversal}} {
		compare(group.name+".payments", group.added.Payments, group.said.Payments)
		compare(group.name+".lines", group.added.Lines, group.said.Lines)
		compare(group.name+".total", group.added.Total, group.said.Total)
		compare(group.name+".tenders.cash", group.added.Tenders.Cash, group.said.Tenders.Cash)
		compare(group.name+".tenders.check", group.added.Tenders.Check, group.said.Tenders.Check)
		compare(group.name+".tenders.card", group.added.Tenders.Card, group.said.Tenders.Card)
		compare(group.name+".autopay", group.added.AutoPay, group.said.AutoPay)
		compare(group.name+".funds", fmt.Sprint(group.added.Funds), fmt.Sprint(group.said.Funds))
	}
	compare("resubmission.payments", f.Resubmission.Payments, m.Resubmission.Payments)
	compare("resubmission.lines", f.Resubmission.Lines, m.Resubmission.Lines)
	compare("resubmission.total", f.Resubmission.Total, m.Resubmission.Total)
	compare("corrections", f.Corrections, m.Corrections)
	compare("returned.checks", f.Returned.Checks, m.Returned.Checks)
	compare("returned.unpaid", f.Returned.Unpaid, m.Returned.Unpaid)
	return wrong
}
