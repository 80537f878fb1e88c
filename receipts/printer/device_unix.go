//go:build !windows

package printer

import "syscall"

// withoutWaiting keeps the opening of a device from waiting for its other end,
// and makes deadlines work where the driver knows them.
const withoutWaiting = syscall.O_NONBLOCK
