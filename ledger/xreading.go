package ledger

import (
	"time"

	"counterfoil/ledger/money"
)

// Reading is an X reading: how an open drawer stands, looked at without
// closing it. It has no number; its entry says that somebody looked.
type Reading struct {
	Drawer         Drawer
	At             time.Time // in the station's zone
	By             string
	Takings        // of the whole drawer so far
	Dropped        Tally
	Expected       Tally        // in the drawer, the float included
	Parts          []DrawerPart // the last one is not counted yet
	TakenBack      []TakenBack  // closings of the drawer so far
	PerpetualTotal money.Amount
	PerpetualVoids money.Amount
	Hash           Hash // of the reading's entry
}

// xRead is the entry of an X reading. Its actor looked.
type xRead struct {
	Drawer   string `json:"drawer"`
	Expected Tally  `json:"expected"`
	Receipts int64  `json:"receipts"`
	Voids    int64  `json:"voids"`

	perpetuals
}

func (*xRead) kind() Kind { return "x_read" }

// project has nothing to keep: the entry is the record.
func (*xRead) project(*store, Entry) error { return nil }

func init() { register(&xRead{}) }

// XReading tells a supervisor how an open drawer stands, and records that they
// looked. Nobody reads the drawer that they will count.
func (l *Ledger) XReading(by Session, drawer string) (Reading, error) {
	if err := by.may("take an X reading", Supervisor); err != nil {
		return Reading{}, err
	}
	var r Reading
	err := l.write(by.Name(), func(t *tx) error {
		d, err := t.drawer(drawer)
		if err != nil {
			return err
		}
		switch {
		case d.State != DrawerOpen:
			return errorf(Conflict, "the drawer of %s is counted; its closing says how it came out", d.Clerk)
		case d.Clerk == by.Name():
			return errorf(NotAllowed, "%s has this drawer and counts it blind; another supervisor can take the X reading", d.Clerk)
		}
		through, err := t.passed(d.ID, latest)
		if err != nil {
			return err
		}
		if r.Expected, err = through.expected(d); err != nil {
			return err
		}
		if r.Parts, err = l.parts(t.store, d); err != nil {
			return err
		}
		if r.TakenBack, err = l.takenBack(t.store, d.ID, latest); err != nil {
			return err
		}
		totals, err := t.totals()
		if err != nil {
			return err
		}
		d.OpenedAt = l.Local(d.OpenedAt)
		r.Drawer, r.By, r.Takings, r.Dropped = d, by.Name(), through.Takings, through.dropped
		r.PerpetualTotal, r.PerpetualVoids = totals.PerpetualTotal, totals.PerpetualVoids
		e, err := t.record(&xRead{d.ID, r.Expected, r.Receipts, r.Voids, totals.perpetuals})
		r.At, r.Hash = l.Local(e.At), e.Hash
		return err
	})
	return r, err
}
