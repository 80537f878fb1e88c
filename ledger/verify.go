package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// Finding is the outcome of one check of a ledger or a bundle.
type Finding struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"` // what was found, or what is wrong and where
	// Ask is set on a check that holds as far as a program can tell, and that a
	// person must look at before the whole can be trusted.
	Ask  bool        `json:"ask,omitempty"`
	Said phrase.Text `json:"-"` // the detail, to be said in another language
}

// Say sets the detail. It may quote a file that anybody wrote: where that would
// confuse a terminal, marks stand in its place, and the text stays English.
func (f *Finding) Say(text phrase.Text) {
	f.Said, f.Detail = text, strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text.String())
	if f.Detail != text.String() {
		f.Said = phrase.Of("%s", f.Detail)
	}
}

// Findings is the outcome of every check.
type Findings []Finding

// OK tells whether every check held.
func (f Findings) OK() bool {
	for _, finding := range f {
		if !finding.OK {
			return false
		}
	}
	return true
}

// Add notes the outcome of a check: it held, with a detail in words, or err.
func (f *Findings) Add(name string, err error, format string, args ...any) {
	finding := Finding{Name: name, OK: err == nil}
	if err != nil {
		format, args = "%s", []any{err}
	}
	finding.Say(phrase.Of(format, args...))
	*f = append(*f, finding)
}

// Ask notes what holds as far as a program can know, and a person must look at.
func (f *Findings) Ask(name, format string, args ...any) {
	f.Add(name, nil, format, args...)
	(*f)[len(*f)-1].Ask = true
}

// Verify checks a data folder or a backup without changing it, every check even
// when an earlier one fails, and looks for entries whose codes are on paper.
// The error is for a folder that cannot be read at all.
func Verify(folder Folder, codes ...PrintedCode) (Findings, error) {
	return verify(folder, codes, func() error { return nil })
}

// verify is given up when watch, which hears of every row, returns an error.
func verify(folder Folder, codes []PrintedCode, watch func() error) (Findings, error) {
	if !folder.HasLedger() {
		return nil, errorf(Unavailable, "there is no ledger in %s; check the path", folder)
	}
	if !folder.isBackup() && folder.writable() {
		release, err := folder.lock()
		if err != nil {
			return nil, err
		}
		defer release()
	}
	s, done, err := openUnchanged(folder.Ledger())
	if err != nil {
		return nil, notOurs(folder.Ledger(), err)
	}
	defer done()
	version, err := s.checkOurs(folder.Ledger())
	if err != nil {
		return nil, err
	}
	if version != schemaVersion() {
		return nil, errorf(Unavailable, "%s was written by an older Counterfoil (ledger version %d, this program reads %d); open it once with this one, then check it", folder.Ledger(), version, schemaVersion())
	}
	s.watch = watch
	v := verification{store: s, folder: folder, printed: LookFor(codes)}
	v.checkFile()
	v.checkJournal()
	v.checkReceipts()
	v.checkProjections()
	v.checkGuards()
	v.checkRoster()
	v.checkCopies()
	v.checkFolder()
	return v.findings, watch()
}

// openUnchanged opens a ledger's file without writing to it. After a crash the
// newest payments are in the WAL, which SQLite can read only by writing, so
// both are then copied first.
func openUnchanged(path string) (s *store, done func(), err error) {
	done = func() {
		if s != nil {
			s.close()
		}
	}
	mode := unchanging
	if wal, statErr := os.Stat(path + "-wal"); statErr == nil && wal.Size() > 0 {
		scratch, err := os.MkdirTemp("", "counterfoil-verify-")
		if err != nil {
			return nil, done, err
		}
		closeStore := done
		done = func() {
			closeStore()
			os.RemoveAll(scratch)
		}
		copied := filepath.Join(scratch, "ledger.db")
		for _, suffix := range []string{"", "-wal"} {
			if err := copyFile(copied+suffix, path+suffix); err != nil {
				done()
				return nil, done, err
			}
		}
		path, mode = copied, readWrite
	}
	s, err = openStore(path, mode)
	if err != nil {
		done()
	}
	return s, done, err
}

func copyFile(to, from string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}

// writable tells whether a lock can be taken there; a folder on a read-only
// disk is nobody's to write.
func (f Folder) writable() bool {
	probe, err := os.CreateTemp(string(f), ".probe-*")
	if err != nil {
		return false
	}
	probe.Close()
	return os.Remove(probe.Name()) == nil
}

