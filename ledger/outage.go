package ledger

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger/phrase"
)

// Outage is the time in which billing is down and the counter takes payments
// on its own. Everything the ledger records lies inside one.
type Outage struct {
	Number    int64
	Reason    string
	StartedAt time.Time // when billing went down; it may be long before it was recorded
	OpenedAt  time.Time // when it was recorded
	OpenedBy  string
	// Closed is nil while it is open.
	Closed *OutageEnd
}

// OutageEnd is how an outage was closed.
type OutageEnd struct {
	EndedAt time.Time // when billing was back
	At      time.Time // when it was recorded
	By      string
	// Unfinished is what was left to be done, and Reason why it was closed
	// nevertheless.
	Unfinished []string
	Reason     string
}

type outageOpened struct {
	Number    int64  `json:"number"`
	Reason    string `json:"reason"`
	StartedAt int64  `json:"started_at"` // UTC milliseconds
}

func (*outageOpened) kind() Kind { return "outage_opened" }

func (b *outageOpened) project(s *store, e Entry) error {
	if err := s.exec("INSERT INTO outages (number, seq, opened_at, opened_by) VALUES (?,?,?,?)",
		b.Number, e.Seq, e.At.UnixMilli(), e.Actor); err != nil {
		return err
	}
	return s.exec("INSERT INTO outage_terms (seq, outage, reason, started_at) VALUES (?,?,?,?)", e.Seq, b.Number, b.Reason, b.StartedAt)
}

// outageChanged corrects what was said of an outage when it was opened.
type outageChanged struct {
	Number    int64  `json:"number"`
	Reason    string `json:"reason"`
	StartedAt int64  `json:"started_at"` // UTC milliseconds
}

func (*outageChanged) kind() Kind { return "outage_changed" }

func (b *outageChanged) project(s *store, e Entry) error {
	return s.exec("INSERT INTO outage_terms (seq, outage, reason, started_at) VALUES (?,?,?,?)", e.Seq, b.Number, b.Reason, b.StartedAt)
}

type outageClosed struct {
	Number     int64    `json:"number"`
	EndedAt    int64    `json:"ended_at"` // UTC milliseconds
	Unfinished []string `json:"unfinished,omitempty"`
	Reason     string   `json:"reason,omitempty"`
}

func (*outageClosed) kind() Kind { return "outage_closed" }

func (b *outageClosed) project(s *store, e Entry) error {
	return s.exec("UPDATE outages SET closed = ? WHERE number = ?", e.Seq, b.Number)
}

func init() {
	register(&outageOpened{})
	register(&outageChanged{})
	register(&outageClosed{})
}

// openFirstOutage opens a new ledger's outage in the name of its first supervisor.
// A station without one opens it later.
func (t *tx) openFirstOutage(people []NewPerson, reason string) error {
	for _, p := range people {
		if p.Role == Supervisor {
			t.actor = p.Name
			_, err := t.record(&outageOpened{Number: 1, Reason: reason, StartedAt: t.at.UnixMilli()})
			return err
		}
	}
	return nil
}

// Outage returns the outage that is open, or a Conflict error.
func (l *Ledger) Outage() (Outage, error) {
	var o Outage
	err := l.read(func(s *store) (err error) {
		o, err = s.openOutage()
		return err
	})
	return o, err
}

// Outages lists all outages, newest first.
func (l *Ledger) Outages() ([]Outage, error) {
	var outages []Outage
	err := l.read(func(s *store) error {
		numbers, err := list(s, func(row scanner) (n int64, err error) { return n, row.Scan(&n) }, "SELECT number FROM outages ORDER BY number DESC")
		for _, number := range numbers {
			o, err := s.outage(number, latest)
			if err != nil {
				return err
			}
			outages = append(outages, o)
		}
		return err
	})
	return outages, err
}

// openOutage returns the outage in which money can be taken.
func (s *store) openOutage() (Outage, error) {
	o, err := s.outageAt(latest)
	if err == nil && o.Closed != nil {
		return Outage{}, errNoOutage
	}
	return o, err
}

var errNoOutage = errorf(Conflict, "no outage is open; a supervisor opens one in Set-up before money is taken")

// outageAt returns the outage that an entry belongs to, as it stood then: the
// last one that was opened.
func (s *store) outageAt(seq int64) (Outage, error) {
	return s.readOutage(seq, "SELECT o.number, reason, started_at, opened_at, opened_by, closed FROM outage_terms t JOIN outages o ON o.number = t.outage WHERE t.seq <= ? ORDER BY t.seq DESC LIMIT 1", seq)
}

// outage returns an outage as it stood at an entry.
func (s *store) outage(number, seq int64) (Outage, error) {
	return s.readOutage(seq, "SELECT o.number, reason, started_at, opened_at, opened_by, closed FROM outage_terms t JOIN outages o ON o.number = t.outage WHERE t.seq <= ? AND o.number = ? ORDER BY t.seq DESC LIMIT 1", seq, number)
}

