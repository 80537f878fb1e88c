package ledger

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"counterfoil/ledger/durable"
)

// Disk space, in bytes.
const (
	reserveBytes = 8 << 20   // kept back, so that on a full disk drawers can be closed
	leastFree    = 2 << 20   // below this the disk is full: an act with a checkpoint writes about 1 MB
	lowFree      = 200 << 20 // below this somebody should make room
)

func (f Folder) reserve() string { return filepath.Join(string(f), "reserve.bin") }

func (f Folder) hasReserve() bool {
	info, err := os.Stat(f.reserve())
	return err == nil && info.Size() == reserveBytes
}

// makeReserve fills the reserve with noise: a file system must not compress it
// away or leave holes in it.
func (f Folder) makeReserve() (err error) {
	unfinished := f.reserve() + ".new"
	file, err := os.OpenFile(unfinished, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		file.Close()
		if err != nil {
			os.Remove(unfinished)
		}
	}()
	noise := rand.NewChaCha8([32]byte{})
	block := make([]byte, 1<<20)
	for range reserveBytes / len(block) {
		noise.Read(block)
		if _, err := file.Write(block); err != nil {
			return err
		}
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(unfinished, f.reserve())
}

// watchSpace looks at the room on the disk before an act. Payments are taken
// while the reserve stands. It is given up when the disk is full, and made
// again when there is room for it and more.
func (l *Ledger) watchSpace() {
	free, err := durable.FreeBytes(string(l.folder))
	if err != nil {
		return // the act will find the disk gone, and say so
	}
	l.full = !l.folder.hasReserve()
	switch {
	case !l.full && free < leastFree:
		l.giveUpReserve()
	case l.full && free >= reserveBytes+2*leastFree:
		l.full = l.folder.makeReserve() != nil
	}
	left := fmt.Sprintf("%d MB", free>>20)
	switch {
	case l.full:
		l.raise(AlarmSpace, fmt.Sprintf("the disk with %s is full: no payments are taken. Drawers can still be counted, closed and approved. Make room: %d MB or more", l.folder, (reserveBytes+2*leastFree)>>20))
	case free < lowFree:
		l.raise(AlarmSpace, fmt.Sprintf("the disk with %s has only %s left. Make room soon: when it is full, no payments are taken", l.folder, left))
	default:
		l.clear(AlarmSpace)
	}
}

// giveUpReserve makes the reserve's room free for closing drawers.
func (l *Ledger) giveUpReserve() {
	l.full = true
	os.Remove(l.folder.reserve())
}

// room refuses what takes money while the disk is full.
func (l *Ledger) room() error {
	if l.full {
		return l.diskFull()
	}
	return nil
}

func (l *Ledger) diskFull() *Error {
	return errorf(Unavailable, "the disk with %s is full: nothing was recorded. Make room, then try again; a drawer can still be counted and closed", l.folder)
}

// probe writes a little into the folder, to learn from the system why SQLite
// could not.
func (f Folder) probe() error {
	path := filepath.Join(string(f), ".probe")
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(path)
	defer file.Close()
	if _, err := file.Write(make([]byte, 4096)); err != nil {
		return err
	}
	return file.Sync()
}
