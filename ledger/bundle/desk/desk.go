// Package desk is what finance keeps on a machine of its own, without a
// ledger: the keys of the counters it knows, the batches it saw, and the key
// that bundles are encrypted to. A bundle proves itself; the desk knows whose
// it should be, and what came before it.
package desk

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/gofrs/flock"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
)

// Desk is a folder on finance's machine. Without the folder the desk knows
// nothing and remembers nothing: whoever checks a bundle elsewhere leaves no
// trace. Begin, a key or a registered station make it.
type Desk struct {
	folder string
	// Passphrase is asked for when the desk's key is locked with one.
	Passphrase func() (string, error)
	// Now is the clock.
	Now func() time.Time

	identity age.Identity // the key, once it was read
}

// Open returns the desk in a folder. Nothing is read yet.
func Open(folder string) *Desk { return &Desk{folder: folder, Now: time.Now} }

// DefaultFolder is where the desk is when nobody says: where the system has
// this user's programs keep their settings.
func DefaultFolder() (string, error) {
	settings, err := os.UserConfigDir()
	if err != nil {
		return "", unavailable(err, "this user has no folder for settings; say with --finance where finance's is")
	}
	return filepath.Join(settings, "counterfoil-finance"), nil
}

// Begun tells whether there is a desk in the folder.
func (d *Desk) Begun() bool {
	info, err := os.Stat(d.folder)
	return err == nil && info.IsDir()
}

// Begin makes the folder, unless it is there.
func (d *Desk) Begin() error { return d.Change(func() error { return nil }) }

// Path is a place in the desk's folder.
func (d *Desk) Path(elements ...string) string {
	return filepath.Join(append([]string{d.folder}, elements...)...)
}

// Change runs do while no other program changes the desk, in a folder that is
// there.
func (d *Desk) Change(do func() error) (err error) {
	if err := os.MkdirAll(d.folder, 0o700); err != nil {
		return unavailable(err, "finance's folder %s cannot be made: %s", d.folder, err)
	}
	lock := flock.New(d.Path("in-use.lock"), flock.SetPermissions(0o600))
	if err := lock.Lock(); err != nil {
		return unavailable(err, "finance's folder %s cannot be locked: %s", d.folder, err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	return do()
}

// read reads a file of the desk. One that is not there leaves v as it is.
func (d *Desk) read(v any, elements ...string) error {
	path := d.Path(elements...)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(text, v)
	}
	if err != nil {
		return unavailable(err, "%s cannot be read: %s; put it back from a copy of finance's folder", path, err)
	}
	return nil
}

func (d *Desk) write(v any, elements ...string) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	path := d.Path(elements...)
	if err = os.MkdirAll(filepath.Dir(path), 0o700); err == nil {
		err = durable.WriteFile(path, strings.NewReader(string(text)+"\n"), 0o600)
	}
	if err != nil {
		return unavailable(err, "%s cannot be written: %s", path, err)
	}
	return nil
}

const preferencesFile = "preferences.json"

// Preferences are how the window of the desk is wanted; nothing before somebody
// said so.
func (d *Desk) Preferences() (p ledger.Preferences, err error) {
	err = d.read(&p, preferencesFile)
	return p, err
}

// Prefer keeps how the window of the desk is wanted.
func (d *Desk) Prefer(p ledger.Preferences) error {
	return d.Change(func() error { return d.write(p, preferencesFile) })
}

func unavailable(cause error, format string, args ...any) error {
	return because(cause, ledger.NewError(ledger.Unavailable, "", format, args...))
}

func because(cause error, e *ledger.Error) error {
	e.Cause = cause
	return e
}

func day(t time.Time) string { return t.Format("2006-01-02") }