func (s *store) readOutage(asOf int64, query string, args ...any) (Outage, error) {
	var o Outage
	var started, opened int64
	var closed *int64
	err := s.get(query, args, &o.Number, &o.Reason, &started, &opened, &o.OpenedBy, &closed)
	if isNoRows(err) {
		return o, errNoOutage
	}
	if err != nil {
		return o, err
	}
	o.StartedAt, o.OpenedAt = time.UnixMilli(started).UTC(), time.UnixMilli(opened).UTC()
	if closed == nil || *closed > asOf {
		return o, nil
	}
	var b outageClosed
	e, err := s.entry(*closed, &b)
	o.Closed = &OutageEnd{EndedAt: time.UnixMilli(b.EndedAt).UTC(), At: e.At, By: e.Actor, Unfinished: b.Unfinished, Reason: b.Reason}
	return o, err
}

// OpenOutage opens an outage that began at a time, or, when it is zero, now.
// What the one before left to export is exported first: a bundle is of one
// outage.
func (l *Ledger) OpenOutage(by Session, reason string, started time.Time) (Outage, error) {
	return l.onOutage(by, "open an outage", &reason, func(t *tx) error {
		last, err := t.outageAt(latest)
		if err == nil && last.Closed == nil {
			return errorf(Conflict, "outage %d is open since %s; close it first", last.Number, stamp(l.Local(last.StartedAt)))
		}
		if err != nil && err != errNoOutage {
			return err
		}
		if left, err := t.ask(exportItems, l.city.Station, last.Number); err != nil {
			return err
		} else if len(left) > 0 {
			return errorf(Conflict, "outage %d is not finished. %s Export first, then open the next", last.Number, phrase.Word(left[0].Text))
		}
		if started, err = t.beginning(started, last); err != nil {
			return err
		}
		_, err = t.record(&outageOpened{last.Number + 1, reason, started.UnixMilli()})
		return err
	})
}

// ChangeOutage corrects the reason and the beginning of the outage that is
// open.
func (l *Ledger) ChangeOutage(by Session, reason string, started time.Time) (Outage, error) {
	return l.onOutage(by, "correct an outage", &reason, func(t *tx) error {
		open, err := t.openOutage()
		if err != nil {
			return err
		}
		before, err := t.outage(open.Number-1, latest)
		if err != nil && err != errNoOutage {
			return err
		}
		if started, err = t.beginning(started, before); err != nil {
			return err
		}
		_, err = t.record(&outageChanged{open.Number, reason, started.UnixMilli()})
		return err
	})
}

func (l *Ledger) onOutage(by Session, what string, reason *string, act func(*tx) error) (Outage, error) {
	if err := by.may(what, Supervisor); err != nil {
		return Outage{}, err
	}
	if err := checkTexts(typed{"reason", reason}); err != nil {
		return Outage{}, err
	}
	if *reason == "" {
		return Outage{}, invalid("reason", "say why the counter is on its own")
	}
	if err := l.write(by.Name(), act); err != nil {
		return Outage{}, err
	}
	return l.Outage()
}

// beginning refuses times at which an outage cannot have begun.
func (t *tx) beginning(started time.Time, before Outage) (time.Time, error) {
	l := t.ledger
	switch {
	case started.IsZero():
		return t.at, nil
	case started.After(t.at):
		return started, invalid("started", "%s is still to come", stamp(l.Local(started)))
	case before.Closed != nil && started.Before(before.Closed.EndedAt):
		return started, invalid("started", "outage %d lasted until %s; give a later time", before.Number, stamp(l.Local(before.Closed.EndedAt)))
	}
	return started, nil
}

// OpenItem is something that is not finished in an outage.
type OpenItem struct {
	Text string `json:"text"`
	// Blocks: the outage cannot be closed before it is done. Anything else can
	// be left with a reason, and stands in the entry.
	Blocks bool `json:"blocks"`
}

// question finds what of one kind is not finished in an outage.
type question func(s *store, station string, outage int64) ([]OpenItem, error)

// The questions that an outage is closed on, beside its money.
var (
	drawerItems  = []question{drawersNotCounted, closingsNotApproved}
	exportItems  = []question{paymentsNotExported, voidsNotExported, changesNotExported}
	paperItems   = []question{paperNotAccounted}
	postingItems = []question{rejectedByBilling}
)

// OutageItems lists what is not finished in the outage that is open.
func (l *Ledger) OutageItems() ([]OpenItem, error) {
	var items []OpenItem
	err := l.read(func(s *store) error {
		open, err := s.openOutage()
		if err == nil {
			items, err = l.outageItems(s, open.Number)
		}
		return err
	})
	return items, err
}

func (l *Ledger) outageItems(s *store, outage int64) ([]OpenItem, error) {
	items, err := s.ask(drawerItems, l.city.Station, outage)
	if err != nil {
		return nil, err
	}
	money, err := l.moneyNotDeposited(s, outage)
	if err != nil {
		return nil, err
	}
	exports, err := s.ask(slices.Concat(exportItems, paperItems, postingItems), l.city.Station, outage)
	return slices.Concat(items, money, exports), err
}

func (s *store) ask(questions []question, station string, outage int64) ([]OpenItem, error) {
	var items []OpenItem
	for _, q := range questions {
		open, err := q(s, station, outage)
		if err != nil {
			return nil, err
		}
		items = append(items, open...)
	}
	return items, nil
}

func drawersNotCounted(s *store, _ string, outage int64) ([]OpenItem, error) {
	return list(s, func(row scanner) (OpenItem, error) {
		var clerk string
		var day Day
		err := row.Scan(&clerk, &day)
		return OpenItem{fmt.Sprintf("The drawer of %s of %s is not counted.", clerk, day.Display()), true}, err
	}, "SELECT clerk, business_day FROM drawers WHERE outage = ? AND state = 'open' ORDER BY seq", outage)
}

func closingsNotApproved(s *store, _ string, outage int64) ([]OpenItem, error) {
	return list(s, func(row scanner) (OpenItem, error) {
		var number int64
		var clerk string
		err := row.Scan(&number, &clerk)
		return OpenItem{fmt.Sprintf("Closing Z%d of %s is not approved.", number, clerk), true}, err
	}, "SELECT number, clerk FROM closings JOIN drawers ON id = drawer WHERE outage = ? AND approved IS NULL AND superseded IS NULL ORDER BY number", outage)
}

func paymentsNotExported(s *store, station string, outage int64) ([]OpenItem, error) {
	return receiptsItem(s, station, "In no export yet", "outage = ? AND batch IS NULL", outage)
}

func voidsNotExported(s *store, station string, outage int64) ([]OpenItem, error) {
	return receiptsItem(s, station, "Voided after their export, and not taken back by another yet",
		"outage = ? AND void_batch IS NULL AND void > (SELECT to_seq FROM batches WHERE number = batch)", outage)
}

// receiptsItem lists receipts in one line, runs of numbers as their ends.
func receiptsItem(s *store, station, what, where string, outage int64) ([]OpenItem, error) {
	numbers, err := list(s, func(row scanner) (n int64, err error) { return n, row.Scan(&n) },
		"SELECT number FROM payments WHERE "+where+" ORDER BY number", outage)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	var runs []string
	for first := 0; first < len(numbers); {
		last := first
		for last+1 < len(numbers) && numbers[last+1] == numbers[last]+1 {
			last++
		}
		run := receiptNumber(station, numbers[first])
		if last > first {
			run += " to " + receiptNumber(station, numbers[last])
		}
		runs = append(runs, run)
		first = last + 1
	}
	count := "1 receipt"
	if len(numbers) > 1 {
		count = fmt.Sprintf("%d receipts", len(numbers))
	}
	return []OpenItem{{Text: fmt.Sprintf("%s: %s, %s.", what, count, strings.Join(runs, ", "))}}, nil
}

// CloseOutage closes the outage that is open: billing was back at a time, or,
// when it is zero, now. Every drawer is counted and approved by then. What
// else is not finished needs a reason, and stands in the entry with it.
func (l *Ledger) CloseOutage(by Session, ended time.Time, reason string) (Outage, error) {
	if err := by.may("close an outage", Supervisor); err != nil {
		return Outage{}, err
	}
	if err := checkTexts(typed{"reason", &reason}); err != nil {
		return Outage{}, err
	}
	var number int64
	err := l.write(by.Name(), func(t *tx) error {
		open, err := t.openOutage()
		if err != nil {
			return err
		}
		number = open.Number
		if ended.IsZero() {
			ended = t.at
		}
		if ended.After(t.at) || ended.Before(open.StartedAt) {
			return invalid("ended", "%s is not between the beginning of the outage, %s, and now", stamp(l.Local(ended)), stamp(l.Local(open.StartedAt)))
		}
		items, err := l.outageItems(t.store, number)
		if err != nil {
			return err
		}
		closed := &outageClosed{Number: number, EndedAt: ended.UnixMilli(), Reason: reason}
		for _, item := range items {
			if item.Blocks {
				return errorf(Conflict, "outage %d cannot be closed yet. %s", number, phrase.Word(item.Text))
			}
			closed.Unfinished = append(closed.Unfinished, item.Text)
		}
		if len(closed.Unfinished) > 0 && reason == "" {
			return errorf(NeedsReasons, "not everything is finished: %s Finish it, or say why the outage is closed nevertheless", strings.Join(closed.Unfinished, " "))
		}
		_, err = t.record(closed)
		return err
	})
	if err != nil {
		return Outage{}, err
	}
	var o Outage
	err = l.read(func(s *store) (err error) {
		o, err = s.outage(number, latest)
		return err
	})
	return o, err
}

// OutageWords tells of an outage in a line, times in the station's zone.
func (l *Ledger) OutageWords(o Outage) string {
	words := fmt.Sprintf("Outage %d (%s), since %s", o.Number, o.Reason, stamp(l.Local(o.StartedAt)))
	if o.Closed == nil {
		return words + ", is open."
	}
	return words + fmt.Sprintf(", until %s, closed by %s.", stamp(l.Local(o.Closed.EndedAt)), o.Closed.By)
}

func stamp(t time.Time) string { return t.Format("01/02/2006 3:04 PM") }
