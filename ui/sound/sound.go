// Package sound makes the counter's one sound: a scan was not taken.
package sound

import (
	"log/slog"
	"sync/atomic"
)

var playing atomic.Bool

// Wrong sounds that a scan was not taken. It returns at once, and sounds once
// at a time. A computer that cannot make a sound stays silent.
func Wrong() {
	if !playing.CompareAndSwap(false, true) {
		return
	}
	go func() {
		defer playing.Store(false)
		if err := play(); err != nil {
			slog.Debug("no sound", "why", err)
		}
	}()
}
