package ledger

import (
	"errors"
	"time"

	"counterfoil/ledger/money"
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
	Number   int64 // Z, one after another for the station's life
	Drawer   Drawer
	At       time.Time // in the station's zone
	Count    Count
	Expected Tally // the float included; cash net of change
	Counted  Tally
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
	Number         int64        `json:"z"`
	Drawer         string       `json:"drawer"`
	Day            Day          `json:"business_day"`
	Float          money.Amount `json:"float"`
	Count          Count        `json:"count"`
	Expected       Tally        `json:"expected"`
	Counted        Tally        `json:"counted"`
	OverShort      Tally        `json:"over_short"`
	Receipts       int64        `json:"receipts"`
	Voids          int64        `json:"voids"`
	Lines          int64        `json:"lines"`
	PerpetualTotal money.Amount `json:"perpetual_total"`
	PerpetualVoids money.Amount `json:"perpetual_voids"`
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
func (l *Ledger) CloseDrawer(by Session, count Count) (Closing, error) {
	if err := by.may("count a drawer", Clerk, Supervisor); err != nil {
		return Closing{}, err
	}
	if err := count.check(); err != nil {
		return Closing{}, err
	}
	cash, err := count.CashTotal()
	if err != nil {
		return Closing{}, invalid("cash", "%s", err)
	}
	closed := &drawerClosed{Count: count, Counted: Tally{cash, count.Checks.Total, count.Cards.Total}}
	err = l.write(by.Name(), func(t *tx) error {
		drawer, err := t.openDrawerOf(by.Name())
		if err != nil {
			return err
		}
		taken, err := t.drawerTakings(latest, drawer.ID)
		if err != nil {
			return err
		}
		if closed.Expected, err = taken.Net.Plus(Tally{Cash: drawer.Float}); err != nil {
			return err
		}
		if closed.OverShort, err = closed.Counted.Minus(closed.Expected); err != nil {
			return err
		}
		totals, err := t.totals()
		if err != nil {
			return err
		}
		closed.Number = totals.closings + 1
		closed.Drawer, closed.Day, closed.Float = drawer.ID, drawer.Day, drawer.Float
		closed.Receipts, closed.Voids, closed.Lines = taken.Receipts, taken.Voids, taken.Lines
		closed.PerpetualTotal, closed.PerpetualVoids = totals.perpetualTotal, totals.perpetualVoids
		_, err = t.record(closed)
		return err
	})
	if err != nil {
		return Closing{}, err
	}
	l.backUpSoon()
	return l.Closing(closed.Number)
}

// ApproveClosing is a supervisor's word that a closing was looked at. Nobody
// approves their own.
func (l *Ledger) ApproveClosing(approver Session, number int64) (Closing, error) {
	closing, err := l.Closing(number)
	if err != nil {
		return Closing{}, err
	}
	if err := approver.second("approve a closing", closing.Drawer.Clerk); err != nil {
		return Closing{}, err
	}
	err = l.write(approver.Name(), func(t *tx) error {
		drawer, err := t.drawer(closing.Drawer.ID)
		if err != nil {
			return err
		}
		if drawer.State == DrawerApproved {
			return errorf(Conflict, "closing Z%d is approved already", number)
		}
		_, err = t.record(&closingApproved{number, drawer.ID})
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
	return l.closings("WHERE approved IS NULL ORDER BY number")
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
		seq      int64
		approved *int64
	}
	rows, err := list(s, func(r scanner) (w row, err error) {
		return w, r.Scan(&w.seq, &w.approved)
	}, "SELECT seq, approved FROM closings "+where, args...)
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
			Number: b.Number, At: l.Local(e.At), Count: b.Count,
			Expected: b.Expected, Counted: b.Counted, OverShort: b.OverShort,
			Receipts: b.Receipts, Voids: b.Voids, Lines: b.Lines,
			PerpetualTotal: b.PerpetualTotal, PerpetualVoids: b.PerpetualVoids, Hash: e.Hash,
		}
		if c.Drawer, err = s.drawer(b.Drawer); err != nil {
			return nil, err
		}
		if row.approved != nil && *row.approved <= asOf {
			var approval closingApproved
			ae, err := s.entry(*row.approved, &approval)
			if err != nil {
				return nil, err
			}
			c.ApprovedBy, c.ApprovedAt = ae.Actor, l.Local(ae.At)
		}
		closings = append(closings, c)
	}
	return closings, nil
}
