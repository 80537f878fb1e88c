package ledger

import (
	"fmt"
	"iter"
	"time"

	"counterfoil/ledger/money"
)

// Batch is one export. A payment is in exactly one batch; when it is voided
// after that, its reversal is in exactly one later batch.
type Batch struct {
	Number    int64
	At        time.Time // in the station's zone
	By        string
	From, To  Day   // business days of what it carries
	FromSeq   int64 // the entries that prove it
	ToSeq     int64
	Payments  int64 // carried for the first time, those already void included
	Reversals int64 // voids of payments that earlier batches carried
	Changes   int64 // corrections of accounts, and returned checks, since the batch before
	// Resubmitted counts the stub lines that earlier batches carried, and that
	// this one carries again because billing rejected them.
	Resubmitted int64
	Total       money.Amount
	Outage      Outage
	// Again is set when the batch was made before and is only written again.
	Again bool
}

// exportMade is the entry of a batch, and of each time it is written again.
type exportMade struct {
	Batch     int64 `json:"batch"`
	Outage    int64 `json:"outage"`
	Again     bool  `json:"again,omitempty"`
	From      Day   `json:"from"`
	To        Day   `json:"to"`
	FromSeq   int64 `json:"from_seq"`
	ToSeq     int64 `json:"to_seq"`
	Payments  int64 `json:"payments"`
	Reversals int64 `json:"reversals"`
	Changes   int64 `json:"changes,omitempty"` // corrections of accounts, and returned checks
	// Resubmitted counts stub lines that billing rejected before.
	Resubmitted int64        `json:"resubmitted,omitempty"`
	Total       money.Amount `json:"total"` // applied to stubs by the payments that stand
	// Only is the days that were asked for; empty: all.
	OnlyFrom Day `json:"only_from,omitempty"`
	OnlyTo   Day `json:"only_to,omitempty"`
}

func (*exportMade) kind() Kind { return "export_made" }

func (b *exportMade) project(s *store, e Entry) error {
	if b.Again {
		return nil
	}
	if err := s.exec("INSERT INTO batches (number, seq, to_seq) VALUES (?,?,?)", b.Batch, e.Seq, b.ToSeq); err != nil {
		return err
	}
	where, args := b.picks()
	if err := s.exec("UPDATE payments SET batch = ? WHERE "+where, append([]any{b.Batch}, args...)...); err != nil {
		return err
	}
	if err := s.exec("UPDATE payments SET void_batch = ? WHERE "+reversible, b.Batch, b.ToSeq, b.Batch); err != nil {
		return err
	}
	if err := s.exec("UPDATE resubmissions SET batch = ? WHERE "+carriable, b.Batch); err != nil {
		return err
	}
	if err := s.projectBatchDays(b.Batch); err != nil {
		return err
	}
	return s.exec("UPDATE totals SET batches = ?", b.Batch)
}

func init() { register(&exportMade{}) }

// picks is the condition for payments that the batch carries first.
func (b *exportMade) picks() (string, []any) {
	from, to := b.OnlyFrom, b.OnlyTo
	if to == "" {
		to = "9999-12-31"
	}
	return "batch IS NULL AND seq <= ? AND business_day BETWEEN ? AND ?", []any{b.ToSeq, string(from), string(to)}
}

// reversible is the condition for voids that the batch carries: of payments
// that an earlier batch carried as standing.
const reversible = "void <= ? AND void_batch IS NULL AND batch < ? AND void > (SELECT to_seq FROM batches WHERE number = batch)"

