// Package ledger is what happened at one payment counter: the people, the
// drawers, the payments, the closings, kept as entries of a journal that is
// only ever appended to, hash-chained and signed, in a SQLite file on the
// counter's own disk. It holds the rules and is the only writer.
//
// A method that records something returns after the record is durable, and is
// never cut short by a context: an act is recorded whole or not at all.
package ledger

import (
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	sqlite3 "modernc.org/sqlite/lib"
)

// Ledger is an open ledger. Its methods may be called from any goroutine.
type Ledger struct {
	// Now tells the time; tests set it before the first use.
	Now func() time.Time

	folder  Folder
	city    City
	key     Key
	release func()

	mu      sync.Mutex
	store   *store
	stopped error // set when the ledger cannot say what the disk holds

	alarms alarms
}

// Open opens the ledger in a data folder for use by this program alone. It
// refuses a ledger that is missing, read-only, in use, newer than the program
// or not a ledger, before any money is taken.
func Open(folder Folder) (_ *Ledger, err error) {
	if info, err := os.Stat(string(folder)); err != nil || !info.IsDir() {
		return nil, errorf(Unavailable, "there is no data folder %s; check --data, or make a ledger with `counterfoil init`", folder)
	}
	if !folder.HasLedger() {
		return nil, errorf(Unavailable, "there is no ledger in %s; check --data, or make one with `counterfoil init`", folder)
	}
	release, err := folder.lock()
	if err != nil {
		return nil, err
	}
	l := &Ledger{Now: time.Now, folder: folder, release: release}
	defer func() {
		if err != nil {
			l.Close()
		}
	}()
	settings, err := os.ReadFile(folder.Settings())
	if err != nil {
		return nil, errorf(Unavailable, "the settings %s cannot be read; put the file back from a copy of the data folder", folder.Settings()).because(err)
	}
	if l.city, err = ParseCity(settings); err != nil {
		return nil, errorf(Unavailable, "%s: %s", folder.Settings(), err).because(err)
	}
	if l.key, err = readKey(folder); err != nil {
		return nil, err
	}
	if l.store, err = openLedger(folder.Ledger()); err != nil {
		return nil, err
	}
	if err := l.checkIdentity(); err != nil {
		return nil, err
	}
	return l, l.noteSettings(settings)
}

func openLedger(path string) (*store, error) {
	if err := mustBeWritable(path); err != nil {
		return nil, errorf(Unavailable, "%s cannot be written; check that it is not marked read-only, that this user may write it, and that the disk is not read-only", path).because(err)
	}
	s, err := openStore(path, readWrite)
	if err != nil {
		return nil, notOurs(path, err)
	}
	if err := s.checkOurs(path); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// mustBeWritable refuses a file that cannot be written, or that somebody
// marked read-only, which stops everyone but root.
func mustBeWritable(path string) error {
	// Closed before SQLite opens it: closing it later would drop SQLite's locks.
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil && info.Mode()&0o222 == 0 {
		err = os.ErrPermission
	}
	return err
}

// Create makes a new ledger in a folder that has none, from the text of a
// city.toml, with the people it names and an open outage. The people come
// back with their secrets, which are kept nowhere else.
func Create(folder Folder, settings []byte, outageReason string, newSecret SecretMaker) (_ []NewPerson, err error) {
	city, err := ParseCity(settings)
	if err != nil {
		return nil, err
	}
	people, err := makePeople(city.People, newSecret)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(string(folder), 0o700); err != nil {
		return nil, errorf(Unavailable, "the data folder %s cannot be made; check the path and who may write there", folder).because(err)
	}
	release, err := folder.lock()
	if err != nil {
		return nil, err
	}
	defer release()
	if folder.HasLedger() {
		return nil, errorf(Conflict, "%s already holds a ledger; choose another --data folder", folder)
	}
	key, err := makeKey(folder)
	if err != nil {
		return nil, errorf(Unavailable, "the station's key cannot be written to %s: %s", folder, err).because(err)
	}
	if err := writeSettings(folder, settings); err != nil {
		return nil, err
	}
	// The ledger gets its name when it is whole: a crash in between leaves none.
	unfinished := folder.Ledger() + ".new"
	for _, leftover := range []string{unfinished, unfinished + "-wal"} {
		if err := os.Remove(leftover); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, errorf(Unavailable, "%s cannot be removed: %s", leftover, err).because(err)
		}
	}
	// SQLite would let everybody on the machine read it.
	file, err := os.OpenFile(unfinished, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, notOurs(unfinished, err)
	}
	file.Close()
	s, err := openStore(unfinished, readWrite)
	if err != nil {
		return nil, notOurs(unfinished, err)
	}
	l := &Ledger{Now: time.Now, folder: folder, city: city, key: key, store: s}
	err = l.write("set-up", func(t *tx) error { return t.begin(settings, people, outageReason) })
	if closeErr := s.close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, err
	}
	return people, finish(unfinished, folder.Ledger())
}

