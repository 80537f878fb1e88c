package bundle

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
)

// WriteCopies writes the pictures of the bills that a batch's payments name
// into a ZIP of its own beside the bundle, and returns its path, or "" when
// there are none. Each file is named by the SHA-256 of its content, as
// payments.csv has it: so the signed bundle proves the pictures too, and stays
// small without them. A picture that is missing or was changed fails the whole.
func WriteCopies(l *ledger.Ledger, b ledger.Batch, bundlePath string) (string, error) {
	copies, err := copiesOf(l, b)
	if err != nil || len(copies) == 0 {
		return "", err
	}
	path := strings.TrimSuffix(bundlePath, ".zip") + "_copies.zip"
	fail := func(err error) error {
		return unavailable(err, "the copies of bills cannot be written to %s: %s", filepath.Dir(path), err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return "", fail(err)
	}
	defer func() {
		file.Close()
		os.Remove(file.Name())
	}()
	archive := zip.NewWriter(file)
	for _, c := range copies {
		content, err := l.Copy(c)
		if err != nil {
			return "", fail(err)
		}
		if err := storeCopy(archive, c, content, b); err != nil {
			return "", fail(err)
		}
	}
	if err := archive.Close(); err != nil {
		return "", fail(err)
	}
	if err := file.Sync(); err != nil {
		return "", fail(err)
	}
	if err := file.Close(); err != nil {
		return "", fail(err)
	}
	if err := durable.Rename(file.Name(), path); err != nil {
		return "", fail(err)
	}
	return path, nil
}

// copiesOf lists the pictures that a batch's payments name, each once.
func copiesOf(l *ledger.Ledger, b ledger.Batch) ([]ledger.KeptCopy, error) {
	var copies []ledger.KeptCopy
	for c, err := range l.Carries(b) {
		if err != nil {
			return nil, err
		}
		for _, line := range c.Payment.Lines {
			if line.Copy != nil {
				copies = append(copies, *line.Copy)
			}
		}
	}
	slices.SortFunc(copies, func(a, b ledger.KeptCopy) int { return strings.Compare(a.SHA256, b.SHA256) })
	return slices.Compact(copies), nil
}

var suffixes = map[string]string{"image/jpeg": ".jpg", "application/pdf": ".pdf"}

func storeCopy(archive *zip.Writer, c ledger.KeptCopy, content []byte, b ledger.Batch) error {
	size := uint64(len(content))
	header := &zip.FileHeader{
		Name: c.SHA256 + suffixes[c.Media], Method: zip.Store, CreatorVersion: 20, ReaderVersion: 20,
		CRC32: crc32.ChecksumIEEE(content), CompressedSize64: size, UncompressedSize64: size,
	}
	//lint:ignore SA1019 CreateRaw, which writes no extra field, takes the time only from here.
	header.ModifiedDate, header.ModifiedTime = dosTime(b.At)
	to, err := archive.CreateRaw(header)
	if err == nil {
		_, err = to.Write(content)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", header.Name, err)
	}
	return nil
}