// Export puts every payment that no batch carries yet into a new batch, and
// every void that came after its payment's export. With days given, only
// payments of those business days. When there is nothing new, it returns the
// newest batch with Again set; when there never was anything, a NotFound
// error.
func (l *Ledger) Export(by Session, from, to Day) (Batch, error) {
	if err := by.may("export", Finance, Supervisor); err != nil {
		return Batch{}, err
	}
	if l.city.Training {
		return Batch{}, errorf(NotAllowed, "this is a training ledger: no money was taken, so there is nothing to export")
	}
	if to != "" && from > to {
		return Batch{}, invalid("to", "%s is before %s", to, from)
	}
	var number int64
	var again bool
	err := l.write(by.Name(), func(t *tx) error {
		if err := t.mustHaveCounted(t.actor, "exporting"); err != nil {
			return err
		}
		totals, err := t.totals()
		if err != nil {
			return err
		}
		head, err := t.store.head()
		if err != nil {
			return err
		}
		outage, err := t.outageAt(head.seq)
		if err != nil {
			return err
		}
		made := &exportMade{Batch: totals.batches + 1, Outage: outage.Number, ToSeq: head.seq, OnlyFrom: from, OnlyTo: to}
		if err := t.fill(made); err != nil {
			return err
		}
		if made.Payments+made.Reversals+made.Changes+made.Resubmitted == 0 {
			if from != "" || to != "" {
				return errorf(NotFound, "no payment of those days waits to be exported; leave the days out to export all that wait")
			}
			if totals.batches == 0 {
				return errorf(NotFound, "there is no payment to export yet")
			}
			if made, err = t.batchEntry(totals.batches); err != nil {
				return err
			}
			made.Again = true
		}
		number, again = made.Batch, made.Again
		_, err = t.record(made)
		return err
	})
	if err != nil {
		return Batch{}, err
	}
	batch, err := l.Batch(number)
	batch.Again = again
	return batch, err
}

// ExportAgain returns a batch that was made before, to be written again.
func (l *Ledger) ExportAgain(by Session, number int64) (Batch, error) {
	if err := by.may("export", Finance, Supervisor); err != nil {
		return Batch{}, err
	}
	err := l.write(by.Name(), func(t *tx) error {
		if err := t.mustHaveCounted(t.actor, "exporting"); err != nil {
			return err
		}
		made, err := t.batchEntry(number)
		if err != nil {
			return err
		}
		made.Again = true
		_, err = t.record(made)
		return err
	})
	if err != nil {
		return Batch{}, err
	}
	batch, err := l.Batch(number)
	batch.Again = true
	return batch, err
}

// fill counts what a new batch carries.
func (s *store) fill(b *exportMade) error {
	where, args := b.picks()
	var first, reversed *int64
	var total int64
	var days [8]*Day
	if err := s.get(`SELECT count(*), coalesce(sum(total) FILTER (WHERE void IS NULL), 0), min(seq), min(business_day), max(business_day)
		FROM payments WHERE `+where, args, &b.Payments, &total, &first, &days[0], &days[1]); err != nil {
		return err
	}
	if err := s.get("SELECT count(*), min(void), min(business_day), max(business_day) FROM payments WHERE "+reversible,
		[]any{b.ToSeq, b.Batch}, &b.Reversals, &reversed, &days[2], &days[3]); err != nil {
		return err
	}
	if err := s.get("SELECT count(*), min(p.business_day), max(p.business_day) FROM resubmissions JOIN payments p ON p.seq = payment WHERE "+carriable,
		nil, &b.Resubmitted, &days[6], &days[7]); err != nil {
		return err
	}
	b.Total = money.FromCents(total)
	var err error
	if b.Changes, days[4], days[5], err = s.changesIn(b); err != nil {
		return err
	}
	var before *int64
	if err := s.get("SELECT max(to_seq) FROM batches", nil, &before); err != nil {
		return err
	}
	b.FromSeq = 1
	if before != nil {
		b.FromSeq = *before + 1
	}
	for _, seq := range []*int64{first, reversed} {
		if seq != nil {
			b.FromSeq = min(b.FromSeq, *seq)
		}
	}
	for _, day := range days {
		if day == nil {
			continue
		}
		if b.From == "" || *day < b.From {
			b.From = *day
		}
		if *day > b.To {
			b.To = *day
		}
	}
	return nil
}

func (s *store) batchEntry(number int64) (*exportMade, error) {
	made, _, err := s.readBatch(number)
	return made, err
}

func (s *store) readBatch(number int64) (*exportMade, Entry, error) {
	var seq int64
	err := s.get("SELECT seq FROM batches WHERE number = ?", []any{number}, &seq)
	if isNoRows(err) {
		return nil, Entry{}, errorf(NotFound, "there is no batch %d in this ledger", number)
	}
	if err != nil {
		return nil, Entry{}, err
	}
	var made exportMade
	e, err := s.entry(seq, &made)
	return &made, e, err
}

