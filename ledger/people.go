package ledger

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"counterfoil/ledger/phrase"
)

// Role is what a person may do.
type Role string

const (
	Clerk         Role = "clerk"         // takes payments, counts the drawer
	Supervisor    Role = "supervisor"    // approves, and may take payments
	Finance       Role = "finance"       // exports
	Administrator Role = "administrator" // sets up
)

// Roles are all there are.
var Roles = []Role{Clerk, Supervisor, Finance, Administrator}

// Parts has a role said in the language of who reads it.
func (r Role) Parts() (format string, args []any) { return string(r), nil }

func (r Role) valid() bool {
	return r == Clerk || r == Supervisor || r == Finance || r == Administrator
}

// Person is somebody who can sign in.
type Person struct {
	Name string `json:"name"`
	Role Role   `json:"role"`
}

// Member is a person of the station as they stand. Nobody is ever taken off
// the list: who left is disabled.
type Member struct {
	Person
	Disabled    bool      `json:"disabled"`
	Temporary   bool      `json:"temporary"`    // has a secret that was made for them, to be changed
	Language    string    `json:"language"`     // of their screen, like es; empty: the city's
	LockedUntil time.Time `json:"locked_until"` // zero: not locked
	LastSignIn  time.Time `json:"last_sign_in"` // zero: never
}

// Standing says in words whether they can sign in.
func (m Member) Standing() phrase.Text {
	switch {
	case m.Disabled:
		return phrase.Of("disabled")
	case !m.LockedUntil.IsZero():
		return phrase.Of("locked until %s", m.LockedUntil.Format("3:04 PM"))
	case m.Temporary:
		return phrase.Of("has a temporary secret")
	}
	return phrase.Of("active")
}

const maxNameRunes = 40

func checkPerson(field string, p Person) error {
	if p.Name == "" || strings.TrimSpace(p.Name) != p.Name || utf8.RuneCountInString(p.Name) > maxNameRunes || !printable(p.Name) {
		return invalid(field+"name", "%q is not a name to sign in with; use up to %d letters", p.Name, maxNameRunes)
	}
	if !p.Role.valid() {
		return invalid(field+"role", "%q is not a role; write clerk, supervisor, finance or administrator", p.Role)
	}
	return nil
}

func checkListed(people []Listed) error {
	seen := map[string]bool{}
	leads := false
	for i, p := range people {
		field := fmt.Sprintf("person[%d].", i)
		if err := checkPerson(field, Person(p)); err != nil {
			return err
		}
		if seen[strings.ToLower(p.Name)] {
			return invalid(field+"name", "%q stands twice; give each person a name of their own", p.Name)
		}
		seen[strings.ToLower(p.Name)] = true
		leads = leads || p.Role == Supervisor || p.Role == Administrator
	}
	if !leads {
		return invalid("person", "name at least one supervisor, who opens the outage, or an administrator, who adds the others")
	}
	return nil
}

func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

type personAdded struct {
	Name string `json:"name"`
	Role Role   `json:"role"`
	// SecretSHA256 covers the secret's argon2id hash with its salt, so that a
	// swapped secret shows without the hash leaving the counter.
	SecretSHA256 string `json:"secret_sha256"`
	Temporary    bool   `json:"temporary,omitempty"`
}

func (*personAdded) kind() Kind { return "person_added" }

func (b *personAdded) project(s *store, e Entry) error {
	if err := s.exec("INSERT INTO people (name, role, disabled, secret_digest, temporary, failures, locked_until) VALUES (?,?,0,?,?,0,0)",
		b.Name, string(b.Role), b.SecretSHA256, b.Temporary); err != nil {
		return err
	}
	return s.tellOf(b.Name, e)
}

// personChanged says how a person stands from here on, and why.
type personChanged struct {
	Name     string `json:"name"`
	Role     Role   `json:"role"`
	Disabled bool   `json:"disabled"`
	Before   Role   `json:"role_before"`
	Reason   string `json:"reason,omitempty"`
}

func (*personChanged) kind() Kind { return "person_changed" }

func (b *personChanged) project(s *store, e Entry) error {
	if err := s.exec("UPDATE people SET role = ?, disabled = ? WHERE name = ?", string(b.Role), b.Disabled, b.Name); err != nil {
		return err
	}
	return s.tellOf(b.Name, e)
}

func init() {
	register(&personAdded{})
	register(&personChanged{})
}

func (t *tx) addPerson(p NewPerson) error {
	sha256, err := t.keepSecret(p)
	if err != nil {
		return err
	}
	_, err = t.record(&personAdded{p.Name, p.Role, sha256, p.Temporary})
	return err
}

// People lists everybody who ever could sign in, by name.
func (l *Ledger) People() ([]Member, error) {
	var people []Member
	err := l.read(func(s *store) (err error) {
		people, err = list(s, l.scanMember, memberColumns+"ORDER BY name")
		return err
	})
	return people, err
}

const memberColumns = "SELECT name, role, disabled, temporary, language, locked_until, coalesce(signed_in, 0) FROM people "

func (l *Ledger) scanMember(row scanner) (Member, error) {
	var m Member
	var locked, signedIn int64
	err := row.Scan(&m.Name, &m.Role, &m.Disabled, &m.Temporary, &m.Language, &locked, &signedIn)
	if until := time.UnixMilli(locked); until.After(l.Now()) {
		m.LockedUntil = l.Local(until)
	}
	if signedIn != 0 {
		m.LastSignIn = l.Local(time.UnixMilli(signedIn))
	}
	return m, err
}

