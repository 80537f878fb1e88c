package ledger

import (
	"fmt"
	"time"
)

// Transfer is an open drawer that went from one clerk to another. Both counted
// it, and what was over or short by then is the first one's.
type Transfer struct {
	Number int64     // T, one after another for the station's life
	At     time.Time // in the station's zone
	Drawer Drawer    // as it was before
	From   string
	To     string
	Count  Count
	Part   DrawerPart // what the drawer should have held, and did
	Hash   Hash

	seq int64
}

// Name is how people call the transfer: T2.
func (t Transfer) Name() string { return fmt.Sprintf("T%d", t.Number) }

// drawerHandedOver is the entry of a transfer. Its actor is who had the drawer
// before.
type drawerHandedOver struct {
	Number int64      `json:"transfer"`
	Drawer string     `json:"drawer"`
	To     string     `json:"to"`
	Count  Count      `json:"count"`
	Part   DrawerPart `json:"part"`
}

func (*drawerHandedOver) kind() Kind { return "drawer_handed_over" }

func (b *drawerHandedOver) project(s *store, e Entry) error {
	if err := s.exec("INSERT INTO transfers (number, drawer, seq, from_clerk) VALUES (?,?,?,?)", b.Number, b.Drawer, e.Seq, e.Actor); err != nil {
		return err
	}
	return s.exec("UPDATE drawers SET clerk = ? WHERE id = ?", b.To, b.Drawer)
}

func init() { register(&drawerHandedOver{}) }

// HandOverDrawer gives the open drawer of the person signed in to another, with
// what both counted. Payments from then on are the other's, and so is what is
// over or short after this count.
func (l *Ledger) HandOverDrawer(by, to Session, count Count) (Transfer, error) {
	if err := by.may("hand over a drawer", Clerk, Supervisor); err != nil {
		return Transfer{}, err
	}
	if err := to.may("take over a drawer", Clerk, Supervisor); err != nil {
		return Transfer{}, err
	}
	if to.Name() == by.Name() {
		return Transfer{}, errorf(NotAllowed, "%s has this drawer; somebody else takes it over and signs in", by.Name())
	}
	if err := count.check(); err != nil {
		return Transfer{}, err
	}
	handed := &drawerHandedOver{To: to.Name(), Count: count}
	err := l.write(by.Name(), func(t *tx) error {
		drawer, err := t.openDrawerOf(by.Name())
		if err != nil {
			return err
		}
		if err := t.mustHaveNoDrawer(to.Name()); err != nil {
			return err
		}
		transfers, err := l.readTransfers(t.store, "WHERE drawer = ? ORDER BY seq", drawer.ID)
		if err != nil {
			return err
		}
		part, err := t.openPart(drawer, transfers)
		if err != nil {
			return err
		}
		if handed.Part, err = part.counted(count); err != nil {
			return err
		}
		handed.Drawer = drawer.ID
		if err := t.get("SELECT coalesce(max(number), 0) + 1 FROM transfers", nil, &handed.Number); err != nil {
			return err
		}
		_, err = t.record(handed)
		return err
	})
	if err != nil {
		return Transfer{}, err
	}
	return l.Transfer(handed.Number)
}

// Transfer returns the hand-over with that T number.
func (l *Ledger) Transfer(number int64) (Transfer, error) {
	transfers, err := l.transfers("WHERE number = ?", number)
	if err != nil {
		return Transfer{}, err
	}
	if len(transfers) == 0 {
		return Transfer{}, errorf(NotFound, "there is no hand-over T%d in this ledger", number)
	}
	return transfers[0], nil
}

// TransfersOf lists the hand-overs of a drawer, oldest first.
func (l *Ledger) TransfersOf(drawer string) ([]Transfer, error) {
	return l.transfers("WHERE drawer = ? ORDER BY seq", drawer)
}

func (l *Ledger) transfers(where string, args ...any) ([]Transfer, error) {
	var transfers []Transfer
	err := l.read(func(s *store) (err error) {
		transfers, err = l.readTransfers(s, where, args...)
		return err
	})
	return transfers, err
}

func (l *Ledger) readTransfers(s *store, where string, args ...any) ([]Transfer, error) {
	seqs, err := list(s, scanSeq, "SELECT seq FROM transfers "+where, args...)
	if err != nil {
		return nil, err
	}
	var transfers []Transfer
	for _, seq := range seqs {
		var b drawerHandedOver
		e, err := s.entry(seq, &b)
		if err != nil {
			return nil, err
		}
		t := Transfer{Number: b.Number, At: l.Local(e.At), From: e.Actor, To: b.To, Count: b.Count, Part: b.Part, Hash: e.Hash, seq: seq}
		if t.Drawer, err = s.drawerAt(b.Drawer, seq-1); err != nil {
			return nil, err
		}
		transfers = append(transfers, t)
	}
	return transfers, nil
}

// mustHaveNoDrawer refuses a person who has an open drawer: whose the money is
// would not be plain.
func (t *tx) mustHaveNoDrawer(name string) error {
	open, err := t.openDrawerOf(name)
	if CodeOf(err) == NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	return errorf(Conflict, "%s has a drawer open since %s; count and close it first", name, t.ledger.Local(open.OpenedAt).Format("01/02/2006 3:04 PM"))
}
