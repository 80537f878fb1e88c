package ledger

import (
	"slices"

	"counterfoil/ledger/money"
)

// lineResubmitted says that a stub line that billing rejected goes into the
// next batch. It carries the perpetual counters, since it may be all that a
// batch tells of.
type lineResubmitted struct {
	Payment  string       `json:"payment"`
	Receipt  string       `json:"receipt"`
	Line     int          `json:"line"`
	Amount   money.Amount `json:"amount"`
	Rejected int64        `json:"rejected"` // the batch whose line billing rejected
	Reason   string       `json:"reason"`
	Day      Day          `json:"business_day"` // on which it was decided

	perpetuals
}

func (*lineResubmitted) kind() Kind { return "line_resubmitted" }

func (b *lineResubmitted) project(s *store, e Entry) error {
	return s.exec("INSERT INTO resubmissions (seq, payment, n, amount) VALUES (?, (SELECT seq FROM journal WHERE id = ?), ?, ?)",
		e.Seq, b.Payment, b.Line, b.Amount.Cents())
}

func init() { register(&lineResubmitted{}) }

// carriable is the condition for resubmissions that the next batch carries:
// those of payments that still stand, and that billing did not post meanwhile
// by itself. One that is not carried then never is.
const carriable = `resubmissions.batch IS NULL
	AND (SELECT void FROM payments WHERE seq = resubmissions.payment) IS NULL
	AND NOT EXISTS (SELECT 1 FROM postings o WHERE o.payment = resubmissions.payment AND o.n = resubmissions.n AND o.status <> 'rejected')`

// refusal is what is known of a line that billing may have rejected.
type refusal struct {
	batch    int64 // the last one that carried the line to be posted
	rejected bool  // billing rejected it there, and posted it by no other way
	waits    bool  // for the next batch, which carries it again
}

func (s *store) refusal(payment int64, line int) (r refusal, err error) {
	var posted bool
	var batch *int64
	if err := s.get(`SELECT coalesce((SELECT max(batch) FROM resubmissions WHERE payment = ?1 AND n = ?2), batch),
			EXISTS (SELECT 1 FROM postings WHERE payment = ?1 AND n = ?2 AND status <> 'rejected' AND batch IS NOT void_batch),
			EXISTS (SELECT 1 FROM resubmissions WHERE payment = ?1 AND n = ?2 AND batch IS NULL)
		FROM payments WHERE seq = ?1`, []any{payment, line}, &batch, &posted, &r.waits); err != nil {
		return r, err
	}
	if batch == nil || posted {
		return refusal{}, nil
	}
	r.batch = *batch
	err = s.get("SELECT EXISTS (SELECT 1 FROM postings WHERE payment = ? AND n = ? AND batch = ? AND status = 'rejected')", []any{payment, line, r.batch}, &r.rejected)
	return r, err
}

// resubmit puts a line that billing rejected into the next batch.
func (t *tx) resubmit(r Receipt, line int, rejected int64, reason string) error {
	totals, err := t.totals()
	if err != nil {
		return err
	}
	_, err = t.record(&lineResubmitted{
		Payment: r.Payment.ID, Receipt: r.Number, Line: line, Amount: r.Payment.Lines[line-1].Amount,
		Rejected: rejected, Reason: reason, Day: DayOf(t.ledger.Local(t.at)),
		perpetuals: totals.perpetuals,
	})
	return err
}

// Resubmit puts a line of a receipt that billing rejected into the next batch
// as it is, because what was wrong is right in billing now. A line with a wrong
// account is corrected, which does the same.
func (l *Ledger) Resubmit(by Session, number string, line int, reason string) (Receipt, error) {
	if err := by.may("send a payment to billing again", Finance, Supervisor); err != nil {
		return Receipt{}, err
	}
	if err := checkTexts(typed{"reason", &reason}); err != nil {
		return Receipt{}, err
	}
	if reason == "" {
		return Receipt{}, invalid("reason", "say what is different now, so that billing takes it")
	}
	asked, err := l.receiptWithLine(number, line)
	if err != nil {
		return Receipt{}, err
	}
	err = l.write(by.Name(), func(t *tx) error {
		if _, err := t.standing(asked); err != nil {
			return err
		}
		refused, err := t.refusal(asked.Seq, line)
		switch {
		case err != nil:
			return err
		case refused.waits && refused.rejected:
			return errorf(Conflict, "stub %d of receipt %s goes into the next export already", line, asked.Number)
		case !refused.rejected:
			return errorf(Conflict, "stub %d of receipt %s is not one that billing rejected; only these are sent again", line, asked.Number)
		}
		return t.resubmit(asked, line, refused.batch, reason)
	})
	if err != nil {
		return Receipt{}, err
	}
	return l.ReceiptOf(asked.Payment.ID)
}

// resubmitCorrected puts a corrected line into the next batch when billing
// rejected it and nobody did so yet.
func (t *tx) resubmitCorrected(r Receipt, line int, reason string) error {
	refused, err := t.refusal(r.Seq, line)
	if err != nil || !refused.rejected || refused.waits {
		return err
	}
	return t.resubmit(r, line, refused.batch, reason)
}

// rejectedLines are the lines of a payment that billing rejected and was not
// given again: there is nothing of them to be taken back.
func (s *store) rejectedLines(r Receipt) (lines []int, err error) {
	for n := range r.Payment.Lines {
		refused, err := s.refusal(r.Seq, n+1)
		if err != nil {
			return nil, err
		}
		if refused.rejected {
			lines = append(lines, n+1)
		}
	}
	return lines, nil
}

// neverPosted tells whether billing had rejected a line when it was voided.
func (b *paymentVoided) neverPosted(line int) bool { return slices.Contains(b.Rejected, line) }

// linesAgain are the lines of a payment that a batch carries again.
func (s *store) linesAgain(batch, payment int64) ([]int, error) {
	return list(s, func(row scanner) (n int, err error) { return n, row.Scan(&n) },
		"SELECT n FROM resubmissions WHERE batch = ? AND payment = ? ORDER BY n", batch, payment)
}