func (t *tx) member(name string) (Member, error) {
	found, err := list(t.store, t.ledger.scanMember, memberColumns+"WHERE name = ?", name)
	if err != nil {
		return Member{}, err
	}
	if len(found) == 0 {
		return Member{}, errorf(NotFound, "nobody named %q works here; see the list of people", clip(name))
	}
	return found[0], nil
}

// AddPerson adds somebody with the secret they chose or, when it is empty, a
// temporary one, which is returned and kept nowhere else. Names are never used
// again.
func (l *Ledger) AddPerson(by Session, p Person, chosen string) (NewPerson, error) {
	if err := checkPerson("", p); err != nil {
		return NewPerson{}, err
	}
	added, err := withSecret(p, chosen)
	if err != nil {
		return NewPerson{}, err
	}
	err = l.write(by.Name(), func(t *tx) error {
		if err := t.mayManage(by, p); err != nil {
			return err
		}
		names, err := list(t.store, scanText, "SELECT name FROM people")
		if err != nil {
			return err
		}
		for _, name := range names {
			if strings.EqualFold(name, p.Name) {
				return invalid("name", "%s is on the list already; use another name, or enable them again", name)
			}
		}
		return t.addPerson(added)
	})
	if err != nil {
		return NewPerson{}, err
	}
	return added, nil
}

// mayManage lets administrators change the list of people. A station without
// any lets a supervisor add the first.
func (t *tx) mayManage(by Session, added Person) error {
	administrators, err := t.administratorsBeside("")
	if err == nil && administrators == 0 && added.Role == Administrator {
		return by.may("add the first administrator", Supervisor)
	}
	if err != nil {
		return err
	}
	return by.may("change the list of people", Administrator)
}

// administratorsBeside counts the administrators who can sign in, without one.
func (t *tx) administratorsBeside(name string) (n int, err error) {
	err = t.get("SELECT count(*) FROM people WHERE role = 'administrator' AND NOT disabled AND name <> ?", []any{name}, &n)
	return n, err
}

// manage does one change to a person in an administrator's name. The person's
// running sessions end: they sign in again with the rights they have then.
func (l *Ledger) manage(by Session, name string, change func(*tx, Member) (NewPerson, error)) (NewPerson, error) {
	if err := by.may("change the list of people", Administrator); err != nil {
		return NewPerson{}, err
	}
	var changed NewPerson
	err := l.write(by.Name(), func(t *tx) error {
		m, err := t.member(name)
		if err == nil {
			changed, err = change(t, m)
		}
		return err
	})
	if err != nil {
		return NewPerson{}, err
	}
	l.sessions.end(changed.Name)
	return changed, nil
}

// ChangeRole gives a person another role. A clerk who rises needs a passphrase
// in place of the PIN: the one they chose or, when it is empty, a temporary
// one, which is returned. Otherwise the secret stays, unless one is chosen.
func (l *Ledger) ChangeRole(by Session, name string, role Role, chosen, reason string) (NewPerson, error) {
	return l.manage(by, name, func(t *tx, m Member) (NewPerson, error) {
		p := Person{m.Name, role}
		if err := checkPerson("", p); err != nil {
			return NewPerson{}, err
		}
		if err := t.changeStanding(m, role, m.Disabled, reason); err != nil {
			return NewPerson{}, err
		}
		if m.Role != Clerk && chosen == "" {
			return NewPerson{Person: p}, nil
		}
		risen, err := withSecret(p, chosen)
		if err != nil {
			return NewPerson{}, err
		}
		return risen, t.changeSecret(risen)
	})
}

// Disable keeps a person from signing in. They stay on the list.
func (l *Ledger) Disable(by Session, name, reason string) error {
	return l.setDisabled(by, name, true, reason)
}

// Enable lets a disabled person sign in again, with the secret they had.
func (l *Ledger) Enable(by Session, name, reason string) error {
	return l.setDisabled(by, name, false, reason)
}

func (l *Ledger) setDisabled(by Session, name string, disabled bool, reason string) error {
	_, err := l.manage(by, name, func(t *tx, m Member) (NewPerson, error) {
		return NewPerson{Person: m.Person}, t.changeStanding(m, m.Role, disabled, reason)
	})
	return err
}

// changeStanding records that a person has another role, or is disabled or
// not. The last administrator stays one.
func (t *tx) changeStanding(m Member, role Role, disabled bool, reason string) error {
	if err := checkTexts(typed{"reason", &reason}); err != nil {
		return err
	}
	switch {
	case reason == "":
		return invalid("reason", "say why; it stands in %s's history", m.Name)
	case role == m.Role && disabled == m.Disabled && disabled:
		return errorf(Conflict, "%s is disabled already", m.Name)
	case role == m.Role && disabled == m.Disabled:
		return errorf(Conflict, "%s is a %s already, and not disabled", m.Name, m.Role)
	}
	if m.Role == Administrator && !m.Disabled {
		others, err := t.administratorsBeside(m.Name)
		if err != nil {
			return err
		}
		if others == 0 {
			return errorf(NotAllowed, "%s is the last administrator who can sign in; add another first", m.Name)
		}
	}
	_, err := t.record(&personChanged{Name: m.Name, Role: role, Disabled: disabled, Before: m.Role, Reason: reason})
	return err
}
