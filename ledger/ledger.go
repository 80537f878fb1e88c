// Package ledger is what happened at one payment counter: the people, the
// drawers, the payments, the closings, kept as entries of a journal that is
// only ever appended to, hash-chained and signed, in a SQLite file on the
// counter's own disk. It holds the rules and is the only writer.
//
// A method that records something returns after the record is durable, and is
// never cut short by a context: an act is recorded whole or not at all.
package ledger

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"counterfoil/ledger/stub"
)

// Ledger is an open ledger. Its methods may be called from any goroutine.
type Ledger struct {
	clock   Clock
	folder  Folder
	city    City
	key     Key
	release func()

	mu      sync.Mutex
	store   *store // nil while stopped
	stopped error  // set when the ledger cannot say what the disk holds
	closed  bool
	full    bool   // the disk is, and the reserve is given up
	head    head   // the last entry that is known to be durable
	seen    moment // the last look at the clock, at an act

	// scanlines are those in force since one was added; nil: the city's.
	scanlines atomic.Pointer[[]stub.Profile]
	sessions  sessions
	// printers are those in force since they were set; nil: the city's.
	printers atomic.Pointer[[]Printer]

	mirror *mirror // nil: the city has none
	// mirrorPlace is where it is kept since that was set; nil: where the city says.
	mirrorPlace atomic.Pointer[MirrorPlace]
	alarms      alarms
	backups     backups
	search      search

	waiting depositsSeen // as of which the alarm about deposits was judged

	rosterLoading sync.Mutex
}

// Open opens the ledger in a data folder for use by this program alone. It
// refuses a ledger that is missing, read-only, in use, newer than the program
// or not a ledger, before any money is taken. The time comes from the
// computer's clock, or from the one given.
func Open(folder Folder, clock ...Clock) (_ *Ledger, err error) {
	if info, err := os.Stat(string(folder)); errors.Is(err, os.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, errorf(Unavailable, "there is no data folder %s; check --data, or make a ledger with `counterfoil init`", folder)
	} else if err != nil {
		return nil, errorf(Unavailable, "the data folder %s cannot be read; check who may open it", folder).because(err)
	}
	if folder.isBackup() {
		return nil, errorf(Unavailable, "%s is a backup, which stays as it is; make a ledger from it with `counterfoil restore %s --data NEW-FOLDER`", folder, folder)
	}
	if !folder.HasLedger() {
		return nil, errorf(Unavailable, "there is no ledger in %s; check --data, or make one with `counterfoil init`", folder)
	}
	release, err := folder.lock()
	if err != nil {
		return nil, err
	}
	l := &Ledger{clock: clockOf(clock), folder: folder, release: release}
	defer func() {
		if err != nil {
			l.Close()
		}
	}()
	text, err := os.ReadFile(folder.Settings())
	if err != nil {
		return nil, errorf(Unavailable, "the settings %s cannot be read; put the file back from a copy of the data folder", folder.Settings()).because(err)
	}
	set, city, err := readSettings(folder, text)
	if l.city = city; err != nil {
		return nil, errorf(Unavailable, "%s: %s", folder.Settings(), err).because(err)
	}
	if l.key, err = readKey(folder); err != nil {
		return nil, err
	}
	if l.store, err = openLedger(folder.Ledger()); err != nil {
		return nil, err
	}
	if l.head, err = l.store.head(); err != nil {
		return nil, notOurs(folder.Ledger(), err)
	}
	if l.city, err = l.store.cityOf(l.city); err != nil {
		return nil, notOurs(folder.Ledger(), err)
	}
	if err := l.checkIdentity(); err != nil {
		return nil, err
	}
	if err := l.alarmClock(l.store); err != nil {
		return nil, notOurs(folder.Ledger(), err)
	}
	if err := l.alarmDeposits(l.store); err != nil {
		return nil, notOurs(folder.Ledger(), err)
	}
	if err := l.sweepCopies(); err != nil {
		return nil, notOurs(folder.Ledger(), err)
	}
	if err := l.checkBackups(); err != nil {
		return nil, err
	}
	os.RemoveAll(folder.Scratch()) // what cannot be taken away now is at the next opening
	l.watchSpace()
	if err := l.openMirror(); err != nil {
		return nil, err
	}
	return l, l.noteSettings(set)
}