type verification struct {
	store    *store
	folder   Folder
	findings Findings
	created  ledgerCreated
	chain    Chain
	printed  *Printed // nil: nothing is looked for
}

func (v *verification) checkFile() {
	problems, err := list(v.store, scanText, "PRAGMA integrity_check(20)")
	if err == nil && len(problems) == 1 && problems[0] == "ok" {
		v.findings.Add("database file", nil, "SQLite finds its pages whole")
		return
	}
	if err == nil {
		err = errors.New(strings.Join(problems, "; "))
	}
	v.findings.Add("database file", err, "")
}

// checkJournal walks the chain from its first entry, which names the station
// and the key that everything after it is signed with, until a recovery names
// another. What is wrong does not end the walk, so that it can be told what
// still holds.
func (v *verification) checkJournal() {
	v.readIdentity()
	var w walk
	var clock error
	err := each(v.store, scanEntry, func(e Entry) error {
		e.Station = v.created.Station
		v.printed.See(e)
		if clock == nil && e.At.Before(w.at) && e.Kind != (*clockAnomaly)(nil).kind() && e.Kind != (*recovered)(nil).kind() {
			clock = fmt.Errorf("entry %d is earlier than entry %d, and no anomaly of the clock was recorded", e.Seq, v.chain.Seq)
		}
		w.at = e.At
		w.follow(&v.chain, e)
		return nil
	}, entryColumns+"ORDER BY seq")
	if err != nil {
		w.wrong(v.chain.Seq+1, fmt.Errorf("the entries after %d cannot be read: %w", v.chain.Seq, err))
	}
	if v.chain.Seq == 0 && err == nil {
		w.wrong(1, errors.New("the journal is empty"))
	}
	v.findings.Add("journal chain and signatures", w.err(), "%d entries of station %s, %s; head %s", v.chain.Seq, v.created.Station, v.chain.signers(), v.chain.Head)
	v.findings.Add("journal sequence", w.sequence, "1 to %d without a gap", v.chain.Seq)
	v.findings.Add("clock", clock, "no entry is earlier than the one before it without an anomaly being recorded")
	v.printed.Report(v.findings.Add, phrase.Of("the journal was cut off before it, or an older copy was put in its place"))
}

func (v *verification) readIdentity() {
	_, err := v.store.entry(1, &v.created)
	if isNoRows(err) {
		err = phrase.Errorf("there is no first entry, which says whose journal it is")
	}
	v.findings.Add("ledger identity", err, "%s, station %s", v.created.City, v.created.Station)
}

// checkReceipts adds up every payment and void from the journal alone.
func (v *verification) checkReceipts() {
	var numbers, totals error
	var count int64
	var total, voids money.Amount
	first := func(kept *error, format string, args ...any) {
		if *kept == nil {
			*kept = fmt.Errorf(format, args...)
		}
	}
	err := each(v.store, scanEntry, func(e Entry) error {
		var err error
		switch e.Kind {
		case (*paymentRecorded)(nil).kind():
			var b paymentRecorded
			if err := e.decode(&b); err != nil {
				return err
			}
			count++
			if b.Number != count || b.Receipt != receiptNumber(v.created.Station, count) {
				first(&numbers, "entry %d has receipt %s where %s follows", e.Seq, b.Receipt, receiptNumber(v.created.Station, count))
			}
			if total, err = total.Add(b.Total); err != nil {
				return err
			}
			if applied, change, err := b.Payment.settle(); err != nil || b.Payment.checkFunds() != nil || applied != b.Total || change != b.Change {
				first(&totals, "receipt %s does not balance: lines %s, change %s", b.Receipt, b.Total, b.Change)
			}
			if b.PerpetualTotal != total || b.PerpetualVoids != voids {
				first(&totals, "receipt %s carries a perpetual total of %s and voids of %s; they add up to %s and %s", b.Receipt, b.PerpetualTotal, b.PerpetualVoids, total, voids)
			}
		case (*paymentVoided)(nil).kind():
			var b paymentVoided
			if err := e.decode(&b); err != nil {
				return err
			}
			if voids, err = voids.Add(b.Total); err != nil {
				return err
			}
			if b.PerpetualVoids != voids {
				first(&totals, "the void of receipt %s carries perpetual voids of %s; they add up to %s", b.Receipt, b.PerpetualVoids, voids)
			}
		}
		return nil
	}, entryColumns+"WHERE kind IN ('payment_recorded', 'payment_voided') ORDER BY seq")
	if err != nil {
		numbers, totals = err, err
	}
	v.findings.Add("receipt numbers", numbers, "%d receipts without a gap", count)
	// Anybody may verify, and a count is blind.
	open, err := list(v.store, scanDrawer, drawerColumns+"WHERE state = 'open'")
	if totals == nil {
		totals = err
	}
	if len(open) > 0 {
		v.findings.Add("totals", totals, "every payment in balance, the perpetual total their sum; its figure is shown when the drawers are counted")
		return
	}
	v.findings.Add("totals", totals, "perpetual total %s, voids %s", total, voids)
}

