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
// day. One who has an open drawer must count it first.
func (l *Ledger) OpenDrawer(by Session, float money.Amount) (Drawer, error) {
	if err := by.may("open a drawer", Clerk, Supervisor); err != nil {
		return Drawer{}, err
	}
	if float.IsNegative() || float.Cmp(maxFloat) > 0 {
		return Drawer{}, invalid("float", "%s is not between 0.00 and %s", float.Display(), maxFloat.Display())
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Drawer{}, err
	}
	var drawer Drawer
	err = l.write(by.Name(), func(t *tx) error {
		if open, err := t.openDrawerOf(by.Name()); err == nil {
			return errorf(Conflict, "%s has a drawer open since %s; count and close it first", by.Name(), l.Local(open.OpenedAt).Format("01/02/2006 3:04 PM"))
		} else if CodeOf(err) != NotFound {
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
		opened := &drawerOpened{Drawer: id.String(), Outage: outage.Number, Day: DayOf(l.Local(t.at)), Float: float}
		if _, err := t.record(opened); err != nil {
			return err
		}
		drawer, err = t.drawer(opened.Drawer)
		return err
	})
	return drawer, err
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
