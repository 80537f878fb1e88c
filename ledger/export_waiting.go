package ledger

// WaitingForExport is the batch that Export would make now, whose number is
// that of the next one; its At, By and Outage are not known yet. Who has a
// drawer still to count is refused, as by Export: the sum tells what it holds.
func (l *Ledger) WaitingForExport(by Session) (Batch, error) {
	if err := by.may("see what waits for the export", Finance, Supervisor); err != nil {
		return Batch{}, err
	}
	var b exportMade
	err := l.read(func(s *store) error {
		if err := s.mustHaveCounted(by.Name(), "looking at what waits for the export"); err != nil {
			return err
		}
		totals, err := s.totals()
		if err != nil {
			return err
		}
		b.Batch, b.ToSeq = totals.batches+1, l.head.seq
		return s.fill(&b)
	})
	return Batch{
		Number: b.Batch, From: b.From, To: b.To, FromSeq: b.FromSeq, ToSeq: b.ToSeq,
		Payments: b.Payments, Reversals: b.Reversals, Changes: b.Changes, Resubmitted: b.Resubmitted, Total: b.Total,
	}, err
}

// Empty tells whether the batch carries nothing.
func (b Batch) Empty() bool { return b.Payments+b.Reversals+b.Changes+b.Resubmitted == 0 }
