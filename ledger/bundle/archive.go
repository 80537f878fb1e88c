package bundle

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"iter"
	"strings"

	"counterfoil/ledger/phrase"
)

// A bundle's files are stored, not compressed, and stand one after another
// with nothing between them. So the bytes do not depend on a compressor's
// version, nothing grows when it is read, and nothing hides in the gaps. The
// sizes of the parts are those of APPNOTE.TXT 4.3, without extra fields.
const (
	maxBundleBytes    = 4<<30 - 1 // beyond it a ZIP needs other structures
	maxFiles          = 64
	maxDirectoryBytes = 16 << 10
	endBytes          = 22
)

// archive is a bundle that was opened and found to have the one layout that
// bundles have. Its files may still say anything.
type archive struct {
	content io.ReaderAt
	files   map[string]*zip.File
	names   []string // in their order
	watch   *watch   // nil: nobody watches the reading
}

// watch is told of everything that is read, and ends the reading with ctx.
type watch struct {
	ctx         context.Context
	done, total int64
	progress    Progress
}

// watched is a reader that a watch is told of.
type watched struct {
	io.Reader
	*watch
}

func (w watched) Read(into []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.Reader.Read(into)
	w.done += int64(n)
	if w.progress != nil && w.total > 0 {
		w.progress(min(1, float64(w.done)/float64(w.total)))
	}
	return n, err
}

// readArchive refuses what is not laid out like a bundle before a single file
// in it is read. What it reads to find out is small, whatever the file claims.
func readArchive(file io.ReaderAt, size int64) (archive, error) {
	directory, err := directoryOffset(file, size)
	if err != nil {
		return archive{}, err
	}
	reader, err := zip.NewReader(file, size)
	if err != nil {
		return archive{}, phrase.Errorf("it is not a whole ZIP file: %w", err)
	}
	a := archive{content: file, files: map[string]*zip.File{}}
	folded := map[string]bool{}
	var next int64
	for _, f := range reader.File {
		if !fileName.MatchString(f.Name) {
			return archive{}, phrase.Errorf("it has a file named %.80q; a bundle has plain names, never paths", f.Name)
		}
		if folded[strings.ToLower(f.Name)] {
			return archive{}, phrase.Errorf("it has two files named %s", f.Name)
		}
		folded[strings.ToLower(f.Name)] = true
		if f.UncompressedSize64 > uint64(size) {
			return archive{}, phrase.Errorf("%s claims %d bytes, more than the whole bundle has", f.Name, f.UncompressedSize64)
		}
		if f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64 {
			return archive{}, phrase.Errorf("%s is compressed; a bundle's files are not, so this was packed by another program: use the file that the counter wrote", f.Name)
		}
		if f.Flags != 0 || !f.Mode().IsRegular() {
			return archive{}, phrase.Errorf("%s is not a plain file", f.Name)
		}
		if next, err = endOf(file, f, next); err != nil {
			return archive{}, err
		}
		a.files[f.Name] = f
		a.names = append(a.names, f.Name)
	}
	if next != directory {
		return archive{}, phrase.Errorf("it holds bytes that belong to no file")
	}
	return a, nil
}

// directoryOffset reads the record that ends every ZIP file, and says where
// the directory before it begins.
func directoryOffset(file io.ReaderAt, size int64) (int64, error) {
	if size > maxBundleBytes {
		return 0, phrase.Errorf("it is larger than 4 GB (%d bytes)", size)
	}
	if size < endBytes {
		return 0, phrase.Errorf("it is not a ZIP file: too short")
	}
	var end [endBytes]byte
	if n, err := file.ReadAt(end[:], size-endBytes); n < endBytes {
		return 0, err
	}
	if string(end[:4]) != "PK\x05\x06" {
		return 0, phrase.Errorf("it is not a ZIP file, or its end is missing")
	}
	count := binary.LittleEndian.Uint16(end[10:])
	length := int64(binary.LittleEndian.Uint32(end[12:]))
	offset := int64(binary.LittleEndian.Uint32(end[16:]))
	if count > maxFiles || length > maxDirectoryBytes || offset+length+endBytes != size {
		return 0, phrase.Errorf("its directory is not where a bundle has it")
	}
	return offset, nil
}

// endOf checks that a file stands at offset under the very header that the
// directory implies, so that every unpacking program sees the same files, and
// returns where it ends.
func endOf(file io.ReaderAt, f *zip.File, offset int64) (int64, error) {
	size := uint32(f.UncompressedSize64) // no larger than the bundle
	want := []byte("PK\x03\x04")
	for _, field := range []uint16{f.ReaderVersion, f.Flags, f.Method, f.ModifiedTime, f.ModifiedDate} {
		want = binary.LittleEndian.AppendUint16(want, field)
	}
	for _, field := range []uint32{f.CRC32, size, size} {
		want = binary.LittleEndian.AppendUint32(want, field)
	}
	want = binary.LittleEndian.AppendUint16(want, uint16(len(f.Name)))
	want = binary.LittleEndian.AppendUint16(want, 0)
	want = append(want, f.Name...)
	have := make([]byte, len(want))
	if _, err := file.ReadAt(have, offset); err != nil || !bytes.Equal(have, want) {
		return 0, phrase.Errorf("%s does not stand where the directory says", f.Name)
	}
	content := offset + int64(len(want))
	if at, err := f.DataOffset(); err != nil || at != content {
		return 0, phrase.Errorf("%s does not stand where the directory says", f.Name)
	}
	return content + int64(size), nil
}

func (a archive) open(name string) (io.Reader, int64, error) {
	f := a.files[name]
	if f == nil {
		return nil, 0, phrase.Errorf("%s is missing", name)
	}
	r, err := f.OpenRaw() // stored, so raw is the content
	if a.watch != nil {
		r = watched{r, a.watch}
	}
	return r, int64(f.UncompressedSize64), err
}

// read returns a whole file that is small by its nature.
func (a archive) read(name string, maxBytes int64) ([]byte, error) {
	r, size, err := a.open(name)
	if err != nil {
		return nil, err
	}
	if size > maxBytes {
		return nil, phrase.Errorf("%s has %d bytes; it never has more than %d", name, size, maxBytes)
	}
	return io.ReadAll(r)
}

// lines reads a file line by line. A line longer than maxBytes is an error.
func (a archive) lines(name string, maxBytes int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		r, _, err := a.open(name)
		if err != nil {
			yield(nil, err)
			return
		}
		scanner := bufio.NewScanner(r)
		scanner.Buffer(make([]byte, 0, 64<<10), maxBytes)
		n := 0
		for scanner.Scan() {
			n++
			if !yield(scanner.Bytes(), nil) {
				return
			}
		}
		if err := scanner.Err(); err != nil {
			yield(nil, phrase.Errorf("%s, after line %d: %w", name, n, err))
		}
	}
}
