package ledger

import (
	"time"

	"golang.org/x/sys/windows"
)

func uptime() time.Duration { return windows.DurationSinceBoot() }
