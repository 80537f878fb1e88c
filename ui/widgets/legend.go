package widgets

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/keys"
)

// Legend shows what the keys do now, as keycaps with their words. A key that
// cannot be used has a hollow cap and its words in parentheses. Each is also a
// button for the mouse.
type Legend struct {
	widget.BaseWidget
	board *keys.Board
	caps  *fyne.Container
}

// NewLegend returns the legend of a board, which it follows.
func NewLegend(board *keys.Board) *Legend {
	l := &Legend{board: board, caps: container.New(&flow{gap: 12})}
	l.ExtendBaseWidget(l)
	board.OnChanged(l.follow)
	l.follow()
	return l
}

func (l *Legend) follow() {
	hints := slices.DeleteFunc(l.board.Hints(), func(h keys.Hint) bool { return h.Beside })
	if l.shows(hints) {
		return
	}
	l.caps.RemoveAll()
	for _, hint := range hints {
		l.caps.Add(newKeycap(l.board, hint))
	}
	l.Refresh()
}

func (l *Legend) shows(hints []keys.Hint) bool {
	if len(hints) != len(l.caps.Objects) {
		return false
	}
	for i, o := range l.caps.Objects {
		if o.(*keycap).hint != hints[i] {
			return false
		}
	}
	return true
}

// Text is the legend in words: "F3 Cash   (F4 Check)".
func (l *Legend) Text() string {
	var words []string
	for _, o := range l.caps.Objects {
		hint := o.(*keycap).hint
		text := hint.Key + " " + hint.Label
		if !hint.Ready {
			text = "(" + text + ")"
		}
		words = append(words, text)
	}
	return strings.Join(words, "   ")
}

func (l *Legend) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(4, 4, 8, 8), l.caps))
}

// keycap is one key of the legend. A press of the mouse leaves the keyboard
// where it was.
type keycap struct {
	widget.BaseWidget
	board  *keys.Board
	hint   keys.Hint
	window fyne.Canvas
	before fyne.Focusable
}

func newKeycap(board *keys.Board, hint keys.Hint) *keycap {
	k := &keycap{board: board, hint: hint}
	k.ExtendBaseWidget(k)
	return k
}

func (k *keycap) MouseDown(*desktop.MouseEvent) {
	if k.window = fyne.CurrentApp().Driver().CanvasForObject(k); k.window != nil {
		k.before = k.window.Focused()
	}
}

func (k *keycap) MouseUp(*desktop.MouseEvent) {}

func (k *keycap) Tapped(*fyne.PointEvent) {
	if k.window != nil && k.before != nil {
		k.window.Focus(k.before)
	}
	k.board.Run(k.hint.Name)
}

func (k *keycap) CreateRenderer() fyne.WidgetRenderer {
	size := fynetheme.SizeNameCaptionText
	key := newText(k.hint.Key, size, fynetheme.ColorNameForegroundOnPrimary, fyne.TextStyle{Bold: true})
	label := newText(k.hint.Label, size, fynetheme.ColorNameForeground, fyne.TextStyle{})
	frame := NewBand(fynetheme.ColorNamePrimary).Edged(fynetheme.ColorNamePrimary).Rounded(fynetheme.SizeNameButtonRadius)
	if !k.hint.Ready {
		key.ColorName, label.ColorName = fynetheme.ColorNameDisabled, fynetheme.ColorNameDisabled
		label.Text = "(" + k.hint.Label + ")"
		frame.Fill, frame.Edge = "", fynetheme.ColorNameDisabled
	}
	padded := container.New(layout.NewCustomPaddedLayout(1, 1, 6, 6), key)
	return widget.NewSimpleRenderer(container.New(layout.NewCustomPaddedHBoxLayout(5),
		container.NewStack(frame, padded), container.NewCenter(label)))
}

// flow sets objects side by side and begins a new line when one is full. It
// keeps its height while its width and the size of text stay, so that the
// screen does not jump when a dialog with few keys opens.
type flow struct {
	gap, width, text, height float32
}

func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y, line := float32(0), float32(0), float32(0)
	for _, o := range objects {
		min := o.MinSize()
		if x > 0 && x+min.Width > size.Width {
			x, y, line = 0, y+line+fynetheme.Padding(), 0
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(min)
		x, line = x+min.Width+f.gap, max(line, min.Height)
	}
	if text := fynetheme.TextSize(); size.Width != f.width || text != f.text {
		f.width, f.text, f.height = size.Width, text, 0
	}
	f.height = max(f.height, y+line)
}

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var min fyne.Size
	for _, o := range objects {
		min = min.Max(o.MinSize())
	}
	return min.Max(fyne.NewSize(0, f.height))
}
