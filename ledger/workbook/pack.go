package workbook

import (
	"archive/zip"
	"cmp"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"slices"
)

// packer puts the files of a workbook into its ZIP file. The library hands
// them over in any order; packer puts them into the order of their names, under
// one time and without the extra fields of which programs make different ones.
type packer struct {
	folder     string // for the compressed files until all are there
	to         io.Writer
	files      []*packed
	compressor *flate.Writer // of the last file
}

// firstDay is January 1, 1980, the first that ZIP files know (APPNOTE.TXT 4.4.6):
// when a part was made says nothing.
const firstDay = 1<<5 | 1

// packed is one compressed file of the workbook.
type packed struct {
	*packer
	name string
	file *os.File
	crc  uint32
	size uint64
}

func (f *packed) Write(content []byte) (int, error) {
	f.crc = crc32.Update(f.crc, crc32.IEEETable, content)
	f.size += uint64(len(content))
	return f.compressor.Write(content)
}

// Create begins the next file. The one before it is done.
func (p *packer) Create(name string) (io.Writer, error) {
	if err := p.finish(); err != nil {
		return nil, err
	}
	file, err := os.CreateTemp(p.folder, "workbook-*")
	if err != nil {
		return nil, err
	}
	if p.compressor != nil {
		p.compressor.Reset(file)
	} else if p.compressor, err = flate.NewWriter(file, flate.BestSpeed); err != nil {
		return nil, err
	}
	f := &packed{packer: p, name: name, file: file}
	p.files = append(p.files, f)
	return f, nil
}

// finish ends the last file.
func (p *packer) finish() error {
	if p.compressor == nil {
		return nil
	}
	return p.compressor.Close()
}

// AddFS is never asked for.
func (p *packer) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the ZIP file.
func (p *packer) Close() error {
	if err := p.finish(); err != nil {
		return err
	}
	slices.SortFunc(p.files, func(a, b *packed) int { return cmp.Compare(a.name, b.name) })
	archive := zip.NewWriter(p.to)
	for _, f := range p.files {
		if err := f.store(archive); err != nil {
			return err
		}
	}
	return archive.Close()
}

func (f *packed) store(archive *zip.Writer) error {
	compressed, err := f.file.Seek(0, io.SeekCurrent)
	if err == nil {
		_, err = f.file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return err
	}
	header := &zip.FileHeader{
		Name: f.name, Method: zip.Deflate, CreatorVersion: 20, ReaderVersion: 20,
		CRC32: f.crc, CompressedSize64: uint64(compressed), UncompressedSize64: f.size,
	}
	//lint:ignore SA1019 CreateRaw, which writes no extra field, takes the time only from here.
	header.ModifiedDate = firstDay
	to, err := archive.CreateRaw(header)
	if err == nil {
		_, err = io.Copy(to, f.file)
	}
	return errors.Join(err, f.file.Close(), os.Remove(f.file.Name()))
}
