package ledger

import (
	"iter"
	"time"
)

// Scope is what a report is about: one business day or a whole outage, as the
// journal stood at one entry. Every report of a scope reads the same payments,
// so that their totals agree whatever is recorded meanwhile.
type Scope struct {
	Day    Day    // empty: the whole outage
	Outage Outage // of the day, when there is one
	MadeAt time.Time
	Seq    int64 // the journal's entry as of which figures are
	Head   Hash  // of that entry
	// Hidden are the open drawers that whoever asks must not know the figures
	// of, before they are counted. No report has anything of them.
	Hidden []Drawer

	from, to int64  // the entries of the scope
	hidden   string // the ids of Hidden as JSON
}

// ReportScope returns the scope of a report for supervisors and finance: a
// day, or an outage when the day is empty; outage 0 is the last one. At the
// command line, where nobody signs in, every open drawer is hidden.
func (l *Ledger) ReportScope(by Session, day Day, outage int64) (Scope, error) {
	if err := by.may("read reports", console, Finance, Supervisor); err != nil {
		return Scope{}, err
	}
	sc := Scope{Day: day, MadeAt: l.Local(l.Now())}
	err := l.read(func(s *store) error {
		sc.Seq, sc.Head = l.head.seq, l.head.hash
		if err := l.chooseOutage(s, &sc, outage); err != nil {
			return err
		}
		return sc.hide(s, by)
	})
	return sc, err
}

func (l *Ledger) chooseOutage(s *store, sc *Scope, outage int64) (err error) {
	if sc.Day != "" {
		var last *int64
		if err := s.get("SELECT min(seq), max(coalesce(closed, ?2)), max(outage) FROM drawers WHERE business_day = ?1",
			[]any{string(sc.Day), sc.Seq}, nullable(&sc.from), nullable(&sc.to), &last); err != nil {
			return err
		}
		if last != nil {
			outage = *last
		}
	}
	if outage == 0 {
		sc.Outage, err = s.outageAt(sc.Seq)
	} else {
		sc.Outage, err = s.outage(outage, sc.Seq)
	}
	if err == errNoOutage {
		return errorf(NotFound, "there is no outage %d in this ledger", outage)
	}
	if err != nil || sc.Day != "" {
		return err
	}
	// What was recorded between two outages belongs to the first of them.
	var next *int64
	if err := s.get("SELECT seq, (SELECT seq FROM outages WHERE number = o.number + 1) FROM outages o WHERE number = ?", []any{sc.Outage.Number}, &sc.from, &next); err != nil {
		return err
	}
	sc.to = sc.Seq
	if next != nil {
		sc.to = *next - 1
	}
	return nil
}

// nullable scans NULL as zero.
func nullable(into *int64) *nullInt { return &nullInt{into} }

type nullInt struct{ into *int64 }

func (n *nullInt) Scan(value any) error {
	if v, ok := value.(int64); ok {
		*n.into = v
	}
	return nil
}

// blindTo are the open drawers that somebody must not know the figures of,
// before they are counted: their own or, where nobody signs in, all of them.
func (s *store) blindTo(by Session) ([]Drawer, error) {
	return list(s, scanDrawer, drawerColumns+"WHERE state = 'open' AND (?1 OR clerk = ?2) ORDER BY seq", by.Role() == console, by.Name())
}

// MayReconcile refuses whoever must not know yet what an open drawer should
// hold. The reconciliation of a day leaves nothing out, and its perpetual
// total runs on through every drawer, of whatever day.
func (l *Ledger) MayReconcile(by Session) error {
	if err := by.may("read the reconciliation of a day", console, Finance, Supervisor); err != nil {
		return err
	}
	return l.read(func(s *store) error {
		open, err := s.blindTo(by)
		switch {
		case err != nil || len(open) == 0:
			return err
		case by.Role() == console:
			return errorf(NotAllowed, "the drawer of %s is open, and the reconciliation tells what it should hold; count and close it first, or have a supervisor or finance sign in with --as", open[0].Clerk)
		}
		return errorf(NotAllowed, "%s has an open drawer, and the reconciliation tells what it should hold; count and close it first", by.Name())
	})
}

func (sc *Scope) hide(s *store, by Session) error {
	open, err := s.blindTo(by)
	if err != nil {
		return err
	}
	ids := []string{}
	for _, d := range open {
		if sc.Day == "" || d.Day == sc.Day {
			sc.Hidden = append(sc.Hidden, d)
		}
		ids = append(ids, d.ID)
	}
	text, err := marshal(ids)
	sc.hidden = string(text)
	return err
}

// inScope picks rows that have a business_day, an outage and a drawer. Its
// arguments are those of Scope.args.
const (
	inScope  = "(?2 = business_day OR ?2 = '' AND outage = ?3) AND "
	unhidden = " NOT IN (SELECT value FROM json_each(?4))"
)

func (sc Scope) args(more ...any) []any {
	return append([]any{sc.Seq, string(sc.Day), sc.Outage.Number, sc.hidden}, more...)
}

// ReceiptsIn reads the receipts of a scope in the order of their numbers,
// voids included, as they stood then. The ledger is free between two pages.
func (l *Ledger) ReceiptsIn(sc Scope) iter.Seq2[Receipt, error] {
	return func(yield func(Receipt, error) bool) {
		for after := sc.from - 1; ; {
			page, err := l.receiptPage(sc, after)
			if err != nil {
				yield(Receipt{}, err)
				return
			}
			for _, receipt := range page {
				after = receipt.Seq
				if !yield(receipt, nil) {
					return
				}
			}
			if len(page) < pageSize {
				return
			}
		}
	}
}

func (l *Ledger) receiptPage(sc Scope, after int64) ([]Receipt, error) {
	var page []Receipt
	err := l.read(func(s *store) (err error) {
		page, err = l.receiptsAt(s, sc.Seq, "WHERE "+inScope+"drawer"+unhidden+" AND seq > ?5 AND seq <= min(?1, ?6) ORDER BY seq LIMIT ?7",
			sc.args(after, sc.to, pageSize)...)
		return err
	})
	return page, err
}

// entryWindow is how many entries are looked through at a time for those of
// some kinds.
const entryWindow = 20_000

// entries are the first and the last that may fall in a scope.
func (sc Scope) entries() (from, to int64) {
	if sc.Day != "" {
		// Things happen on a day before its first drawer and after its last.
		return 1, sc.Seq
	}
	return sc.from, sc.to
}

// entriesIn reads the entries of some kinds that fall in a scope: those of the
// outage, or those that the day of the clock has.
func (l *Ledger) entriesIn(sc Scope, kinds ...Kind) iter.Seq2[Entry, error] {
	wanted, err := marshal(kinds)
	return func(yield func(Entry, error) bool) {
		from, to := sc.entries()
		for ; from <= to && err == nil; from += entryWindow {
			var window []Entry
			err = l.read(func(s *store) (err error) {
				window, err = list(s, scanEntry, entryColumns+"WHERE seq BETWEEN ? AND ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY seq",
					from, min(to, from+entryWindow-1), string(wanted))
				return err
			})
			for _, e := range window {
				if (sc.Day == "" || DayOf(l.Local(e.At)) == sc.Day) && !yield(e, nil) {
					return
				}
			}
		}
		if err != nil {
			yield(Entry{}, err)
		}
	}
}
