package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// desk is what one person has on the counter. It stays theirs when the counter
// is locked: they find it again, and nobody else sees it.
type desk struct {
	intake   *intake
	screen   screen                // that was last shown; nil: none
	language translations.Language // of both
}

// desk is that of the person signed in.
func (c *counter) desk() *desk {
	name := c.session.Name()
	if c.desks[name] == nil {
		c.desks[name] = &desk{}
	}
	return c.desks[name]
}

// lock asks for a sign-in.
func (c *counter) lock() {
	if !c.signedIn() {
		return
	}
	c.dialogs.CloseAll()
	c.session = ledger.Session{}
	c.speak()
	c.show(newSignIn(c))
}

// halfDone reports whether closing the window loses something anybody keyed in.
func (c *counter) halfDone() bool {
	for _, desk := range c.desks {
		if desk.intake != nil && desk.intake.halfDone() || halfDone(desk.screen) {
			return true
		}
	}
	return c.sheets.begun()
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
	c.board.OnPressed(func() { c.idle.touched = time.Now() })
	go func() {
		for range time.Tick(idleCheckEvery) {
			fyne.Do(func() { c.lockIfIdle(time.Now()) })
		}
	}()
}

func (c *counter) lockIfIdle(now time.Time) {
	if c.signedIn() && c.idle.over(now) {
		c.lock()
		c.say(widgets.Note, words.T("The counter was locked because nobody used it. Sign in to go on where you were."))
	}
}
