package ledger

import (
	"fmt"
	"time"

	"counterfoil/ledger/phrase"
)

// Told is something that happened to a person, in words.
type Told struct {
	At   time.Time // in the station's zone
	By   string
	What phrase.Text
}

// tellOf puts an entry into a person's history.
func (s *store) tellOf(name string, e Entry) error {
	return s.exec("INSERT INTO told_of_people (seq, name) SELECT ?, name FROM people WHERE name = ?", e.Seq, name)
}

// History tells what happened to a person since they were added, newest first.
func (l *Ledger) History(name string) ([]Told, error) {
	var history []Told
	err := l.read(func(s *store) error {
		entries, err := list(s, scanEntry, entryColumns+"WHERE seq IN (SELECT seq FROM told_of_people WHERE name = ?) ORDER BY seq DESC", name)
		if err != nil {
			return err
		}
		for _, e := range entries {
			what, err := l.tell(e)
			if err != nil {
				return err
			}
			history = append(history, Told{At: l.Local(e.At), By: e.Actor, What: what})
		}
		return nil
	})
	return history, err
}

func (l *Ledger) tell(e Entry) (phrase.Text, error) {
	b := bodies[e.Kind]()
	if err := e.decode(b); err != nil {
		return phrase.Text{}, err
	}
	switch b := b.(type) {
	case *personAdded:
		if b.Temporary {
			return phrase.Of("added as %s, with a temporary secret", b.Role), nil
		}
		return phrase.Of("added as %s", b.Role), nil
	case *personChanged:
		return b.words(), nil
	case *secretChanged:
		switch {
		case e.Actor == b.Name:
			return phrase.Of("chose a secret of their own"), nil
		case b.Temporary:
			return phrase.Of("given another, temporary secret"), nil
		}
		return phrase.Of("given another secret"), nil
	case *signInFailed:
		until := l.Local(time.UnixMilli(b.LockedUntil))
		return phrase.Of("locked after %d wrong secrets, until %s", b.Failures, until.Format("3:04 PM")), nil
	case *lockLifted:
		return phrase.Of("lock lifted"), nil
	}
	return phrase.Text{}, fmt.Errorf("entry %d (%s) tells of nobody", e.Seq, e.Kind)
}

func (b *personChanged) words() phrase.Text {
	switch {
	case b.Role != b.Before:
		return phrase.Of("%s, was %s: %s", b.Role, b.Before, b.Reason)
	case b.Disabled:
		return phrase.Of("disabled: %s", b.Reason)
	}
	return phrase.Of("enabled: %s", b.Reason)
}