func openLedger(path string) (*store, error) {
	if err := mustBeWritable(path); err != nil {
		return nil, errorf(Unavailable, "%s cannot be written; check that it is not marked read-only, that this user may write it, and that the disk is not read-only", path).because(err)
	}
	s, err := openStore(path, readWrite)
	if err != nil {
		return nil, notOurs(path, err)
	}
	version, err := s.checkOurs(path)
	if err == nil {
		err = s.migrate(path, version)
	}
	if err != nil {
		s.close()
		return nil, err
	}
	if err := s.settle(path); err != nil {
		s.close()
		return nil, err
	}
	if err := s.noteFiles(path); err != nil {
		s.close()
		return nil, notOurs(path, err)
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
// back with their secrets, which are kept nowhere else. The time comes from
// the computer's clock, or from the one given.
func Create(folder Folder, cityTOML []byte, outageReason string, newSecret SecretMaker, clock ...Clock) ([]NewPerson, error) {
	set, city, err := readSettings(folder, cityTOML)
	if err != nil {
		return nil, err
	}
	return create(folder, set, city, outageReason, newSecret, clock)
}

// CreateTraining makes a ledger to practice on, as Create makes a real one: its
// station is TRAIN- and the city's, its receipts say that they are none, and it
// exports nothing.
func CreateTraining(folder Folder, cityTOML []byte, outageReason string, newSecret SecretMaker, clock ...Clock) ([]NewPerson, error) {
	set, city, err := readSettings(folder, cityTOML)
	if err != nil {
		return nil, err
	}
	return create(folder, set, city.forTraining(), outageReason, newSecret, clock)
}

func create(folder Folder, set settings, city City, outageReason string, newSecret SecretMaker, clock []Clock) (_ []NewPerson, err error) {
	if now := clockOf(clock).Now(); now.Before(plausible) {
		return nil, errorf(Unavailable, "the computer's clock says %s, which cannot be; set it right first", now.Format("01/02/2006"))
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
	// The ledger gets its name when it is whole: a crash in between leaves none,
	// and the unfinished one shows that the key beside it was never used.
	unfinished := folder.unfinished()
	if folder.Remains().Key {
		return nil, errorf(Conflict, "%s holds a station's key without its ledger; put the ledger back, or choose another --data folder", folder)
	}
	s, err := newStore(unfinished)
	if err != nil {
		return nil, err
	}
	err = fillNew(&Ledger{clock: clockOf(clock), folder: folder, city: city, store: s}, set, people, outageReason)
	if closeErr := s.close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, err
	}
	return people, finish(unfinished, folder.Ledger())
}

// fillNew gives a new ledger its key, its settings and its first entries.
func fillNew(l *Ledger, set settings, people []NewPerson, outageReason string) error {
	var err error
	if l.key, err = makeKey(l.folder); err != nil {
		return errorf(Unavailable, "the station's key cannot be written to %s: %s", l.folder, err).because(err)
	}
	if err := set.write(l.folder); err != nil {
		return err
	}
	return l.transact("set-up", l.moment().at, func(t *tx) error { return t.begin(set, people, outageReason) })
}

// newStore makes an empty file, in place of what a crash may have left of one.
func newStore(path string) (*store, error) {
	for _, leftover := range []string{path, path + "-wal"} {
		if err := os.Remove(leftover); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, errorf(Unavailable, "%s cannot be removed: %s", leftover, err).because(err)
		}
	}
	// SQLite would let everybody on the machine read it.
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, notOurs(path, err)
	}
	file.Close()
	s, err := openStore(path, readWrite)
	if err != nil {
		return nil, notOurs(path, err)
	}
	return s, nil
}

// layOut makes the tables of an empty ledger.
func (s *store) layOut() error {
	for _, statement := range []string{
		schema,
		fmt.Sprintf("PRAGMA application_id = %d", applicationID),
		fmt.Sprintf("PRAGMA user_version = %d", schemaVersion()),
	} {
		if err := s.exec(statement); err != nil {
			return err
		}
	}
	return nil
}

// begin records everything a new ledger starts with.
func (t *tx) begin(set settings, people []NewPerson, outageReason string) error {
	if err := t.layOut(); err != nil {
		return err
	}
	first := &ledgerCreated{
		City: t.ledger.city.Name, Station: t.ledger.city.Station, Zone: t.ledger.city.Zone,
		PublicKey: t.ledger.key.Public().String(), Training: t.ledger.city.Training,
	}
	if _, err := t.record(first); err != nil {
		return err
	}
	if _, err := t.record(newSettings(set)); err != nil {
		return err
	}
	for _, p := range people {
		if err := t.addPerson(p); err != nil {
			return err
		}
	}
	return t.openFirstOutage(people, outageReason)
}

// Close releases the ledger for other programs.
func (l *Ledger) Close() error {
	l.backups.running.Wait()
	l.closeSearch()
	l.mu.Lock()
	defer l.mu.Unlock()
	var err error
	if l.store != nil {
		err = l.store.close()
		l.store = nil
	}
	l.mirror.close()
	if l.release != nil {
		l.release()
		l.release = nil
	}
	l.closed = true
	l.stopped = errorf(Stopped, "the ledger is closed")
	return err
}

// City returns the settings in force.
func (l *Ledger) City() City {
	city := l.city
	if added := l.scanlines.Load(); added != nil {
		city.Scanlines = *added
	}
	if set := l.printers.Load(); set != nil {
		city.Printers = *set
	}
	if set := l.mirrorPlace.Load(); set != nil {
		city.Mirror = *set
	}
	return city
}

// Folder returns the data folder.
func (l *Ledger) Folder() Folder { return l.folder }

// PublicKey returns the key that checks this station's signatures.
func (l *Ledger) PublicKey() PublicKey { return l.key.Public() }

// SignFile signs a file's content with the station's key, for `minisign -V`.
func (l *Ledger) SignFile(content []byte, trustedComment string) []byte {
	return l.key.SignFile(content, trustedComment)
}

// Signed tells whether an entry is as this station signed it with a key, when
// that is its key of today: by signing again. Ed25519 gives the same signature
// each time (RFC 8032, 5.1.6), in a third of the time of checking one.
func (l *Ledger) Signed(e Entry, key PublicKey) bool {
	return key.raw.Equal(l.key.raw.Public()) && e.ComputeHash() == e.Hash && bytes.Equal(l.key.sign(e.Hash), e.Sig)
}

// Local returns t in the station's zone.
func (l *Ledger) Local(t time.Time) time.Time { return t.In(l.city.zone) }

// Today returns the date at the station.
func (l *Ledger) Today() Day { return DayOf(l.Local(l.Now())) }

func isNoRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }
