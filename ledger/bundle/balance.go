package bundle

import (
	"fmt"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// receiptCheck holds every payment and void of the range to the rules that
// the ledger took it under: its number follows the last one, lines and change
// equal the tenders, and the perpetual counters go on.
type receiptCheck struct {
	station    string
	outage     int64
	lastNumber int64
	newest     *perpetuals // as the newest payment or void carries them; nil before the first
	wrong      problems
}

func (c *receiptCheck) note(e ledger.Entry) error {
	if !counts(e.Kind) {
		return nil
	}
	var adds, carries perpetuals
	switch e.Kind {
	case paymentRecordedKind:
		b, err := decode[paymentRecorded](e)
		if err != nil {
			return err
		}
		c.checkPayment(b)
		c.lastNumber = b.Number
		adds.PerpetualTotal, carries = b.Total, b.perpetuals
	case paymentVoidedKind:
		b, err := decode[paymentVoided](e)
		if err != nil {
			return err
		}
		adds.PerpetualVoids, carries = b.Total, b.perpetuals
	default: // moves no money
		var err error
		if carries, err = decode[perpetuals](e); err != nil {
			return err
		}
	}
	if c.newest != nil {
		if want, err := c.newest.plus(adds); err != nil || want != carries {
			c.wrong.add("entry %d carries a perpetual total of %s and voids of %s, which do not follow from the payment or void before it", e.Seq, carries.PerpetualTotal, carries.PerpetualVoids)
		}
	}
	c.newest = &carries
	return nil
}

func (c *receiptCheck) checkPayment(b paymentRecorded) {
	if want := fmt.Sprintf("%s-%06d", c.station, b.Number); b.Receipt != want {
		c.wrong.add("receipt %s has the number %d", b.Receipt, b.Number)
	}
	if c.lastNumber != 0 && b.Number != c.lastNumber+1 {
		c.wrong.add("receipt %s follows number %d", b.Receipt, c.lastNumber)
	}
	if !balances(b) {
		c.wrong.add("receipt %s does not balance: lines %s, change %s", b.Receipt, b.Total, b.Change)
	}
	if b.Outage != c.outage {
		c.wrong.add("receipt %s is of outage %d, the manifest of outage %d", b.Receipt, b.Outage, c.outage)
	}
}

// fundsAddUp tells whether the funds of each line that has any are its amount.
func fundsAddUp(p ledger.Payment) bool {
	for _, line := range p.Lines {
		var sum money.Amount
		for _, fund := range line.Funds {
			var err error
			if sum, err = sum.Add(fund.Amount); err != nil || !fund.Amount.IsPositive() {
				return false
			}
		}
		if len(line.Funds) > 0 && sum != line.Amount {
			return false
		}
	}
	return true
}

// balances tells whether each line is its funds, the lines are the total, the tenders the total and
// the change, and the change no more than the cash.
func balances(b paymentRecorded) bool {
	total, err := b.Payment.Total()
	if err != nil || total != b.Total || !fundsAddUp(b.Payment) {
		return false
	}
	var tendered money.Amount
	for _, t := range b.Payment.Tenders {
		if tendered, err = tendered.Add(t.Amount); err != nil {
			return false
		}
	}
	cash, err := b.Payment.Tendered(ledger.Cash)
	if err != nil || b.Change.IsNegative() || b.Change.Cmp(cash) > 0 {
		return false
	}
	settled, err := b.Total.Add(b.Change)
	return err == nil && settled == tendered
}
