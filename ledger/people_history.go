package ledger

import (
	"fmt"
	"time"
)

// Told is something that happened to a person, in words.
type Told struct {
	At   time.Time // in the station's zone
	By   string
	What string
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

func (l *Ledger) tell(e Entry) (string, error) {
	b := bodies[e.Kind]()
	if err := e.decode(b); err != nil {
		return "", err
	}
	switch b := b.(type) {
	case *personAdded:
		return "added as " + string(b.Role) + secretWords(b.Temporary), nil
	case *personChanged:
		return b.words(), nil
	case *secretChanged:
		if e.Actor == b.Name {
			return "chose a secret of their own", nil
		}
		return "given another secret" + secretWords(b.Temporary), nil
	case *signInFailed:
		until := l.Local(time.UnixMilli(b.LockedUntil))
		return fmt.Sprintf("locked after %d wrong secrets, until %s", b.Failures, until.Format("3:04 PM")), nil
	case *lockLifted:
		return "lock lifted", nil
	}
	return "", fmt.Errorf("entry %d (%s) tells of nobody", e.Seq, e.Kind)
}

func secretWords(temporary bool) string {
	if temporary {
		return ", with a temporary secret"
	}
	return ""
}

func (b *personChanged) words() string {
	words := "enabled"
	switch {
	case b.Role != b.Before:
		words = fmt.Sprintf("%s, was %s", b.Role, b.Before)
	case b.Disabled:
		words = "disabled"
	}
	return words + ": " + b.Reason
}
