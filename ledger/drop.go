package ledger

import (
	"fmt"
	"time"

	"counterfoil/ledger/money"
)

// Drop is money that went from an open drawer to the safe, counted by the
// clerk and a witness.
type Drop struct {
	Number  int64     // S, one after another for the station's life
	At      time.Time // in the station's zone
	Drawer  Drawer
	Clerk   string
	Witness string
	Count   Count // never cards or stubs
	Total   Tally
	Hash    Hash
}

// Name is how people call the drop: S3.
func (d Drop) Name() string { return fmt.Sprintf("S%d", d.Number) }

// cashDropped is the entry of a drop. Its actor is the drawer's clerk.
type cashDropped struct {
	Number  int64  `json:"drop"`
	Drawer  string `json:"drawer"`
	Count   Count  `json:"count"`
	Total   Tally  `json:"total"`
	Witness string `json:"witness"`
}

func (*cashDropped) kind() Kind { return "cash_dropped" }

func (b *cashDropped) project(s *store, e Entry) error {
	return s.exec("INSERT INTO drops (number, drawer, seq, cash, checks, check_count) VALUES (?,?,?,?,?,?)",
		b.Number, b.Drawer, e.Seq, b.Total.Cash.Cents(), b.Total.Check.Cents(), b.Count.Checks.Count)
}

func init() { register(&cashDropped{}) }

// DropCash records that cash, and checks, go from the open drawer of the
// person signed in to the safe. The witness counted the money too. More than
// the drawer should hold is not refused: that would tell what it should hold.
func (l *Ledger) DropCash(by, witness Session, count Count) (Drop, error) {
	if err := by.may("drop cash to the safe", Clerk, Supervisor); err != nil {
		return Drop{}, err
	}
	if err := witness.mayWitness("a drop to the safe", by.Name()); err != nil {
		return Drop{}, err
	}
	if err := count.check(); err != nil {
		return Drop{}, err
	}
	switch {
	case count.Cards != (Slips{}):
		return Drop{}, invalid("cards", "card slips stay in the drawer; only cash and checks go to the safe")
	case count.Stubs != nil:
		return Drop{}, invalid("stubs", "bill stubs stay in the drawer; only cash and checks go to the safe")
	}
	dropped := &cashDropped{Count: count, Witness: witness.Name()}
	var err error
	if dropped.Total, err = count.tally(); err != nil {
		return Drop{}, err
	}
	if dropped.Total == (Tally{}) {
		return Drop{}, invalid("cash", "count what goes to the safe; nothing is keyed in")
	}
	err = l.write(by.Name(), func(t *tx) error {
		drawer, err := t.openDrawerOf(by.Name())
		if err != nil {
			return err
		}
		dropped.Drawer = drawer.ID
		if err := t.get("SELECT coalesce(max(number), 0) + 1 FROM drops", nil, &dropped.Number); err != nil {
			return err
		}
		_, err = t.record(dropped)
		return err
	})
	if err != nil {
		return Drop{}, err
	}
	return l.Drop(dropped.Number)
}

// Drop returns the drop with that S number.
func (l *Ledger) Drop(number int64) (Drop, error) {
	drops, err := l.drops("WHERE number = ?", number)
	if err != nil {
		return Drop{}, err
	}
	if len(drops) == 0 {
		return Drop{}, errorf(NotFound, "there is no drop S%d in this ledger", number)
	}
	return drops[0], nil
}

// DropsOf lists what went from a drawer to the safe, oldest first.
func (l *Ledger) DropsOf(drawer string) ([]Drop, error) {
	return l.drops("WHERE drawer = ? ORDER BY number", drawer)
}

func (l *Ledger) drops(where string, args ...any) ([]Drop, error) {
	var drops []Drop
	err := l.read(func(s *store) (err error) {
		drops, err = l.readDrops(s, where, args...)
		return err
	})
	return drops, err
}

func (l *Ledger) readDrops(s *store, where string, args ...any) ([]Drop, error) {
	seqs, err := list(s, scanSeq, "SELECT seq FROM drops "+where, args...)
	if err != nil {
		return nil, err
	}
	var drops []Drop
	for _, seq := range seqs {
		var b cashDropped
		e, err := s.entry(seq, &b)
		if err != nil {
			return nil, err
		}
		d := Drop{Number: b.Number, At: l.Local(e.At), Clerk: e.Actor, Witness: b.Witness, Count: b.Count, Total: b.Total, Hash: e.Hash}
		if d.Drawer, err = s.drawerAt(b.Drawer, seq); err != nil {
			return nil, err
		}
		drops = append(drops, d)
	}
	return drops, nil
}

// dropped adds up what went from a drawer to the safe up to an entry.
func (s *store) dropped(drawer string, asOf int64) (total Tally, checks int64, err error) {
	var cash, amount int64
	err = s.get("SELECT coalesce(sum(cash), 0), coalesce(sum(checks), 0), coalesce(sum(check_count), 0) FROM drops WHERE drawer = ? AND seq <= ?",
		[]any{drawer, asOf}, &cash, &amount, &checks)
	return Tally{Cash: money.FromCents(cash), Check: money.FromCents(amount)}, checks, err
}
