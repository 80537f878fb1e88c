package bundle

import (
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// The values of the column billing: what is known of a line that an earlier
// batch carried.
const (
	resubmission = "resubmission" // billing rejected it: to be posted now
	rejected     = "rejected"     // of a reversal: billing rejected it, so there is nothing to take back
)

func billingOf(c ledger.Carried, line int) string {
	switch {
	case c.Again:
		return resubmission
	case c.Reversal && slices.Contains(c.Void.Rejected, line):
		return rejected
	}
	return ""
}

// addAgain gives the rows of the lines that billing rejected. Their tenders,
// funds and holds stand in the batch that carried the payment first.
func (t tables) addAgain(c ledger.Carried) error {
	for _, line := range c.Lines {
		if err := t.payments(t.paymentRow(c, line-1)); err != nil {
			return err
		}
	}
	return nil
}

// Resubmitted are the figures of lines that a batch carries again.
type Resubmitted struct {
	Payments int64        `json:"payments"`
	Lines    int64        `json:"lines"`
	Total    money.Amount `json:"total"`
}

func (r *Resubmitted) add(c ledger.Carried) (err error) {
	r.Payments++
	for _, line := range c.Lines {
		r.Lines++
		if r.Total, err = r.Total.Add(c.Payment.Lines[line-1].Amount); err != nil {
			return err
		}
	}
	return nil
}

type postingRecorded struct {
	Rows []struct {
		Payment string               `json:"payment"`
		Line    int                  `json:"line"`
		Status  ledger.PostingStatus `json:"status"`
	} `json:"rows"`
}

type lineResubmitted struct {
	change
	Line int `json:"line"`
}

// again is a line that is to be carried again, unless billing posted it by
// itself before the batch was made.
type again struct {
	seq    int64
	line   int
	posted bool
}

// sendAgain keeps a line for the batch.
func (p *proof) sendAgain(e ledger.Entry) error {
	b, err := decode[lineResubmitted](e)
	if err == nil {
		p.again[b.Payment] = append(p.again[b.Payment], again{seq: e.Seq, line: b.Line})
	}
	return err
}

// answered keeps which of the lines to be carried again billing has posted
// meanwhile.
func (p *proof) answered(e ledger.Entry) error {
	b, err := decode[postingRecorded](e)
	if err != nil {
		return err
	}
	for _, row := range b.Rows {
		for i := range p.again[row.Payment] {
			if a := &p.again[row.Payment][i]; a.line == row.Line && row.Status.Posted() {
				a.posted = true
			}
		}
	}
	return nil
}

// linesAgain are the lines of a payment that this batch carries again: those
// that no earlier one took, of a payment that still stands.
func (p *proof) linesAgain(r ledger.Receipt) (lines []int) {
	if p.voids[r.Payment.ID] != nil {
		return nil
	}
	for _, a := range p.again[r.Payment.ID] {
		told := len(p.earlier) > 0 && a.seq <= p.earlier[len(p.earlier)-1].ToSeq
		if a.posted || told {
			continue
		}
		if a.line < 1 || a.line > len(r.Payment.Lines) {
			continue
		}
		lines = append(lines, a.line)
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// notCarried says that a payment has no business in the bundle's journal.
func notCarried(r ledger.Receipt) error {
	return phrase.Errorf("the journal brings along receipt %s, but this batch neither reverses it nor carries it again", r.Number)
}
