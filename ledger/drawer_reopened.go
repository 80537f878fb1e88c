package ledger

import "time"

// drawerReopened takes a closing back: its drawer goes on, and the next count
// gets the next Z. The Z taken back stays used.
type drawerReopened struct {
	Number int64  `json:"z"`
	Drawer string `json:"drawer"`
	Reason string `json:"reason"`
}

func (*drawerReopened) kind() Kind { return "drawer_reopened" }

func (b *drawerReopened) project(s *store, e Entry) error {
	if err := s.exec("UPDATE closings SET superseded = ? WHERE number = ?", e.Seq, b.Number); err != nil {
		return err
	}
	return s.exec("UPDATE drawers SET state = 'open', closed = NULL WHERE id = ?", b.Drawer)
}

func init() { register(&drawerReopened{}) }

// TakenBack is a closing whose drawer was opened again after its count: the
// difference was known from then on.
type TakenBack struct {
	Number    int64 // Z, which stays used
	OverShort Tally // what that count had found
	By        string
	At        time.Time // in the station's zone
	Reason    string
}

// TakenBack lists the closings of a drawer that were taken back, oldest first.
func (l *Ledger) TakenBack(drawer string) (back []TakenBack, err error) {
	err = l.read(func(s *store) error {
		back, err = l.takenBack(s, drawer, latest)
		return err
	})
	return back, err
}

// takenBack lists those that were taken back up to an entry.
func (l *Ledger) takenBack(s *store, drawer string, asOf int64) ([]TakenBack, error) {
	type row struct{ seq, superseded int64 }
	rows, err := list(s, func(r scanner) (w row, err error) { return w, r.Scan(&w.seq, &w.superseded) },
		"SELECT seq, superseded FROM closings WHERE drawer = ? AND superseded <= ? ORDER BY number", drawer, asOf)
	if err != nil {
		return nil, err
	}
	var back []TakenBack
	for _, row := range rows {
		var closed drawerClosed
		if _, err := s.entry(row.seq, &closed); err != nil {
			return nil, err
		}
		var reopened drawerReopened
		e, err := s.entry(row.superseded, &reopened)
		if err != nil {
			return nil, err
		}
		back = append(back, TakenBack{closed.Number, closed.OverShort, e.Actor, l.Local(e.At), reopened.Reason})
	}
	return back, nil
}

// ReopenDrawer opens the drawer of a closing again, because the count was
// wrong. Who does is a supervisor who neither worked nor counted it. A drawer
// whose money is in a deposit stays closed, and so does one with a payment
// that was reversed since: its money did not come out of this drawer.
func (l *Ledger) ReopenDrawer(by Session, number int64, reason string) (Closing, error) {
	closing, err := l.Closing(number)
	if err != nil {
		return Closing{}, err
	}
	if err := by.second("reopen a drawer", closing.people()...); err != nil {
		return Closing{}, err
	}
	if err := checkTexts(typed{"reason", &reason}); err != nil {
		return Closing{}, err
	}
	if reason == "" {
		return Closing{}, invalid("reason", "opening a counted drawer again needs a reason")
	}
	err = l.write(by.Name(), func(t *tx) error {
		if err := t.mayReopen(number); err != nil {
			return err
		}
		_, err := t.record(&drawerReopened{number, closing.Drawer.ID, reason})
		return err
	})
	if err != nil {
		return Closing{}, err
	}
	return l.Closing(number)
}

func (t *tx) mayReopen(number int64) error {
	closings, err := t.ledger.readClosings(t.store, latest, "WHERE number = ?", number)
	if err != nil {
		return err
	}
	closing := closings[0]
	if closing.Superseded() {
		return errorf(Conflict, "the drawer of Z%d was opened again before; its newest closing is the one that counts", number)
	}
	drawer := closing.Drawer
	if deposit, err := t.depositOf(drawer.ID); err != nil {
		return err
	} else if deposit != 0 {
		return errorf(Conflict, "the money of Z%d is in deposit %s; a drawer whose money is on its way to the bank stays closed", number, depositName(deposit))
	}
	var reversed int64
	if err := t.get("SELECT count(*) FROM payments WHERE drawer = ? AND void > (SELECT closed FROM drawers WHERE id = drawer)", []any{drawer.ID}, &reversed); err != nil {
		return err
	}
	if reversed > 0 {
		return errorf(Conflict, "payments of Z%d were taken back after the count, out of another drawer or by finance; its count stays as it is", number)
	}
	var ended bool
	if err := t.get("SELECT closed IS NOT NULL FROM outages WHERE number = (SELECT outage FROM drawers WHERE id = ?)", []any{drawer.ID}, &ended); err != nil {
		return err
	}
	if ended {
		return errorf(Conflict, "the outage of Z%d is closed, and its drawers stay closed with it", number)
	}
	return t.mustHaveNoDrawer(drawer.Clerk)
}
