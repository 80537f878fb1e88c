package ledger

import "time"

// Reprint is a duplicate of a receipt that was given out.
type Reprint struct {
	Receipt string
	Copy    int // DUPLICATE 1, 2, …
	By      string
	At      time.Time // in the station's zone
}

// ReprintsIn lists the duplicates that were given out in a scope, in their
// order.
func (l *Ledger) ReprintsIn(sc Scope) (reprints []Reprint, err error) {
	err = l.read(func(s *store) error {
		reprints, err = l.readReprints(s, sc)
		return err
	})
	return reprints, err
}

func (l *Ledger) readReprints(s *store, sc Scope) ([]Reprint, error) {
	from, to := sc.entries()
	seqs, err := list(s, scanSeq, "SELECT seq FROM reprints WHERE seq BETWEEN ? AND ? ORDER BY seq", from, to)
	if err != nil {
		return nil, err
	}
	var reprints []Reprint
	for _, seq := range seqs {
		var b receiptPrinted
		e, err := s.entry(seq, &b)
		if err != nil {
			return nil, err
		}
		if at := l.Local(e.At); sc.Day == "" || DayOf(at) == sc.Day {
			reprints = append(reprints, Reprint{b.Receipt, b.Copy, e.Actor, at})
		}
	}
	return reprints, nil
}

// ReceiptRun is receipts whose numbers follow one another.
type ReceiptRun struct {
	First, Last string
	Receipts    int64
}

// readUngiven lists the receipts of a day that stand and were not given out
// when the journal ended with an entry.
func (l *Ledger) readUngiven(s *store, day Day, asOf int64) ([]ReceiptRun, error) {
	return list(s, func(row scanner) (r ReceiptRun, err error) {
		var first, last int64
		err = row.Scan(&first, &last, &r.Receipts)
		r.First, r.Last = receiptNumber(l.city.Station, first), receiptNumber(l.city.Station, last)
		return r, err
	}, `SELECT min(number), max(number), count(*) FROM (SELECT number, number - row_number() OVER (ORDER BY number) AS run FROM payments p
		WHERE p.seq <= ?1 AND `+onDay+` AND `+stands+` AND (given_out IS NULL OR given_out > ?1)) GROUP BY run ORDER BY 1`, asOf, string(day))
}
