package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"counterfoil/ledger/durable"
	"counterfoil/ledger/phrase"
)

// AlarmBackup: the last backup failed, or does not belong to this ledger.
const AlarmBackup AlarmKind = "backup"

// Backup is a whole copy of a ledger in a folder of its own, verified after it
// was written. It holds what a data folder holds: the ledger with the hashes of
// the people's secrets, the settings, and both halves of the station's key. So
// a restored station keeps its key and its people their secrets, and so a
// backup belongs in the city's own safe place: whoever has it can sign as the
// station. (A mirror may be lost without that: it holds neither.)
type Backup struct {
	Path string `json:"path"`
	Seq  int64  `json:"seq"` // the last entry in it
}

// headFile marks a folder as a backup. It holds the last entry as a signed
// line, so that an older ledger is told from its backup without opening it.
const headFile = "last-entry.jsonl"

func (f Folder) isBackup() bool {
	_, err := os.Lstat(filepath.Join(string(f), headFile))
	return err == nil
}

const unfinishedBackup = ".unfinished-"

// backupName orders a station's backups by their last entry.
func backupName(station string, seq int64) string {
	return fmt.Sprintf("counterfoil_%s_backup_%09d", station, seq)
}

// Backup copies the ledger into a new folder inside the given one, which must
// exist, and verifies the copy. Payments go on meanwhile.
func (l *Ledger) Backup(into string) (Backup, error) {
	l.backups.making.Lock()
	defer l.backups.making.Unlock()
	return l.backUp(into, unwatched)
}

func (l *Ledger) backUp(into string, watch BackupWatch) (Backup, error) {
	if info, err := os.Stat(into); err != nil || !info.IsDir() {
		return Backup{}, errorf(Unavailable, "there is no folder %s for the backup; plug in its disk, or make the folder", into).because(err)
	}
	unfinished, err := os.MkdirTemp(into, unfinishedBackup+l.city.Station+"-*")
	if err != nil {
		return Backup{}, backupFailed(into, err)
	}
	defer os.RemoveAll(unfinished)
	last, err := l.copyInto(Folder(unfinished), watch)
	if err != nil {
		return Backup{}, backupFailed(into, err)
	}
	if err := mustHold(Folder(unfinished), watch); err != nil {
		return Backup{}, backupFailed(into, err)
	}
	made := Backup{filepath.Join(into, backupName(l.city.Station, last.Seq)), last.Seq}
	return made, finishBackup(unfinished, made.Path)
}

func backupFailed(into string, err error) error {
	if CodeOf(err) != "" {
		return err
	}
	return errorf(Unavailable, "the backup into %s failed: %s. The backups from before are as they were", into, err).because(err)
}

// mustHold verifies a copy of a ledger. Copies of bills are no part of that: the
// money is known without them, and whoever takes them over says which are gone.
func mustHold(folder Folder, watch BackupWatch) error {
	findings, err := verify(folder, nil, func() error { return watch(BackupStep{Verifying: true}) })
	if err != nil {
		return err
	}
	for _, f := range findings {
		if !f.OK && f.Name != copiesFinding {
			return phrase.Errorf("%s does not hold: %s: %s", folder, phrase.Word(f.Name), f.Said)
		}
	}
	return nil
}

// finishBackup gives a verified backup its name, in place of one of the same
// entries.
func finishBackup(unfinished, path string) error {
	replaced := unfinished + "-replaced"
	if err := os.Rename(path, replaced); err != nil && !errors.Is(err, os.ErrNotExist) {
		return backupFailed(filepath.Dir(path), err)
	}
	if err := os.Rename(unfinished, path); err != nil {
		return backupFailed(filepath.Dir(path), errors.Join(err, os.Rename(replaced, path)))
	}
	if err := durable.SyncFolder(filepath.Dir(path)); err != nil {
		return backupFailed(filepath.Dir(path), err)
	}
	return os.RemoveAll(replaced)
}

// copyInto writes everything a backup holds, synced, and returns the last
// entry of the copy.
func (l *Ledger) copyInto(folder Folder, watch BackupWatch) (last Entry, err error) {
	key, err := os.ReadFile(l.folder.Key())
	if err != nil {
		return last, err
	}
	set, last, err := l.copyStore(folder.Ledger(), watch)
	if err != nil {
		return last, err
	}
	if err := l.backUpCopies(folder); err != nil {
		return last, err
	}
	for _, file := range []struct {
		path string
		text []byte
	}{
		{folder.Key(), key}, {folder.PublicKey(), l.key.Public().File()},
		{filepath.Join(string(folder), headFile), append(last.Line(), '\n')},
	} {
		if err := durable.WriteFile(file.path, bytes.NewReader(file.text), 0o600); err != nil {
			return last, err
		}
	}
	return last, set.write(folder)
}

// backupPages is how many pages are copied at a time: a payment waits behind
// one such step at most.
const backupPages = 256

// copyStore copies the database through the ledger's own connection: opening
// the file a second time in this process would drop its locks.
func (l *Ledger) copyStore(path string, watch BackupWatch) (set settings, last Entry, err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return set, last, err
	}
	defer file.Close()
	var copied *store
	if err := l.read(func(s *store) error { copied = s; return s.beginCopy(path) }); err != nil {
		return set, last, err
	}
	defer l.read(func(s *store) error { s.endCopy(); return nil })
	var step BackupStep
	for more := true; more; {
		if err := watch(step); err != nil {
			return set, last, err
		}
		if err := l.read(func(s *store) (err error) {
			if s != copied {
				return errors.New("the ledger was opened again meanwhile")
			}
			if more, err = s.copyPages(backupPages); more || err != nil {
				step.Done, step.Of = s.copied()
				return err
			}
			// What is read here is what the copy ends with: no act comes between.
			if last, err = s.entryAt(l.head.seq, l.city.Station); err != nil {
				return err
			}
			set, err = s.settingsAt(latest)
			return err
		}); err != nil {
			return set, last, err
		}
	}
	return set, last, file.Sync()
}

