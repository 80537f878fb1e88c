package receipts

import (
	"counterfoil/ledger/money"
)

// chart is bars on one scale, each with its figures beside it: nothing is told
// by the drawing alone, and the patterns are told apart without color.
type chart struct {
	heading string
	parts   []string // what the parts of a bar are, in their order; nil: it has one
	titles  []string // of the figures
	bars    []bar
}

type bar struct {
	label   string
	parts   []money.Amount // side by side; what is below 0 goes to the left
	figures []string
}

const (
	barLabelWidth  = 30.0
	barFigureWidth = 25.0
	barPitch       = 5.2
	barThickness   = 3.4
)

func (c chart) letter(f *flow) {
	if len(c.bars) == 0 {
		return
	}
	f.need(headingHeight + c.headHeight() + 3*barPitch)
	f.heading(c.heading)
	c.head(f)
	scale := c.scale()
	for _, b := range c.bars {
		if f.y+barPitch > bottomEdge {
			f.newPage()
			f.text(margin, f.y, smallFace, f.clip(c.heading+" (continued)", smallFace, contentWidth))
			f.y += smallFace.lineHeight() + 1
			c.head(f)
		}
		c.draw(f, b, scale)
	}
	f.gap(3)
}

// headHeight is that of the legend, or of the figures' titles.
func (c chart) headHeight() float64 { return smallFace.lineHeight() + 2 }

// head sets the legend above the bars and the titles above the figures.
func (c chart) head(f *flow) {
	x := margin + barLabelWidth
	for i, name := range c.parts {
		patterns[i](f, x, f.y+0.4, 5, 2.6)
		f.text(x+6.5, f.y, smallFace, name)
		x += 6.5 + f.measure(name, smallFace) + 6
	}
	for i, title := range c.titles {
		f.textRight(c.figureEdge(i), f.y, smallFace.strong(), title)
	}
	f.y += c.headHeight()
}

// figureEdge is the right end of a column of figures.
func (c chart) figureEdge(i int) float64 {
	return rightEdge - float64(len(c.titles)-1-i)*barFigureWidth
}

// barScale says where the bars' zero is and how long a cent is.
type barScale struct{ zero, perCent float64 }

func (c chart) scale() barScale {
	const between = 3
	left := margin + barLabelWidth
	right := rightEdge - float64(len(c.titles))*barFigureWidth - between
	var above, below float64
	for _, b := range c.bars {
		over, under := b.ends()
		above, below = max(above, over), max(below, under)
	}
	if above+below == 0 {
		return barScale{zero: left}
	}
	perCent := (right - left) / (above + below)
	return barScale{left + below*perCent, perCent}
}

// ends are how many cents a bar reaches to the right and to the left of zero.
func (b bar) ends() (over, under float64) {
	for _, part := range b.parts {
		if n := float64(part.Cents()); n > 0 {
			over += n
		} else {
			under -= n
		}
	}
	return over, under
}

func (c chart) draw(f *flow, b bar, scale barScale) {
	const textTop = 0.5
	f.text(margin, f.y+textTop, f.fit(b.label, smallFace, barLabelWidth-2), b.label)
	over, under := scale.zero, scale.zero
	for i, part := range b.parts {
		long := float64(part.Cents()) * scale.perCent
		if long > 0 {
			patterns[i](f, over, f.y+0.6, long, barThickness)
			over += long
		} else if long < 0 {
			under += long
			patterns[i](f, under, f.y+0.6, -long, barThickness)
		}
	}
	f.line(scale.zero, f.y, scale.zero, f.y+barPitch, 0.25)
	for i, text := range b.figures {
		f.textRight(c.figureEdge(i), f.y+textTop, f.fit(text, smallFace, barFigureWidth-2), text)
	}
	f.y += barPitch
}

// patterns fill the parts of a bar, so that a black and white printer keeps
// them apart: dark, striped, empty.
var patterns = []func(f *flow, x, y, width, height float64){
	func(f *flow, x, y, width, height float64) { f.fill(x, y, width, height, 70) },
	func(f *flow, x, y, width, height float64) {
		const between = 1.1
		f.fill(x, y, width, height, 225)
		for at := x + between; at < x+width; at += between {
			f.line(at, y, at, y+height, 0.2)
		}
		f.frame(x, y, width, height, 0.2)
	},
	func(f *flow, x, y, width, height float64) {
		f.fill(x, y, width, height, 255)
		f.frame(x, y, width, height, 0.2)
	},
}

// roll has no room to draw: it lists the figures.
func (c chart) roll() []slipRow {
	if len(c.bars) == 0 {
		return nil
	}
	rows := []slipRow{gap, {style: strongLine, left: c.heading}}
	for _, b := range c.bars {
		if len(b.figures) == 1 {
			rows = append(rows, slipRow{left: b.label, right: b.figures[0]})
			continue
		}
		rows = append(rows, slipRow{left: b.label})
		for i, text := range b.figures {
			rows = append(rows, slipRow{indent: true, left: c.titles[i], right: text})
		}
	}
	return append(rows, rule)
}
