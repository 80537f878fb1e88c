package ledger

import "counterfoil/ledger/money"

// BatchDay is how far billing is with the stub lines of one business day that
// one batch carries.
type BatchDay struct {
	Batch int64      `json:"batch"`
	Day   Day        `json:"business_day"`
	Sent  PostingSum `json:"sent"`  // to be posted
	Again PostingSum `json:"again"` // of those, carried a second time, because billing rejected them

	Accepted PostingSum `json:"accepted"` // or there already
	Rejected PostingSum `json:"rejected"`

	TakeBack  PostingSum `json:"take_back"` // reversals of what an earlier batch carried
	TakenBack PostingSum `json:"taken_back"`
}

// Unanswered is what billing has not said anything of.
func (d BatchDay) Unanswered() PostingSum { return d.Sent.less(d.Accepted).less(d.Rejected) }

// NotTakenBack is what billing has yet to take back.
func (d BatchDay) NotTakenBack() PostingSum { return d.TakeBack.less(d.TakenBack) }

// less is the rest of a sum that holds the other one.
func (s PostingSum) less(o PostingSum) PostingSum {
	return PostingSum{s.Lines - o.Lines, money.FromCents(s.Amount.Cents() - o.Amount.Cents())}
}

func (s PostingSum) plus(o PostingSum) PostingSum {
	return PostingSum{s.Lines + o.Lines, money.FromCents(s.Amount.Cents() + o.Amount.Cents())}
}

// Plus adds the figures of two days; the batch and day are those of the first.
func (d BatchDay) Plus(o BatchDay) BatchDay {
	d.Sent, d.Again = d.Sent.plus(o.Sent), d.Again.plus(o.Again)
	d.Accepted, d.Rejected = d.Accepted.plus(o.Accepted), d.Rejected.plus(o.Rejected)
	d.TakeBack, d.TakenBack = d.TakeBack.plus(o.TakeBack), d.TakenBack.plus(o.TakenBack)
	return d
}

// projectBatchDays adds up what a batch carries, by business day. A line that
// billing had rejected before it was voided is not one to be taken back.
func (s *store) projectBatchDays(batch int64) error {
	if err := s.exec(`INSERT INTO batch_days (batch, business_day, sent, sent_amount)
		SELECT batch, business_day, sum(stubs), sum(total) FROM payments WHERE batch = ? AND void IS NULL GROUP BY business_day`, batch); err != nil {
		return err
	}
	if err := s.exec(`INSERT INTO batch_days (batch, business_day, sent, sent_amount, again, again_amount)
		SELECT ?1, p.business_day, count(*), sum(r.amount), count(*), sum(r.amount)
		FROM resubmissions r JOIN payments p ON p.seq = r.payment WHERE r.batch = ?1 GROUP BY p.business_day
		ON CONFLICT DO UPDATE SET sent = sent + excluded.sent, sent_amount = sent_amount + excluded.sent_amount, again = excluded.again, again_amount = excluded.again_amount`, batch); err != nil {
		return err
	}
	return s.exec(`INSERT INTO batch_days (batch, business_day, take_back, take_back_amount)
		SELECT void_batch, business_day, sum(stubs), sum(total) FROM payments WHERE void_batch = ? GROUP BY business_day
		ON CONFLICT DO UPDATE SET take_back = excluded.take_back, take_back_amount = excluded.take_back_amount`, batch)
}

// PostingsByBatch tells by batch and business day how many stub lines, and how
// much, billing was given, accepted, rejected and has not answered.
func (l *Ledger) PostingsByBatch() ([]BatchDay, error) {
	var days []BatchDay
	err := l.read(func(s *store) (err error) {
		days, err = list(s, scanBatchDay, `SELECT batch, business_day, sent, sent_amount, again, again_amount, accepted, accepted_amount,
			rejected, rejected_amount, take_back, take_back_amount, taken_back, taken_back_amount FROM batch_days ORDER BY batch, business_day`)
		return err
	})
	return days, err
}

func scanBatchDay(row scanner) (BatchDay, error) {
	var d BatchDay
	sums := []*PostingSum{&d.Sent, &d.Again, &d.Accepted, &d.Rejected, &d.TakeBack, &d.TakenBack}
	into := []any{&d.Batch, &d.Day}
	var amounts [6]int64
	for i, sum := range sums {
		into = append(into, &sum.Lines, &amounts[i])
	}
	err := row.Scan(into...)
	for i, sum := range sums {
		sum.Amount = money.FromCents(amounts[i])
	}
	return d, err
}
