package ledger

import (
	"time"

	"github.com/google/uuid"

	"counterfoil/ledger/money"
)

// Drawer is one clerk's till session: from the float to the count.
type Drawer struct {
	ID       string
	Clerk    string
	Day      Day // the business day of its payments
	OpenedAt time.Time
	Float    money.Amount
	State    DrawerState
}

// DrawerState is how far a drawer has come.
type DrawerState string

const (
	DrawerOpen     DrawerState = "open"
	DrawerClosed   DrawerState = "closed" // counted, with its Z number
	DrawerApproved DrawerState = "approved"
)

type drawerOpened struct {
	Drawer string       `json:"drawer"`
	Outage int64        `json:"outage"`
	Day    Day          `json:"business_day"`
	Float  money.Amount `json:"float"`
	Pieces []Pieces     `json:"float_pieces,omitempty"` // of which the float was counted by denomination
}

func (*drawerOpened) kind() Kind { return "drawer_opened" }

func (b *drawerOpened) project(s *store, e Entry) error {
	return s.exec("INSERT INTO drawers (id, seq, clerk, outage, business_day, opened_at, float, state) VALUES (?,?,?,?,?,?,?,'open')",
		b.Drawer, e.Seq, e.Actor, b.Outage, string(b.Day), e.At.UnixMilli(), b.Float.Cents())
}

func init() { register(&drawerOpened{}) }

// maxFloat is more than any counter starts a day with: a larger float is a
// slip of the finger.
var maxFloat = money.FromCents(10_000_00)

// OpenDrawer opens a drawer for the person signed in, for today's business
// day. The float may be given with what it was counted in, which then comes to
// its amount. One who has an open drawer must count it first.
func (l *Ledger) OpenDrawer(by Session, float money.Amount, pieces ...Pieces) (Drawer, error) {
	if err := by.may("open a drawer", Clerk, Supervisor); err != nil {
		return Drawer{}, err
	}
	if err := checkFloat(float, pieces); err != nil {
		return Drawer{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Drawer{}, err
	}
	var drawer Drawer
	err = l.write(by.Name(), func(t *tx) error {
		if err := t.mustHaveNoDrawer(by.Name()); err != nil {
			return err
		}
		if err := l.room(); err != nil {
			return err
		}
		// The clock alone never moves the business day.
		if doubt, err := t.clockDoubt(l.city); err != nil {
			return err
		} else if doubt != "" {
			return errorf(NotAllowed, "%s. If it is wrong, set it right; then a supervisor confirms the date, before a drawer is opened", doubt)
		}
		outage, err := t.openOutage()
		if err != nil {
			return err
		}
		opened := &drawerOpened{Drawer: id.String(), Outage: outage.Number, Day: DayOf(l.Local(t.at)), Float: float, Pieces: pieces}
		if _, err := t.record(opened); err != nil {
			return err
		}
		drawer, err = t.drawer(opened.Drawer)
		return err
	})
	return drawer, err
}

func checkFloat(float money.Amount, pieces []Pieces) error {
	if float.IsNegative() || float.Cmp(maxFloat) > 0 {
		return invalid("float", "%s is not between 0.00 and %s", float.Display(), maxFloat.Display())
	}
	if len(pieces) == 0 {
		return nil
	}
	count := Count{Cash: pieces}
	if err := count.check(); err != nil {
		return err
	}
	counted, err := count.CashTotal()
	if err != nil {
		return invalid("float", "%s", err)
	}
	if counted != float {
		return invalid("float", "the notes and coins come to %s, not %s", counted.Display(), float.Display())
	}
	return nil
}

// FloatPieces is what the float of a drawer was counted in; empty: it was given
// as an amount.
func (l *Ledger) FloatPieces(drawer string) ([]Pieces, error) {
	var opened drawerOpened
	err := l.read(func(s *store) error {
		var seq int64
		if err := s.get("SELECT seq FROM drawers WHERE id = ?", []any{drawer}, &seq); err != nil {
			return err
		}
		_, err := s.entry(seq, &opened)
		return err
	})
	return opened.Pieces, err
}

// OpenDrawers lists the drawers that nobody counted yet, oldest first.
func (l *Ledger) OpenDrawers() ([]Drawer, error) {
	var drawers []Drawer
	err := l.read(func(s *store) (err error) {
		drawers, err = list(s, scanDrawer, drawerColumns+"WHERE state = 'open' ORDER BY seq")
		return err
	})
	for i := range drawers {
		drawers[i].OpenedAt = l.Local(drawers[i].OpenedAt)
	}
	return drawers, err
}

// OpenDrawerOf returns the open drawer of a person, or a NotFound error.
func (l *Ledger) OpenDrawerOf(name string) (Drawer, error) {
	var d Drawer
	err := l.read(func(s *store) (err error) {
		d, err = s.openDrawerOf(name)
		return err
	})
	return d, err
}

const drawerColumns = "SELECT id, clerk, business_day, opened_at, float, state FROM drawers "

func scanDrawer(row scanner) (Drawer, error) {
	var d Drawer
	var at, float int64
	err := row.Scan(&d.ID, &d.Clerk, &d.Day, &at, &float, &d.State)
	d.OpenedAt, d.Float = time.UnixMilli(at).UTC(), money.FromCents(float)
	return d, err
}

func (s *store) openDrawerOf(name string) (Drawer, error) {
	drawers, err := list(s, scanDrawer, drawerColumns+"WHERE clerk = ? AND state = 'open'", name)
	if err != nil {
		return Drawer{}, err
	}
	if len(drawers) == 0 {
		return Drawer{}, errorf(NotFound, "%s has no open drawer; open one with its float first", name)
	}
	return drawers[0], nil
}

func (s *store) drawer(id string) (Drawer, error) {
	drawers, err := list(s, scanDrawer, drawerColumns+"WHERE id = ?", id)
	if err != nil {
		return Drawer{}, err
	}
	if len(drawers) == 0 {
		return Drawer{}, errorf(NotFound, "there is no drawer %s in this ledger", clip(id))
	}
	return drawers[0], nil
}

// drawerAt is a drawer with who had it when the journal ended with an entry.
func (s *store) drawerAt(id string, asOf int64) (Drawer, error) {
	d, err := s.drawer(id)
	if err != nil {
		return d, err
	}
	d.Clerk, err = s.clerkAt(d, asOf)
	return d, err
}

// clerkAt is who had a drawer when the journal ended with an entry.
func (s *store) clerkAt(d Drawer, asOf int64) (string, error) {
	clerks, err := list(s, scanText, "SELECT from_clerk FROM transfers WHERE drawer = ? AND seq > ? ORDER BY seq LIMIT 1", d.ID, asOf)
	if err != nil || len(clerks) == 0 {
		return d.Clerk, err
	}
	return clerks[0], nil
}

// mustHaveCounted refuses who has a drawer still to count: what they ask for
// tells what it should hold, and the count is blind.
func (s *store) mustHaveCounted(name, before string) error {
	switch _, err := s.openDrawerOf(name); {
	case CodeOf(err) == NotFound:
		return nil
	case err != nil:
		return err
	}
	return errorf(Conflict, "%s has an open drawer, and this tells what it should hold; count and close it before %s, or let somebody else do it", name, before)
}
