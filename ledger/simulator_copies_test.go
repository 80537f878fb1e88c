package ledger_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"counterfoil/ledger"
)

// copiesModel is what is known of the ledger's copies: its mirror on a stick
// that comes and goes, and the backups made so far.
type copiesModel struct {
	stick   string // where the mirror is plugged in; "": the ledger has none
	away    bool   // the stick is not plugged in
	lost    bool   // the journal says that the mirror is lost
	backups []ledger.Backup
}

// mirrorSettings name the mirror in city.toml.
func (s *simulation) mirrorSettings() string {
	if s.stick == "" {
		return ""
	}
	return "[mirror]\npath = '" + s.stick + "'\n"
}

func (s *simulation) unplugged() string { return s.stick + "-away" }

// pullStick takes the mirror away. The ledger finds out at its next entry.
func (s *simulation) pullStick() {
	if s.stick == "" || s.away {
		return
	}
	if err := os.Rename(s.stick, s.unplugged()); err != nil {
		s.Fatal(err)
	}
	s.away = true
	s.expect(nil, act{})
}

// plugStick brings the mirror back, and it catches up while nobody takes
// money.
func (s *simulation) plugStick() {
	if s.stick == "" || !s.away {
		return
	}
	s.catchUp() // in vain, so that eleven seconds on it is time to look again, however the clock was set since the last look
	if err := os.Rename(s.unplugged(), s.stick); err != nil {
		s.Fatal(err)
	}
	s.away = false
	s.now = s.now.Add(11 * time.Second) // it is looked for every ten
	s.catchUp()
}

func (s *simulation) catchUp() {
	for s.TendMirror() {
	}
	s.expect(nil, act{})
	s.compareMirror()
}

// followMirror takes the entries off by which the ledger says that the mirror
// was lost or is back.
func (s *simulation) followMirror(entries []ledger.Entry) []ledger.Entry {
	s.Helper()
	for len(entries) > 0 && entries[0].Actor == "mirror" {
		kind := ledger.Kind("mirror_lost")
		if s.lost {
			kind = "mirror_back"
		}
		if s.stick == "" || s.away == s.lost {
			s.failf("the mirror is away: %v, and the journal said so; it has %s", s.away, entries[0].Line())
		}
		s.follow(entries[0], act{kind: kind, actor: "mirror"})
		s.lost = !s.lost
		s.happened[string(kind)]++
		entries = entries[1:]
	}
	return entries
}

// compareMirror looks whether the mirror ends with the journal's last entry.
func (s *simulation) compareMirror() {
	s.Helper()
	if s.stick == "" || s.away {
		return
	}
	if s.lost {
		s.failf("the mirror is back and still said to be lost")
	}
	if have := s.mirrored(); !bytes.HasSuffix(have, append(s.head.Line(), '\n')) {
		s.failf("the mirror of %d bytes does not end with entry %d", len(have), s.head.Seq)
	}
}

// mirrored is what the stick holds; nil while there is none.
func (s *simulation) mirrored() []byte {
	if s.stick == "" || s.away {
		return nil
	}
	content, err := os.ReadFile(mirrorIn(s.stick))
	if err != nil {
		s.Fatal(err)
	}
	return content
}

// backUp makes a backup, which is verified, and keeps it for a restore.
func (s *simulation) backUp() {
	place := filepath.Join(s.base, fmt.Sprintf("safe-%d", s.done))
	if err := os.Mkdir(place, 0o700); err != nil {
		s.Fatal(err)
	}
	made, err := s.Backup(place)
	s.expect(err, act{})
	if made.Seq != s.head.Seq {
		s.failf("the backup reaches entry %d, want %d", made.Seq, s.head.Seq)
	}
	s.backups = append(s.backups, made)
}

// restore loses the data folder and goes on with what is made again from the
// copies: from the mirror alone, from a fresh backup alone, or from an old
// backup and the mirror. None of them may lack anything.
func (s *simulation) restore() {
	if s.oneIn(2) {
		s.plugStick()
	}
	whole := s.stick != "" && !s.away
	if whole {
		s.now = s.now.Add(11 * time.Second)
		s.catchUp()
	}
	var from ledger.Copies
	switch n := s.IntN(3); {
	case !whole || n == 0:
		s.backUp()
		from.Backup = s.backups[len(s.backups)-1].Path
	case n == 1 || len(s.backups) == 0:
		from.Mirror = s.stick
	default:
		from = ledger.Copies{Backup: pick(s, s.backups).Path, Mirror: s.stick}
	}
	s.happened["restore from "+from.String()]++
	if err := s.Ledger.Close(); err != nil {
		s.failf("%v", err)
	}
	s.Ledger = nil
	lost := s.folder
	s.folder = ledger.Folder(filepath.Join(s.base, fmt.Sprintf("restored-%d", s.done)))
	said, err := ledger.Restore(s.folder, from, secretOf, s.clock())
	if err != nil {
		s.failf("%v", err)
	}
	if err := os.RemoveAll(string(lost)); err != nil {
		s.Fatal(err)
	}
	if said.Entries != s.head.Seq || said.NextReceipt != receiptOf(int64(len(s.payments))+1) || said.Torn {
		s.failf("of %d entries and %d receipts it restored %+v", s.head.Seq, len(s.payments), said)
	}
	if said.RosterLost {
		s.roster = nil
	}
	for _, p := range said.People {
		s.failures[p.Name], s.locked[p.Name] = 0, time.Time{}
	}
	s.fresh = true
	s.reopen()
	s.expectRecovery(len(said.People))
	s.verifyCopies(from)
	s.opened()
}

// expectRecovery follows the entries of a restore: that it was one, and each
// new secret.
func (s *simulation) expectRecovery(secrets int) {
	entries := s.newEntries()
	if len(entries) < 1+secrets {
		s.failf("a restore with %d new secrets left %d entries", secrets, len(entries))
	}
	s.follow(entries[0], act{kind: "recovery", actor: "restore"})
	for _, e := range entries[1 : 1+secrets] {
		s.follow(e, act{kind: "secret_changed", actor: "restore"})
	}
	s.expectEntries(act{})
}

func (s *simulation) verifyCopies(from ledger.Copies) {
	check := func(what string, findings ledger.Findings, err error) {
		if err != nil || !findings.OK() {
			s.failf("%s does not hold: %+v, %v", what, findings, err)
		}
	}
	if from.Backup != "" {
		findings, err := ledger.Verify(ledger.Folder(from.Backup))
		check("the backup", findings, err)
	}
	if s.stick != "" && !s.away {
		findings, err := ledger.VerifyMirror(s.stick)
		check("the mirror", findings, err)
	}
	if err := s.Ledger.Close(); err != nil {
		s.failf("%v", err)
	}
	findings, err := ledger.Verify(s.folder)
	check("the restored ledger", findings, err)
	s.reopen()
	s.expectEntries(act{})
}
