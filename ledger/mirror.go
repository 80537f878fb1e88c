package ledger

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"counterfoil/ledger/durable"
)

// mirror is the journal's second copy, on another disk.
//
// The ledger's own COMMIT decides what is true, so the mirror is written after
// it and synced before the act is acknowledged. Written before, a COMMIT that
// failed would leave a mirror with an entry that never was, and the next act's
// entry under the same number would be a fork. Written after, a crash in
// between leaves the mirror one act behind, which the next start makes good,
// and never ahead: a mirror that is ahead means that the ledger lost something.
type mirror struct {
	path   string
	file   *mirrorFile // nil while the mirror is lost
	synced int64       // the last entry that this program is sure to have synced
	lost   bool        // as the journal has it: entries are acknowledged without the mirror
	tried  time.Time
}

const (
	// mirrorPage is how many missing entries one act copies while the mirror
	// catches up, so that no payment waits long behind it.
	mirrorPage = 1000
	// mirrorPagesAtOpen makes good what a day without the mirror left out. More
	// than that, as on a new stick, is brought while the counter works.
	mirrorPagesAtOpen = 10
	// mirrorRetry keeps a dying stick, which can take half a minute to fail,
	// from holding up every payment.
	mirrorRetry = 10 * time.Second
)

// mirrorLost says that entries are acknowledged without a second copy from
// here on; mirrorBack that the mirror has them all again.
type mirrorLost struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

type mirrorBack struct {
	Path   string `json:"path"`
	Copied int64  `json:"copied"` // entries it had missed
}

func (*mirrorLost) kind() Kind { return "mirror_lost" }
func (*mirrorBack) kind() Kind { return "mirror_back" }

func (b *mirrorLost) project(s *store, _ Entry) error {
	return s.exec("INSERT INTO settings (name, value) VALUES ('mirror_lost', ?)", b.Path)
}

func (b *mirrorBack) project(s *store, _ Entry) error {
	return s.exec("DELETE FROM settings WHERE name = 'mirror_lost'")
}

func init() {
	register(&mirrorLost{})
	register(&mirrorBack{})
}

// mirrorPath is the file of the mirror that the settings name; empty: none. A
// relative folder is one in the data folder.
func mirrorPath(folder Folder, city City) string {
	place := city.Mirror.Path
	if place == "" {
		return ""
	}
	if !filepath.IsAbs(place) {
		place = filepath.Join(string(folder), place)
	}
	return filepath.Join(place, MirrorName(city.Station))
}

// findLost reads whether the journal says that the mirror is lost.
func (m *mirror) findLost(s *store) error {
	_, err := s.setting("mirror_lost")
	if isNoRows(err) {
		return nil
	}
	m.lost = err == nil
	return err
}

// refusedMirror is a file that is not this ledger's mirror. It is left as it is.
type refusedMirror struct {
	text   string
	behind bool // the file goes on, signed by this station, where the ledger ends
}

func (r refusedMirror) Error() string { return r.text }

// attach opens the mirror's file, makes sure that it holds this journal and
// nothing else, and cuts off what a power cut tore.
func (m *mirror) attach(s *store, station string) (err error) {
	if info, err := os.Stat(filepath.Dir(m.path)); err != nil {
		return err
	} else if !info.IsDir() {
		return fmt.Errorf("%s is not a folder", filepath.Dir(m.path))
	}
	file, err := os.OpenFile(m.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			file.Close()
		}
	}()
	f := &mirrorFile{File: file}
	last, end, err := f.lastEntry(whole)
	if err != nil {
		return err
	}
	if err := f.mustBeOf(s, station, last); err != nil {
		return err
	}
	// After a failed sync the system shows lines that the disk may not hold.
	if m.synced > 0 && last.Seq > m.synced {
		if last, end, err = f.lastEntry(m.synced); err != nil {
			return err
		}
	}
	if err := f.Truncate(end); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := durable.SyncFolder(filepath.Dir(m.path)); err != nil {
		return err
	}
	f.had, f.seq, f.size = last.Seq, last.Seq, end
	m.file, m.synced = f, last.Seq
	return nil
}

