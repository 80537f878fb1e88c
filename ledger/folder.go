package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/gofrs/flock"
)

// Folder is the data folder of one station.
type Folder string

func (f Folder) Ledger() string    { return filepath.Join(string(f), "ledger.db") }
func (f Folder) Settings() string  { return filepath.Join(string(f), "city.toml") }
func (f Folder) Key() string       { return filepath.Join(string(f), "station.key") }
func (f Folder) PublicKey() string { return filepath.Join(string(f), "station.pub") }
func (f Folder) Backups() string   { return filepath.Join(string(f), "backups") }
func (f Folder) Log() string       { return filepath.Join(string(f), "log") }
func (f Folder) Search() string    { return filepath.Join(string(f), "search.db") }
func (f Folder) Receipts() string  { return filepath.Join(string(f), "receipts") }
func (f Folder) Spool() string     { return filepath.Join(string(f), "spool") }

// Training is the folder of the ledger to practice on.
func (f Folder) Training() Folder { return Folder(filepath.Join(string(f), "training")) }

// Scratch is for files that are of no use once the program has ended. It is
// emptied when the ledger is opened.
func (f Folder) Scratch() string { return filepath.Join(string(f), "scratch") }

// DefaultFolder is where the data is when nobody says: `counterfoil-data`
// beside the program, if it is there (a program carried on a stick), else a
// folder of the user's own.
func DefaultFolder() (Folder, error) {
	if program, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(program), "counterfoil-data")
		if info, err := os.Stat(beside); err == nil && info.IsDir() {
			return Folder(beside), nil
		}
	}
	own, err := userData()
	if err != nil {
		return "", errorf(Unavailable, "this user has no data folder; say where with --data").because(err)
	}
	return Folder(filepath.Join(own, "counterfoil")), nil
}

// userData is where the system has a user's programs keep their data.
func userData() (string, error) {
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return data, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	switch runtime.GOOS {
	case "windows":
		return os.UserCacheDir() // %LocalAppData%
	case "darwin":
		return filepath.Join(home, "Library", "Application Support"), nil
	}
	return filepath.Join(home, ".local", "share"), nil
}

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
func (f Folder) HasLedger() bool { return exists(f.Ledger()) }

// exists tells whether there is something at path. What cannot be looked at is
// there: nothing may be made in its place.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, os.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR)
}
