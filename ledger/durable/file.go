// Package durable writes files that are whole after a power cut: under a
// temporary name beside the target, synced, renamed, and the folder synced.
package durable

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/natefinch/atomic"
)

// WriteFile puts what r holds at path with the given permissions. Until it
// returns nil, path has its earlier content or does not exist.
func WriteFile(path string, r io.Reader, perm os.FileMode) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".new-"+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	_, err = io.Copy(temporary, r)
	if err == nil {
		err = temporary.Chmod(perm)
	}
	if err == nil {
		err = temporary.Sync()
	}
	if closeErr := temporary.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return Rename(temporary.Name(), path)
}

// Rename moves a synced file to its final name, replacing what is there, and
// makes the new name durable.
func Rename(from, to string) error {
	if err := atomic.ReplaceFile(from, to); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(to))
}

// SyncFolder makes the names in a folder durable. Windows has no such call:
// there NTFS journals the rename itself.
func SyncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
