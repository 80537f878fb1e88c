package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Band is a plain ground in a color of the theme, which it follows: what
// stands on it is laid over it.
type Band struct {
	widget.BaseWidget
	Fill   fyne.ThemeColorName
	Edge   fyne.ThemeColorName // "": none
	Radius fyne.ThemeSizeName  // of its corners; "": square ones

	least fyne.Size
}

// NewBand returns a ground in that color.
func NewBand(fill fyne.ThemeColorName) *Band {
	b := &Band{Fill: fill}
	b.ExtendBaseWidget(b)
	return b
}

// NewRule returns a line across, so many pixels high.
func NewRule(fill fyne.ThemeColorName, height float32) *Band {
	b := NewBand(fill)
	b.least.Height = height
	return b
}

// Rounded gives the ground round corners.
func (b *Band) Rounded(radius fyne.ThemeSizeName) *Band {
	b.Radius = radius
	return b
}

// Edged gives the ground a thin edge.
func (b *Band) Edged(edge fyne.ThemeColorName) *Band {
	b.Edge = edge
	return b
}

// MinSize implements fyne.CanvasObject.
func (b *Band) MinSize() fyne.Size { return b.least }

func (b *Band) CreateRenderer() fyne.WidgetRenderer {
	r := &bandRenderer{band: b, drawn: canvas.NewRectangle(nil)}
	r.WidgetRenderer = widget.NewSimpleRenderer(r.drawn)
	r.apply()
	return r
}

type bandRenderer struct {
	fyne.WidgetRenderer
	band  *Band
	drawn *canvas.Rectangle
}

func (r *bandRenderer) apply() {
	of := func(name fyne.ThemeColorName) color.Color {
		if name == "" {
			return color.Transparent
		}
		return fynetheme.Color(name)
	}
	r.drawn.FillColor, r.drawn.StrokeColor = of(r.band.Fill), of(r.band.Edge)
	r.drawn.StrokeWidth = 0
	if r.band.Edge != "" {
		r.drawn.StrokeWidth = 1
	}
	r.drawn.CornerRadius = 0
	if r.band.Radius != "" {
		r.drawn.CornerRadius = fynetheme.Size(r.band.Radius)
	}
}

func (r *bandRenderer) Refresh() {
	r.apply()
	r.drawn.Refresh()
}