// checkProjections replays the journal and compares every table with what the
// ledger holds.
func (v *verification) checkProjections() {
	replayed, err := v.store.rebuild()
	if err != nil {
		v.findings.Add("tables", fmt.Errorf("the journal cannot be replayed: %w", err), "")
		return
	}
	defer replayed.close()
	var rows int
	var differ []phrase.Text
	for _, table := range projections {
		n, err := sameTable(v.store, replayed, table)
		if err != nil {
			differ = append(differ, phrase.Of("%s", err))
		}
		rows += n
	}
	if len(differ) > 0 {
		err = phrase.Errorf("%s", phrase.Join(differ, "; "))
	}
	v.findings.Add("tables", err, "%d rows equal a replay of the journal", rows)
}

// checkGuards compares what runs inside the database by itself, or stands in
// for a table, with what this program put there.
func (v *verification) checkGuards() {
	const guards = "SELECT type || ' ' || name || ': ' || sql FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY 1"
	err := func() error {
		fresh, err := openStore("", readWrite)
		if err != nil {
			return err
		}
		defer fresh.close()
		if err := fresh.exec(schema); err != nil {
			return err
		}
		want, err := list(fresh, scanText, guards)
		if err != nil {
			return err
		}
		have, err := list(v.store, scanText, guards)
		if err == nil && !slices.Equal(have, want) {
			err = fmt.Errorf("the triggers that keep the journal append-only are not as Counterfoil made them: %q", have)
		}
		return err
	}()
	v.findings.Add("guards", err, "the journal is append-only")
}

// checkRoster compares the accounts with the digest of their loading.
func (v *verification) checkRoster() {
	loaded, err := list(v.store, scanText, "SELECT digest FROM rosters ORDER BY number DESC LIMIT 1")
	if len(loaded) == 0 {
		loaded = []string{digest(nil)}
	}
	have, readErr := v.store.rosterDigest()
	var strays int64
	straysErr := v.store.get("SELECT count(*) FROM roster WHERE load > 1 + "+inForce, nil, &strays)
	if err = errors.Join(err, readErr, straysErr); err != nil {
		err = fmt.Errorf("table roster: %w", err)
	} else if have != loaded[0] || strays > 0 {
		err = errors.New("table roster: the accounts are not those that were loaded; load the roster again")
	}
	v.findings.Add("roster", err, "the accounts are as loaded")
}

// checkFolder compares the files beside the ledger with what it recorded.
func (v *verification) checkFolder() {
	public, err := os.ReadFile(v.folder.PublicKey())
	if err == nil && !bytes.Equal(bytes.TrimSpace(public), bytes.TrimSpace(v.chain.Key.File())) {
		err = fmt.Errorf("%s is not the key that signs the journal", v.folder.PublicKey())
	}
	v.findings.Add("station key", err, "%s", v.chain.Key)

	want, err := v.store.citySettings()
	if text, readErr := os.ReadFile(v.folder.Settings()); err == nil {
		err = readErr
		if set, _, readErr := readSettings(v.folder, text); err == nil && (readErr != nil || set.digest() != want) {
			err = fmt.Errorf("%s was changed since Counterfoil last read it", v.folder.Settings())
		}
	}
	v.findings.Add("settings", err, "city.toml is as recorded")

	swapped, err := v.store.withoutSecrets()
	if err == nil && len(swapped) > 0 {
		var names []string
		for _, p := range swapped {
			names = append(names, p.Name)
		}
		err = fmt.Errorf("the secret of %s was changed outside Counterfoil", strings.Join(names, ", "))
	}
	if err == nil {
		var nobodys []string
		nobodys, err = list(v.store, scanText, "SELECT name FROM secrets WHERE name NOT IN (SELECT name FROM people)")
		if len(nobodys) > 0 {
			err = fmt.Errorf("the secret of %s is nobody's who was added in Counterfoil", strings.Join(nobodys, ", "))
		}
	}
	v.findings.Add("secrets", err, "as recorded")
}
