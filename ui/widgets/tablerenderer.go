package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"counterfoil/ui/theme"
)

func rowHeight() float32 {
	line := fyne.MeasureText("0", fynetheme.TextSize(), fyne.TextStyle{Bold: true}).Height
	return line + fynetheme.InnerPadding()
}

const (
	tableMark   = 5 // width of the bar that marks the selected row
	tableScroll = 8 // width of the scroll mark
	tableFrame  = 3 // height of the lines above and below
	cellPad     = 5 // beside the text of a cell
)

func (t *Table[Row]) CreateRenderer() fyne.WidgetRenderer {
	r := &tableRenderer[Row]{
		table: t,
		sheet: canvas.NewRectangle(nil),
		frame: canvas.NewRectangle(color.Transparent),
		head:  canvas.NewRectangle(nil),
		mark:  canvas.NewRectangle(nil),
		thumb: canvas.NewRectangle(nil),
		empty: canvas.NewText("", nil),
	}
	return t.ringed(r)
}

// tableRenderer keeps the texts and bands of as many rows as fit and fills
// them anew whenever the table changes.
type tableRenderer[Row any] struct {
	table             *Table[Row]
	size              fyne.Size
	row               float32 // the height of a row, when it was laid out
	sheet, frame      *canvas.Rectangle
	head, mark, thumb *canvas.Rectangle
	empty             *canvas.Text
	lines             []tableLine // the head, then the rows in sight
}

type tableLine struct {
	band  *canvas.Rectangle
	cells []*canvas.Text
}

func (r *tableRenderer[Row]) Destroy() {}

func (r *tableRenderer[Row]) MinSize() fyne.Size {
	return fyne.NewSize(tableMark+tableScroll+r.need(r.table.columns...), rowHeight()*float32(r.table.MinRows+1)+tableFrame)
}

func (r *tableRenderer[Row]) Layout(size fyne.Size) {
	r.size, r.row = size, rowHeight()
	r.table.inSight = max(int(size.Height/rowHeight())-1, 1)
	r.table.bringInSight()
	for len(r.lines) < r.table.inSight+1 {
		line := tableLine{band: canvas.NewRectangle(nil)}
		for _, c := range r.table.columns {
			cell := canvas.NewText("", nil)
			cell.Alignment = c.Align
			line.cells = append(line.cells, cell)
		}
		r.lines = append(r.lines, line)
	}
	r.lines = r.lines[:r.table.inSight+1]
	r.fill()
}

func (r *tableRenderer[Row]) Refresh() {
	if r.row != rowHeight() {
		r.Layout(r.size) // text has another size
	}
	r.fill()
	canvas.Refresh(r.table)
}

func (r *tableRenderer[Row]) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.sheet, r.head}
	for _, line := range r.lines {
		objects = append(objects, line.band)
		for _, cell := range line.cells {
			objects = append(objects, cell)
		}
	}
	return append(objects, r.mark, r.thumb, r.empty, r.frame)
}

func (r *tableRenderer[Row]) fill() {
	if len(r.lines) == 0 {
		return
	}
	t := r.table
	r.sheet.FillColor = fynetheme.Color(fynetheme.ColorNameInputBackground)
	r.sheet.Resize(r.size)
	r.frame.StrokeColor, r.frame.StrokeWidth = fynetheme.Color(fynetheme.ColorNameInputBorder), 1
	r.frame.Move(fyne.NewPos(0.5, 0.5))
	r.frame.Resize(r.size.SubtractWidthHeight(1, 1))
	r.place(r.head, 0)
	r.head.FillColor = fynetheme.Color(fynetheme.ColorNameHeaderBackground)

	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.Title
	}
	r.write(r.lines[0], 0, titles, true, color.Transparent)

	r.mark.Hide()
	first, count := t.InSight()
	for i, line := range r.lines[1:] {
		if i >= count {
			r.write(line, i+1, nil, false, color.Transparent)
			continue
		}
		row := first + i
		shown := t.rows.At(row)
		texts := make([]string, len(t.columns))
		for j, c := range t.columns {
			texts[j] = c.Text(shown)
		}
		r.write(line, i+1, texts, row == t.selected, r.bandOf(row))
		if row == t.selected {
			r.showMark(i + 1)
		}
	}
	r.showThumb(first, count)
	r.showEmpty()
}

