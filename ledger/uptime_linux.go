package ledger

import (
	"time"

	"golang.org/x/sys/unix"
)

func uptime() time.Duration {
	var now unix.Timespec
	// Unlike the monotonic clock it counts on while the computer sleeps. Every
	// kernel since 2.6.39 has it, so the call cannot fail.
	unix.ClockGettime(unix.CLOCK_BOOTTIME, &now)
	return time.Duration(now.Nano())
}
