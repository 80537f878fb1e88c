package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
	"counterfoil/ledger/phrase"
)

// deliver copies a finished file from the counter's own disk to where finance
// gets it, encrypted to the recipients if there are any, and returns its path.
// The copy gets its name only when it was read again and is what was written.
//
// A file of that name with the same content is left as it is; one with other
// content is never replaced, and is a Conflict. Nobody at the counter can read
// an encrypted one, so that is replaced.
func deliver(ctx context.Context, source *os.File, folder, name string, to []age.Recipient, progress Progress) (_ string, err error) {
	defer func() {
		if err != nil && ledger.CodeOf(err) == "" && ctx.Err() == nil {
			err = unavailable(err, "%s cannot be written to %s: %s; check the disk or stick, then export again", name, folder, err)
		}
	}()
	size, sum, err := measure(source)
	if err != nil {
		return "", err
	}
	final := filepath.Join(folder, name)
	if len(to) > 0 {
		final += sealedEnding
	} else if there, err := digestOf(final); err == nil && there != sum {
		return "", ledger.NewError(ledger.Conflict, "", "%s is there already and is not what this ledger writes for the batch; keep it for finance to look at, but move it away, then export again", final)
	} else if err == nil {
		return final, nil
	} else if !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	if err := mustHaveRoom(folder, size+size/1000+maxHeaderBytes); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(folder, unfinished+name+"-*")
	if err != nil {
		return "", err
	}
	defer func() {
		file.Close()
		os.Remove(file.Name())
	}()
	read, written := sha256.New(), sha256.New()
	from := watched{source, &watch{ctx: ctx, total: size, progress: progress}}
	if err := copyTo(io.MultiWriter(file, written), io.TeeReader(from, read), to); err != nil {
		return "", err
	}
	if hex.EncodeToString(read.Sum(nil)) != sum {
		return "", phrase.Errorf("%s did not read the same twice", source.Name())
	}
	if err := file.Sync(); err != nil {
		return "", err
	}
	forget(file)
	if _, there, err := measure(file); err != nil || there != hex.EncodeToString(written.Sum(nil)) {
		return "", errors.Join(phrase.Errorf("what was written does not read back the same"), err)
	}
	if err := file.Close(); err != nil {
		return "", err
	}
	return final, durable.Rename(file.Name(), final)
}

// copyTo writes a file as it is, or encrypted when there are recipients.
func copyTo(file io.Writer, from io.Reader, to []age.Recipient) error {
	if len(to) == 0 {
		_, err := io.Copy(file, from)
		return err
	}
	sealed, err := age.Encrypt(file, to...)
	if err != nil {
		return err
	}
	if _, err := io.Copy(sealed, from); err != nil {
		return err
	}
	return sealed.Close()
}

// measure reads a file from its beginning, and leaves it there.
func measure(file *os.File) (size int64, sum string, err error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return 0, "", err
	}
	if sum, err = digest(file); err != nil {
		return 0, "", err
	}
	size, err = file.Seek(0, io.SeekCurrent)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	return size, sum, err
}

func digestOf(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	return digest(file)
}

func digest(r io.Reader) (string, error) {
	sum := sha256.New()
	_, err := io.Copy(sum, r)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// mustHaveRoom asks for so many bytes at a folder. Where the system does not
// say how many there are, the writing will.
func mustHaveRoom(folder string, need int64) error {
	free, err := durable.FreeBytes(folder)
	if err == nil && free < need {
		return unavailable(nil, "%s has %s free, and the export takes up to %s; make room or take another disk or stick, then export again", folder, megabytes(free), megabytes(need))
	}
	return nil
}

func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

// unfinished begins the names that files have before their own.
const unfinished = ".new-"

// sweep removes what exports of this station that were cut off left behind:
// parts of bundles in clear text in the data folder, and unfinished files where
// bundles go. Nothing else writes there meanwhile, since the ledger is open
// here and one export at a time is written.
func sweep(l *ledger.Ledger, folder string) error {
	for _, left := range []struct{ folder, prefix string }{
		{string(l.Folder()), workPrefix},
		{folder, unfinished + "counterfoil_" + l.City().Station + "_"},
	} {
		entries, err := os.ReadDir(left.folder)
		if err != nil {
			return unavailable(err, "%s cannot be read: %s; check the disk or stick, then export again", left.folder, err)
		}
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), left.prefix) {
				continue
			}
			if err := os.RemoveAll(filepath.Join(left.folder, e.Name())); err != nil {
				return unavailable(err, "what an export that was cut off left in %s cannot be removed: %s; check who may write there, then export again", left.folder, err)
			}
		}
	}
	return nil
}