func (r *tableRenderer[Row]) bandOf(row int) color.Color {
	switch {
	case row == r.table.selected:
		return fynetheme.Color(fynetheme.ColorNameSelection)
	case row%2 == 1:
		return fynetheme.Color(theme.ColorNameStripe)
	}
	return color.Transparent
}

// place puts a band on a line; line 0 is the head.
func (r *tableRenderer[Row]) place(band *canvas.Rectangle, line int) {
	height := rowHeight()
	band.Move(fyne.NewPos(1, height*float32(line)+1))
	band.Resize(fyne.NewSize(max(r.size.Width-2, 0), height))
}

// write fills a line; no texts empty it.
func (r *tableRenderer[Row]) write(line tableLine, number int, texts []string, bold bool, band color.Color) {
	r.place(line.band, number)
	line.band.FillColor = band
	size, style, pad := fynetheme.TextSize(), fyne.TextStyle{Bold: bold}, fynetheme.InnerPadding()
	x := float32(tableMark)
	for i, cell := range line.cells {
		width := r.columnWidth(i)
		cell.Text = ""
		if texts != nil {
			cell.Text = fit(texts[i], width-2*cellPad, size, style)
		}
		cell.TextSize, cell.TextStyle = size, style
		cell.Color = fynetheme.Color(fynetheme.ColorNameForeground)
		cell.Move(fyne.NewPos(x+cellPad, line.band.Position().Y+pad/2))
		cell.Resize(fyne.NewSize(width-2*cellPad, rowHeight()-pad))
		x += width
	}
}

func (r *tableRenderer[Row]) columnWidth(column int) float32 {
	columns := r.table.columns
	return (r.size.Width - tableMark - tableScroll) * r.need(columns[column]) / r.need(columns...)
}

// need is the width that the columns were declared to need, and their titles do.
func (r *tableRenderer[Row]) need(columns ...Column[Row]) float32 {
	width := float32(0)
	for _, c := range columns {
		title := fyne.MeasureText(c.Title, fynetheme.TextSize(), fyne.TextStyle{Bold: true}).Width + 1 // or it is cut for a rounding
		width += max(digitWidth()*float32(c.Width), title) + 2*cellPad
	}
	return width
}

func (r *tableRenderer[Row]) showMark(line int) {
	r.mark.FillColor = fynetheme.Color(fynetheme.ColorNamePrimary)
	r.place(r.mark, line)
	r.mark.Resize(fyne.NewSize(tableMark, r.mark.Size().Height))
	r.mark.Show()
}

func (r *tableRenderer[Row]) showThumb(first, count int) {
	all := r.table.rows.Len()
	if count >= all {
		r.thumb.Hide()
		return
	}
	head := rowHeight()
	track := r.size.Height - head
	r.thumb.FillColor = fynetheme.Color(fynetheme.ColorNameScrollBar)
	r.thumb.CornerRadius = tableScroll / 2
	r.thumb.Resize(fyne.NewSize(tableScroll-3, max(track*float32(count)/float32(all), 12)))
	room := track - r.thumb.Size().Height
	r.thumb.Move(fyne.NewPos(r.size.Width-tableScroll, head+room*float32(first)/float32(all-count)))
	r.thumb.Show()
}

func (r *tableRenderer[Row]) showEmpty() {
	r.empty.Text = ""
	if r.table.rows.Len() == 0 {
		r.empty.Text = r.table.Empty
	}
	r.empty.TextSize = fynetheme.TextSize()
	r.empty.Color = fynetheme.Color(fynetheme.ColorNamePlaceHolder)
	r.empty.Alignment = fyne.TextAlignCenter
	r.empty.Move(fyne.NewPos(0, rowHeight()*1.5))
	r.empty.Resize(fyne.NewSize(r.size.Width, rowHeight()))
}

func digitWidth() float32 {
	return fyne.MeasureText("0", fynetheme.TextSize(), fyne.TextStyle{Bold: true}).Width
}
