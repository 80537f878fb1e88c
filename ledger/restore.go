package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"counterfoil/ledger/durable"
)

// Copies are what a ledger is restored from: a backup (or a data folder that
// nobody has open), a mirror's file or folder, or both. With both, the mirror
// brings what came after the backup.
type Copies struct {
	Backup string `json:"backup,omitempty"`
	Mirror string `json:"mirror,omitempty"`
}

func (c Copies) String() string {
	switch {
	case c.Mirror == "":
		return "backup"
	case c.Backup == "":
		return "mirror"
	}
	return "backup and mirror"
}

// Restored says what a restored ledger has.
type Restored struct {
	Station    string    `json:"station"`
	From       Copies    `json:"from"`
	Entries    int64     `json:"entries"` // found: 1 to this one
	FromMirror int64     `json:"from_mirror"`
	LastAt     time.Time `json:"last_at"` // of the last entry found, in the station's zone
	// LastReceipt is "" when none was given. What was acknowledged after the
	// last entry found, if anything, is in no copy and not known.
	LastReceipt string `json:"last_receipt"`
	NextReceipt string `json:"next_receipt"`
	// Torn: of the mirror's last line only a part is there. Its entry was never
	// confirmed to be in the mirror, and is among what is not known.
	Torn       bool   `json:"torn"`
	KeyBefore  string `json:"key_before"`
	PublicKey  string `json:"public_key"` // another one when no copy had the key
	RosterLost bool   `json:"roster_lost"`
	// CopiesLost is how many pictures of bills no copy had: a mirror holds none.
	CopiesLost int         `json:"bill_copies_lost"`
	People     []NewPerson `json:"people"` // those whose secret no copy had, with a new one
}

// Restore makes a ledger from copies, in a folder that is empty or does not
// exist. The journal goes on where the copies end, with an entry that says so.
//
// A mirror holds no key, so that a stolen stick signs nothing; a ledger from a
// mirror alone gets a new key, which the city gives finance as it did the
// first, and its people get new secrets. A backup has both. The roster is in
// no journal and comes back with a backup only.
//
// Another ledger's mirror, a fork, and a copy that does not hold are refused,
// and the folder is left empty.
func Restore(folder Folder, from Copies, newSecret SecretMaker, clock ...Clock) (_ Restored, err error) {
	if from == (Copies{}) {
		return Restored{}, invalid("", "name a backup or a mirror to restore from")
	}
	if left, err := os.ReadDir(string(folder)); err == nil && len(left) > 0 || err != nil && !errors.Is(err, os.ErrNotExist) {
		return Restored{}, errorf(Conflict, "%s is not an empty folder; restore into one that is, and keep the old one as it is", folder).because(err)
	}
	if err := os.MkdirAll(string(folder), 0o700); err != nil {
		return Restored{}, errorf(Unavailable, "the data folder %s cannot be made; check the path and who may write there", folder).because(err)
	}
	release, err := folder.lock()
	if err != nil {
		return Restored{}, err
	}
	r := restoration{folder: folder, newSecret: newSecret, clock: clockOf(clock)}
	r.said.From = from
	err = r.run()
	release()
	if err != nil {
		return Restored{}, errors.Join(r.explain(err), folder.empty())
	}
	return r.said, nil
}

// empty takes away what a restore that failed has left.
func (f Folder) empty() error {
	left, err := os.ReadDir(string(f))
	for _, e := range left {
		err = errors.Join(err, os.RemoveAll(filepath.Join(string(f), e.Name())))
	}
	return err
}

// restoration is a restore under way.
type restoration struct {
	folder    Folder
	clock     Clock
	newSecret SecretMaker

	store       *store
	key         Key // the backup's
	chain       Chain
	newerRoster bool // a roster was loaded after the backup
	said        Restored
}

func (r *restoration) explain(err error) error {
	if CodeOf(err) != "" {
		return err
	}
	return errorf(Unavailable, "nothing was restored into %s: %s", r.folder, err).because(err)
}

func (r *restoration) run() (err error) {
	unfinished := r.folder.Ledger() + ".new"
	defer func() {
		if r.store != nil {
			err = errors.Join(err, r.store.close())
		}
		if err == nil {
			err = finish(unfinished, r.folder.Ledger())
		}
	}()
	if r.said.From.Backup != "" {
		err = r.readBackup(unfinished)
	} else {
		err = r.beginEmpty(unfinished)
	}
	if err != nil {
		return err
	}
	if r.said.From.Mirror != "" {
		if err := r.rollForward(); err != nil {
			return err
		}
	}
	return r.goOn()
}

