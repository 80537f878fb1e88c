package ledger

import (
	"database/sql"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/alexedwards/argon2id"

	"counterfoil/ledger/phrase"
)

// Session is proof that a person gave their secret. It ends when their role,
// their secret or their standing changes.
type Session struct {
	person    Person
	temporary bool         // only good for choosing a secret of one's own
	ended     *atomic.Bool // nil: never
}

// Name returns who signed in.
func (s Session) Name() string { return s.person.Name }

// Role returns what they may do.
func (s Session) Role() Role { return s.person.Role }

// Temporary tells whether the person has yet to choose a secret of their own,
// before anything else.
func (s Session) Temporary() bool { return s.temporary }

// Ended tells whether the person was disabled, or given another role or
// secret, since they signed in.
func (s Session) Ended() bool { return s.ended != nil && s.ended.Load() }

// sessions knows what the running sessions of each person watch.
type sessions struct {
	mu    sync.Mutex
	ended map[string]*atomic.Bool // by name
}

func (r *sessions) begin(p Person, temporary bool) Session {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended == nil {
		r.ended = map[string]*atomic.Bool{}
	}
	if r.ended[p.Name] == nil {
		r.ended[p.Name] = &atomic.Bool{}
	}
	return Session{p, temporary, r.ended[p.Name]}
}

func (r *sessions) end(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if ended := r.ended[name]; ended != nil {
		ended.Store(true)
		delete(r.ended, name)
	}
}

// Console is who asks for a receipt at the command line, where nobody signs
// in: somebody who can read the data folder. It may do nothing else.
var Console = Session{person: Person{Name: "command line", Role: console}}

const console Role = "console"

// Purpose is why somebody signs in.
type Purpose string

const (
	ToWork    Purpose = "work"
	ToApprove Purpose = "approval" // a second person, at the first one's screen
	// ToChooseSecret is to give the secret once more before another is chosen.
	ToChooseSecret Purpose = "secret"
)

type signedIn struct {
	Name    string  `json:"name"`
	Purpose Purpose `json:"purpose"`
}

func (*signedIn) kind() Kind { return "signed_in" }

func (b *signedIn) project(s *store, e Entry) error {
	return s.exec("UPDATE people SET failures = 0, locked_until = 0, signed_in = ? WHERE name = ?", e.At.UnixMilli(), b.Name)
}

type signInFailed struct {
	Name        string `json:"name"`
	Failures    int    `json:"failures"`
	LockedUntil int64  `json:"locked_until"` // UTC milliseconds; 0: not locked
}

func (*signInFailed) kind() Kind { return "sign_in_failed" }

func (b *signInFailed) project(s *store, e Entry) error {
	err := s.exec("UPDATE people SET failures = ?, locked_until = ? WHERE name = ?", b.Failures, b.LockedUntil, b.Name)
	if err != nil || b.LockedUntil == 0 {
		return err
	}
	return s.tellOf(b.Name, e)
}

// lockLifted is an administrator's word that it was the person who forgot.
type lockLifted struct {
	Name string `json:"name"`
}

func (*lockLifted) kind() Kind { return "lock_lifted" }

func (b *lockLifted) project(s *store, e Entry) error {
	if err := s.exec("UPDATE people SET failures = 0, locked_until = 0 WHERE name = ?", b.Name); err != nil {
		return err
	}
	return s.tellOf(b.Name, e)
}

func init() {
	register(&signedIn{})
	register(&signInFailed{})
	register(&lockLifted{})
}

const freeFailures = 5

// lockFor grows with each failure from the fifth: one minute, two, four … up
// to about four hours.
func lockFor(failures int) time.Duration {
	if failures < freeFailures {
		return 0
	}
	return time.Minute << min(failures-freeFailures, 8)
}

