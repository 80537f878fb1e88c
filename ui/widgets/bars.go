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
	r.sketch = sketch{of: b, draw: r.draw}
	r.redraw()
	return r
}

// mostBars is how many the plot has room for at least.
const mostBars = 10

type barsRenderer struct {
	sketch
	bars *Bars
}

func captionWidth(text string) float32 {
	return fyne.MeasureText(text, fynetheme.CaptionTextSize(), fyne.TextStyle{}).Width
}

func lineHeight() float32 {
	return fyne.MeasureText("0", fynetheme.CaptionTextSize(), fyne.TextStyle{}).Height
}

func (r *barsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(captionWidth("00 AM")+captionWidth("$000,000.00 in 0000")+120, lineHeight()*(mostBars+1))
}

// draw writes the names of the parts, then a line for each bar.
func (r *barsRenderer) draw() {
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
		r.say(bar.Name, 0, y)
		x := nameWidth + gap
		for part, amount := range bar.Parts {
			if cents := amount.Cents(); cents > 0 {
				width := room * float32(float64(cents)/float64(most))
				r.part(part, x, y+2, width, height-4)
				x += width
			}
		}
		r.say(bar.Figure, x+gap, y)
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
		r.say(name, x, 0)
		x += captionWidth(name) + 18
	}
}

func (r *barsRenderer) say(words string, x, y float32) {
	r.text(words, x, y, fynetheme.ColorNameForeground, fyne.TextStyle{})
}

// hatching is how far apart the strokes of the second part are.
const hatching = 5

func (r *barsRenderer) part(which int, x, y, width, height float32) {
	if which == 0 {
		r.box(x, y, width, height, fynetheme.ColorNamePrimary)
		return
	}
	r.box(x, y, width, height, fynetheme.ColorNameInputBackground)
	if which != 1 {
		return
	}
	for at := x + hatching; at < x+width; at += hatching {
		stroke := canvas.NewLine(fynetheme.Color(fynetheme.ColorNamePrimary))
		stroke.StrokeWidth = 1
		stroke.Position1, stroke.Position2 = fyne.NewPos(at, y), fyne.NewPos(at, y+height)
		r.objects = append(r.objects, stroke)
	}
}
