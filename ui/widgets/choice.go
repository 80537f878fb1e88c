package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Choice is a short list of which one is picked: with its digit, the arrows or
// the mouse. Nothing is picked at first, so that nobody confirms what they did
// not choose.
type Choice struct {
	widget.BaseWidget
	keyboard
	fault

	OnChanged func(index int)

	options []string
	picked  int
}

// choiceInset leaves room between the options and the focus ring.
const choiceInset = 5

// NewChoice returns a choice of up to nine options, so that each has a digit.
func NewChoice(options ...string) *Choice {
	if len(options) > 9 {
		panic("widgets: a choice of more than nine")
	}
	c := &Choice{options: options, picked: -1}
	c.self = c
	c.ExtendBaseWidget(c)
	return c
}

// Picked is the index of the picked option, or -1, and its words.
func (c *Choice) Picked() (int, string) {
	if c.picked < 0 {
		return -1, ""
	}
	return c.picked, c.options[c.picked]
}

// Pick picks an option; out of the list it does nothing.
func (c *Choice) Pick(index int) {
	if index < 0 || index >= len(c.options) || index == c.picked {
		return
	}
	c.picked = index
	c.SetError(nil)
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(index)
	}
}

// Filled reports whether something is picked.
func (c *Choice) Filled() bool { return c.picked >= 0 }

// Problem implements Input: every option is right.
func (c *Choice) Problem() error { return nil }

// SetError implements Input.
func (c *Choice) SetError(err error) {
	if c.fault.set(err) {
		c.Refresh()
	}
}

// Hold implements Input.
func (c *Choice) Hold() (giveBack func()) {
	picked := c.picked
	return func() {
		if c.picked == picked {
			return
		}
		c.picked = picked
		c.Refresh()
		if c.OnChanged != nil {
			c.OnChanged(picked)
		}
	}
}

func (c *Choice) TypedKey(ev *fyne.KeyEvent) {
	if usedUp(c, ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyDown:
		c.Pick(c.picked + 1)
	case fyne.KeyUp:
		c.Pick(c.picked - 1)
	case fyne.KeyHome:
		c.Pick(0)
	case fyne.KeyEnd:
		c.Pick(len(c.options) - 1)
	default:
		passKey(c, ev)
	}
}

func (c *Choice) TypedRune(r rune) {
	deliver(c, r, func() {
		if r >= '1' && int(r-'1') < len(c.options) {
			c.Pick(int(r - '1'))
		} else {
			passRune(c, r)
		}
	})
}

// MouseDown picks the option under the pointer and takes the keyboard.
func (c *Choice) MouseDown(ev *desktop.MouseEvent) {
	focus(c, c)
	if len(c.options) > 0 {
		line := (c.Size().Height - 2*choiceInset) / float32(len(c.options))
		c.Pick(int((ev.Position.Y - choiceInset) / line))
	}
}

func (c *Choice) MouseUp(*desktop.MouseEvent) {}

func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	lines := container.New(layout.NewCustomPaddedVBoxLayout(0))
	texts := make([]*Text, len(c.options))
	for i := range c.options {
		texts[i] = NewText("")
		inset := fynetheme.InnerPadding()
		lines.Add(container.New(layout.NewCustomPaddedLayout(inset/2, inset/2, inset, inset), texts[i]))
	}
	padded := container.New(layout.NewCustomPaddedLayout(choiceInset, choiceInset, choiceInset, choiceInset), lines)
	r := &choiceRenderer{widget.NewSimpleRenderer(padded), c, texts}
	r.apply()
	return withRing(r, func() (focused, wrong bool) { return c.focused, c.err != nil })
}

type choiceRenderer struct {
	fyne.WidgetRenderer
	choice *Choice
	texts  []*Text
}

func (r *choiceRenderer) apply() {
	for i, t := range r.texts {
		mark := "○"
		t.Style.Bold = i == r.choice.picked
		if t.Style.Bold {
			mark = "●"
		}
		t.Text = mark + "  " + strconv.Itoa(i+1) + "   " + r.choice.options[i]
		t.Refresh()
	}
}

func (r *choiceRenderer) Refresh() {
	r.apply()
	r.WidgetRenderer.Refresh()
}
