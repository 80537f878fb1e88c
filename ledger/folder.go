package ledger

import (
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// Folder is the data folder of one station.
type Folder string

func (f Folder) Ledger() string    { return filepath.Join(string(f), "ledger.db") }
func (f Folder) Settings() string  { return filepath.Join(string(f), "city.toml") }
func (f Folder) Key() string       { return filepath.Join(string(f), "station.key") }
func (f Folder) PublicKey() string { return filepath.Join(string(f), "station.pub") }
func (f Folder) Log() string       { return filepath.Join(string(f), "log") }
func (f Folder) Receipts() string  { return filepath.Join(string(f), "receipts") }

// lock takes the folder for this process. It is held until release, or until
// the process ends, however it ends.
func (f Folder) lock() (release func(), err error) {
	lock := flock.New(filepath.Join(string(f), "in-use.lock"), flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err != nil {
		return nil, errorf(Unavailable, "the data folder %s cannot be written; check that this user may write there and that the disk is not read-only", f).because(err)
	}
	if !held {
		return nil, errorf(Busy, "Counterfoil is already open on %s; use the window that is open, or close it and try again", f)
	}
	return func() { lock.Close() }, nil
}

// HasLedger tells whether the folder holds a ledger, good or bad.
func (f Folder) HasLedger() bool {
	_, err := os.Lstat(f.Ledger())
	return err == nil
}
