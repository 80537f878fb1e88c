package bundle

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
)

// Unpack writes the files of a bundle that was verified into a folder, which
// must not be there yet. The folder has its name only when all of them are
// whole.
func (b *Bundle) Unpack(ctx context.Context, folder string) error {
	if b.damaged != nil {
		return b.damaged
	}
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		return ledger.NewError(ledger.Conflict, "", "%s is there already; move it away, then unpack again", folder)
	}
	fail := func(err error) error {
		return unavailable(err, "%s cannot be unpacked to %s: %s", b.name, folder, err)
	}
	work, err := os.MkdirTemp(filepath.Dir(folder), unfinished+filepath.Base(folder)+"-*")
	if err != nil {
		return fail(err)
	}
	defer os.RemoveAll(work)
	for _, name := range b.archive.names {
		if err := b.unpackFile(ctx, name, filepath.Join(work, name)); err != nil {
			return fail(err)
		}
	}
	if err := durable.SyncFolder(work); err != nil {
		return fail(err)
	}
	if err := os.Rename(work, folder); err != nil {
		return fail(err)
	}
	return durable.SyncFolder(filepath.Dir(folder))
}

func (b *Bundle) unpackFile(ctx context.Context, name, path string) error {
	content, size, err := b.archive.open(name)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, watched{content, &watch{ctx: ctx, total: size}})
	return errors.Join(err, file.Sync(), file.Close())
}
