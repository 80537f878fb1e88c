package widgets

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// RuledLine is a line of a file, with the places of its fields.
type RuledLine struct {
	Text   string
	Fields []RuledField
}

// RuledField is a field of a line, from a character counted from 1.
type RuledField struct {
	Name        string
	From, Width int
}

// Ruled shows lines of a file in characters of one width under a ruler. One
// field is marked: Left and Right go to the next, Up and Down to the next line,
// Home and End to the first field and the last.
type Ruled struct {
	widget.BaseWidget
	keyboard

	// OnMove hears of the field that becomes the marked one.
	OnMove func(line RuledLine, field RuledField)

	lines    []RuledLine
	line, at int
	first    int // the first character in sight, counted from 0
	top      int // the first line in sight
}

// NewRuled returns an empty page.
func NewRuled() *Ruled {
	r := &Ruled{}
	r.self = r
	r.ExtendBaseWidget(r)
	return r
}

// SetLines replaces the lines and marks the first field.
func (r *Ruled) SetLines(lines []RuledLine) {
	r.lines, r.line, r.at, r.first, r.top = lines, 0, 0, 0, 0
	for r.line < len(lines)-1 && len(lines[r.line].Fields) == 0 {
		r.line++
	}
	r.moved()
}

// Marked is the field that is marked; false: there is none.
func (r *Ruled) Marked() (RuledLine, RuledField, bool) {
	if r.line >= len(r.lines) || r.at >= len(r.lines[r.line].Fields) {
		return RuledLine{}, RuledField{}, false
	}
	return r.lines[r.line], r.lines[r.line].Fields[r.at], true
}

// In is what stands at a field of the line.
func (l RuledLine) In(f RuledField) string {
	runes := []rune(l.Text)
	from := min(f.From-1, len(runes))
	return string(runes[from:min(from+f.Width, len(runes))])
}

func (r *Ruled) moved() {
	if line, field, ok := r.Marked(); ok && r.OnMove != nil {
		r.OnMove(line, field)
	}
	r.Refresh()
}

// mark marks a field of a line, or the nearest.
func (r *Ruled) mark(line, at int) {
	if len(r.lines) == 0 {
		return
	}
	r.line = min(max(line, 0), len(r.lines)-1)
	r.at = min(max(at, 0), max(len(r.lines[r.line].Fields)-1, 0))
	r.moved()
}

// Hold implements keys.Holder.
func (r *Ruled) Hold() (giveBack func()) {
	line, at := r.line, r.at
	return func() { r.mark(line, at) }
}

func (r *Ruled) TypedKey(ev *fyne.KeyEvent) {
	if usedUp(r, ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyRight:
		r.mark(r.line, r.at+1)
	case fyne.KeyLeft:
		r.mark(r.line, r.at-1)
	case fyne.KeyDown:
		r.mark(r.line+1, r.at)
	case fyne.KeyUp:
		r.mark(r.line-1, r.at)
	case fyne.KeyHome:
		r.mark(r.line, 0)
	case fyne.KeyEnd:
		r.mark(r.line, len(r.lines))
	default:
		passKey(r, ev)
	}
}

func (r *Ruled) TypedRune(c rune) { deliver(r, c, func() { passRune(r, c) }) }

func (r *Ruled) CreateRenderer() fyne.WidgetRenderer {
	d := &ruledRenderer{ruled: r}
	d.sketch = sketch{of: r, draw: d.draw}
	return r.ringed(d)
}

const (
	ruledInset = 6
	rulerLines = 2
	leastRuled = 6 // lines, with the ruler
)

type ruledRenderer struct {
	sketch
	ruled *Ruled
}

var monospace = fyne.TextStyle{Monospace: true}

// cell is the size of a character.
func (d *ruledRenderer) cell() fyne.Size {
	const many = 50 // a measured width is rounded
	size := fyne.MeasureText(strings.Repeat("0", many), fynetheme.CaptionTextSize(), monospace)
	return fyne.NewSize(size.Width/many, size.Height)
}

func (d *ruledRenderer) MinSize() fyne.Size {
	return fyne.NewSize(300, leastRuled*d.cell().Height+2*ruledInset)
}

func (d *ruledRenderer) draw() {
	cell := d.cell()
	columns := max(int((d.size.Width-2*ruledInset)/cell.Width), 1)
	rows := max(int((d.size.Height-2*ruledInset)/cell.Height)-rulerLines, 1)
	d.bringInSight(columns, rows)
	r := d.ruled
	d.say(ruler(r.first, columns, 10), 0, fynetheme.ColorNamePlaceHolder)
	d.say(ruler(r.first, columns, 1), 1, fynetheme.ColorNamePlaceHolder)
	for i, line := range r.lines[r.top:min(r.top+rows, len(r.lines))] {
		if r.top+i == r.line && r.at < len(line.Fields) {
			d.mark(line.Fields[r.at], columns, i)
		}
		d.say(part(line.Text, r.first, columns), rulerLines+i, fynetheme.ColorNameForeground)
	}
}

// bringInSight scrolls to the marked field.
func (d *ruledRenderer) bringInSight(columns, rows int) {
	r := d.ruled
	if r.line >= r.top+rows {
		r.top = r.line - rows + 1
	}
	r.top = min(r.top, r.line)
	if _, field, ok := r.Marked(); ok {
		if end := field.From - 1 + max(field.Width, 1); end > r.first+columns {
			r.first = end - columns
		}
		r.first = min(r.first, field.From-1)
	}
}

// part is what of a line is in sight.
func part(line string, first, columns int) string {
	runes := []rune(line)
	first = min(first, len(runes))
	return string(runes[first:min(first+columns, len(runes))])
}

// ruler numbers the positions: the tens on one line, the ones on the other.
func ruler(first, columns, unit int) string {
	line := []byte(strings.Repeat(" ", columns))
	for i := range line {
		switch n := first + i + 1; {
		case unit == 1:
			line[i] = '0' + byte(n%10)
		case n%unit == 0:
			tens := strconv.Itoa(n)
			copy(line[max(0, i+1-len(tens)):], tens)
		}
	}
	return string(line)
}

func (d *ruledRenderer) say(words string, row int, color fyne.ThemeColorName) {
	d.text(words, ruledInset, ruledInset+d.cell().Height*float32(row), color, monospace)
}

func (d *ruledRenderer) mark(field RuledField, columns, row int) {
	cell, r := d.cell(), d.ruled
	from := max(field.From-1-r.first, 0)
	width := min(max(field.Width, 1), columns-from)
	d.box(ruledInset+cell.Width*float32(from), ruledInset+cell.Height*float32(rulerLines+row),
		cell.Width*float32(width), cell.Height, fynetheme.ColorNameSelection)
}
