package ledger

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
)

// NewPerson is a person with the secret that signs them in. It is shown once.
type NewPerson struct {
	Person
	Secret string `json:"secret"`
	// Temporary: somebody else knows it, so it is good for nothing but
	// choosing one's own.
	Temporary bool `json:"temporary,omitempty"`
}

// SecretMaker makes the secret of a new person.
type SecretMaker func(Listed) (string, error)

// MakeSecret makes a random secret: eight digits for a clerk, who keys it many
// times a day, and four spoken words for everybody else.
func MakeSecret(p Listed) (string, error) {
	for {
		secret, err := randomSecret(p.Role)
		if err != nil || !guessable(p.Name, secret) {
			return secret, err
		}
	}
}

func randomSecret(role Role) (string, error) {
	var random [8]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", err
	}
	if role == Clerk {
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

func makePeople(listed []Listed, newSecret SecretMaker) ([]NewPerson, error) {
	var people []NewPerson
	for _, p := range listed {
		secret, err := newSecret(p)
		if err != nil {
			return nil, err
		}
		people = append(people, NewPerson{Person: Person(p), Secret: secret})
	}
	return people, nil
}

// withSecret gives a person the secret they chose or, when there is none, a
// made one that is temporary.
func withSecret(p Person, chosen string) (NewPerson, error) {
	if chosen != "" {
		return NewPerson{Person: p, Secret: chosen}, CheckSecret(p, chosen)
	}
	made, err := MakeSecret(Listed(p))
	return NewPerson{Person: p, Secret: made, Temporary: true}, err
}

const (
	minPINDigits   = 6
	minPassphrase  = 12
	maxSecretBytes = 200
)

// CheckSecret holds secrets to what somebody with a copy of the file would
// have to guess: argon2id slows them down, but all PINs of four digits fall in
// minutes, and a supervisor's signature is worth more than a clerk's.
func CheckSecret(p Person, secret string) error {
	switch n := utf8.RuneCountInString(secret); {
	case len(secret) > maxSecretBytes:
		return invalid("secret", "it is longer than %d bytes", maxSecretBytes)
	case p.Role == Clerk && n < minPINDigits:
		return invalid("secret", "a clerk's PIN has at least %d digits", minPINDigits)
	case p.Role != Clerk && n < minPassphrase:
		return invalid("secret", "a passphrase has at least %d characters", minPassphrase)
	case guessable(p.Name, secret):
		return invalid("secret", "it is among the first that anybody would try; choose one that is not a row of keys, a repetition, a name or a word like password")
	}
	return nil
}

// commonWords are what the lists of leaked passwords begin with, and this
// program's own words.
var commonWords = regexp.MustCompile(`passwor[dt]|passphrase|counterfoil|supervisor|administrator|admin|clerk|finance|welcome|letmein|changeme|default|qwert[yz]uiop|qwert[yz]|asdfghjkl|zxcvbnm|iloveyou|abcdef`)

// fewLetters is how many letters beside names and common words a passphrase
// may lack before it is guessed with them.
const fewLetters = 4

// guessable tells whether a secret is a row, a repetition, or made of the
// person's name and common words.
func guessable(name, secret string) bool {
	plain := []rune(strings.ToLower(secret))
	if isRow(plain) || repeats(plain) {
		return true
	}
	text := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, string(plain))
	if text == "" {
		return false
	}
	rest := commonWords.ReplaceAllString(text, "")
	rest = strings.ReplaceAll(rest, strings.ToLower(strings.Join(strings.Fields(name), "")), "")
	return rest != text && utf8.RuneCountInString(rest) < fewLetters
}

// isRow tells whether each character follows the one before by the same step:
// 123456, 987654, 000000, and 890123, where 0 follows 9.
func isRow(text []rune) bool {
	step := func(i int) rune { return ((text[i]-text[i-1])%10 + 10) % 10 }
	for i := 2; i < len(text); i++ {
		if step(i) != step(1) {
			return false
		}
	}
	return true
}

// repeats tells whether a text is its own beginning over and over: 121212,
// 123123, abcabcab.
func repeats(text []rune) bool {
	for period := 1; period <= len(text)/2; period++ {
		if string(text[period:]) == string(text[:len(text)-period]) {
			return true
		}
	}
	return false
}

// secretChanged says that somebody signs in with another secret from here on.
type secretChanged struct {
	Name         string `json:"name"`
	SecretSHA256 string `json:"secret_sha256"` // as in person_added
	Temporary    bool   `json:"temporary,omitempty"`
}

func (*secretChanged) kind() Kind { return "secret_changed" }

func (b *secretChanged) project(s *store, e Entry) error {
	if err := s.exec("UPDATE people SET secret_digest = ?, temporary = ?, failures = 0, locked_until = 0 WHERE name = ?",
		b.SecretSHA256, b.Temporary, b.Name); err != nil {
		return err
	}
	return s.tellOf(b.Name, e)
}

func init() { register(&secretChanged{}) }

// secretCost follows OWASP's argon2id advice: 46 MiB, one pass.
var secretCost = &argon2id.Params{Memory: 46 << 10, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

func (t *tx) changeSecret(p NewPerson) error {
	sha256, err := t.keepSecret(p)
	if err != nil {
		return err
	}
	_, err = t.record(&secretChanged{p.Name, sha256, p.Temporary})
	return err
}

// keepSecret keeps the argon2id hash of a person's secret, in place of an
// earlier one, and returns the digest that goes into the journal.
func (t *tx) keepSecret(p NewPerson) (sha256 string, err error) {
	if err := CheckSecret(p.Person, p.Secret); err != nil {
		return "", err
	}
	hash, err := argon2id.CreateHash(p.Secret, secretCost)
	if err != nil {
		return "", err
	}
	return digest([]byte(hash)), t.exec("INSERT INTO secrets (name, hash) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET hash = excluded.hash", p.Name, hash)
}

// ChangeSecret gives the person signed in another secret, after they gave the
// one they have once more. It returns their session from here on; all earlier
// ones end.
func (l *Ledger) ChangeSecret(by Session, old, new string) (Session, error) {
	if by.Name() == "" || by.Role() == console || by.Ended() {
		return Session{}, errorf(NotAllowed, "sign in to choose a secret")
	}
	if err := CheckSecret(by.person, new); err != nil {
		return Session{}, err
	}
	if old == new {
		return Session{}, invalid("secret", "this is the one you have; choose another")
	}
	if _, err := l.SignIn(by.Name(), old, ToChooseSecret); err != nil {
		return Session{}, err
	}
	err := l.write(by.Name(), func(t *tx) error {
		return t.changeSecret(NewPerson{Person: by.person, Secret: new})
	})
	if err != nil {
		return Session{}, err
	}
	l.sessions.end(by.Name())
	return l.sessions.begin(by.person, false), nil
}

// ResetSecret gives a person the secret they chose or, when it is empty, a
// temporary one, which is returned and kept nowhere else. It lifts a lock.
func (l *Ledger) ResetSecret(by Session, name, chosen string) (NewPerson, error) {
	return l.manage(by, name, func(t *tx, m Member) (NewPerson, error) {
		p, err := withSecret(m.Person, chosen)
		if err != nil {
			return NewPerson{}, err
		}
		return p, t.changeSecret(p)
	})
}
