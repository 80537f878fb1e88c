package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"counterfoil/ui/theme"
)

// ring is the frame around whatever has the keyboard. A line of paper inside
// it keeps it visible on dark buttons.
type ring struct{ line, gap *canvas.Rectangle }

func newRing() ring {
	return ring{canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)}
}

func (r ring) layout(size fyne.Size) {
	width := fynetheme.Size(theme.SizeNameFocusRing)
	place := func(o fyne.CanvasObject, inset float32) {
		o.Move(fyne.NewSquareOffsetPos(inset))
		o.Resize(size.SubtractWidthHeight(2*inset, 2*inset))
	}
	place(r.line, width/2)
	place(r.gap, width+0.5)
}

// show draws the ring around a widget that is focused, and a thinner red one
// around a widget that holds something wrong.
func (r ring) show(focused, wrong bool) {
	width := fynetheme.Size(theme.SizeNameFocusRing)
	r.line.CornerRadius = fynetheme.Size(fynetheme.SizeNameInputRadius)
	r.line.StrokeColor, r.line.StrokeWidth = color.Transparent, 0
	r.gap.StrokeColor, r.gap.StrokeWidth = color.Transparent, 0
	switch {
	case focused:
		r.line.StrokeColor, r.line.StrokeWidth = fynetheme.Color(theme.ColorNameFocusRing), width
		r.gap.StrokeColor, r.gap.StrokeWidth = fynetheme.Color(fynetheme.ColorNameInputBackground), 1
	case wrong:
		r.line.StrokeColor, r.line.StrokeWidth = fynetheme.Color(fynetheme.ColorNameError), width-1
	}
	r.line.Refresh()
	r.gap.Refresh()
}

// ringed adds the ring to what another renderer draws.
type ringed struct {
	fyne.WidgetRenderer
	ring  ring
	state func() (focused, wrong bool)
}

func withRing(r fyne.WidgetRenderer, state func() (focused, wrong bool)) fyne.WidgetRenderer {
	return &ringed{r, newRing(), state}
}

func (r *ringed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.ring.layout(size)
}

func (r *ringed) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	return append(inner[:len(inner):len(inner)], r.ring.line, r.ring.gap)
}

func (r *ringed) Refresh() {
	r.WidgetRenderer.Refresh()
	r.ring.show(r.state())
}
