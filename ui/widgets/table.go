package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/keys"
)

// Column declares a column of a table of Rows.
type Column[Row any] struct {
	Title string
	// Width is how many digits it needs. What room is left over is shared out
	// in proportion.
	Width int
	Align fyne.TextAlign
	Text  func(Row) string
}

// Table shows rows and has one of them selected: with the arrows, Home, End,
// Page Up, Page Down or the mouse. Enter or a double click opens it. It draws
// only the rows in sight.
type Table[Row any] struct {
	widget.BaseWidget
	keyboard

	// OnSelect hears of each row that becomes the selected one.
	OnSelect func(Row)
	// OnOpen is Enter; without it Enter goes to the screen's commands.
	OnOpen func(Row)
	// Empty is what it says when it has no rows.
	Empty string
	// MinRows is how many rows it has room for at least.
	MinRows int

	columns  []Column[Row]
	rows     Rows[Row]
	selected int  // -1 when there are no rows
	first    int  // the topmost row in sight
	inSight  int  // how many rows fit, set by the renderer
	dragging bool // the mark of the place
}

// NewTable returns an empty table.
func NewTable[Row any](columns ...Column[Row]) *Table[Row] {
	t := &Table[Row]{columns: columns, rows: slice[Row](nil), selected: -1, MinRows: 3, inSight: 1}
	t.self = t
	t.ExtendBaseWidget(t)
	return t
}

// SetRows replaces the rows and selects the first.
func (t *Table[Row]) SetRows(rows []Row) { t.ShowRows(slice[Row](rows)) }

// ShowRows replaces the rows by those of a list that need not be in memory, and
// selects the first.
func (t *Table[Row]) ShowRows(rows Rows[Row]) {
	t.rows, t.selected, t.first = rows, -1, 0
	t.Select(0)
	t.Refresh()
}

// Rows returns those that were set; of a list that is not in memory, none.
func (t *Table[Row]) Rows() []Row {
	rows, _ := t.rows.(slice[Row])
	return rows
}

// Selected returns the index of the selected row and the row; -1 when there
// are none.
func (t *Table[Row]) Selected() (int, Row) {
	if t.selected < 0 {
		var none Row
		return -1, none
	}
	return t.selected, t.rows.At(t.selected)
}

// Select selects the row of that index, or the nearest, and brings it in sight.
func (t *Table[Row]) Select(index int) {
	index = min(max(index, 0), t.rows.Len()-1)
	if index == t.selected {
		return
	}
	t.selected = index
	t.bringInSight()
	t.Refresh()
	if t.OnSelect != nil {
		t.OnSelect(t.rows.At(index))
	}
}

func (t *Table[Row]) bringInSight() {
	if t.selected >= t.first+t.inSight {
		t.first = t.selected - t.inSight + 1
	}
	t.first = max(min(t.first, t.selected, t.rows.Len()-t.inSight), 0)
}

// InSight returns the rows that are drawn: from the first, so many.
func (t *Table[Row]) InSight() (first, count int) {
	return t.first, min(t.inSight, t.rows.Len()-t.first)
}

func (t *Table[Row]) open() {
	if t.OnOpen != nil && t.selected >= 0 {
		t.OnOpen(t.rows.At(t.selected))
	}
}

// Hold implements keys.Holder.
func (t *Table[Row]) Hold() (giveBack func()) {
	selected := t.selected
	return func() {
		if selected >= 0 && selected < t.rows.Len() {
			t.Select(selected)
		}
	}
}

func (t *Table[Row]) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case usedUp(t, ev):
	case ev.Name == fyne.KeyDown:
		t.Select(t.selected + 1)
	case ev.Name == fyne.KeyUp:
		t.Select(t.selected - 1)
	case ev.Name == fyne.KeyHome:
		t.Select(0)
	case ev.Name == fyne.KeyEnd:
		t.Select(t.rows.Len() - 1)
	case ev.Name == fyne.KeyPageDown:
		t.Select(t.selected + t.inSight)
	case ev.Name == fyne.KeyPageUp:
		t.Select(t.selected - t.inSight)
	case keys.IsEnter(ev.Name) && t.OnOpen != nil:
		t.open()
	default:
		passKey(t, ev)
	}
}

func (t *Table[Row]) TypedRune(r rune) { deliver(t, r, func() { passRune(t, r) }) }

// MouseDown selects the row under the pointer and takes the keyboard. Beside
// the rows it goes to that place of the list.
func (t *Table[Row]) MouseDown(ev *desktop.MouseEvent) {
	focus(t, t)
	if t.dragging = ev.Position.X >= t.Size().Width-tableScroll; t.dragging {
		t.goTo(ev.Position.Y)
		return
	}
	row := int(ev.Position.Y/rowHeight()) - 1
	if first, count := t.InSight(); row >= 0 && row < count {
		t.Select(first + row)
	}
}

func (t *Table[Row]) MouseUp(*desktop.MouseEvent) {}

// Dragged moves the rows with the mark of the place.
func (t *Table[Row]) Dragged(ev *fyne.DragEvent) {
	if t.dragging {
		t.goTo(ev.Position.Y)
	}
}

func (t *Table[Row]) DragEnd() { t.dragging = false }

// goTo shows the rows of a place beside them, and leaves the selection.
func (t *Table[Row]) goTo(y float32) {
	track := t.Size().Height - rowHeight()
	share := float64((y - rowHeight()) / max(track, 1))
	t.first = max(min(int(share*float64(t.rows.Len())), t.rows.Len()-t.inSight), 0)
	t.Refresh()
}

func (t *Table[Row]) DoubleTapped(ev *fyne.PointEvent) {
	if row := int(ev.Position.Y/rowHeight()) - 1; row >= 0 && t.first+row == t.selected {
		t.open()
	}
}

// Scrolled moves the rows under the wheel and leaves the selection.
func (t *Table[Row]) Scrolled(ev *fyne.ScrollEvent) {
	by := 3
	if ev.Scrolled.DY > 0 {
		by = -by
	}
	t.first = max(min(t.first+by, t.rows.Len()-t.inSight), 0)
	t.Refresh()
}
