//go:build linux

package torture_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

const diskBytes = 64 << 20

// disk is an ext4 file system in a file, mounted over a loop device. The file
// is what the device holds: what a program wrote and did not sync is still in
// the system's memory and not in it.
type disk struct {
	image, mounted string
}

// newDisk makes an empty disk and mounts it.
func newDisk() (*disk, error) {
	image, err := newFile("disk-")
	if err != nil {
		return nil, err
	}
	if err := errors.Join(image.Truncate(diskBytes), image.Close()); err != nil {
		return nil, err
	}
	// Nothing may go on initializing in the background.
	if err := command("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0,nodiscard", image.Name()); err != nil {
		return nil, err
	}
	return mountDisk(image.Name())
}

// mountDisk mounts an image, which replays the file system's journal as the
// next start after a power cut does.
func mountDisk(image string) (*disk, error) {
	at, err := os.MkdirTemp(scratch, "mounted-")
	if err != nil {
		return nil, err
	}
	if err := command("mount", "-t", "ext4", "-o", "loop", image, at); err != nil {
		return nil, fmt.Errorf("%w (the power cuts need a machine where root may mount a loop device)", err)
	}
	return &disk{image, at}, nil
}

// copyImage returns what the device holds. The system may write to it by
// itself meanwhile, so it is read until two readings agree: else the copy
// would mix two moments, which no power cut does.
func (d *disk) copyImage() ([]byte, error) {
	var before []byte
	for range 100 {
		now, err := os.ReadFile(d.image)
		if err != nil {
			return nil, err
		}
		if bytes.Equal(before, now) {
			return now, nil
		}
		before = now
	}
	return nil, errors.New("the disk does not come to rest")
}

// writeImage puts a copied image into a file. Zeros stay holes.
func writeImage(content []byte) (string, error) {
	file, err := newFile("disk-")
	if err != nil {
		return "", err
	}
	defer file.Close()
	const block = 64 << 10
	empty := make([]byte, block)
	for at := 0; at < len(content); at += block {
		if part := content[at : at+block]; !bytes.Equal(part, empty) {
			if _, err := file.WriteAt(part, int64(at)); err != nil {
				return "", err
			}
		}
	}
	return file.Name(), file.Truncate(int64(len(content)))
}

// sync makes everything on the disk durable.
func (d *disk) sync() error { return command("sync", "--file-system", d.mounted) }

// discard unmounts the disk and removes it.
func (d *disk) discard() error {
	return errors.Join(syscall.Unmount(d.mounted, 0), os.Remove(d.mounted), os.Remove(d.image))
}

func command(name string, args ...string) error {
	if text, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %v: %w: %s", name, args, err, bytes.TrimSpace(text))
	}
	return nil
}
