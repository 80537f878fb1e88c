package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"counterfoil/ledger/durable"
)

// KeptCopy names the kept picture of a bill: a file in `bills`, under the
// SHA-256 of its content. It never changes, and a payment's entry carries its
// hash.
type KeptCopy struct {
	SHA256 string `json:"sha256"` // hexadecimal
	Bytes  int64  `json:"bytes"`
	Media  string `json:"media"` // image/jpeg or application/pdf
}

// Bills says what is done with copies of bills.
type Bills struct {
	// Watch is a folder where a scanner or a phone drops pictures of bills;
	// empty: none. A relative one is in the data folder.
	Watch   string `toml:"watch"`
	MaxSide int    `toml:"max_side"`   // pixels of a kept picture's longer side
	Quality int    `toml:"quality"`    // of the JPEG, 40 to 95; lowered until MaxKB fits
	MaxKB   int64  `toml:"max_kb"`     // of a kept picture
	MaxPDF  int64  `toml:"max_pdf_kb"` // of a PDF that no picture could be taken from
}

func defaultBills() Bills { return Bills{MaxSide: 1600, Quality: 75, MaxKB: 300, MaxPDF: 2048} }

func (b Bills) check() error {
	for _, setting := range []struct {
		name                 string
		value, least, utmost int64
	}{
		{"max_side", int64(b.MaxSide), 400, 8000}, {"quality", int64(b.Quality), 40, 95},
		{"max_kb", b.MaxKB, 50, 10 << 10}, {"max_pdf_kb", b.MaxPDF, 0, 10 << 10},
	} {
		if setting.value < setting.least || setting.value > setting.utmost {
			return invalid("bills."+setting.name, "%d is not between %d and %d", setting.value, setting.least, setting.utmost)
		}
	}
	return nil
}

// WatchedFolder is where pictures of bills are dropped, or "".
func (l *Ledger) WatchedFolder() string {
	switch watch := l.City().Bills.Watch; {
	case watch == "" || filepath.IsAbs(watch):
		return watch
	default:
		return filepath.Join(string(l.folder), watch)
	}
}

// Bills is where the copies of bills are kept.
func (f Folder) Bills() string { return filepath.Join(string(f), "bills") }

func (f Folder) bill(sha256 string) string { return filepath.Join(f.Bills(), sha256) }

// maxCopyBytes is more than any setting lets a copy have.
const maxCopyBytes = 10 << 20

func (c KeptCopy) check(at string) error {
	hash, err := ParseHash(c.SHA256)
	switch {
	case err != nil || hash.String() != c.SHA256:
		return invalid(at+"sha256", "%q is not a SHA-256 in small hexadecimal digits", clip(c.SHA256))
	case c.Bytes <= 0 || c.Bytes > maxCopyBytes:
		return invalid(at+"bytes", "a copy has 1 to %d bytes, not %d", maxCopyBytes, c.Bytes)
	case c.Media != "image/jpeg" && c.Media != "application/pdf":
		return invalid(at+"media", "%q is not what copies are kept as; write image/jpeg or application/pdf", clip(c.Media))
	}
	return nil
}

// KeepCopy keeps the copy of a bill and returns, once it is durable, the name
// to record a payment with. The same content is kept once. One that no payment
// comes to name is swept when the ledger is opened the next time.
func (l *Ledger) KeepCopy(by Session, content []byte, media string) (KeptCopy, error) {
	if err := by.may("keep copies of bills", Clerk, Supervisor); err != nil {
		return KeptCopy{}, err
	}
	sum := sha256.Sum256(content)
	kept := KeptCopy{hex.EncodeToString(sum[:]), int64(len(content)), media}
	if err := kept.check("bill_copy."); err != nil {
		return KeptCopy{}, err
	}
	if err := l.folder.keepCopy(kept, content); err != nil {
		return KeptCopy{}, errorf(Unavailable, "the copy of the bill cannot be kept: %s. Take it on paper, and make room", err).because(err)
	}
	return kept, nil
}

// keepCopy writes a copy. One that is there may be what a write left whose last
// sync failed: its name is made durable all the same.
func (f Folder) keepCopy(c KeptCopy, content []byte) error {
	if err := os.MkdirAll(f.Bills(), 0o700); err != nil {
		return err
	}
	if err := durable.SyncFolder(string(f)); err != nil {
		return err
	}
	if _, err := readCopy(f, c); err == nil {
		return durable.SyncFolder(f.Bills())
	}
	return durable.WriteFile(f.bill(c.SHA256), bytes.NewReader(content), 0o600)
}

// Copy returns the content of a kept copy, once it is known to be unchanged.
func (l *Ledger) Copy(c KeptCopy) ([]byte, error) {
	if err := c.check("bill_copy."); err != nil {
		return nil, err
	}
	content, err := readCopy(l.folder, c)
	if err != nil {
		return nil, errorf(Unavailable, "the copy of the bill cannot be shown: %s", err).because(err)
	}
	return content, nil
}

func readCopy(folder Folder, c KeptCopy) ([]byte, error) {
	path := folder.bill(c.SHA256)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("%s is missing", path)
	case err != nil:
		return nil, err
	case info.Size() != c.Bytes:
		return nil, fmt.Errorf("%s was changed: it has %d bytes, not %d", path, info.Size(), c.Bytes)
	}
	content, err := os.ReadFile(path)
	if err == nil && digest(content) != c.SHA256 {
		err = fmt.Errorf("%s was changed: its content does not give its name", path)
	}
	return content, err
}

