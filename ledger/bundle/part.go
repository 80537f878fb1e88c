package bundle

import (
	"archive/zip"
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"time"
)

// part is one file of a bundle in the making. It lies on the counter's own
// disk until its size and digests are known, since they stand before it in
// the ZIP and in the manifest.
type part struct {
	name string
	file *os.File
	text *bufio.Writer
	size int64
	sum  hash.Hash
	crc  hash.Hash32
}

func newPart(folder, name string) (*part, error) {
	file, err := os.Create(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	p := &part{name: name, file: file, sum: sha256.New(), crc: crc32.NewIEEE()}
	p.text = bufio.NewWriterSize(io.MultiWriter(file, p.sum, p.crc), 64<<10)
	return p, nil
}

func (p *part) Write(content []byte) (int, error) {
	p.size += int64(len(content))
	return p.text.Write(content)
}

// finish ends the writing and lists the part.
func (p *part) finish() (ListedFile, error) {
	if err := p.text.Flush(); err != nil {
		return ListedFile{}, err
	}
	_, err := p.file.Seek(0, io.SeekStart)
	return ListedFile{p.name, p.size, hex.EncodeToString(p.sum.Sum(nil))}, err
}

// store puts the finished part into the ZIP as it is, and removes it.
func (p *part) store(w *zip.Writer, at time.Time) error {
	// One version of the format and no flags, so that any reader takes it.
	header := &zip.FileHeader{
		Name: p.name, Method: zip.Store, CreatorVersion: 20, ReaderVersion: 20,
		CRC32: p.crc.Sum32(), CompressedSize64: uint64(p.size), UncompressedSize64: uint64(p.size),
	}
	//lint:ignore SA1019 CreateRaw, which writes no extra field, takes the time only from here.
	header.ModifiedDate, header.ModifiedTime = dosTime(at)
	to, err := w.CreateRaw(header)
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, p.file); err != nil {
		return err
	}
	return errors.Join(p.file.Close(), os.Remove(p.file.Name()))
}

// dosTime writes a moment as ZIP directories hold it: local time, in steps of
// two seconds, from 1980 on.
func dosTime(t time.Time) (date, clock uint16) {
	date = uint16((t.Year()-1980)<<9 | int(t.Month())<<5 | t.Day())
	clock = uint16(t.Hour()<<11 | t.Minute()<<5 | t.Second()/2)
	return date, clock
}
