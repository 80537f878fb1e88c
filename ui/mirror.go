package ui

import (
	"time"

	"fyne.io/fyne/v2"
)

const mirrorCheckEvery = 5 * time.Second

// watchMirror looks after the mirror while nobody works: a stick that is
// plugged in again catches up by itself, and what was wrong goes from the
// screen.
func (c *counter) watchMirror() {
	go func() {
		for range time.Tick(mirrorCheckEvery) {
			for c.ledger.TendMirror() {
				fyne.Do(c.refreshAlarms)
			}
			c.ledger.TendDeposits()
			fyne.Do(c.refreshAlarms)
		}
	}()
}
