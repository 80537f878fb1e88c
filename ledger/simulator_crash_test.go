package ledger_test

import (
	"fmt"
	"os"
	"path/filepath"

	"counterfoil/ledger"
)

// reopen closes the ledger and opens it again, as a restart does. It cannot
// know then whether the clock was set in between.
func (s *simulation) reopen() {
	s.Helper()
	s.fresh = true
	s.counter.reopen()
}

func (s *simulation) restart() {
	s.reopen()
	s.expect(nil, act{})
	s.opened()
}

// abandonOpen opens the ledger and does nothing with it; before that, a second
// program is shut out.
func (s *simulation) abandonOpen() {
	_, err := ledger.Open(s.folder)
	if got := ledger.CodeOf(err); got != ledger.Busy {
		s.failf("a second program gets %v", err)
	}
	s.reopen()
	s.reopen()
	s.expect(nil, act{})
	s.opened()
}

// crash goes on from what the files hold while the ledger is open, as after a
// power cut between two acts.
func (s *simulation) crash() {
	s.goOnFrom(s.image())
	s.expect(nil, act{})
	s.opened()
}

// crashWhilePaying goes on from what the files held at some moment while a
// payment was written: it is in the ledger whole, or it is not and can be sent
// again.
func (s *simulation) crashWhilePaying() {
	teller, p := s.teller(), s.draw()
	p.Unattended = true
	warnings := s.warnings(p, s.Today())
	before := s.image()
	_, err := s.RecordPayment(s.sessions[teller], p)
	if s.open[teller] == nil {
		s.expect(err, act{want: ledger.NotFound})
		return
	}
	if err != nil {
		s.failf("%v", err)
	}
	s.goOnFrom(s.interrupted(before, s.image()))
	if _, err := s.ReceiptOf(p.ID); ledger.CodeOf(err) == ledger.NotFound {
		s.happened["crash while paying lost"]++
		s.expect(nil, act{})
		s.payAs(teller, p)
		return
	}
	s.expect(nil, act{kind: "payment_recorded", actor: teller})
	s.fresh = s.head.Hash == s.acted.Hash // that was before the crash
	s.keep(p, warnings)
	s.opened()
}

// image is the content of the ledger's files and of its mirror's, which is nil
// while there is none.
type image struct{ database, wal, mirror []byte }

func (s *simulation) image() image {
	database, err := os.ReadFile(s.folder.Ledger())
	if err != nil {
		s.Fatal(err)
	}
	wal, err := os.ReadFile(s.folder.Ledger() + "-wal")
	if err != nil {
		s.Fatal(err)
	}
	return image{database, wal, s.mirrored()}
}

// interrupted is the image at some moment between two others. SQLite writes an
// act into the WAL from its first changed byte to its last, over what an older
// round left there.
func (s *simulation) interrupted(before, after image) image {
	first := 0
	for first < min(len(before.wal), len(after.wal)) && before.wal[first] == after.wal[first] {
		first++
	}
	cut := first + s.IntN(len(after.wal)-first+1)
	wal := append([]byte(nil), after.wal[:cut]...)
	if cut < len(before.wal) {
		wal = append(wal, before.wal[cut:]...)
	}
	// The mirror is written when the ledger has the act whole.
	mirror := before.mirror
	if cut == len(after.wal) && len(mirror) > 0 && len(after.mirror) > len(mirror) {
		mirror = after.mirror[:len(mirror)+s.IntN(len(after.mirror)-len(mirror)+1)]
	}
	return image{before.database, wal, mirror}
}

// goOnFrom leaves the ledger and opens one that has these files.
func (s *simulation) goOnFrom(i image) {
	left := s.folder
	s.folder = ledger.Folder(filepath.Join(s.base, fmt.Sprintf("data-%d", s.done)))
	if err := s.Ledger.Close(); err != nil {
		s.failf("%v", err)
	}
	s.Ledger = nil
	if err := os.Rename(string(left), string(s.folder)); err != nil {
		s.Fatal(err)
	}
	files := map[string][]byte{s.folder.Ledger(): i.database, s.folder.Ledger() + "-wal": i.wal}
	if i.mirror != nil {
		files[mirrorIn(s.stick)] = i.mirror
	}
	for path, content := range files {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			s.Fatal(err)
		}
	}
	s.reopen()
}
