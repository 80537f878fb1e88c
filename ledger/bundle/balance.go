package bundle

import (
	"fmt"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// checkReceipts holds every payment of the range to the rules that the ledger
// took it under: its number follows the last one, lines and change equal the
// tenders, and the perpetual counters go on.
func (p *proof) checkReceipts() error {
	var wrong problems
	var lastNumber int64
	var before *perpetuals // what the newest payment or void carried
	for e, err := range p.entries() {
		if err != nil {
			return err
		}
		if e.Seq < p.manifest.FromSeq || e.Seq > p.manifest.ToSeq {
			continue
		}
		var adds perpetuals
		switch e.Kind {
		case paymentRecordedKind:
			b, err := decode[paymentRecorded](e)
			if err != nil {
				return err
			}
			adds.total = b.Total
			p.checkPayment(b, lastNumber, &wrong)
			lastNumber = b.Number
		case paymentVoidedKind:
			b, err := decode[paymentVoided](e)
			if err != nil {
				return err
			}
			adds.voids = b.Total
		default:
			continue
		}
		var now perpetuals
		if err := now.follow(e); err != nil {
			return err
		}
		if before != nil {
			if want, err := before.plus(adds); err != nil || want != now {
				wrong.add("entry %d carries a perpetual total of %s and voids of %s, which do not follow from the entry before it", e.Seq, now.total, now.voids)
			}
		}
		before = &now
	}
	return wrong.err()
}

func (p *proof) checkPayment(b paymentRecorded, lastNumber int64, wrong *problems) {
	if want := fmt.Sprintf("%s-%06d", p.manifest.Station, b.Number); b.Receipt != want {
		wrong.add("receipt %s has the number %d", b.Receipt, b.Number)
	}
	if lastNumber != 0 && b.Number != lastNumber+1 {
		wrong.add("receipt %s follows number %d", b.Receipt, lastNumber)
	}
	if !balances(b) {
		wrong.add("receipt %s does not balance: lines %s, change %s", b.Receipt, b.Total, b.Change)
	}
	if b.Outage != p.manifest.Outage.Number {
		wrong.add("receipt %s is of outage %d, the manifest of outage %d", b.Receipt, b.Outage, p.manifest.Outage.Number)
	}
}

// balances tells whether the lines are the total, and the tenders the total
// and the change.
func balances(b paymentRecorded) bool {
	total, err := b.Payment.Total()
	if err != nil || total != b.Total {
		return false
	}
	tenders := make([]money.Amount, 0, len(b.Payment.Tenders))
	for _, t := range b.Payment.Tenders {
		tenders = append(tenders, t.Amount)
	}
	tendered, err := money.Sum(tenders...)
	if err != nil {
		return false
	}
	cash, err := b.Payment.Tendered(ledger.Cash)
	if err != nil || b.Change.IsNegative() || b.Change.Cmp(cash) > 0 {
		return false
	}
	settled, err := b.Total.Add(b.Change)
	return err == nil && settled == tendered
}