// readBackup takes a backup's ledger and key over, once it is known to hold.
func (r *restoration) readBackup(unfinished string) error {
	source := Folder(r.said.From.Backup)
	if err := mustHold(source, unwatched); err != nil {
		return err
	}
	// A data folder that a crash left has its newest entries beside the file.
	for _, suffix := range []string{"", "-wal"} {
		err := copyFile(unfinished+suffix, source.Ledger()+suffix)
		if err != nil && (suffix == "" || !errors.Is(err, os.ErrNotExist)) {
			return err
		}
	}
	var err error
	if r.key, err = readKey(source); err != nil {
		return err
	}
	if r.store, err = openLedger(unfinished); err != nil {
		return err
	}
	head, err := r.store.head()
	if err != nil {
		return err
	}
	public, err := r.store.setting("public_key")
	if err != nil {
		return err
	}
	r.chain = Chain{Seq: head.seq, Head: head.hash}
	if r.chain.Key, err = ParsePublicKey([]byte(public)); err != nil {
		return err
	}
	return r.findMirror()
}

// findMirror takes the mirror that the backup's settings name, when none was
// given and it is there: it has what the backup lacks.
func (r *restoration) findMirror() error {
	if r.said.From.Mirror != "" {
		return nil
	}
	city, err := r.store.cityAt(latest)
	if err != nil || !filepath.IsAbs(city.Mirror.Path) {
		return err
	}
	path := mirrorPath(r.folder, city)
	if _, err := os.Stat(path); err == nil {
		r.said.From.Mirror = path
	}
	return nil
}

func (r *restoration) beginEmpty(unfinished string) (err error) {
	if r.store, err = newStore(unfinished); err != nil {
		return err
	}
	return r.inTransaction(r.store.layOut)
}

func (r *restoration) inTransaction(do func() error) error {
	if err := r.store.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err // the unfinished file is thrown away
	}
	return r.store.exec("COMMIT")
}

// replayPage bounds a transaction of a replay, and with it the WAL.
const replayPage = 20_000

// rollForward takes what the mirror has after the backup. The two must be of
// one journal.
func (r *restoration) rollForward() error {
	path, err := findMirror(r.said.From.Mirror)
	if err != nil {
		return err
	}
	r.said.From.Mirror = path
	backup := r.chain.Seq
	return r.inTransaction(func() error {
		for e, err := range mirrorEntries(path) {
			switch {
			case errors.Is(err, errTorn):
				r.said.Torn = true
				return nil
			case err != nil:
				return errorf(Unavailable, "the mirror is damaged: %s. Before that line it holds entries 1 to %d. Keep the file, and restore from a backup, or from a copy of the file that ends before that line", err, r.chain.Seq).because(err)
			case e.Seq <= backup:
				if err := r.mustHave(e, path); err != nil {
					return err
				}
			default:
				if err := r.take(e); err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
			}
		}
		return nil
	})
}

// mustHave refuses a mirror whose entry is not the backup's.
func (r *restoration) mustHave(e Entry, path string) error {
	kept, err := r.store.headAt(e.Seq)
	switch {
	case err != nil:
		return err
	case kept.hash == e.Hash:
		return nil
	case e.Seq == 1:
		return errorf(Conflict, "the mirror %s is of another ledger (station %s) than the backup %s; plug in the one that belongs to it, or take this one away", path, e.Station, r.said.From.Backup)
	}
	return errorf(Conflict, "the mirror %s and the backup %s have different entries %d: one of the two is an old copy that was worked on. Restore from one alone, into two folders, and compare the receipts after entry %d", path, r.said.From.Backup, e.Seq, e.Seq-1)
}

func (r *restoration) take(e Entry) error {
	if err := r.chain.Follow(e); err != nil {
		return err
	}
	if err := r.store.replay(e); err != nil {
		return err
	}
	r.said.FromMirror++
	r.newerRoster = r.newerRoster || e.Kind == (*rosterLoaded)(nil).kind()
	if r.said.FromMirror%replayPage != 0 {
		return nil
	}
	if err := r.store.exec("COMMIT"); err != nil {
		return err
	}
	return r.store.exec("BEGIN IMMEDIATE")
}

