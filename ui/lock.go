package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
)

// lock asks for a sign-in. What the person had on the counter stays theirs:
// they find it again, and nobody else sees it.
func (c *counter) lock() {
	if !c.signedIn() {
		return
	}
	c.desks[c.session.Name()] = c.screen
	c.session = ledger.Session{}
	c.dialogs.CloseAll()
	c.show(newSignIn(c))
}

// halfDone reports whether closing the window loses something anybody keyed in.
func (c *counter) halfDone() bool {
	if c.signedIn() && halfDone(c.screen) || c.sheets.begun() {
		return true
	}
	for _, desk := range c.desks {
		if halfDone(desk) {
			return true
		}
	}
	return false
}

// idle tells when a counter has stood untouched for too long.
type idle struct {
	limit   time.Duration // 0: never
	touched time.Time
}

func (i idle) over(now time.Time) bool { return i.limit > 0 && now.Sub(i.touched) >= i.limit }

const idleCheckEvery = 5 * time.Second

// watchIdle locks the counter after the minutes that the city allows.
func (c *counter) watchIdle() {
	c.idle.limit = time.Duration(c.ledger.City().Rules.IdleLockMinutes) * time.Minute
	if c.idle.limit == 0 {
		return
	}
	go func() {
		for range time.Tick(idleCheckEvery) {
			fyne.Do(func() { c.lockIfIdle(time.Now()) })
		}
	}()
}

func (c *counter) lockIfIdle(now time.Time) {
	if c.signedIn() && c.idle.over(now) {
		c.lock()
		c.say(widgets.Note, "The counter was locked because nobody used it. Sign in to go on where you were.")
	}
}