// mustBeOf refuses a file that does not hold the journal's entries up to its
// last whole one.
func (m *mirrorFile) mustBeOf(s *store, station string, last Entry) error {
	if last.Seq == 0 {
		return m.mustBeEmpty(s, station)
	}
	head, err := s.head()
	if err != nil {
		return err
	}
	seq := min(last.Seq, head.seq)
	ours, err := s.headAt(seq)
	if err != nil {
		return err
	}
	if last.Seq <= head.seq && last.Station == station && last.Hash == ours.hash {
		return nil
	}
	return m.whyNotOf(s, station, head)
}

// mustBeEmpty refuses a file without a whole entry, unless it is empty or holds
// the beginning of the journal's first line.
func (m *mirrorFile) mustBeEmpty(s *store, station string) error {
	first, err := s.entryAt(1, station)
	if err != nil {
		return err
	}
	want := append(first.Line(), '\n')
	have := make([]byte, len(want))
	n, err := m.ReadAt(have, 0)
	if err != nil && err != io.EOF {
		return err
	}
	if string(have[:n]) != string(want[:n]) {
		return refusedMirror{text: "it is not a Counterfoil mirror; move it away"}
	}
	return nil
}

// whyNotOf reads the file from its beginning to say why it is not this
// ledger's mirror.
func (m *mirrorFile) whyNotOf(s *store, station string, ours head) error {
	var chain Chain
	for e, err := range mirrorEntries(m.Name()) {
		if errors.Is(err, errTorn) {
			break
		}
		if err != nil {
			return refusedMirror{text: err.Error() + "; move it away to have a new mirror made"}
		}
		if e.Seq <= ours.seq {
			kept, err := s.headAt(e.Seq)
			if err != nil {
				return err
			}
			switch {
			case kept.seq == e.Seq && kept.hash == e.Hash:
			case e.Seq == 1:
				return refusedMirror{text: fmt.Sprintf("it is the mirror of another ledger, station %s; plug in this station's own, or move the file away to have a new one made", e.Station)}
			default:
				return refusedMirror{text: fmt.Sprintf("it has another entry %d than the ledger: one of the two is an old copy that was worked on. Keep both, and have the receipts after entry %d compared", e.Seq, e.Seq-1)}
			}
		}
		if err := chain.Follow(e); err != nil {
			return refusedMirror{text: err.Error() + "; move it away to have a new mirror made"}
		}
	}
	return refusedMirror{behind: true, text: fmt.Sprintf("it goes on to entry %d, and the ledger ends with entry %d", chain.Seq, ours.seq)}
}

// entryAt reads the entry with that sequence number, whatever its kind.
func (s *store) entryAt(seq int64, station string) (Entry, error) {
	page, err := s.entriesFrom(seq, 1, station)
	if err == nil && len(page) == 0 {
		err = fmt.Errorf("the journal has no entry %d", seq)
	}
	if err != nil {
		return Entry{}, err
	}
	return page[0], nil
}

// entriesFrom reads a page of the journal.
func (s *store) entriesFrom(seq int64, limit int, station string) ([]Entry, error) {
	page, err := list(s, scanEntry, entryColumns+"WHERE seq >= ? ORDER BY seq LIMIT ?", seq, limit)
	for i := range page {
		page[i].Station = station
	}
	return page, err
}

// openMirror begins work with the mirror that the settings name. A mirror that
// cannot be used raises an alarm and the counter goes on; one that has more
// than the ledger refuses to open it.
func (l *Ledger) openMirror() error {
	path := mirrorPath(l.folder, l.city)
	if path == "" {
		return nil
	}
	m := &mirror{path: path}
	if err := m.findLost(l.store); err != nil {
		return err
	}
	l.mirror = m
	err := m.attach(l.store, l.city.Station)
	var refused refusedMirror
	if errors.As(err, &refused) && refused.behind {
		return l.behind(path, fmt.Sprintf("restore %s --mirror %s", l.folder, path), refused.text)
	}
	if err != nil {
		l.loseMirror(err)
		return nil
	}
	l.tendMirror()
	for page := 1; page < mirrorPagesAtOpen && m.behind(l.head.seq); page++ {
		l.tendMirror()
	}
	return nil
}

