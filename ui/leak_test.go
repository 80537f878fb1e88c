package ui

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf16"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/receipts"
)

// TestTheWholeAccountOfACheckReachesNoFile reads checks wherever a clerk may
// read one, records a payment with each, and looks through every byte that the
// program wrote.
func TestTheWholeAccountOfACheckReachesNoFile(t *testing.T) {
	kept := keptBy(t, func(s *seat) {
		s.scans(checkLine) // before any stub
		for range 2 {
			s.scans(plainScan)
			s.scans(checkLine) // the check is begun by it
			s.intakeScreen().to(s.intakeScreen().payor)
			s.scans(checkLine)
			s.press(fyne.KeyF5)
			s.scans(checkLine)
			s.press(fyne.KeyEscape, fyne.KeyF8)
			s.scans(checkLine)
			s.press(fyne.KeyEscape, fyne.KeyF9)
		}
		s.wantSays("Paid already?") // the second time
		s.scans(checkLine)
		s.write("1")
		s.press(fyne.KeyReturn)
		s.wantRecorded(2)
		for _, tender := range s.newest().Payment.Tenders {
			if tender.Last4 != "5678" || tender.Routing != "111000025" || tender.Number != "1041" {
				s.Errorf("%+v", tender)
			}
		}
		keyed := paidByCheck("1023233234", "Maria", 224_24, checkLine)
		if _, err := s.RecordPayment(s.session, keyed); ledger.FieldOf(err) != "tenders[0].number" {
			s.Errorf("the ledger took a whole line as the check's number: %v", err)
		} else {
			slog.Error("refused", "err", err)
		}
	})
	for path, text := range kept {
		if holdsAccount(text) {
			t.Errorf("%s holds the account number", path)
		}
	}
}

// TestALeakIsFound is what the test above is worth: the same account number,
// keyed in as a note, is found in every kind of file.
func TestALeakIsFound(t *testing.T) {
	kept := keptBy(t, func(s *seat) {
		leak := paidByCheck("1023233234", "Maria", 224_24, "1041")
		leak.Note = "account " + wholeAccount
		if _, err := s.RecordPayment(s.session, leak); err != nil {
			s.Fatal(err)
		}
		slog.Info(leak.Note)
	})
	var found []string
	for path, text := range kept {
		if holdsAccount(text) {
			found = append(found, path)
		}
	}
	for _, pattern := range []string{"data/ledger.db*", "mirror/*", "backups/*/*", "exports/*.zip", "log"} {
		if !slices.ContainsFunc(found, func(path string) bool { fits, _ := filepath.Match(pattern, path); return fits }) {
			t.Errorf("no leak is found in %s, only in %q", pattern, found)
		}
	}
}

// keptBy returns all that a counter keeps of what is done at it: the data
// folder, mirror, backup, bundle and log, by path.
func keptBy(t *testing.T, do func(*seat)) map[string][]byte {
	t.Helper()
	o := newCounterOffice(t)
	root := filepath.Dir(string(o.Folder()))
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	mirror := filepath.Join(root, "mirror")
	if err := os.MkdirAll(mirror, 0o700); err != nil {
		t.Fatal(err)
	}
	o.resets("[mirror]\npath = '" + mirror + "'\n")
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.show(s.home())
	do(s)
	backups := filepath.Join(root, "backups")
	if err := os.MkdirAll(backups, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Backup(backups); err != nil {
		t.Fatal(err)
	}
	batch, err := o.Export(o.is("sue"), "", "")
	if err != nil {
		t.Fatal(err)
	}
	exports := filepath.Join(root, "exports")
	if err := os.MkdirAll(exports, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := bundle.WriteReconciled(t.Context(), o.Ledger, batch, exports, receipts.DaysPDF, bundle.Options{}); err != nil {
		t.Fatal(err)
	}
	kept := map[string][]byte{"log": log.Bytes()}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, _ := filepath.Rel(root, path)
		kept[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// resets adds to the settings of the city, which are read at the next start.
func (o *office) resets(settings string) {
	o.Helper()
	folder := o.Folder()
	if err := o.Ledger.Close(); err != nil {
		o.Fatal(err)
	}
	text, err := os.ReadFile(folder.Settings())
	if err != nil {
		o.Fatal(err)
	}
	if err := os.WriteFile(folder.Settings(), append(text, settings...), 0o600); err != nil {
		o.Fatal(err)
	}
	if o.Ledger, err = ledger.Open(folder, clockAt(&o.now)); err != nil {
		o.Fatal(err)
	}
}

// holdsAccount looks for ten digits in a row of the account: as bytes, as
// UTF-16, in the files of an archive, and in what a PDF has compressed.
func holdsAccount(text []byte) bool {
	for start := 0; start+10 <= len(wholeAccount); start++ {
		digits := wholeAccount[start : start+10]
		if bytes.Contains(text, []byte(digits)) || bytes.Contains(text, wide(digits, 0)) || bytes.Contains(text, wide(digits, 1)) {
			return true
		}
	}
	return slices.ContainsFunc(inside(text), holdsAccount)
}

// wide is UTF-16, with the low byte first or second.
func wide(text string, low int) []byte {
	var wide []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		pair := [2]byte{}
		pair[low] = byte(unit)
		wide = append(wide, pair[:]...)
	}
	return wide
}

// inside are the files of an archive, and the streams of a PDF.
func inside(text []byte) [][]byte {
	var parts [][]byte
	if archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text))); err == nil {
		for _, f := range archive.File {
			if r, err := f.Open(); err == nil {
				part, _ := io.ReadAll(r)
				parts = append(parts, part)
			}
		}
		return parts
	}
	for _, stream := range bytes.Split(text, []byte("stream\n"))[1:] {
		if r, err := zlib.NewReader(bytes.NewReader(stream)); err == nil {
			part, _ := io.ReadAll(r)
			parts = append(parts, part)
		}
	}
	return parts
}