// Batch returns the batch with that number.
func (l *Ledger) Batch(number int64) (Batch, error) {
	var b Batch
	err := l.read(func(s *store) error {
		made, e, err := s.readBatch(number)
		if err != nil {
			return err
		}
		b = Batch{
			Number: number, At: l.Local(e.At), By: e.Actor, From: made.From, To: made.To,
			FromSeq: made.FromSeq, ToSeq: made.ToSeq, Payments: made.Payments, Reversals: made.Reversals, Changes: made.Changes, Resubmitted: made.Resubmitted, Total: made.Total,
		}
		b.Outage, err = s.outageAt(made.ToSeq)
		return err
	})
	return b, err
}

// Carried is a payment as a batch carries it.
type Carried struct {
	Receipt
	// Reversal is set when an earlier batch carried the payment, and this one
	// takes it back. A payment that was void before its first export comes
	// with Void set and Reversal not.
	Reversal bool
	// Again is set when an earlier batch carried the payment, and this one only
	// Lines of it, counted from 1, because billing rejected them.
	Again bool
	Lines []int
}

// pageSize keeps a long read from holding up a payment: the ledger is free
// between two pages.
const pageSize = 500

// Carries reads what a batch carries, in the order of receipt numbers,
// payments first, then reversals, then what is carried again, as it stood when
// the batch was made.
func (l *Ledger) Carries(b Batch) iter.Seq2[Carried, error] {
	return func(yield func(Carried, error) bool) {
		for _, part := range []struct {
			where  string
			before int64 // no payment of this part has a lower entry
			as     Carried
		}{
			{"batch = ?1 AND seq <= ?2", b.FromSeq - 1, Carried{}},
			{"void_batch = ?1 AND void <= ?2", 0, Carried{Reversal: true}},
			{"?2 > 0 AND seq IN (SELECT payment FROM resubmissions WHERE batch = ?1)", 0, Carried{Again: true}},
		} {
			for after := part.before; ; {
				page, err := l.carriedPage(b, part.where, after, part.as)
				if err != nil {
					yield(Carried{}, err)
					return
				}
				for _, carried := range page {
					after = carried.Seq
					if !yield(carried, nil) {
						return
					}
				}
				if len(page) < pageSize {
					break
				}
			}
		}
	}
}

func (l *Ledger) carriedPage(b Batch, where string, after int64, as Carried) ([]Carried, error) {
	var page []Carried
	err := l.read(func(s *store) error {
		receipts, err := l.receiptsAt(s, b.ToSeq, "WHERE "+where+" AND seq > ?3 ORDER BY seq LIMIT ?4", b.Number, b.ToSeq, after, pageSize)
		for _, as.Receipt = range receipts {
			if as.Again {
				if as.Lines, err = s.linesAgain(b.Number, as.Seq); err != nil {
					return err
				}
			}
			page = append(page, as)
		}
		return err
	})
	return page, err
}

// Entries reads the journal from one sequence number to another, both
// included.
func (l *Ledger) Entries(from, to int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for from <= to {
			var page []Entry
			err := l.read(func(s *store) (err error) {
				page, err = list(s, scanEntry, fmt.Sprintf(entryColumns+"WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT %d", pageSize), from, to)
				return err
			})
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for _, e := range page {
				e.Station = l.city.Station
				if !yield(e, nil) {
					return
				}
			}
			if len(page) < pageSize {
				return
			}
			from = page[len(page)-1].Seq + 1
		}
	}
}

// ClosingsIn lists the closings whose entries lie in a batch, as they stood
// when it was made.
func (l *Ledger) ClosingsIn(b Batch) ([]Closing, error) {
	var closings []Closing
	err := l.read(func(s *store) (err error) {
		closings, err = l.readClosings(s, b.ToSeq, "WHERE seq BETWEEN ? AND ? ORDER BY number", b.FromSeq, b.ToSeq)
		return err
	})
	return closings, err
}
