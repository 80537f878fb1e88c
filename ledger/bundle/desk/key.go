package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
)

// The files of the desk's own key, in the forms of age: the secret half is an
// identity file, encrypted when it has a passphrase, which the age tool takes
// with -i; the public half is what counters encrypt to.
const (
	secretFile = "finance.key"
	publicFile = "finance.pub"
)

// MakeKey makes the desk's key, of which the public half is returned for the
// counters. The secret half stays in the desk's folder, locked with the
// passphrase unless that is empty. A desk has one key: that there is one
// already is a Conflict.
func (d *Desk) MakeKey(passphrase string) (recipient string, err error) {
	err = d.Change(func() error {
		if _, err := os.Stat(d.Path(secretFile)); !errors.Is(err, os.ErrNotExist) {
			return because(err, ledger.NewError(ledger.Conflict, "", "%s is there already; a new key could not read what was encrypted to this one", d.Path(secretFile)))
		}
		key, err := age.GenerateX25519Identity()
		if err != nil {
			return err
		}
		recipient = key.Recipient().String()
		secret, err := sealed(fmt.Sprintf("# Finance's key, made by Counterfoil %s\n# public key: %s\n%s\n", day(d.Now()), recipient, key), passphrase)
		if err == nil {
			err = durable.WriteFile(d.Path(secretFile), secret, 0o600)
		}
		if err == nil {
			err = durable.WriteFile(d.Path(publicFile), strings.NewReader(recipient+"\n"), 0o644)
		}
		if err != nil {
			return unavailable(err, "the key cannot be kept in %s: %s", d.folder, err)
		}
		return nil
	})
	return recipient, err
}

// sealed is a text encrypted with a passphrase; without one, as it is.
func sealed(text, passphrase string) (io.Reader, error) {
	if passphrase == "" {
		return strings.NewReader(text), nil
	}
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, recipient)
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(w, text)
	return &out, errors.Join(err, w.Close())
}

// Recipient is the public half of the desk's key: `age1…`. Without a key, the
// error is a NotFound.
func (d *Desk) Recipient() (string, error) {
	text, err := os.ReadFile(d.Path(publicFile))
	if errors.Is(err, os.ErrNotExist) {
		return "", because(err, ledger.NewError(ledger.NotFound, "", "finance has no key in %s; `counterfoil finance key` makes one", d.folder))
	}
	if err != nil {
		return "", unavailable(err, "%s cannot be read: %s", d.Path(publicFile), err)
	}
	return strings.TrimSpace(string(text)), nil
}

// Locked tells whether the passphrase of the desk's key has yet to be given.
func (d *Desk) Locked() bool {
	if d.identity != nil {
		return false
	}
	text, err := os.ReadFile(d.Path(secretFile))
	return err == nil && isSealed(text)
}

// Unlock reads the desk's key with its passphrase.
func (d *Desk) Unlock(passphrase string) error {
	before := d.Passphrase
	d.Passphrase = func() (string, error) { return passphrase, nil }
	identity, err := d.readKey()
	d.Passphrase = before
	if err == nil {
		d.identity = identity
	}
	return err
}

// Unwrap makes the desk an identity of age: what is encrypted to its key can
// be opened with it. The key is read when it is first needed.
func (d *Desk) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if d.identity == nil {
		identity, err := d.readKey()
		if err != nil {
			return nil, err
		}
		d.identity = identity
	}
	return d.identity.Unwrap(stanzas)
}

func (d *Desk) readKey() (age.Identity, error) {
	text, err := os.ReadFile(d.Path(secretFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, because(err, ledger.NewError(ledger.NotFound, "", "the bundle is encrypted, and finance has no key in %s; read it where the key is that it was made for", d.folder))
	}
	if err != nil {
		return nil, unavailable(err, "%s cannot be read: %s", d.Path(secretFile), err)
	}
	if isSealed(text) {
		if text, err = d.unlock(text); err != nil {
			return nil, err
		}
	}
	keys, err := age.ParseIdentities(bytes.NewReader(text))
	if err != nil || len(keys) != 1 {
		// The library's error could quote the key.
		return nil, ledger.NewError(ledger.Unavailable, "", "%s does not hold a key; put it back from a copy of finance's folder", d.Path(secretFile))
	}
	return keys[0], nil
}

func isSealed(text []byte) bool { return bytes.HasPrefix(text, []byte("age-encryption.org/")) }

// unlock asks for the passphrase of the key.
func (d *Desk) unlock(text []byte) ([]byte, error) {
	if d.Passphrase == nil {
		return nil, ledger.NewError(ledger.NotAllowed, "", "finance's key is locked with a passphrase")
	}
	passphrase, err := d.Passphrase()
	if err != nil {
		return nil, err
	}
	wrong := ledger.NewError(ledger.NotAllowed, "passphrase", "this is not the passphrase of finance's key")
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, because(err, wrong)
	}
	clear, err := age.Decrypt(bytes.NewReader(text), identity)
	if err != nil {
		return nil, because(err, wrong)
	}
	return io.ReadAll(clear)
}
