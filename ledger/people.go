package ledger

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
)

// Role is what a person may do.
type Role string

const (
	Clerk         Role = "clerk"         // takes payments, counts the drawer
	Supervisor    Role = "supervisor"    // approves, and may take payments
	Finance       Role = "finance"       // exports
	Administrator Role = "administrator" // sets up
)

func (r Role) valid() bool {
	return r == Clerk || r == Supervisor || r == Finance || r == Administrator
}

// Person is somebody who can sign in.
type Person struct {
	Name string `json:"name"`
	Role Role   `json:"role"`
}

// NewPerson is a person with the secret that signs them in. It is shown once.
type NewPerson struct {
	Person
	Secret string `json:"secret"`
}

// SecretMaker makes the secret of a new person.
type SecretMaker func(Listed) (string, error)

// MakeSecret makes a random secret: eight digits for a clerk, who keys it many
// times a day, and four spoken words for everybody else.
func MakeSecret(p Listed) (string, error) {
	var random [8]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", err
	}
	if p.Role == Clerk {
		return fmt.Sprintf("%08d", binary.BigEndian.Uint64(random[:])%100_000_000), nil
	}
	var words []string
	for i := 0; i < len(random); i += 2 {
		words = append(words, proquint(binary.BigEndian.Uint16(random[i:])))
	}
	return strings.Join(words, "-"), nil
}

// proquint writes 16 bits as a word that can be read aloud (Wilkerson, "A
// Proposal for Proquints").
func proquint(n uint16) string {
	const consonants, vowels = "bdfghjklmnprstvz", "aiou"
	return string([]byte{
		consonants[n>>12], vowels[n>>10&3], consonants[n>>6&15], vowels[n>>4&3], consonants[n&15],
	})
}

const (
	maxNameRunes   = 40
	minPINDigits   = 6
	minPassphrase  = 12
	maxSecretBytes = 200
)

// checkSecret holds secrets to what somebody with a copy of the file would
// have to guess: argon2id slows them down, but all PINs of four digits fall in
// minutes, and a supervisor's signature is worth more than a clerk's.
func checkSecret(role Role, secret string) error {
	switch n := utf8.RuneCountInString(secret); {
	case len(secret) > maxSecretBytes:
		return invalid("secret", "it is longer than %d bytes", maxSecretBytes)
	case role == Clerk && n < minPINDigits:
		return invalid("secret", "a clerk's PIN has at least %d digits", minPINDigits)
	case role != Clerk && n < minPassphrase:
		return invalid("secret", "a passphrase has at least %d characters", minPassphrase)
	}
	return nil
}

func checkListed(people []Listed) error {
	seen := map[string]bool{}
	supervisors := 0
	for i, p := range people {
		field := fmt.Sprintf("person[%d]", i)
		if p.Name == "" || strings.TrimSpace(p.Name) != p.Name || utf8.RuneCountInString(p.Name) > maxNameRunes || !printable(p.Name) {
			return invalid(field+".name", "%q is not a name to sign in with; use up to %d letters", p.Name, maxNameRunes)
		}
		if !p.Role.valid() {
			return invalid(field+".role", "%q is not a role; write clerk, supervisor, finance or administrator", p.Role)
		}
		if seen[strings.ToLower(p.Name)] {
			return invalid(field+".name", "%q stands twice; give each person a name of their own", p.Name)
		}
		seen[strings.ToLower(p.Name)] = true
		if p.Role == Supervisor {
			supervisors++
		}
	}
	if supervisors == 0 {
		return invalid("person", "name at least one supervisor: an outage is opened, and drawers are approved, by one")
	}
	return nil
}

func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

func makePeople(listed []Listed, newSecret SecretMaker) ([]NewPerson, error) {
	var people []NewPerson
	for _, p := range listed {
		secret, err := newSecret(p)
		if err != nil {
			return nil, err
		}
		people = append(people, NewPerson{Person(p), secret})
	}
	return people, nil
}

type personAdded struct {
	Name string `json:"name"`
	Role Role   `json:"role"`
	// SecretSHA256 covers the secret's argon2id hash with its salt, so that a
	// swapped secret shows without the hash leaving the counter.
	SecretSHA256 string `json:"secret_sha256"`
}

func (*personAdded) kind() Kind { return "person_added" }

func (b *personAdded) project(s *store, _ Entry) error {
	return s.exec("INSERT INTO people (name, role, secret_digest, failures, locked_until) VALUES (?,?,?,0,0)",
		b.Name, string(b.Role), b.SecretSHA256)
}

// secretChanged says that somebody signs in with another secret from here on.
type secretChanged struct {
	Name         string `json:"name"`
	SecretSHA256 string `json:"secret_sha256"` // as in person_added
}

func (*secretChanged) kind() Kind { return "secret_changed" }

func (b *secretChanged) project(s *store, _ Entry) error {
	return s.exec("UPDATE people SET secret_digest = ?, failures = 0, locked_until = 0 WHERE name = ?", b.SecretSHA256, b.Name)
}

func init() {
	register(&personAdded{})
	register(&secretChanged{})
}

// secretCost follows OWASP's argon2id advice: 46 MiB, one pass.
var secretCost = &argon2id.Params{Memory: 46 << 10, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

func (t *tx) addPerson(p NewPerson) error {
	sha256, err := t.keepSecret(p)
	if err != nil {
		return err
	}
	_, err = t.record(&personAdded{p.Name, p.Role, sha256})
	return err
}

func (t *tx) changeSecret(p NewPerson) error {
	sha256, err := t.keepSecret(p)
	if err != nil {
		return err
	}
	_, err = t.record(&secretChanged{p.Name, sha256})
	return err
}

// keepSecret keeps the argon2id hash of a person's secret, in place of an
// earlier one, and returns the digest that goes into the journal.
func (t *tx) keepSecret(p NewPerson) (sha256 string, err error) {
	if err := checkSecret(p.Role, p.Secret); err != nil {
		return "", err
	}
	hash, err := argon2id.CreateHash(p.Secret, secretCost)
	if err != nil {
		return "", err
	}
	return digest([]byte(hash)), t.exec("INSERT INTO secrets (name, hash) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET hash = excluded.hash", p.Name, hash)
}

// People lists everybody who can sign in, by name.
func (l *Ledger) People() ([]Person, error) {
	var people []Person
	err := l.read(func(s *store) (err error) {
		people, err = list(s, func(row scanner) (p Person, err error) {
			return p, row.Scan(&p.Name, &p.Role)
		}, "SELECT name, role FROM people ORDER BY name")
		return err
	})
	return people, err
}
