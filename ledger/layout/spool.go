package layout

import (
	"bytes"
	"io"
	"os"
)

// spool holds records whose header must wait for their totals: in memory, and
// beyond that in a temporary file.
type spool struct {
	folder string // empty: the system's for temporary files
	memory bytes.Buffer
	file   *os.File
}

const spoolMemory = 1 << 20

func (s *spool) Write(text []byte) (int, error) {
	if s.file != nil {
		return s.file.Write(text)
	}
	if s.memory.Len()+len(text) <= spoolMemory {
		return s.memory.Write(text)
	}
	var err error
	if s.file, err = os.CreateTemp(s.folder, ".layout-*"); err != nil {
		return 0, err
	}
	if _, err := s.memory.WriteTo(s.file); err != nil {
		return 0, err
	}
	return s.file.Write(text)
}

// moveTo empties the spool into another writer.
func (s *spool) moveTo(w io.Writer) error {
	if s.file == nil {
		_, err := s.memory.WriteTo(w)
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, s.file)
	return err
}

func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}