// goOn writes the files beside the ledger and records that it goes on here.
func (r *restoration) goOn() error {
	if r.chain.Seq == 0 {
		return errorf(Unavailable, "the mirror %s holds no entry; restore from another copy", r.said.From.Mirror)
	}
	set, err := r.store.settingsAt(latest)
	if err != nil {
		return err
	}
	l := &Ledger{clock: r.clock, folder: r.folder, store: r.store}
	if l.city, err = r.store.cityAt(latest); err != nil {
		return err
	}
	if err := set.write(r.folder); err != nil {
		return err
	}
	if l.key, err = r.keepKey(); err != nil {
		return err
	}
	if err := r.takeCopies(); err != nil {
		return err
	}
	if err := r.describe(l); err != nil {
		return err
	}
	return l.transact("restore", l.moment().at, r.record)
}

// keepKey writes the key that signs from here on: the backup's if it was still
// the station's when the copies end, else a new one.
func (r *restoration) keepKey() (Key, error) {
	if r.said.From.Backup == "" || r.key.Public().String() != r.chain.Key.String() {
		return makeKey(r.folder)
	}
	text, err := os.ReadFile(Folder(r.said.From.Backup).Key())
	if err != nil {
		return Key{}, err
	}
	if err := durable.WriteFile(r.folder.Key(), bytes.NewReader(text), 0o600); err != nil {
		return Key{}, err
	}
	return r.key, durable.WriteFile(r.folder.PublicKey(), bytes.NewReader(r.key.Public().File()), 0o644)
}

func (r *restoration) takeCopies() error {
	copies, err := r.store.copies()
	if err != nil {
		return err
	}
	if r.said.From.Backup == "" {
		r.said.CopiesLost = len(copies)
		return nil
	}
	r.said.CopiesLost, err = takeCopies(copies, Folder(r.said.From.Backup), r.folder, "")
	return err
}

// describe says what was found, before anything is added to it.
func (r *restoration) describe(l *Ledger) error {
	head, err := r.store.head()
	if err != nil {
		return err
	}
	totals, err := r.store.totals()
	if err != nil {
		return err
	}
	said, station := &r.said, l.city.Station
	said.Station, said.Entries, said.LastAt = station, head.seq, l.Local(head.at)
	said.NextReceipt = receiptNumber(station, totals.receipts+1)
	if totals.receipts > 0 {
		said.LastReceipt = receiptNumber(station, totals.receipts)
	}
	said.KeyBefore, said.PublicKey = r.chain.Key.String(), l.key.Public().String()
	loaded, err := r.store.hasRoster()
	said.RosterLost = loaded && (said.From.Backup == "" || r.newerRoster)
	return err
}

func (r *restoration) record(t *tx) error {
	if _, err := t.record(&recovered{
		From: r.said.From.String(), KeyBefore: r.said.KeyBefore, PublicKey: r.said.PublicKey, RosterLost: r.said.RosterLost,
	}); err != nil {
		return err
	}
	// A backup may hold accounts that the journal took out of force later.
	if err := t.exec("DELETE FROM roster WHERE load <> " + inForce); err != nil {
		return err
	}
	without, err := t.withoutSecrets()
	if err != nil {
		return err
	}
	if r.said.People, err = makePeople(without, r.newSecret); err != nil {
		return err
	}
	for _, p := range r.said.People {
		if err := t.changeSecret(p); err != nil {
			return err
		}
	}
	return nil
}

// withoutSecrets lists the people whose secret is not the one that the journal
// knows of.
func (s *store) withoutSecrets() ([]Listed, error) {
	var without []Listed
	err := each(s, func(row scanner) (Listed, error) {
		var p Listed
		var want, hash string
		if err := row.Scan(&p.Name, &p.Role, &want, &hash); err != nil || digest([]byte(hash)) == want {
			return Listed{}, err
		}
		return p, nil
	}, func(p Listed) error {
		if p.Name != "" {
			without = append(without, p)
		}
		return nil
	}, "SELECT p.name, role, secret_digest, coalesce(hash, '') FROM people p LEFT JOIN secrets s ON s.name = p.name ORDER BY p.name")
	return without, err
}
