package ledger

import (
	"fmt"

	"counterfoil/ledger/money"
)

// Series is a run of numbers that go up by one without a gap, which is what
// shows that nothing was taken away.
type Series struct {
	Name    string
	First   int64
	Last    int64 // as the ledger's own counter has it
	Present int64
	Missing []string // the first numbers that are not there, as 5 or 7 to 9
}

// Whole tells whether every number from the first to the last is there.
func (s Series) Whole() bool { return s.Last-s.First+1 == s.Present && len(s.Missing) == 0 }

// SequenceReport accounts for every number that the station gave.
type SequenceReport struct {
	Station string
	Series  []Series
	// Perpetual is what the newest payment and void carry; Added is the same
	// sum made anew over every payment there is.
	Perpetual, Added struct{ Total, Voids money.Amount }
}

// maxMissing is how many gaps are named.
const maxMissing = 20

// SequenceIn accounts for every number since the station began, as of the
// scope's entry: a number that is missing from a day may stand on another.
func (l *Ledger) SequenceIn(sc Scope) (SequenceReport, error) {
	r := SequenceReport{Station: l.city.Station}
	for _, series := range []struct{ name, table, column, newest string }{
		{"Journal entries", "journal", "seq", "?1"},
		{"Receipts", "payments", "number", "SELECT number FROM payments WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1"},
		{"Closings (Z)", "closings", "number", "SELECT max(number) FROM closings WHERE seq <= ?1"},
		{"Drops to the safe (S)", "drops", "number", "SELECT max(number) FROM drops WHERE seq <= ?1"},
		{"Drawers handed over (T)", "transfers", "number", "SELECT max(number) FROM transfers WHERE seq <= ?1"},
		{"Deposits (D)", "deposits", "number", "SELECT max(number) FROM deposits WHERE seq <= ?1"},
		{"Exports", "batches", "number", "SELECT max(number) FROM batches WHERE seq <= ?1"},
		{"Outages", "outages", "number", "SELECT max(number) FROM outages WHERE seq <= ?1"},
	} {
		read, err := l.series(sc, series.table, series.column, series.newest)
		if err != nil {
			return r, err
		}
		read.Name = series.name
		r.Series = append(r.Series, read)
	}
	err := l.read(func(s *store) (err error) {
		r.Perpetual.Total, r.Perpetual.Voids, err = s.perpetuals(sc.Seq)
		return err
	})
	if err != nil {
		return r, err
	}
	r.Added.Total, r.Added.Voids, err = l.addUpEverything(sc)
	return r, err
}

func (l *Ledger) series(sc Scope, table, column, newest string) (Series, error) {
	r := Series{First: 1}
	err := l.read(func(s *store) error {
		return s.get("SELECT coalesce(("+newest+"), 0)", []any{sc.Seq}, &r.Last)
	})
	for from := int64(1); err == nil && from <= r.Last; from += entryWindow {
		to := min(r.Last, from+entryWindow-1)
		err = l.read(func(s *store) error {
			var here int64
			if err := s.get("SELECT count(*) FROM "+table+" WHERE "+column+" BETWEEN ? AND ?", []any{from, to}, &here); err != nil {
				return err
			}
			r.Present += here
			if here == to-from+1 {
				return nil
			}
			numbers, err := list(s, scanSeq, "SELECT "+column+" FROM "+table+" WHERE "+column+" BETWEEN ? AND ? ORDER BY 1", from, to)
			r.Missing = append(r.Missing, missingNumbers(from, to, numbers)...)
			return err
		})
	}
	if n := len(r.Missing); n > maxMissing {
		r.Missing = append(r.Missing[:maxMissing], fmt.Sprintf("and %d more gaps", n-maxMissing))
	}
	return r, err
}

// missingNumbers names the numbers from one to another that are not among those there.
func missingNumbers(from, to int64, there []int64) []string {
	var missing []string
	for _, n := range append(there, to+1) {
		switch {
		case n == from+1:
			missing = append(missing, fmt.Sprint(from))
		case n > from:
			missing = append(missing, fmt.Sprintf("%d to %d", from, n-1))
		}
		from = n + 1
	}
	return missing
}

// addUpEverything adds up every payment the station ever recorded, voids
// included, and every void.
func (l *Ledger) addUpEverything(sc Scope) (total, voids money.Amount, err error) {
	for from := int64(1); from <= sc.Seq; from += entryWindow {
		err := l.read(func(s *store) error {
			var applied, void int64
			err := s.get("SELECT coalesce(sum(total), 0), coalesce(sum(total) FILTER (WHERE void <= ?3), 0) FROM payments WHERE seq BETWEEN ?1 AND ?2",
				[]any{from, min(sc.Seq, from+entryWindow-1), sc.Seq}, &applied, &void)
			if err != nil {
				return err
			}
			if total, err = total.Add(money.FromCents(applied)); err != nil {
				return err
			}
			voids, err = voids.Add(money.FromCents(void))
			return err
		})
		if err != nil {
			return total, voids, err
		}
	}
	return total, voids, nil
}
