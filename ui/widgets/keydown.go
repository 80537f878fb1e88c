package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// A window is told of keys that go down only while nothing is focused. Ours
// tell it always, so that it knows whether somebody is there.

func (b *Button) KeyDown(ev *fyne.KeyEvent)     { passKeyDown(b, ev) }
func (c *Check) KeyDown(ev *fyne.KeyEvent)      { passKeyDown(c, ev) }
func (c *Choice) KeyDown(ev *fyne.KeyEvent)     { passKeyDown(c, ev) }
func (t *Table[Row]) KeyDown(ev *fyne.KeyEvent) { passKeyDown(t, ev) }

func (b *Button) KeyUp(*fyne.KeyEvent)     {}
func (c *Check) KeyUp(*fyne.KeyEvent)      {}
func (c *Choice) KeyUp(*fyne.KeyEvent)     {}
func (t *Table[Row]) KeyUp(*fyne.KeyEvent) {}

func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	e.Entry.KeyDown(ev)
	passKeyDown(e.self, ev)
}

func passKeyDown(from fyne.Focusable, ev *fyne.KeyEvent) {
	if c, ok := canvasOf(from).(desktop.Canvas); ok && c.OnKeyDown() != nil {
		c.OnKeyDown()(ev)
	}
}
