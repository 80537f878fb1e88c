package ledger

import "iter"

// RecordMany records payments as RecordPayment does, but all in one
// transaction and without waiting for the disk, so that tests can make a large
// ledger.
func (l *Ledger) RecordMany(by Session, payments iter.Seq[Payment]) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.store.exec("PRAGMA synchronous = OFF"); err != nil {
		return err
	}
	return l.transact(by.Name(), l.moment().at, func(t *tx) error {
		for p := range payments {
			if err := t.recordOne(p); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) recordOne(p Payment) error {
	p, err := p.checked()
	if err != nil {
		return err
	}
	total, change, err := p.settle()
	if err != nil {
		return err
	}
	asked, err := marshal(p)
	if err != nil {
		return err
	}
	_, err = t.recordPayment(&paymentRecorded{Content: digest(asked), Payment: p, Total: total, Change: change}, nil)
	return err
}

// Schema is the text that makes the tables.
func Schema() string { return schema }
