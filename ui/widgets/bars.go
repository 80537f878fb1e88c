package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger/money"
)

// Bar is one line of a plot: its name, its parts one after the other, and the
// figures that the bar shows.
type Bar struct {
	Name   string
	Parts  [3]money.Amount
	Figure string
}

// Bars plots amounts as lying bars, each with its figures beside it. The parts
// of a bar are dark, hatched and empty, so that no color is needed to tell
// them apart.
type Bars struct {
	widget.BaseWidget
	parts [3]string // their names
	bars  []Bar
}

// NewBars returns an empty plot whose bars have parts of these names.
func NewBars(parts [3]string) *Bars {
	b := &Bars{parts: parts}
	b.ExtendBaseWidget(b)
	return b
}

// SetBars replaces the bars.
func (b *Bars) SetBars(bars []Bar) {
	b.bars = bars
	b.Refresh()
}

func (b *Bars) CreateRenderer() fyne.WidgetRenderer {
	r := &barsRenderer{bars: b}
	r.draw()
	return r
}

// mostBars is how many the plot has room for at least.
const mostBars = 10

type barsRenderer struct {
	bars    *Bars
	size    fyne.Size
	objects []fyne.CanvasObject
}

func (r *barsRenderer) Destroy()                     {}
func (r *barsRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *barsRenderer) Layout(size fyne.Size) {
	r.size = size
	r.draw()
}

func (r *barsRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.bars)
}

func barSize() float32 { return fynetheme.CaptionTextSize() }

func captionWidth(text string) float32 {
	return fyne.MeasureText(text, barSize(), fyne.TextStyle{}).Width
}

func lineHeight() float32 {
	return fyne.MeasureText("0", barSize(), fyne.TextStyle{}).Height
}

func (r *barsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(captionWidth("00 AM")+captionWidth("$000,000.00 in 0000")+120, lineHeight()*(mostBars+1))
}

// draw makes the plot anew: the names of the parts, then a line for each bar.
func (r *barsRenderer) draw() {
	r.objects = nil
	height := lineHeight()
	r.key(height)
	var nameWidth, figureWidth float32
	var most int64
	for _, bar := range r.bars.bars {
		nameWidth = max(nameWidth, captionWidth(bar.Name))
		figureWidth = max(figureWidth, captionWidth(bar.Figure))
		most = max(most, bar.length())
	}
	const gap = 8
	room := max(r.size.Width-nameWidth-figureWidth-2*gap, 0)
	for i, bar := range r.bars.bars {
		y := height * float32(i+1)
		r.text(bar.Name, 0, y)
		x := nameWidth + gap
		for part, amount := range bar.Parts {
			if cents := amount.Cents(); cents > 0 {
				width := room * float32(float64(cents)/float64(most))
				r.part(part, x, y+2, width, height-4)
				x += width
			}
		}
		r.text(bar.Figure, x+gap, y)
	}
}

// length is how long the bar is, in cents. A part below zero has none.
func (b Bar) length() (cents int64) {
	for _, part := range b.Parts {
		cents += max(part.Cents(), 0)
	}
	return cents
}

// key says which part looks how.
func (r *barsRenderer) key(height float32) {
	x := float32(0)
	for part, name := range r.bars.parts {
		r.part(part, x, 2, height, height-4)
		x += height + 5
		r.text(name, x, 0)
		x += captionWidth(name) + 18
	}
}

func (r *barsRenderer) text(words string, x, y float32) {
	text := canvas.NewText(words, fynetheme.Color(fynetheme.ColorNameForeground))
	text.TextSize = barSize()
	text.Move(fyne.NewPos(x, y))
	text.Resize(text.MinSize())
	r.objects = append(r.objects, text)
}

// hatching is how far apart the strokes of the second part are.
const hatching = 5

func (r *barsRenderer) part(which int, x, y, width, height float32) {
	ink := fynetheme.Color(fynetheme.ColorNamePrimary)
	box := canvas.NewRectangle(fynetheme.Color(fynetheme.ColorNameInputBackground))
	box.StrokeColor, box.StrokeWidth = ink, 1
	if which == 0 {
		box.FillColor = ink
	}
	box.Move(fyne.NewPos(x, y))
	box.Resize(fyne.NewSize(width, height))
	r.objects = append(r.objects, box)
	if which != 1 {
		return
	}
	for at := x + hatching; at < x+width; at += hatching {
		stroke := canvas.NewLine(ink)
		stroke.StrokeWidth = 1
		stroke.Position1, stroke.Position2 = fyne.NewPos(at, y), fyne.NewPos(at, y+height)
		r.objects = append(r.objects, stroke)
	}
}
