package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/keys"
)

// Sheet is a sheet of paper with something to read. With the keyboard on it,
// the arrows, the page keys, Home and End move it.
type Sheet struct {
	widget.BaseWidget
	keyboard

	// OnLeave hears of Esc and Enter.
	OnLeave func()
	// OnRune reports whether it has a use for a character; nil: it has for none.
	OnRune func(rune) bool

	scroll *container.Scroll
}

// NewSheet returns a sheet on which that stands.
func NewSheet(content fyne.CanvasObject) *Sheet {
	s := &Sheet{scroll: container.NewVScroll(content)}
	s.self = s
	s.ExtendBaseWidget(s)
	return s
}

// ShowFrom shows what stands on it now from there on, as far as its end lets
// it.
func (s *Sheet) ShowFrom(y float32) {
	s.scroll.Refresh() // or it does not know yet how long the content is
	scrollTo(s.scroll, fyne.NewPos(0, y))
}

// Turn moves it by a key, and reports whether the key is one that does.
func (s *Sheet) Turn(key fyne.KeyName) bool { return turn(s.scroll, key) }

// Hold implements keys.Holder: characters change nothing of a sheet.
func (s *Sheet) Hold() (giveBack func()) { return func() {} }

func (s *Sheet) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case usedUp(s, ev):
	case ev.Name == fyne.KeyEscape || keys.IsEnter(ev.Name):
		s.OnLeave()
	case !s.Turn(ev.Name):
		passKey(s, ev)
	}
}

func (s *Sheet) TypedRune(r rune) {
	deliver(s, r, func() {
		if s.OnRune == nil || !s.OnRune(r) {
			passRune(s, r)
		}
	})
}

func (s *Sheet) Tapped(*fyne.PointEvent) { focus(s, s) }

func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	paper := NewBand(fynetheme.ColorNameInputBackground).Edged(fynetheme.ColorNameInputBorder)
	const inset = 4 // leaves room for the focus ring
	inside := container.New(layout.NewCustomPaddedLayout(inset, inset, inset, inset), s.scroll)
	return s.ringed(widget.NewSimpleRenderer(container.NewStack(paper, inside)))
}
