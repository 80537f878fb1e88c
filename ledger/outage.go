package ledger

import (
	"database/sql"
	"errors"
	"time"
)

// Outage is the time in which billing is down and the counter takes payments
// on its own. Everything the ledger records lies inside one.
type Outage struct {
	Number   int64
	Reason   string
	OpenedAt time.Time
	OpenedBy string
}

type outageOpened struct {
	Number int64  `json:"number"`
	Reason string `json:"reason"`
}

func (*outageOpened) kind() Kind { return "outage_opened" }

func (b *outageOpened) project(s *store, e Entry) error {
	return s.exec("INSERT INTO outages (number, seq, reason, opened_at, opened_by) VALUES (?,?,?,?,?)",
		b.Number, e.Seq, b.Reason, e.At.UnixMilli(), e.Actor)
}

func init() { register(&outageOpened{}) }

// openOutage opens a new ledger's outage in the name of its first supervisor.
func (t *tx) openOutage(people []NewPerson, reason string) error {
	for _, p := range people {
		if p.Role == Supervisor {
			t.actor = p.Name
			break
		}
	}
	_, err := t.record(&outageOpened{Number: 1, Reason: reason})
	return err
}

// Outage returns the outage that is open.
func (l *Ledger) Outage() (Outage, error) {
	var o Outage
	err := l.read(func(s *store) (err error) {
		o, err = s.outageAt(latest)
		return err
	})
	return o, err
}

// outageAt returns the outage that was open at an entry.
func (s *store) outageAt(seq int64) (Outage, error) {
	var o Outage
	var at int64
	err := s.get("SELECT number, reason, opened_at, opened_by FROM outages WHERE seq <= ? ORDER BY number DESC LIMIT 1", []any{seq},
		&o.Number, &o.Reason, &at, &o.OpenedBy)
	if errors.Is(err, sql.ErrNoRows) {
		return o, errorf(Conflict, "no outage is open; a supervisor opens one before money is taken")
	}
	o.OpenedAt = time.UnixMilli(at).UTC()
	return o, err
}
