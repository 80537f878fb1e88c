package ledger

// Exception is a warning that a clerk answered with a reason, such as a scan
// line taken in spite of its check digit.
type Exception struct {
	Receipt string
	Clerk   string
	Warning
}

// readExceptions reads them from the entries of the day's payments that
// carry reasons, those of voids too.
func readExceptions(s *store, day Day, asOf int64) ([]Exception, error) {
	seqs, err := list(s, scanSeq, `SELECT p.seq FROM payments p JOIN journal j ON j.seq = p.seq
		WHERE p.seq <= ?1 AND `+onDay+` AND instr(j.body, '"reasons":') > 0 ORDER BY p.number`, asOf, string(day))
	if err != nil {
		return nil, err
	}
	var exceptions []Exception
	for _, seq := range seqs {
		var recorded paymentRecorded
		e, err := s.entry(seq, &recorded)
		if err != nil {
			return nil, err
		}
		for _, w := range recorded.Warnings {
			if w.Reason != "" {
				exceptions = append(exceptions, Exception{recorded.Receipt, e.Actor, w})
			}
		}
	}
	return exceptions, nil
}
