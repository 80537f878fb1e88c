//go:build !windows

package ledger

import (
	"errors"

	"golang.org/x/sys/unix"
)

// freeBytes is what this user may still write at path.
func freeBytes(path string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}

// isFull tells whether there is no room, on the disk or in the user's quota.
func isFull(err error) bool { return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) }
