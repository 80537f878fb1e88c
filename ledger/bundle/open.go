package bundle

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

// Bundle is a bundle open for reading. What it says is proven by Verify only.
type Bundle struct {
	path     string
	name     string // as the manifest gives it: without the ending of an encrypted copy
	file     *os.File
	size     int64 // of the ZIP file
	archive  archive
	damaged  error  // why there is no archive
	text     []byte // the manifest's
	manifest Manifest
	unread   error // why there is no manifest
	key      ledger.PublicKey
}

const (
	sealedEnding   = ".age"
	maxSealedBytes = maxBundleBytes + maxBundleBytes/1024 + maxHeaderBytes
	maxHeaderBytes = 64 << 10 // of an encrypted file: hundreds of recipients
	headerEnd      = "\n--- " // begins its last line, https://age-encryption.org/v1
)

// Open opens a bundle, encrypted or not. The keys are those that may decrypt
// it. An error says that it cannot be read at all; a bundle that can be read
// and is damaged opens, and Verify says what is wrong with it.
func Open(path string, keys ...age.Identity) (*Bundle, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, unavailable(err, "the bundle cannot be opened: %s; check the path", err)
	}
	b := &Bundle{path: path, name: strings.TrimSuffix(filepath.Base(path), sealedEnding), file: file}
	if err := b.read(keys); err != nil {
		file.Close()
		return nil, err
	}
	return b, nil
}

func (b *Bundle) read(keys []age.Identity) error {
	info, err := b.file.Stat()
	if err != nil {
		return unavailable(err, "%s cannot be read: %s", b.path, err)
	}
	if !info.Mode().IsRegular() {
		return unavailable(nil, "%s is not a file; give the path of a bundle", b.path)
	}
	content := io.ReaderAt(b.file)
	b.size = info.Size()
	if b.Sealed() {
		if content, b.size, err = unseal(b.file, b.size, keys); err != nil {
			if refused := (*ledger.Error)(nil); errors.As(err, &refused) {
				return err
			}
			b.damaged = phrase.Errorf("it cannot be decrypted: %w", err)
		}
	}
	if b.damaged == nil {
		b.archive, b.damaged = readArchive(content, b.size)
	}
	if b.damaged == nil {
		b.unread = b.readManifest()
	} else {
		b.unread = b.damaged
	}
	return nil
}

// unseal decrypts a file as it is read: no clear text gets onto a disk. An
// *ledger.Error says that no key fits.
func unseal(file io.ReaderAt, size int64, keys []age.Identity) (io.ReaderAt, int64, error) {
	if size > maxSealedBytes {
		return nil, 0, phrase.Errorf("it is larger than 4 GB (%d bytes)", size)
	}
	header := make([]byte, min(size, maxHeaderBytes))
	if _, err := file.ReadAt(header, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	// The library would keep a header of any length in memory.
	if !bytes.Contains(header, []byte(headerEnd)) {
		return nil, 0, phrase.Errorf("it is not a file that age encrypted, or its beginning is missing")
	}
	if len(keys) == 0 {
		return nil, 0, ledger.NewError(ledger.NotAllowed, "", "the bundle is encrypted, and no key is at hand to read it with")
	}
	clear, length, err := age.DecryptReaderAt(file, size, keys...)
	if other := (*age.NoIdentityMatchError)(nil); errors.As(err, &other) {
		refused := ledger.NewError(ledger.NotAllowed, "", "the bundle is encrypted to other keys than the one here; read it where the key is that it was made for, or have the batch exported again to this one")
		refused.Cause = err
		return nil, 0, refused
	}
	return clear, length, err
}

// Close closes the file.
func (b *Bundle) Close() error { return b.file.Close() }

// Name is what the bundle's file should be called.
func (b *Bundle) Name() string { return b.name }

// Path is what the bundle was opened by.
func (b *Bundle) Path() string { return b.path }

// Sealed tells whether the file is encrypted.
func (b *Bundle) Sealed() bool { return strings.HasSuffix(b.path, sealedEnding) }

// Manifest is what the bundle says of itself.
func (b *Bundle) Manifest() (Manifest, error) { return b.manifest, b.unread }

// Key is the key that the manifest names, which is the station's only when
// finance knows it.
func (b *Bundle) Key() ledger.PublicKey { return b.key }

// Digest is the SHA-256 of the ZIP file, decrypted: two copies of a batch have
// the same, however they came.
func (b *Bundle) Digest() (string, error) {
	if b.damaged != nil {
		return "", b.damaged
	}
	return digest(io.NewSectionReader(b.archive.content, 0, b.size))
}

// File reads one file of the bundle.
func (b *Bundle) File(name string) (content io.Reader, size int64, err error) {
	if b.damaged != nil {
		return nil, 0, b.damaged
	}
	return b.archive.open(name)
}

// Row is one row of a CSV file.
type Row struct {
	at    map[string]int
	cells []string
}

// Cell is what stands in a column. A column that the file does not have is empty.
func (r Row) Cell(column string) string {
	if i, ok := r.at[column]; ok {
		return r.cells[i]
	}
	return ""
}

// Cells are all cells of the row, in the order of the columns.
func (r Row) Cells() []string { return r.cells }

// Columns are the names in the first line of a CSV file of the bundle.
func (b *Bundle) Columns(name string) ([]string, error) {
	content, _, err := b.File(name)
	if err != nil {
		return nil, err
	}
	return csv.NewReader(content).Read()
}

// Rows reads a CSV file of the bundle, one row at a time.
func (b *Bundle) Rows(name string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		content, _, err := b.File(name)
		if err != nil {
			yield(Row{}, err)
			return
		}
		ReadRows(name, content)(yield)
	}
}

// ReadRows reads a CSV file of a bundle, or of several that were merged, one
// row at a time.
func ReadRows(name string, content io.Reader) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		reader := csv.NewReader(content)
		columns, err := reader.Read()
		if err != nil {
			yield(Row{}, phrase.Errorf("%s has no line of column names: %w", name, err))
			return
		}
		at := map[string]int{}
		for i, column := range columns {
			at[column] = i
		}
		for {
			cells, err := reader.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				err = phrase.Errorf("%s: %w", name, err)
			}
			if !yield(Row{at, cells}, err) || err != nil {
				return
			}
		}
	}
}

func (b *Bundle) readManifest() (err error) {
	if b.text, err = b.archive.read(manifestFile, maxManifestBytes); err != nil {
		return err
	}
	if b.manifest, err = parseManifest(b.text); err != nil {
		return err
	}
	if ledger.IsTraining(b.manifest.Station) {
		return phrase.Errorf("the bundle says that it is of the training ledger %s, where no money is taken; load nothing of it", b.manifest.Station)
	}
	if !ledger.IsStation(b.manifest.Station) {
		return phrase.Errorf("%q in %s is not the code of a station", b.manifest.Station, manifestFile)
	}
	if b.key, err = ledger.ParsePublicKey([]byte(b.manifest.PublicKey)); err != nil {
		return phrase.Errorf("public_key in %s is not a key: %w", manifestFile, err)
	}
	return nil
}
