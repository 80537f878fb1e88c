package roster

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"counterfoil/ledger/phrase"
)

// File is a file of accounts, and how it is written.
type File struct {
	Name      string // without its folder
	Kind      string // "CSV" or "Excel workbook"
	Encoding  string // "UTF-8", "UTF-16" or "Windows-1252"
	Delimiter string // "comma", "semicolon", "tab" or "vertical bar"
	Sheet     string // of a workbook: the one that is read
	Modified  time.Time

	path     string
	size     int64
	comma    byte
	date1904 bool // the workbook counts its dates from 1904
	scratch  bool // path is a copy of ours
}

// Open looks at how a file is written. Of a workbook it reads the first sheet
// that is not hidden, and keeps it as CSV in the scratch folder until Close.
func Open(ctx context.Context, path, scratch string, progress Progress) (*File, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, phrase.Errorf("there is no file %s; check the path", path)
	}
	if err != nil {
		return nil, phrase.Errorf("the file cannot be opened: %w; check the path", err)
	}
	if !info.Mode().IsRegular() {
		return nil, phrase.Errorf("%s is not a file; give the path of a CSV file or an Excel workbook", path)
	}
	f := &File{Name: filepath.Base(path), Kind: "CSV", Modified: info.ModTime(), path: path, size: info.Size()}
	start, err := f.beginning()
	if err != nil {
		return nil, err
	}
	switch {
	case len(bytes.TrimSpace(start)) == 0:
		return nil, phrase.Errorf("%s is empty; save it again", f.Name)
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		if err := f.unpack(ctx, scratch, progress); err != nil {
			f.Close()
			return nil, err
		}
		return f, nil
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")):
		return nil, phrase.Errorf("%s is a workbook of an old Excel, or has a password; save it as .xlsx without one, or as CSV", f.Name)
	}
	if err := f.detectEncoding(ctx, progress); err != nil {
		return nil, err
	}
	return f, f.detectDelimiter()
}

// Close removes what Open had to write.
func (f *File) Close() error {
	if f.scratch {
		return os.Remove(f.path)
	}
	return nil
}

func (f *File) beginning() ([]byte, error) {
	file, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	start := make([]byte, 4096)
	n, err := io.ReadFull(file, start)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	return start[:n], nil
}

// detectEncoding reads the file whole: one byte that is not UTF-8 shows that
// it is in the encoding of older Windows programs, in which every byte means
// something.
func (f *File) detectEncoding(ctx context.Context, progress Progress) error {
	start, err := f.beginning()
	if err != nil {
		return err
	}
	if bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")) {
		f.Encoding = "UTF-16"
		return nil
	}
	file, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	f.Encoding = "UTF-8"
	in := bufio.NewReaderSize(&meter{Reader: file, size: f.size, told: progress}, 64<<10)
	for {
		text, err := in.ReadSlice('\n')
		if bytes.IndexByte(text, 0) >= 0 {
			return phrase.Errorf("%s is neither CSV nor an Excel workbook; save the accounts as one of these", f.Name)
		}
		if !utf8.Valid(text) && !errors.Is(err, bufio.ErrBufferFull) {
			f.Encoding = "Windows-1252"
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
	}
}

// decoded is the file's text as UTF-8, without a byte order mark.
func (f *File) decoded(r io.Reader) io.Reader {
	switch f.Encoding {
	case "UTF-16":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r)
	case "Windows-1252":
		return charmap.Windows1252.NewDecoder().Reader(r)
	}
	return unicode.UTF8BOM.NewDecoder().Reader(r)
}

// rows reads the file row by row.
func (f *File) rows(progress Progress) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		file, err := os.Open(f.path)
		if err != nil {
			yield(row{}, err)
			return
		}
		defer file.Close()
		s := newScanner(f.decoded(&meter{Reader: file, size: f.size, told: progress}), f.comma)
		s.numbered = f.scratch
		for {
			r, err := s.next()
			if errors.Is(err, io.EOF) || !yield(r, err) || err != nil {
				return
			}
		}
	}
}

var delimiters = []struct {
	char byte
	name string
}{{',', "comma"}, {'\t', "tab"}, {';', "semicolon"}, {'|', "vertical bar"}}

// detectDelimiter takes the character that parts most of the first rows into
// the same number of columns.
func (f *File) detectDelimiter() error {
	best := 0
	f.comma, f.Delimiter = delimiters[0].char, delimiters[0].name
	for _, d := range delimiters {
		file, err := os.Open(f.path)
		if err != nil {
			return err
		}
		score := evenness(newScanner(f.decoded(file), d.char))
		file.Close()
		if score > best {
			best, f.comma, f.Delimiter = score, d.char, d.name
		}
	}
	return nil
}

// evenness counts the rows among the first that have the commonest number of
// columns, if that is more than one.
func evenness(s *scanner) int {
	const look = 50
	counts := map[int]int{}
	for range look {
		r, err := s.next()
		if err != nil {
			break
		}
		if len(r.cells) > 1 {
			counts[len(r.cells)]++
		}
	}
	best := 0
	for columns, n := range counts {
		best = max(best, n*1000+columns)
	}
	return best
}

// meter tells how much of a file was read.
type meter struct {
	io.Reader
	size, read int64
	told       Progress
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	m.read += int64(n)
	if m.told != nil && m.size > 0 {
		m.told(min(float64(m.read)/float64(m.size), 1))
	}
	return n, err
}
