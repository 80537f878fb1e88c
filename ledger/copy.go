package ledger

import (
	"errors"
	"net/url"
	"path/filepath"

	"modernc.org/sqlite"
)

// beginCopy begins a copy of the database into an empty file. Whatever is
// written before the copy ends is in it too: SQLite passes on to the copy what
// this same connection writes.
func (s *store) beginCopy(path string) error {
	// The copy is synced when it is whole, and thrown away when it is not.
	target := url.URL{
		Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(),
		RawQuery: "_pragma=synchronous(OFF)&_pragma=journal_mode(OFF)",
	}
	return s.conn.Raw(func(connection any) (err error) {
		source, can := connection.(interface {
			NewBackup(string) (*sqlite.Backup, error)
		})
		if !can {
			return errors.New("this build of SQLite makes no copies")
		}
		s.copying, err = source.NewBackup(target.String())
		return err
	})
}

// copyPages copies some pages and tells whether more are left. The last step
// ends the copy.
func (s *store) copyPages(n int32) (more bool, err error) {
	if s.copying == nil {
		return false, errors.New("no copy is being made")
	}
	err = s.conn.Raw(func(any) (err error) {
		more, err = s.copying.Step(n)
		return err
	})
	if err == nil && !more {
		err = s.endCopy()
	}
	return more, err
}

// copied counts the pages of the copy that is being made.
func (s *store) copied() (done, of int) {
	if s.copying == nil {
		return 0, 0
	}
	of = s.copying.PageCount()
	return of - s.copying.Remaining(), of
}

// endCopy lets go of a copy, whole or not. SQLite cannot close a connection
// that is being copied.
func (s *store) endCopy() error {
	if s.copying == nil {
		return nil
	}
	err := s.copying.Finish()
	s.copying = nil
	return err
}
