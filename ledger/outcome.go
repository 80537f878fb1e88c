package ledger

import (
	"errors"
	"log/slog"
	"syscall"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"counterfoil/ledger/durable"
)

// read runs queries that no write comes between.
func (l *Ledger) read(do func(*store) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(); err != nil {
		return err
	}
	err := do(l.store)
	if !doubtful(err) {
		return err
	}
	l.suspend(err)
	return errorf(Stopped, "%s cannot be read. Check the disk, then try the same again: nothing is recorded twice", l.folder).because(err)
}

// write runs one act in a transaction and returns when it is durable.
func (l *Ledger) write(actor string, act func(*tx) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(); err != nil {
		return err
	}
	if err := l.store.files.stillThere(); err != nil {
		l.suspend(err)
		return errorf(NotRecorded, "%s: nothing was recorded. Put the disk or the folder back as it was, then try again", err)
	}
	l.watchSpace()
	now := l.moment()
	if err := l.noteClock(now); err != nil {
		return err
	}
	return l.transact(actor, now.at, act)
}

func (l *Ledger) transact(actor string, at time.Time, act func(*tx) error) error {
	t := &tx{store: l.store, ledger: l, actor: actor, at: at}
	if err := t.exec("BEGIN IMMEDIATE"); err != nil {
		return l.refused(err)
	}
	if err := act(t); err != nil {
		if rollbackErr := t.exec("ROLLBACK"); rollbackErr != nil && !rolledBack(rollbackErr) {
			l.suspend(errors.Join(err, rollbackErr))
		}
		return l.refused(err)
	}
	if err := t.exec("COMMIT"); err != nil {
		return l.settle(t, err)
	}
	l.advance(t)
	l.tendMirror()
	return nil
}

// advance notes what an act made durable.
func (l *Ledger) advance(t *tx) {
	if len(t.ids) > 0 {
		l.head = t.head
	}
}

// rolledBack tells whether ROLLBACK failed only because SQLite had already
// rolled back by itself, as it does on a full disk.
func rolledBack(err error) bool { return resultCode(err) == sqlite3.SQLITE_ERROR }

// doubtful tells whether after an error the connection may no longer see what
// the disk holds: the disk failed, or is gone.
func doubtful(err error) bool {
	switch resultCode(err) {
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PROTOCOL:
		return true
	}
	return false
}

// refused turns what SQLite says into words for people. Nothing was recorded.
func (l *Ledger) refused(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	switch {
	case resultCode(err) == sqlite3.SQLITE_FULL:
		l.giveUpReserve()
		return l.diskFull().because(err)
	case doubtful(err):
		l.suspend(err)
		return l.notRecorded(err)
	}
	return err
}

func (l *Ledger) notRecorded(cause error) error {
	if l.full {
		return l.diskFull().because(cause)
	}
	return errorf(NotRecorded, "the disk with %s failed: nothing was recorded. Check it%s, then try again", l.folder, reason(l.folder.probe())).because(cause)
}

// reason is what the system says, in brackets.
func reason(err error) string {
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		return ""
	}
	return " (" + errno.Error() + ")"
}

// settle answers a COMMIT that failed. Its outcome is unknown, so the ledger
// is opened again from disk and asked for the act's entries: found, the act is
// recorded after all; not found, it is not. While that cannot be told, the
// ledger takes nothing.
func (l *Ledger) settle(t *tx, cause error) error {
	l.suspend(cause)
	err := l.reopen()
	if err != nil {
		return l.unknown(err)
	}
	found, err := l.store.hasEntries(t.ids)
	switch {
	case err != nil:
		l.suspend(err)
		return l.unknown(err)
	case found:
		l.tendMirror()
		return nil
	}
	return l.notRecorded(cause)
}

func (l *Ledger) unknown(err error) error {
	return errorf(Stopped, "the disk failed while recording, and it is not known whether this was kept: %s. Take no money and give no receipt. Check the disk, then try the same again: nothing is recorded twice", err).because(err)
}

// suspend gives the connection up. Closing it drops whatever SQLite holds of
// the file, so that the next look is at the disk.
func (l *Ledger) suspend(cause error) {
	if l.stopped != nil {
		return
	}
	slog.Error("the ledger's disk failed", "err", cause)
	l.store.close()
	l.store = nil
	if resultCode(cause) == sqlite3.SQLITE_FULL || durable.IsFull(l.folder.probe()) {
		l.giveUpReserve()
	}
	l.stopped = errorf(Stopped, "the ledger's disk failed").because(cause)
}

// ready makes sure that there is a ledger to work on. One that stopped is
// opened again as soon as its disk is back.
func (l *Ledger) ready() error {
	if l.stopped == nil || l.closed {
		return l.stopped
	}
	if err := l.reopen(); err != nil {
		return errorf(Stopped, "the disk failed, and no money is taken until it is back: %s. Then try again", err).because(err)
	}
	return nil
}

// reopen opens the ledger again from disk. It goes on only if the journal has
// what was known to be durable: a stick with an older copy may have been put
// in its place. The folder is locked anew, because it may be another one now.
func (l *Ledger) reopen() error {
	l.release()
	l.release = func() {}
	if !l.folder.HasLedger() {
		return errorf(Unavailable, "there is no ledger in %s", l.folder)
	}
	release, err := l.folder.lock()
	if err != nil {
		return err
	}
	l.release = release
	s, err := openLedger(l.folder.Ledger())
	if err != nil {
		return err
	}
	if err := s.goesOn(l.head, l.folder.Ledger()); err != nil {
		s.close()
		return err
	}
	if l.head, err = s.head(); err != nil {
		s.close()
		return err
	}
	l.store, l.stopped = s, nil
	return nil
}

// goesOn makes sure that the journal holds an entry.
func (s *store) goesOn(last head, path string) error {
	kept, err := s.headAt(last.seq)
	if err != nil {
		return notOurs(path, err)
	}
	if kept.hash != last.hash {
		return errorf(Stopped, "%s does not have the last entry, %d: an older copy is in its place. Put the ledger back that was open", path, last.seq)
	}
	return nil
}

// settle makes sure that what the journal holds is on the disk and not only in
// the system's memory: after a failed fsync Linux takes unwritten pages for
// written, also for the program that is started next. A checkpoint writes them
// again, elsewhere.
func (s *store) settle(path string) error {
	var busy, frames, done int64
	if err := s.get("PRAGMA wal_checkpoint(TRUNCATE)", nil, &busy, &frames, &done); err != nil {
		return notOurs(path, err)
	}
	if busy != 0 {
		return errorf(Busy, "another program has %s open; close it and try again", path)
	}
	return nil
}

// hasEntries tells whether the journal has the entries of one act. They were
// written in one transaction, so the first stands for all.
func (s *store) hasEntries(ids []string) (bool, error) {
	if len(ids) == 0 {
		return false, nil
	}
	var n int
	err := s.get("SELECT count(*) FROM journal WHERE id = ?", []any{ids[0]}, &n)
	return n > 0, err
}
