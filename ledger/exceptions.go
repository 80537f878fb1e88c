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
func readExceptions(s *store, day Day, asOf int64) (exceptions []Exception, err error) {
	err = eachWarned(s, day, asOf, `"reasons":`, "TRUE", func(clerk string, recorded paymentRecorded) {
		for _, w := range recorded.Warnings {
			if w.Reason != "" {
				exceptions = append(exceptions, Exception{recorded.Receipt, clerk, w})
			}
		}
	})
	return exceptions, err
}

// countAutoPay counts the stubs that were paid although billing drafts their
// account, without those of voids.
func countAutoPay(s *store, day Day, asOf int64) (stubs int64, err error) {
	err = eachWarned(s, day, asOf, `"kind":"autopay"`, stands, func(_ string, recorded paymentRecorded) {
		for _, w := range recorded.Warnings {
			if w.Kind == AutoPay {
				stubs++
			}
		}
	})
	return stubs, err
}

// eachWarned reads the day's payments that a condition picks and whose entries
// have a text in them.
func eachWarned(s *store, day Day, asOf int64, text, condition string, do func(clerk string, recorded paymentRecorded)) error {
	seqs, err := list(s, scanSeq, "SELECT p.seq FROM payments p JOIN journal j ON j.seq = p.seq WHERE p.seq <= ?1 AND "+onDay+
		" AND instr(j.body, ?3) > 0 AND "+condition+" ORDER BY p.number", asOf, string(day), text)
	if err != nil {
		return err
	}
	for _, seq := range seqs {
		var recorded paymentRecorded
		e, err := s.entry(seq, &recorded)
		if err != nil {
			return err
		}
		do(e.Actor, recorded)
	}
	return nil
}