// backups is the making of backups: one at a time, and after a closing in the
// background.
type backups struct {
	making  sync.Mutex
	waiting sync.Mutex // held by the one that follows the one being made
	running sync.WaitGroup
}

// backUpSoon makes a backup in the background, as after each closing. A failure
// is an alarm. One that waits already stands for all that are asked for.
func (l *Ledger) backUpSoon() {
	b := &l.backups
	if l.city.Backup.Keep == 0 || !b.waiting.TryLock() {
		return
	}
	b.running.Go(func() {
		b.making.Lock()
		b.waiting.Unlock()
		defer b.making.Unlock()
		place := backupPlace(l.folder, l.city)
		if _, err := l.backUpKeeping(place, unwatched); err != nil {
			slog.Error("backup failed", "err", err)
			l.raise(AlarmBackup, fmt.Sprintf("The backup after the closing was not made: %s.", err))
			return
		}
		l.clear(AlarmBackup)
	})
}

// backUpKeeping makes a backup and then takes away the oldest that are too
// many: the new one has been verified by then.
func (l *Ledger) backUpKeeping(place string, watch BackupWatch) (made Backup, err error) {
	if l.city.Backup.Path == "" {
		if err := os.MkdirAll(place, 0o700); err != nil {
			return made, backupFailed(place, err)
		}
	}
	if err := removeUnfinished(place, l.city.Station); err != nil {
		return made, backupFailed(place, err)
	}
	if made, err = l.backUp(place, watch); err != nil || l.city.Backup.Keep == 0 {
		return made, err
	}
	found, err := listBackups(place, l.city.Station)
	if err != nil {
		return made, backupFailed(place, err)
	}
	// Only this ledger's own count, and only they are taken away.
	own := slices.DeleteFunc(found, func(b Backup) bool {
		last, err := b.lastEntry()
		return err != nil || l.kinship(last) != sameLedger
	})
	for _, b := range own[min(l.city.Backup.Keep, len(own)):] {
		aside := filepath.Join(place, unfinishedBackup+l.city.Station+"-"+filepath.Base(b.Path))
		if err := errors.Join(os.Rename(b.Path, aside), os.RemoveAll(aside)); err != nil {
			return made, backupFailed(place, err)
		}
	}
	return made, nil
}

// removeUnfinished takes away what a crash left of a backup.
func removeUnfinished(place, station string) error {
	left, err := filepath.Glob(filepath.Join(place, unfinishedBackup+station+"-*"))
	for _, path := range left {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return err
}

// backupPlace is the folder that the settings name for backups. A relative one
// is in the data folder.
func backupPlace(folder Folder, city City) string {
	switch place := city.Backup.Path; {
	case place == "":
		return folder.Backups()
	case filepath.IsAbs(place):
		return place
	default:
		return filepath.Join(string(folder), place)
	}
}

// listBackups lists a station's backups in a folder, newest first.
func listBackups(place, station string) ([]Backup, error) {
	entries, err := os.ReadDir(place)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var found []Backup
	for _, e := range entries {
		digits, named := strings.CutPrefix(e.Name(), strings.TrimSuffix(backupName(station, 0), "000000000"))
		seq, err := strconv.ParseInt(digits, 10, 64)
		if named && err == nil && e.IsDir() {
			found = append(found, Backup{filepath.Join(place, e.Name()), seq})
		}
	}
	slices.SortFunc(found, func(a, b Backup) int { return int(b.Seq - a.Seq) })
	return found, err
}

// lastEntry reads the entry that a backup ends with. Its signature is not
// checked.
func (b Backup) lastEntry() (Entry, error) {
	text, err := os.ReadFile(filepath.Join(b.Path, headFile))
	if err != nil {
		return Entry{}, err
	}
	return parseLine(bytes.TrimSuffix(text, []byte("\n")))
}

// kinship is what an entry from elsewhere is to this ledger.
type kinship int

const (
	foreign    kinship = iota
	sameLedger         // the journal has it
	later              // signed by this station, after the journal's end
	forked             // signed by this station, where the journal has another
)

func (l *Ledger) kinship(e Entry) kinship {
	var kept head
	err := l.read(func(s *store) (err error) {
		kept, err = s.headAt(e.Seq)
		return err
	})
	signed := e.Check(e.Prev, l.key.Public()) == nil
	switch {
	case err != nil:
		return foreign
	case kept.seq == e.Seq && kept.hash == e.Hash:
		return sameLedger
	case !signed:
		return foreign
	case kept.seq < e.Seq:
		return later
	}
	return forked
}

// checkBackups refuses a ledger that is older than its newest backup.
func (l *Ledger) checkBackups() error {
	place := backupPlace(l.folder, l.city)
	found, err := listBackups(place, l.city.Station)
	if err != nil {
		l.raise(AlarmBackup, fmt.Sprintf("The backups in %s cannot be read: %s.", place, err))
		return nil
	}
	for _, b := range found {
		last, err := b.lastEntry()
		if err != nil {
			continue // damaged; the next closing makes another
		}
		switch l.kinship(last) {
		case sameLedger:
			return nil
		case later:
			return l.behind(b.Path, "restore "+b.Path, fmt.Sprintf("it goes on to entry %d, and the ledger ends with entry %d", b.Seq, l.head.seq))
		case forked:
			l.raise(AlarmBackup, fmt.Sprintf("The backup %s has another entry %d than the ledger: one of the two is an old copy that was worked on. Keep both, and have their receipts compared.", b.Path, b.Seq))
			return nil
		}
	}
	return nil
}
