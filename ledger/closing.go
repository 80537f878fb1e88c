package ledger

import (
	"errors"
	"strings"
	"time"

	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// Tally is one figure a tender.
type Tally struct {
	Cash  money.Amount `json:"cash"`
	Check money.Amount `json:"check"`
	Card  money.Amount `json:"card"`
}

// Sum adds up the three.
func (t Tally) Sum() (money.Amount, error) { return money.Sum(t.Cash, t.Check, t.Card) }

// Plus adds another tally, tender by tender.
func (t Tally) Plus(o Tally) (sum Tally, err error) {
	var errs [3]error
	sum.Cash, errs[0] = t.Cash.Add(o.Cash)
	sum.Check, errs[1] = t.Check.Add(o.Check)
	sum.Card, errs[2] = t.Card.Add(o.Card)
	return sum, errors.Join(errs[:]...)
}

// Minus takes another tally away, tender by tender.
func (t Tally) Minus(o Tally) (difference Tally, err error) {
	var errs [3]error
	difference.Cash, errs[0] = t.Cash.Sub(o.Cash)
	difference.Check, errs[1] = t.Check.Sub(o.Check)
	difference.Card, errs[2] = t.Card.Sub(o.Card)
	return difference, errors.Join(errs[:]...)
}

// Closing is a drawer's end: counted blind, numbered, approved by another
// person.
type Closing struct {
	Number    int64     // Z, one after another for the station's life
	Drawer    Drawer    // with who had it at the count
	At        time.Time // in the station's zone
	CountedBy string    // the drawer's clerk, or a supervisor in their absence
	Witness   string    // who counted with them, where the count needed one; else empty
	Count     Count
	Expected  Tally        // the float included, what went to the safe not; cash net of change
	Dropped   Tally        // to the safe before the count
	Parts     []DrawerPart // one after another, of each clerk who had the drawer
	Counted   Tally
	// OverShort is counted less expected: above 0.00 is over, below is short.
	OverShort      Tally
	Receipts       int64 // given out of this drawer, voids included
	Voids          int64
	Lines          int64 // stubs paid, without those of voids
	PerpetualTotal money.Amount
	PerpetualVoids money.Amount
	Hash           Hash // of the closing's entry: the chain as far as here
	ApprovedBy     string
	ApprovedAt     time.Time
	ApprovalReason string // given where a swap is suspected

	// Of a closing that was taken back: the drawer went on, and a later Z
	// closes it.
	ReopenedBy   string
	ReopenedAt   time.Time
	ReopenReason string

	TakenBack []TakenBack // of the same drawer, before this closing
}

// Superseded tells whether the drawer was opened again after this closing.
func (c Closing) Superseded() bool { return c.ReopenedBy != "" }

// people are those who worked or counted the drawer: none of them checks it.
func (c Closing) people() []string {
	people := []string{c.Drawer.Clerk, c.CountedBy}
	if c.Witness != "" {
		people = append(people, c.Witness)
	}
	for _, p := range c.Parts {
		people = append(people, p.Clerk)
	}
	return people
}

// StubsOff is how many more stubs were counted than the receipts have lines;
// below 0 stubs are missing. Counted is false when nobody counted them.
func (c Closing) StubsOff() (off int64, counted bool) {
	if c.Count.Stubs == nil {
		return 0, false
	}
	return *c.Count.Stubs - c.Lines, true
}

// drawerClosed is the entry of a closing. The count in it was given before
// the expected figures were known to the clerk.
type drawerClosed struct {
	Number    int64        `json:"z"`
	Drawer    string       `json:"drawer"`
	Day       Day          `json:"business_day"`
	Float     money.Amount `json:"float"`
	Clerk     string       `json:"clerk"`             // whose drawer it is; the actor counted
	Witness   string       `json:"witness,omitempty"` // when the actor is not the clerk, or counts again
	Count     Count        `json:"count"`
	Dropped   Tally        `json:"dropped"`
	Parts     []DrawerPart `json:"parts"`
	Expected  Tally        `json:"expected"`
	Counted   Tally        `json:"counted"`
	OverShort Tally        `json:"over_short"`
	Receipts  int64        `json:"receipts"`
	Voids     int64        `json:"voids"`
	Lines     int64        `json:"lines"`

	perpetuals
}

func (*drawerClosed) kind() Kind { return "drawer_closed" }

func (b *drawerClosed) project(s *store, e Entry) error {
	if err := s.exec("INSERT INTO closings (number, drawer, seq) VALUES (?,?,?)", b.Number, b.Drawer, e.Seq); err != nil {
		return err
	}
	if err := s.exec("UPDATE drawers SET state = 'closed', closed = ? WHERE id = ?", e.Seq, b.Drawer); err != nil {
		return err
	}
	return s.exec("UPDATE totals SET closings = ?", b.Number)
}

type closingApproved struct {
	Number int64  `json:"z"`
	Drawer string `json:"drawer"`
	Reason string `json:"reason,omitempty"`
}

func (*closingApproved) kind() Kind { return "closing_approved" }

func (b *closingApproved) project(s *store, e Entry) error {
	if err := s.exec("UPDATE closings SET approved = ? WHERE number = ?", e.Seq, b.Number); err != nil {
		return err
	}
	return s.exec("UPDATE drawers SET state = 'approved' WHERE id = ?", b.Drawer)
}

func init() {
	register(&drawerClosed{})
	register(&closingApproved{})
}

// CloseDrawer ends the open drawer of the person signed in with their count,
// and tells only then what was expected. A backup is made afterwards, in the
// background.
//
// A drawer that was opened again after its count is not counted blind any more:
// it needs a witness who counts it too.
func (l *Ledger) CloseDrawer(by Session, count Count, witness ...Session) (Closing, error) {
	if err := by.may("count a drawer", Clerk, Supervisor); err != nil {
		return Closing{}, err
	}
	var with string
	for _, session := range witness {
		if err := session.mayWitness("the count", by.Name()); err != nil {
			return Closing{}, err
		}
		with = session.Name()
	}
	return l.closeDrawer(by, with, count, func(t *tx) (Drawer, error) {
		d, err := t.openDrawerOf(by.Name())
		if err != nil || with != "" {
			return d, err
		}
		back, err := l.takenBack(t.store, d.ID, latest)
		if err == nil && len(back) > 0 {
			err = errorf(NotAllowed, "this drawer was opened again after Z%d, so its count is not blind any more; somebody else counts it too and signs in as witness", back[len(back)-1].Number)
		}
		return d, err
	})
}

// CloseDrawerOf ends the open drawer of a clerk who is not there, or may not
// work any more: a supervisor counts it together with a witness.
func (l *Ledger) CloseDrawerOf(by, witness Session, drawer string, count Count) (Closing, error) {
	if err := by.may("count the drawer of another", Supervisor); err != nil {
		return Closing{}, err
	}
	return l.closeDrawer(by, witness.Name(), count, func(t *tx) (Drawer, error) {
		d, err := t.drawer(drawer)
		switch {
		case err != nil:
			return d, err
		case d.State != DrawerOpen:
			return d, errorf(Conflict, "the drawer of %s is counted already", d.Clerk)
		case d.Clerk == by.Name():
			return d, errorf(Conflict, "this is the drawer of %s, who closes it as their own", d.Clerk)
		}
		return d, witness.mayWitness("the count", by.Name(), d.Clerk)
	})
}

func (l *Ledger) closeDrawer(by Session, witness string, count Count, which func(*tx) (Drawer, error)) (Closing, error) {
	if err := count.check(); err != nil {
		return Closing{}, err
	}
	closed := &drawerClosed{Witness: witness, Count: count}
	var err error
	if closed.Counted, err = count.tally(); err != nil {
		return Closing{}, err
	}
	err = l.write(by.Name(), func(t *tx) error {
		drawer, err := which(t)
		if err != nil {
			return err
		}
		if err := t.reckon(closed, drawer); err != nil {
			return err
		}
		_, err = t.record(closed)
		return err
	})
	if err != nil {
		return Closing{}, err
	}
	l.backUpSoon()
	return l.Closing(closed.Number)
}

// reckon fills in what a drawer should hold, and how the count differs.
func (t *tx) reckon(closed *drawerClosed, drawer Drawer) error {
	through, err := t.passed(drawer.ID, latest)
	if err != nil {
		return err
	}
	if closed.Expected, err = through.expected(drawer); err != nil {
		return err
	}
	if closed.OverShort, err = closed.Counted.Minus(closed.Expected); err != nil {
		return err
	}
	if closed.Parts, err = t.ledger.parts(t.store, drawer); err != nil {
		return err
	}
	last := &closed.Parts[len(closed.Parts)-1]
	if *last, err = last.counted(closed.Count); err != nil {
		return err
	}
	totals, err := t.totals()
	if err != nil {
		return err
	}
	closed.Number = totals.closings + 1
	closed.Drawer, closed.Day, closed.Float, closed.Clerk = drawer.ID, drawer.Day, drawer.Float, drawer.Clerk
	closed.Dropped = through.dropped
	closed.Receipts, closed.Voids, closed.Lines = through.Receipts, through.Voids, through.Lines
	closed.perpetuals = totals.perpetuals
	return nil
}

// ApproveClosing is a supervisor's word that a closing was looked at. Nobody
// approves a drawer that they worked or counted. Where a swap is suspected, it
// takes a reason.
func (l *Ledger) ApproveClosing(approver Session, number int64, reason ...string) (Closing, error) {
	closing, err := l.Closing(number)
	if err != nil {
		return Closing{}, err
	}
	if err := approver.second("approve a closing", closing.people()...); err != nil {
		return Closing{}, err
	}
	given := strings.Join(reason, " ")
	if err := checkTexts(typed{"reason", &given}); err != nil {
		return Closing{}, err
	}
	err = l.write(approver.Name(), func(t *tx) error {
		closings, err := l.readClosings(t.store, latest, "WHERE number = ?", number)
		if err != nil {
			return err
		}
		switch now := closings[0]; {
		case now.Superseded():
			return errorf(Conflict, "the drawer of Z%d was opened again; approve its next closing", number)
		case now.ApprovedBy != "":
			return errorf(Conflict, "closing Z%d is approved already", number)
		case given == "" && len(now.Swaps()) > 0:
			return NewError(NeedsReasons, "reason", "give a reason to approve this: %s", phrase.Word(now.Swaps()[0].Words()))
		}
		_, err = t.record(&closingApproved{number, closing.Drawer.ID, given})
		return err
	})
	if err != nil {
		return Closing{}, err
	}
	return l.Closing(number)
}

// Closing returns the closing with that Z number.
func (l *Ledger) Closing(number int64) (Closing, error) {
	closings, err := l.closings("WHERE number = ?", number)
	if err != nil {
		return Closing{}, err
	}
	if len(closings) == 0 {
		return Closing{}, errorf(NotFound, "there is no closing Z%d in this ledger", number)
	}
	return closings[0], nil
}

// WaitingClosings lists the closings that no one approved yet, oldest first.
func (l *Ledger) WaitingClosings() ([]Closing, error) {
	return l.closings("WHERE approved IS NULL AND superseded IS NULL ORDER BY number")
}

func (l *Ledger) closings(where string, args ...any) ([]Closing, error) {
	var closings []Closing
	err := l.read(func(s *store) (err error) {
		closings, err = l.readClosings(s, latest, where, args...)
		return err
	})
	return closings, err
}

// readClosings reads closings as they stood when the journal ended with the
// entry asOf: one that was approved later is not approved.
func (l *Ledger) readClosings(s *store, asOf int64, where string, args ...any) ([]Closing, error) {
	type row struct {
		seq                  int64
		approved, superseded *int64
	}
	rows, err := list(s, func(r scanner) (w row, err error) {
		return w, r.Scan(&w.seq, &w.approved, &w.superseded)
	}, "SELECT seq, approved, superseded FROM closings "+where, args...)
	if err != nil {
		return nil, err
	}
	var closings []Closing
	for _, row := range rows {
		var b drawerClosed
		e, err := s.entry(row.seq, &b)
		if err != nil {
			return nil, err
		}
		c := Closing{
			Number: b.Number, At: l.Local(e.At), CountedBy: e.Actor, Witness: b.Witness, Count: b.Count,
			Dropped: b.Dropped, Parts: b.Parts, Expected: b.Expected, Counted: b.Counted, OverShort: b.OverShort,
			Receipts: b.Receipts, Voids: b.Voids, Lines: b.Lines,
			PerpetualTotal: b.PerpetualTotal, PerpetualVoids: b.PerpetualVoids, Hash: e.Hash,
		}
		if c.Drawer, err = s.drawer(b.Drawer); err != nil {
			return nil, err
		}
		c.Drawer.Clerk = b.Clerk
		if c.TakenBack, err = l.takenBack(s, b.Drawer, row.seq); err != nil {
			return nil, err
		}
		if row.approved != nil && *row.approved <= asOf {
			var approval closingApproved
			ae, err := s.entry(*row.approved, &approval)
			if err != nil {
				return nil, err
			}
			c.ApprovedBy, c.ApprovedAt, c.ApprovalReason = ae.Actor, l.Local(ae.At), approval.Reason
		}
		if row.superseded != nil && *row.superseded <= asOf {
			var reopened drawerReopened
			re, err := s.entry(*row.superseded, &reopened)
			if err != nil {
				return nil, err
			}
			c.ReopenedBy, c.ReopenedAt, c.ReopenReason = re.Actor, l.Local(re.At), reopened.Reason
		}
		closings = append(closings, c)
	}
	return closings, nil
}

// Closings lists the newest closings, newest first, those taken back included.
func (l *Ledger) Closings(most int) ([]Closing, error) {
	return l.closings("ORDER BY number DESC LIMIT ?", most)
}
