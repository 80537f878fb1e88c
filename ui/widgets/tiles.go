package widgets

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/keys"
)

// Tiles shows rows as tiles that a finger hits: a touch opens one. By
// keyboard, the arrows select one and Enter opens it. It draws only the tiles
// in sight, and is moved by wheel or finger when there are more.
type Tiles[Row any] struct {
	widget.BaseWidget
	keyboard

	// OnOpen is a touch, or Enter.
	OnOpen func(Row)
	// Marked tells the tile that was opened; nil: none is shown as that.
	Marked func(Row) bool
	// Empty is what it says when it has no rows.
	Empty string
	// Width is how many digits a tile is wide at least.
	Width int
	// MinLines is how many lines of tiles it has room for at least.
	MinLines int

	lines    func(Row) []string // what stands on a tile, the name first
	count    int                // of lines
	rows     []Row
	selected int
	first    int // the topmost line of tiles in sight
	columns  int // set by the renderer, like inSight
	inSight  int // lines of tiles
	dragged  float32
}

// NewTiles returns no tiles yet. Each has that many lines, which text says.
func NewTiles[Row any](lines int, text func(Row) []string) *Tiles[Row] {
	t := &Tiles[Row]{lines: text, count: lines, Width: 14, MinLines: 3, columns: 1, inSight: 1}
	t.self = t
	t.ExtendBaseWidget(t)
	return t
}

// SetRows replaces the rows and selects the first.
func (t *Tiles[Row]) SetRows(rows []Row) {
	t.rows, t.selected, t.first = rows, 0, 0
	t.Refresh()
}

// Rows returns the rows it shows.
func (t *Tiles[Row]) Rows() []Row { return t.rows }

// InSight returns the rows that are drawn: from the first, so many.
func (t *Tiles[Row]) InSight() (first, count int) {
	first = t.first * t.columns
	return first, min(t.inSight*t.columns, len(t.rows)-first)
}

func (t *Tiles[Row]) choose(index int) {
	t.selected = max(min(index, len(t.rows)-1), 0)
	line := t.selected / t.columns
	t.scrollTo(min(max(t.first, line-t.inSight+1), line))
}

func (t *Tiles[Row]) scrollTo(line int) {
	t.first = t.within(line)
	t.Refresh()
}

// within is the line, or the nearest that can be the topmost.
func (t *Tiles[Row]) within(line int) int {
	all := (len(t.rows) + t.columns - 1) / t.columns
	return max(min(line, all-t.inSight), 0)
}

func (t *Tiles[Row]) open() {
	if t.OnOpen != nil && t.selected < len(t.rows) {
		t.OnOpen(t.rows[t.selected])
	}
}

// Hold implements keys.Holder: characters change nothing of tiles.
func (t *Tiles[Row]) Hold() (giveBack func()) { return func() {} }

func (t *Tiles[Row]) TypedKey(ev *fyne.KeyEvent) {
	if usedUp(t, ev) {
		return
	}
	switch name := ev.Name; {
	case name == fyne.KeyRight:
		t.choose(t.selected + 1)
	case name == fyne.KeyLeft:
		t.choose(t.selected - 1)
	case name == fyne.KeyDown:
		t.choose(t.selected + t.columns)
	case name == fyne.KeyUp:
		t.choose(t.selected - t.columns)
	case name == fyne.KeyPageDown:
		t.choose(t.selected + t.columns*t.inSight)
	case name == fyne.KeyPageUp:
		t.choose(t.selected - t.columns*t.inSight)
	case name == fyne.KeyHome:
		t.choose(0)
	case name == fyne.KeyEnd:
		t.choose(len(t.rows) - 1)
	case keys.IsEnter(name):
		t.open()
	default:
		passKey(t, ev)
	}
}

func (t *Tiles[Row]) TypedRune(r rune) { deliver(t, r, func() { passRune(t, r) }) }

// Tapped opens the tile under the finger.
func (t *Tiles[Row]) Tapped(ev *fyne.PointEvent) {
	size := t.tileSize()
	column, line := int(ev.Position.X/size.Width), int(ev.Position.Y/size.Height)
	at := (t.first+line)*t.columns + column
	if column >= t.columns || line >= t.inSight || at >= len(t.rows) {
		return
	}
	t.choose(at)
	t.open()
}

// Scrolled moves the tiles under the wheel.
func (t *Tiles[Row]) Scrolled(ev *fyne.ScrollEvent) {
	if ev.Scrolled.DY > 0 {
		t.scrollTo(t.first - 1)
	} else {
		t.scrollTo(t.first + 1)
	}
}

// Dragged moves the tiles with the finger.
func (t *Tiles[Row]) Dragged(ev *fyne.DragEvent) {
	t.dragged -= ev.Dragged.DY
	if lines := int(t.dragged / tileHeight(t.count)); lines != 0 {
		t.dragged -= float32(lines) * tileHeight(t.count)
		t.scrollTo(t.first + lines)
	}
}

func (t *Tiles[Row]) DragEnd() { t.dragged = 0 }

// tileSize is a tile with the gap around it.
func (t *Tiles[Row]) tileSize() fyne.Size {
	return fyne.NewSize((t.Size().Width-tableScroll)/float32(t.columns), tileHeight(t.count))
}

const tileGap = 4 // on each side

// tileHeight is of a tile with so many lines, and never less than a finger
// needs.
func tileHeight(lines int) float32 {
	name := fyne.MeasureText("0", fynetheme.Size(fynetheme.SizeNameSubHeadingText), fyne.TextStyle{Bold: true}).Height
	other := fyne.MeasureText("0", fynetheme.Size(fynetheme.SizeNameCaptionText), fyne.TextStyle{}).Height
	return max(name+float32(lines-1)*other+fynetheme.InnerPadding(), touchHeight) + 2*tileGap
}

// touchHeight is the least that a finger hits, as WCAG 2.2 has it in 2.5.5.
const touchHeight = 44
