package bundle

import (
	"os"

	"golang.org/x/sys/unix"
)

// forget asks the system to read a synced file from the disk or stick the next
// time, and not from its memory. A system that does not is no worse than one
// that cannot.
func forget(file *os.File) { _ = unix.Fadvise(int(file.Fd()), 0, 0, unix.FADV_DONTNEED) }