// haveCopies refuses a payment that names a copy which is not kept.
func (t *tx) haveCopies(lines []Line) error {
	for i, line := range lines {
		if line.Copy == nil {
			continue
		}
		if _, err := readCopy(t.ledger.folder, *line.Copy); err != nil {
			return invalid(fmt.Sprintf("lines[%d].bill_copy", i), "the copy of the bill is not kept: %s; attach it again", err)
		}
	}
	return nil
}

// copies counts the stubs of a payment that come with a picture, and those
// with a copy on paper.
func (p Payment) copies() (pictures, papers int) {
	for _, line := range p.Lines {
		switch {
		case line.Copy != nil:
			pictures++
		case p.Copy == CopyReceived:
			papers++
		}
	}
	return pictures, papers
}

// NoCopies is how many stubs came without a copy of the bill.
func (t Takings) NoCopies() int64 { return t.Lines - t.Pictures - t.Papers }

// projectCopies lists the copies that the payment of an entry names.
func (s *store) projectCopies(seq int64, lines []Line) error {
	for i, line := range lines {
		if c := line.Copy; c != nil {
			if err := s.exec("INSERT INTO bill_copies (payment, n, sha256, bytes, media) VALUES (?,?,?,?,?)",
				seq, i+1, c.SHA256, c.Bytes, c.Media); err != nil {
				return err
			}
		}
	}
	return nil
}

func scanCopy(row scanner) (c KeptCopy, err error) {
	return c, row.Scan(&c.SHA256, &c.Bytes, &c.Media)
}

// copies lists the copies that payments name, each once.
func (s *store) copies() ([]KeptCopy, error) {
	return list(s, scanCopy, "SELECT DISTINCT sha256, bytes, media FROM bill_copies ORDER BY sha256")
}

// sweepCopies takes away the copies that no payment came to name: a draft was
// given up, or the program ended in the middle of it. It is run when nothing
// is being drafted. One that cannot be taken away stays.
func (l *Ledger) sweepCopies() error {
	files, err := os.ReadDir(l.folder.Bills())
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	named, listErr := l.store.copies()
	if err := errors.Join(err, listErr); err != nil {
		return err
	}
	isNamed := map[string]bool{}
	for _, c := range named {
		isNamed[c.SHA256] = true
	}
	for _, file := range files {
		_, notOurs := ParseHash(file.Name())
		half := strings.HasPrefix(file.Name(), ".new-")
		if !isNamed[file.Name()] && (notOurs == nil || half) && file.Type().IsRegular() {
			os.Remove(filepath.Join(l.folder.Bills(), file.Name()))
		}
	}
	return nil
}

// checkCopies compares the copies of bills with what the payments say of them.
func (v *verification) checkCopies() {
	copies, err := v.store.copies()
	var wrong []string
	for _, c := range copies {
		_, problem := readCopy(v.folder, c)
		if problem == nil {
			continue
		}
		numbers, listErr := list(v.store, scanSeq, `SELECT number FROM bill_copies JOIN payments p ON p.seq = payment
			WHERE sha256 = ? ORDER BY number`, c.SHA256)
		err = errors.Join(err, listErr)
		receipts := make([]string, len(numbers))
		for i, number := range numbers {
			receipts[i] = receiptNumber(v.created.Station, number)
		}
		wrong = append(wrong, fmt.Sprintf("receipt %s: %s", strings.Join(slices.Compact(receipts), ", "), problem))
	}
	if err == nil && len(wrong) > 0 {
		err = errors.New(strings.Join(wrong, "; "))
	}
	v.findings.Add(copiesFinding, err, "%d pictures of bills are as the payments say", len(copies))
}

const copiesFinding = "copies of bills"

// takeCopies puts copies of bills into another folder. A file that an earlier
// backup holds already is that same file, because it never changes, and takes
// no time and no room. The missing are those that the first folder does not
// have as they were: no reason to go without the others.
func takeCopies(copies []KeptCopy, from, to, earlier Folder) (missing int, err error) {
	if len(copies) == 0 {
		return 0, nil
	}
	if err := os.MkdirAll(to.Bills(), 0o700); err != nil {
		return 0, err
	}
	for _, c := range copies {
		held := earlier.bill(c.SHA256)
		if earlier != "" && sameSize(held, c.Bytes) && os.Link(held, to.bill(c.SHA256)) == nil {
			continue
		}
		content, err := readCopy(from, c)
		if err != nil {
			missing++
			continue
		}
		if err := durable.WriteFile(to.bill(c.SHA256), bytes.NewReader(content), 0o600); err != nil {
			return 0, err
		}
	}
	return missing, errors.Join(durable.SyncFolder(to.Bills()), durable.SyncFolder(string(to)))
}

// backUpCopies puts the copies of bills into a backup that is being made.
func (l *Ledger) backUpCopies(backup Folder) error {
	var copies []KeptCopy
	if err := l.read(func(s *store) (err error) {
		copies, err = s.copies()
		return err
	}); err != nil {
		return err
	}
	var earlier Folder
	place := filepath.Dir(string(backup))
	if found, err := listBackups(place, l.city.Station); err == nil && len(found) > 0 {
		earlier = Folder(found[0].Path)
	}
	missing, err := takeCopies(copies, l.folder, backup, earlier)
	if err != nil {
		return err
	}
	if missing > 0 {
		l.raise(AlarmBills, fmt.Sprintf("%d copies of bills are missing or were changed, and are in no new backup. `counterfoil verify` names them; an earlier backup may have them.", missing))
	} else {
		l.clear(AlarmBills)
	}
	return nil
}

// AlarmBills: copies of bills are missing or were changed.
const AlarmBills AlarmKind = "bills"

func sameSize(path string, size int64) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() == size
}