// SignIn checks a person's secret. Failures are entries: they count, and lock,
// across restarts.
func (l *Ledger) SignIn(name, secret string, purpose Purpose) (Session, error) {
	wrong := errorf(NotAllowed, "the name or the secret is not right; try again")
	if len(secret) > maxSecretBytes {
		return Session{}, wrong
	}
	var person Person
	var hash, wantDigest string
	var failures int
	var lockedUntil int64
	var temporary bool
	err := l.read(func(s *store) error {
		return s.get(`SELECT p.name, role, temporary, failures, locked_until, secret_digest, hash
			FROM people p JOIN secrets s ON s.name = p.name WHERE p.name = ? AND NOT disabled`, []any{name},
			&person.Name, &person.Role, &temporary, &failures, &lockedUntil, &wantDigest, &hash)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return Session{}, wrong
	}
	if err != nil {
		return Session{}, err
	}
	if left := time.UnixMilli(lockedUntil).Sub(l.Now()); left > 0 {
		return Session{}, errorf(NotAllowed, "%s is locked after %d wrong secrets; try again in %s, or ask an administrator to lift the lock", person.Name, failures, left.Truncate(time.Second)+time.Second)
	}
	if digest([]byte(hash)) != wantDigest {
		return Session{}, errorf(NotAllowed, "the secret kept for %s was changed outside Counterfoil; do not work on this ledger, and call the administrator", person.Name)
	}
	right, err := argon2id.ComparePasswordAndHash(secret, hash)
	if err != nil {
		return Session{}, err
	}
	err = l.write(person.Name, func(t *tx) error {
		if right {
			_, err := t.record(&signedIn{person.Name, purpose})
			return err
		}
		// Read again: another attempt may have failed meanwhile.
		if err := t.get("SELECT failures FROM people WHERE name = ?", []any{person.Name}, &failures); err != nil {
			return err
		}
		failed := &signInFailed{Name: person.Name, Failures: failures + 1}
		if lock := lockFor(failed.Failures); lock > 0 {
			failed.LockedUntil = t.at.Add(lock).UnixMilli()
		}
		_, err := t.record(failed)
		return err
	})
	if err != nil {
		return Session{}, err
	}
	if !right {
		return Session{}, wrong
	}
	return l.sessions.begin(person, temporary), nil
}

// LiftLock lets a person try again who gave too many wrong secrets.
func (l *Ledger) LiftLock(by Session, name string) error {
	if err := by.may("lift a lock", Administrator); err != nil {
		return err
	}
	return l.write(by.Name(), func(t *tx) error {
		m, err := t.member(name)
		if err != nil {
			return err
		}
		if m.LockedUntil.IsZero() {
			return errorf(Conflict, "%s is not locked", m.Name)
		}
		_, err = t.record(&lockLifted{m.Name})
		return err
	})
}

// may refuses a session whose role is not among the ones that may do it.
func (s Session) may(what string, roles ...Role) error {
	act := phrase.Word(what)
	switch {
	case s.person.Name == "":
		return errorf(NotAllowed, "sign in to %s", act)
	case s.Ended():
		return errorf(NotAllowed, "the rights of %s were changed since they signed in; sign in again to %s", s.person.Name, act)
	case s.temporary:
		return errorf(NotAllowed, "%s has a temporary secret; sign in at the counter and choose one of your own, then %s", s.person.Name, act)
	case slices.Contains(roles, s.person.Role):
		return nil
	}
	return errorf(NotAllowed, "%s is %s and may not %s; ask %s", s.person.Name, somebody[s.person.Role], act, somebody[roles[len(roles)-1]])
}

// somebody is a role with its article.
var somebody = map[Role]phrase.Word{Clerk: "a clerk", Supervisor: "a supervisor", Finance: "somebody of finance", Administrator: "an administrator"}

// mayWitness refuses a second person at a count who is one of the first.
func (s Session) mayWitness(what string, first ...string) error {
	if err := s.may("witness "+what, Clerk, Finance, Supervisor); err != nil {
		return err
	}
	if slices.Contains(first, s.person.Name) {
		return errorf(NotAllowed, "%s cannot witness %s of their own; somebody else counts it too and signs in", s.person.Name, phrase.Word(what))
	}
	return nil
}

// second refuses an approver who is one of the people whose act it is: nobody
// checks themselves.
func (s Session) second(what string, first ...string) error {
	if err := s.may(what, Supervisor); err != nil {
		return err
	}
	for _, name := range first {
		if s.person.Name == name {
			return errorf(NotAllowed, "%s cannot %s of their own; ask another supervisor", name, phrase.Word(what))
		}
	}
	return nil
}
