package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/keys"
)

// Button is pressed with Enter, Space or the mouse. It leaves the keyboard
// where the next key belongs before it does its work: where Next says; or,
// pressed with the mouse, where it was; or on itself.
type Button struct {
	widget.Button
	// Least is how high it is at least.
	Least float32
	// Next is where the keyboard goes; nil, or a nil answer, for the rule above.
	Next func() fyne.Focusable

	focused bool
	before  fyne.Focusable
}

// NewButton returns a button with these words.
func NewButton(words string, pressed func()) *Button {
	b := &Button{}
	b.Text = words
	b.OnTapped = pressed
	b.ExtendBaseWidget(b)
	return b
}

// NewCommandButton returns a button for a command of a screen: its label, its
// key, and, while it is not ready, disabled and in parentheses.
func NewCommandButton(board *keys.Board, command keys.Command) *Button {
	b := NewButton("", func() { board.Run(command.Name) })
	follow := func() {
		ready := command.Ready()
		b.SetText(command.Words(ready))
		if ready {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	board.OnChanged(follow)
	follow()
	return b
}

func (b *Button) Tapped(*fyne.PointEvent) {
	next := b.next()
	b.before = nil
	if b.Disabled() {
		return
	}
	focus(b, next)
	if b.OnTapped != nil {
		b.OnTapped()
	}
}

func (b *Button) next() fyne.Focusable {
	if b.Next != nil {
		if next := b.Next(); next != nil {
			return next
		}
	}
	if b.before != nil {
		return b.before
	}
	return b
}

// MouseDown comes before the driver takes the focus from where it is.
func (b *Button) MouseDown(*desktop.MouseEvent) {
	if c := canvasOf(b); c != nil {
		b.before = c.Focused()
	}
}

func (b *Button) MouseUp(*desktop.MouseEvent) {}

// Hold implements keys.Holder: characters change nothing of a button.
func (b *Button) Hold() (giveBack func()) { return func() {} }

func (b *Button) AcceptsTab() bool { return acceptsTab(b) }

func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case usedUp(b, ev):
	case keys.IsEnter(ev.Name):
		b.Tapped(nil)
	case ev.Name != fyne.KeySpace:
		passKey(b, ev)
	}
}

// TypedRune presses the button on a space, but not on one of a scan. The key
// event of the space bar comes before its character, which would land where
// the press moved the keyboard.
func (b *Button) TypedRune(r rune) {
	press := r == ' ' && !amidScan(b)
	deliver(b, r, func() {
		if !press {
			passRune(b, r)
		}
	})
	if press {
		b.Tapped(nil)
	}
}

func (b *Button) FocusGained() {
	b.focused = true
	b.Button.FocusGained()
	gained(b)
}

func (b *Button) FocusLost() {
	b.focused = false
	b.Button.FocusLost()
}

// MinSize leaves room between the words and the focus ring.
func (b *Button) MinSize() fyne.Size {
	return b.Button.MinSize().AddWidthHeight(2*fynetheme.InnerPadding(), 0).Max(fyne.NewSize(0, b.Least))
}

func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return withRing(b.Button.CreateRenderer(), func() (focused, wrong bool) { return b.focused, false })
}
