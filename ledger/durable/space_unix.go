//go:build !windows

package durable

import (
	"errors"

	"golang.org/x/sys/unix"
)

// FreeBytes is what this user may still write at path.
func FreeBytes(path string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}

// SameDisk tells whether two paths are on one file system.
func SameDisk(a, b string) (bool, error) {
	var one, other unix.Stat_t
	if err := errors.Join(unix.Stat(a, &one), unix.Stat(b, &other)); err != nil {
		return false, err
	}
	return one.Dev == other.Dev, nil
}

// IsFull tells whether there is no room, on the disk or in the user's quota.
func IsFull(err error) bool { return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) }