// begin records everything a new ledger starts with.
func (t *tx) begin(settings []byte, people []NewPerson, outageReason string) error {
	if err := t.exec(schema); err != nil {
		return err
	}
	if err := t.exec(fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	if err := t.exec(fmt.Sprintf("PRAGMA user_version = %d", schemaVersion)); err != nil {
		return err
	}
	first := &ledgerCreated{
		City: t.ledger.city.Name, Station: t.ledger.city.Station, Zone: t.ledger.city.Zone,
		PublicKey: t.ledger.key.Public().String(),
	}
	if _, err := t.record(first); err != nil {
		return err
	}
	if _, err := t.record(newSettings(settings)); err != nil {
		return err
	}
	for _, p := range people {
		if err := t.addPerson(p); err != nil {
			return err
		}
	}
	return t.openOutage(people, outageReason)
}

// Close releases the ledger for other programs.
func (l *Ledger) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var err error
	if l.store != nil {
		err = l.store.close()
		l.store = nil
	}
	if l.release != nil {
		l.release()
		l.release = nil
	}
	l.stopped = errorf(Stopped, "the ledger is closed")
	return err
}

// City returns the settings in force.
func (l *Ledger) City() City { return l.city }

// Folder returns the data folder.
func (l *Ledger) Folder() Folder { return l.folder }

// PublicKey returns the key that checks this station's signatures.
func (l *Ledger) PublicKey() PublicKey { return l.key.Public() }

// SignFile signs a file's content with the station's key, for `minisign -V`.
func (l *Ledger) SignFile(content []byte, trustedComment string) []byte {
	return l.key.SignFile(content, trustedComment)
}

// Local returns t in the station's zone.
func (l *Ledger) Local(t time.Time) time.Time { return t.In(l.city.zone) }

// Today returns the date at the station.
func (l *Ledger) Today() Day { return DayOf(l.Local(l.Now())) }

// read runs queries that no write comes between.
func (l *Ledger) read(do func(*store) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped != nil {
		return l.stopped
	}
	return do(l.store)
}

// write runs one act in a transaction and returns when it is durable.
func (l *Ledger) write(actor string, act func(*tx) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped != nil {
		return l.stopped
	}
	s := l.store
	if err := s.exec("BEGIN IMMEDIATE"); err != nil {
		return l.refused(err)
	}
	t := &tx{store: s, ledger: l, actor: actor, at: l.Now().UTC().Truncate(time.Millisecond)}
	err := act(t)
	if err != nil {
		if rollbackErr := s.exec("ROLLBACK"); rollbackErr != nil && !rolledBack(rollbackErr) {
			return l.reopen(t, errors.Join(err, rollbackErr))
		}
		return l.refused(err)
	}
	if err := s.exec("COMMIT"); err != nil {
		return l.reopen(t, err)
	}
	return nil
}

// rolledBack tells whether ROLLBACK failed only because SQLite had already
// rolled back by itself, as it does on a full disk.
func rolledBack(err error) bool { return resultCode(err) == sqlite3.SQLITE_ERROR }

// refused turns what SQLite says into words for people. Nothing was recorded.
func (l *Ledger) refused(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	switch resultCode(err) {
	case sqlite3.SQLITE_FULL:
		return errorf(Unavailable, "the disk with %s is full: nothing was recorded. Make room, then try again", l.folder).because(err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return errorf(Unavailable, "%s cannot be written: nothing was recorded. Check the disk, then try again", l.folder).because(err)
	}
	return err
}

// reopen answers a COMMIT that failed. Its outcome is unknown, so the ledger
// is opened again from disk and asked for the act's entries: found, the act is
// recorded after all; not found, it is not. When that cannot be told, the
// ledger takes nothing more until the program is started again.
func (l *Ledger) reopen(t *tx, cause error) error {
	slog.Error("commit failed; reopening the ledger", "err", cause)
	l.store.close()
	stop := errorf(Stopped, "the disk failed while recording, and it is not known whether the last act was kept. Take no money, restart Counterfoil, and look the last payment up with Find").because(cause)
	l.stopped = stop
	s, err := openLedger(l.folder.Ledger())
	if err != nil {
		return stop
	}
	found, err := s.hasEntries(t.ids)
	if err != nil {
		s.close()
		return stop
	}
	l.store, l.stopped = s, nil
	if found {
		return nil
	}
	if resultCode(cause) == sqlite3.SQLITE_FULL {
		return l.refused(cause)
	}
	return errorf(NotRecorded, "the disk failed while recording: nothing was recorded. Check the disk, then try again").because(cause)
}

// hasEntries tells whether the journal has the entries of one act. They were
// written in one transaction, so the first stands for all.
func (s *store) hasEntries(ids []string) (bool, error) {
	if len(ids) == 0 {
		return false, nil
	}
	var n int
	err := s.get("SELECT count(*) FROM journal WHERE id = ?", []any{ids[0]}, &n)
	return n > 0, err
}

func isNoRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }
