package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// keyboard is what a widget does that can have the keyboard and is none of the
// toolkit's.
type keyboard struct {
	self    fyne.Focusable // the widget
	focused bool
}

func (k *keyboard) FocusGained() {
	k.focused = true
	k.refresh()
	gained(k.self)
}

func (k *keyboard) FocusLost() {
	k.focused = false
	k.refresh()
}

func (k *keyboard) refresh() { k.self.(fyne.CanvasObject).Refresh() }

func (k *keyboard) AcceptsTab() bool { return acceptsTab(k.self) }

// ringed adds the focus ring to what the widget draws.
func (k *keyboard) ringed(r fyne.WidgetRenderer) fyne.WidgetRenderer {
	return withRing(r, func() (focused, wrong bool) { return k.focused, false })
}

// A window is told of keys that go down only while nothing is focused. Ours
// tell it always, so that it knows whether somebody is there.

func (k *keyboard) KeyDown(ev *fyne.KeyEvent) { passKeyDown(k.self, ev) }
func (b *Button) KeyDown(ev *fyne.KeyEvent)   { passKeyDown(b, ev) }
func (c *Check) KeyDown(ev *fyne.KeyEvent)    { passKeyDown(c, ev) }

func (k *keyboard) KeyUp(*fyne.KeyEvent) {}
func (b *Button) KeyUp(*fyne.KeyEvent)   {}
func (c *Check) KeyUp(*fyne.KeyEvent)    {}

func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	e.Entry.KeyDown(ev)
	passKeyDown(e.self, ev)
}

func passKeyDown(from fyne.Focusable, ev *fyne.KeyEvent) {
	if c, ok := canvasOf(from).(desktop.Canvas); ok && c.OnKeyDown() != nil {
		c.OnKeyDown()(ev)
	}
}
