package bundle

import (
	"archive/zip"
	"context"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

// WriteCopies writes the pictures of the bills that a batch's payments name
// into a ZIP of its own beside the bundle, encrypted if that is, and returns
// its path, or "" when there are none. Each file is named by the SHA-256 of its
// content, as payments.csv has it: so the signed bundle proves the pictures
// too, and stays small without them. A picture that is missing or was changed
// fails the whole.
func WriteCopies(ctx context.Context, l *ledger.Ledger, b ledger.Batch, bundlePath string, o Options) (string, error) {
	copies, err := copiesOf(l, b)
	if err != nil || len(copies) == 0 {
		return "", err
	}
	to, err := recipients(l, o)
	if err != nil {
		return "", err
	}
	writing.Lock()
	defer writing.Unlock()
	work, err := os.MkdirTemp(string(l.Folder()), workPrefix+"*")
	if err != nil {
		return "", unavailable(err, "the data folder %s cannot be written: %s; make room or check who may write there, then export again", l.Folder(), err)
	}
	defer os.RemoveAll(work)
	name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(bundlePath), sealedEnding), ".zip") + "_copies.zip"
	file, err := os.Create(filepath.Join(work, name))
	if err != nil {
		return "", unavailable(err, "the copies of bills cannot be put together: %s", err)
	}
	defer file.Close()
	archive := zip.NewWriter(file)
	for _, c := range copies {
		content, err := l.Copy(c)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return "", err
		}
		if err := storeCopy(archive, c, content, b); err != nil {
			return "", unavailable(err, "the copies of bills cannot be put together: %s", err)
		}
	}
	if err := archive.Close(); err != nil {
		return "", unavailable(err, "the copies of bills cannot be put together: %s", err)
	}
	return deliver(ctx, file, filepath.Dir(bundlePath), name, to, o.Progress)
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
		return phrase.Errorf("%s: %w", header.Name, err)
	}
	return nil
}
