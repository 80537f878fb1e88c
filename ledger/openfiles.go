package ledger

import (
	"fmt"
	"os"
)

// openFiles are the files that a store has open, by path, as they were then.
type openFiles map[string]os.FileInfo

// noteFiles remembers which files are open.
func (s *store) noteFiles(path string) error {
	s.files = openFiles{}
	for _, path := range []string{path, path + "-wal"} {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		s.files[path] = info
	}
	return nil
}

// stillThere makes sure that the paths lead to the files that are open. A
// deleted file takes writes without an error and is gone when it is closed.
func (f openFiles) stillThere() error {
	for path, opened := range f {
		now, err := os.Stat(path)
		if err != nil {
			return fmt.Errorf("%s is gone%s", path, reason(err))
		}
		if !os.SameFile(opened, now) {
			return fmt.Errorf("%s was replaced while Counterfoil was open", path)
		}
	}
	return nil
}