// behind reports whether the mirror is there and has not every entry yet.
func (m *mirror) behind(head int64) bool { return m.file != nil && m.file.seq < head }

// behind refuses a ledger of which a later copy exists. Receipt numbers that
// were given out would be given out again.
func (l *Ledger) behind(copied, restore, why string) error {
	return errorf(Unavailable, "the ledger in %s is older than its copy %s: %s. An old copy was put in its place, or the disk lost what it had confirmed. Take no money on it; make it whole with `counterfoil %s --data NEW-FOLDER` and work in the new folder",
		l.folder, copied, why, restore)
}

// TendMirror looks for a mirror that was lost, and brings one that is behind
// further, by so much that no payment waits long for it. It reports whether
// entries are left to bring. Acts do so too; a screen calls it every few
// seconds so that a quiet counter's mirror comes back as well.
func (l *Ledger) TendMirror() (more bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tendMirror()
	return l.mirror != nil && l.mirror.behind(l.head.seq)
}

// tendMirror brings what was committed to the mirror, one page at most.
func (l *Ledger) tendMirror() {
	m := l.mirror
	if m == nil || l.stopped != nil {
		return
	}
	if m.file == nil {
		if wait := l.Now().Sub(m.tried); wait >= 0 && wait < mirrorRetry {
			return
		}
		if err := m.attach(l.store, l.city.Station); err != nil {
			l.loseMirror(err)
			return
		}
	}
	if err := m.copyPage(l.store, l.city.Station); err != nil {
		l.loseMirror(err)
		return
	}
	if m.behind(l.head.seq) {
		l.raise(AlarmMirror, fmt.Sprintf("The mirror %s is catching up: it has %d of %d entries. Leave it plugged in.", m.path, m.file.seq, l.head.seq))
		return
	}
	l.clear(AlarmMirror)
	if m.lost {
		l.mirrorReturned()
	}
}

// copyPage copies the next entries that the mirror has not.
func (m *mirror) copyPage(s *store, station string) error {
	page, err := s.entriesFrom(m.file.seq+1, mirrorPage, station)
	if err == nil && len(page) > 0 {
		err = m.file.append(page)
	}
	m.synced = m.file.seq
	return err
}

func (l *Ledger) mirrorReturned() {
	m := l.mirror
	// Before the entry is recorded: it is brought to the mirror at once.
	m.lost = false
	if err := l.recordOf("mirror", &mirrorBack{Path: m.path, Copied: m.file.seq - m.file.had}); err != nil {
		slog.Error("the mirror's return was not recorded", "err", err)
		m.lost = true
	}
}

// loseMirror goes on without the mirror: with an alarm, and an entry the first
// time.
func (l *Ledger) loseMirror(cause error) {
	m := l.mirror
	if m.file != nil {
		m.file.Close()
		m.file = nil
	}
	m.tried = l.Now()
	text := fmt.Sprintf("Payments are kept on this disk only: the mirror %s cannot be used: %s. Plug it in again or make room on it.", m.path, cause)
	var refused refusedMirror
	if errors.As(cause, &refused) {
		text = fmt.Sprintf("Payments are kept on this disk only: the mirror %s is refused and left as it is: %s.", m.path, refused.text)
	}
	l.raise(AlarmMirror, text)
	slog.Error("mirror lost", "path", m.path, "err", cause)
	if m.lost {
		return
	}
	m.lost = true
	if err := l.recordOf("mirror", &mirrorLost{Path: m.path, Reason: cause.Error()}); err != nil {
		slog.Error("the mirror's loss was not recorded", "err", err)
		m.lost = false
	}
}

// recordOf records what happened by itself, without anybody's act.
func (l *Ledger) recordOf(actor string, b body) error {
	now := l.moment()
	if err := l.noteClock(now); err != nil {
		return err
	}
	return l.transact(actor, now.at, func(t *tx) error {
		_, err := t.record(b)
		return err
	})
}

// close lets go of the file. What is in it was synced.
func (m *mirror) close() {
	if m != nil && m.file != nil {
		m.file.Close()
		m.file = nil
	}
}
