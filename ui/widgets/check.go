package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Check is a box to tick, with Space or the mouse.
type Check struct {
	widget.Check
	fault

	OnChanged func(bool)
	focused   bool
}

// NewCheck returns an empty box with its words.
func NewCheck(label string) *Check {
	c := &Check{}
	c.Text = label
	c.Check.OnChanged = func(ticked bool) {
		c.SetError(nil)
		if c.OnChanged != nil {
			c.OnChanged(ticked)
		}
	}
	c.ExtendBaseWidget(c)
	return c
}

// Filled reports whether it is ticked.
func (c *Check) Filled() bool { return c.Checked }

// Problem implements Input: nothing can be wrong with a box.
func (c *Check) Problem() error { return nil }

// SetError implements Input.
func (c *Check) SetError(err error) {
	if c.fault.set(err) {
		c.Refresh()
	}
}

// Hold implements Input.
func (c *Check) Hold() (giveBack func()) {
	ticked := c.Checked
	return func() { c.SetChecked(ticked) }
}

func (c *Check) AcceptsTab() bool { return acceptsTab(c) }

func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if !usedUp(c, ev) && ev.Name != fyne.KeySpace {
		passKey(c, ev)
	}
}

func (c *Check) TypedRune(r rune) {
	deliver(c, r, func() {
		if r == ' ' {
			c.Check.TypedRune(r)
		} else {
			passRune(c, r)
		}
	})
}

func (c *Check) FocusGained() {
	c.focused = true
	c.Check.FocusGained()
	gained(c)
}

func (c *Check) FocusLost() {
	c.focused = false
	c.Check.FocusLost()
}

func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	return withRing(c.Check.CreateRenderer(), func() (focused, wrong bool) { return c.focused, c.err != nil })
}
