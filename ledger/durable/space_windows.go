package durable

import (
	"errors"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// FreeBytes is what this user may still write at path; quotas count.
func FreeBytes(path string) (int64, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	return int64(free), err
}

// SameDisk tells whether two paths are on one volume.
func SameDisk(a, b string) (bool, error) {
	one, err := filepath.Abs(a)
	other, otherErr := filepath.Abs(b)
	if err := errors.Join(err, otherErr); err != nil {
		return false, err
	}
	return strings.EqualFold(filepath.VolumeName(one), filepath.VolumeName(other)), nil
}

// IsFull tells whether there is no room, on the disk or in the user's quota.
func IsFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) || errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}
