package ledger

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"path/filepath"
)

// mirrorFile is the file of a mirror: every entry of the journal, one signed
// line each as Entry.Line writes it, in their order. It needs nothing beside
// it: entry 1 names the key and the settings are entries. It holds no secret
// and no private key, so whoever finds the stick can read the payments and
// sign nothing.
type mirrorFile struct {
	*os.File
	had  int64 // the last entry that was in it when it was opened
	seq  int64 // the last entry that is in it, synced
	size int64 // up to the end of that entry's line
}

// MirrorName is the name of a station's file in the folder of a mirror.
func MirrorName(station string) string { return "counterfoil_" + station + "_journal.jsonl" }

const (
	// maxLineBytes holds the longest entry there is: one with a whole city.toml
	// in it, every character escaped.
	maxLineBytes = 2 << 20
	// maxTornBytes bounds what a power cut can leave behind: the lines of one
	// append.
	maxTornBytes = 2 * maxLineBytes
)

// append writes entries after the last one and returns when they are durable.
// After an error the file must be opened again.
func (m *mirrorFile) append(entries []Entry) error {
	var lines bytes.Buffer
	for _, e := range entries {
		lines.Write(e.Line())
		lines.WriteByte('\n')
	}
	if err := m.mustBeThere(); err != nil {
		return err
	}
	if _, err := m.WriteAt(lines.Bytes(), m.size); err != nil {
		return err
	}
	if err := m.Sync(); err != nil {
		return err
	}
	m.seq, m.size = entries[len(entries)-1].Seq, m.size+int64(lines.Len())
	return m.mustBeThere()
}

// mustBeThere refuses a file that is no longer the one at its path, since
// deleted and unmounted files can go on being written, and one that somebody
// else wrote to.
func (m *mirrorFile) mustBeThere() error {
	open, err := m.Stat()
	if err != nil {
		return err
	}
	if open.Size() != m.size {
		return errors.New("another program wrote to the file")
	}
	there, err := os.Stat(m.Name())
	if err != nil {
		return err
	}
	if !os.SameFile(open, there) {
		return errors.New("the file was replaced by another")
	}
	return nil
}

// lastEntry finds the last whole entry that is not after the given one, and
// where its line ends. What comes after it is torn, or was never synced. A file
// without a whole entry gives an entry 0.
func (m *mirrorFile) lastEntry(notAfter int64) (e Entry, end int64, err error) {
	size, err := m.Seek(0, io.SeekEnd)
	if err != nil {
		return e, 0, err
	}
	from := max(0, size-maxTornBytes)
	tail := make([]byte, size-from)
	if _, err := m.ReadAt(tail, from); err != nil && err != io.EOF {
		return e, 0, err
	}
	for {
		cut := bytes.LastIndexByte(tail, '\n')
		if cut < 0 {
			break
		}
		tail = tail[:cut]
		line := tail[bytes.LastIndexByte(tail, '\n')+1:]
		if e, err := parseLine(line); err == nil && e.Seq <= notAfter {
			return e, from + int64(cut) + 1, nil
		}
	}
	if from > 0 {
		return e, 0, fmt.Errorf("its last %d MB hold no whole entry", maxTornBytes>>20)
	}
	return e, 0, nil
}

// parseLine reads a line and makes sure that its content gives its hash. It
// does not check the signature.
func parseLine(line []byte) (Entry, error) {
	e, err := ParseEntry(line)
	if err != nil {
		return e, err
	}
	if !bytes.Equal(e.Line(), line) {
		return e, fmt.Errorf("entry %d is not written as Counterfoil writes it", e.Seq)
	}
	if e.ComputeHash() != e.Hash {
		return e, fmt.Errorf("entry %d was changed: its content does not give its hash", e.Seq)
	}
	return e, nil
}

// errTorn is what mirrorEntries ends with when only a part of the last line is
// there: the power went, or the stick was pulled, while it was written.
var errTorn = errors.New("the last line is torn")

// mirrorEntries reads a mirror's file from its beginning. The error names the
// line; errTorn is the only one after which every whole line was read.
func mirrorEntries(path string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		file, err := os.Open(path)
		if err != nil {
			yield(Entry{}, err)
			return
		}
		defer file.Close()
		lines := bufio.NewReaderSize(file, 64<<10)
		for n := 1; ; n++ {
			line, err := readLine(lines)
			if err == io.EOF && len(line) == 0 {
				return
			}
			var e Entry
			unended := err == io.EOF
			if err == nil || unended {
				e, err = parseLine(line)
			}
			switch {
			case err != nil && unended:
				err = errTorn
			case err != nil:
				err = fmt.Errorf("%s, line %d: %w", path, n, err)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// readLine reads a line without its end. io.EOF means that the end is missing.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxLineBytes:
			return nil, fmt.Errorf("it is longer than any entry")
		case err == bufio.ErrBufferFull:
			continue
		case err != nil:
			return line, err
		}
		return line[:len(line)-1], nil
	}
}

// findMirror returns the file of a mirror, given that file or its folder.
func findMirror(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", errorf(Unavailable, "the mirror %s cannot be read; check the path", path).because(err)
	}
	if !info.IsDir() {
		return path, nil
	}
	files, err := filepath.Glob(filepath.Join(path, MirrorName("*")))
	if err != nil {
		return "", err
	}
	switch len(files) {
	case 0:
		return "", errorf(Unavailable, "there is no mirror in %s; check the path", path)
	case 1:
		return files[0], nil
	}
	return "", invalid("", "%s holds the mirrors of %d stations; name the file of one", path, len(files))
}

// whole trusts every entry that a file holds.
const whole = math.MaxInt64

// HasMirror tells whether a folder holds the mirror of a station.
func HasMirror(folder string) bool {
	files, _ := filepath.Glob(filepath.Join(folder, MirrorName("*")))
	return len(files) > 0
}
