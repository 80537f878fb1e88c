package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/theme"
)

// Page is the work area of a screen or a dialog. Where it has less room than
// what stands on it needs, as with large text, it can be scrolled: what gets
// the keyboard comes in sight by itself. Where it has more room than the eye
// follows, it keeps to the middle.
type Page struct {
	widget.BaseWidget
	scroll *container.Scroll
	most   func() fyne.Size // nil: it takes the room that is left
}

// NewPage returns a page that takes whatever room there is.
func NewPage(content fyne.CanvasObject) *Page {
	p := &Page{scroll: container.NewScroll(Middle(content))}
	p.ExtendBaseWidget(p)
	return p
}

// NewFittedPage returns a page that takes the room that its content needs, up
// to the most there is.
func NewFittedPage(content fyne.CanvasObject, most func() fyne.Size) *Page {
	p := NewPage(content)
	p.most = most
	return p
}

// MinSize implements fyne.CanvasObject.
func (p *Page) MinSize() fyne.Size {
	if p.most == nil {
		return p.scroll.MinSize()
	}
	need, most := p.scroll.Content.MinSize(), p.most()
	if need.Height > most.Height {
		need.Width += fynetheme.ScrollBarSize()
	}
	return fyne.NewSize(min(need.Width, most.Width), min(need.Height, most.Height))
}

// Overflows reports whether it has less room than it needs.
func (p *Page) Overflows() bool {
	need, have := p.scroll.Content.MinSize(), p.scroll.Size()
	return need.Width > have.Width+1 || need.Height > have.Height+1
}

// revealMargin is what is shown around what got the keyboard: its name above,
// what is wrong with it below.
const revealMargin = 32

// Need is the room that its content asks for.
func (p *Page) Need() fyne.Size { return p.scroll.Content.MinSize() }

// Reveal scrolls as little as brings a widget of the page in sight. For what
// stands elsewhere it does nothing.
func (p *Page) Reveal(what fyne.CanvasObject) {
	if !holds(p.scroll.Content, what) {
		return
	}
	p.scroll.Refresh() // what was shown just now has its place after this
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(what).Subtract(driver.AbsolutePositionForObject(p.scroll.Content))
	offset, view := p.scroll.Offset, p.scroll.Size()
	offset.Y = brought(offset.Y, view.Height, at.Y-revealMargin, at.Y+what.Size().Height+revealMargin)
	offset.X = brought(offset.X, view.Width, at.X-revealMargin, at.X+what.Size().Width+revealMargin)
	p.scroll.ScrollToOffset(offset)
}

func holds(in, what fyne.CanvasObject) bool {
	held := func(o fyne.CanvasObject) bool { return holds(o, what) }
	switch in := in.(type) {
	case *fyne.Container:
		return slices.ContainsFunc(in.Objects, held)
	case *Field:
		return held(in.box)
	}
	return in == what
}

// brought is the nearest offset at which a view of that length shows from one
// place to another; the beginning, when it is too short for both.
func brought(offset, view, from, to float32) float32 {
	if to > offset+view {
		offset = to - view
	}
	if from < offset {
		offset = from
	}
	return max(offset, 0)
}

// Turn moves the page by a key that nothing else has a use for.
func (p *Page) Turn(key fyne.KeyName) {
	switch step := 2 * rowHeight(); key {
	case fyne.KeyRight:
		scrollTo(p.scroll, p.scroll.Offset.AddXY(step, 0))
	case fyne.KeyLeft:
		scrollTo(p.scroll, p.scroll.Offset.AddXY(-step, 0))
	default:
		turn(p.scroll, key)
	}
}

func (p *Page) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.scroll) }

// Middle keeps to the middle what would be too wide for the eye.
func Middle(o fyne.CanvasObject) fyne.CanvasObject { return container.New(middle{}, o) }

type middle struct{}

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		width := min(size.Width, max(fynetheme.Size(theme.SizeNameReading), o.MinSize().Width))
		o.Move(fyne.NewPos((size.Width-width)/2, 0))
		o.Resize(fyne.NewSize(width, size.Height))
	}
}

func (middle) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}
