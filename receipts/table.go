package receipts

// column is one column of a table.
type column struct {
	title string
	width float64 // share of the table's width
	kind  columnKind
}

type columnKind int

const (
	words  columnKind = iota // wraps
	number                   // one line, set smaller when it must be
	amount                   // a number at the right
)

// tableRow is a row of a table, with a note below it over the whole width.
type tableRow struct {
	cells  []string
	note   string
	strong bool
}

type table struct {
	columns []column
	rows    []tableRow
	totals  []string // stays with the last rows; nil: none
	empty   string   // said when there are no rows
	width   float64  // 0: the whole page
	// narrow sets the cells of a row on a roll; nil: one below another.
	narrow func(cells []string) []slipRow
}

const (
	cellPadding = 1.2
	cellLines   = 4
	keepRows    = 2 // a total never stands on a page without that many rows
)

// table sets a table under its heading. Its head is repeated on each page,
// and the last rows go to the next page together with the totals.
func (f *flow) table(heading string, t table) {
	if t.width == 0 {
		t.width = contentWidth
	}
	t.columns = scaled(t.columns, t.width)
	laid := make([]laidRow, len(t.rows))
	for i, row := range t.rows {
		laid[i] = f.layRow(t, row)
	}
	var tail float64
	if t.totals != nil {
		totals := f.layRow(t, tableRow{cells: t.totals, strong: true})
		totals.rule = true
		laid = append(laid, totals)
	}
	// Where the end that stays together begins, and how high it is.
	end := max(0, len(laid)-keepRows-1)
	for _, row := range laid[end:] {
		tail += row.height
	}
	start := f.headHeight()
	for i, row := range laid[:min(keepRows, len(laid))] {
		if i == end {
			start += tail
			break
		}
		start += row.height
	}
	f.need(headingHeight + start)
	f.heading(heading)
	if len(t.rows) == 0 && t.empty != "" {
		f.paragraph(bodyFace, t.empty)
		f.gap(2)
		return
	}
	f.drawHead(t)
	for i, row := range laid {
		room := row.height
		if i == end {
			room = tail
		}
		if f.y+room > bottomEdge {
			f.newPage()
			f.text(margin, f.y, smallFace, f.clip(heading+" (continued)", smallFace, contentWidth))
			f.y += smallFace.lineHeight() + 1
			f.drawHead(t)
		}
		f.drawRow(t, row)
	}
	f.line(margin, f.y, margin+t.width, f.y, 0.3)
	f.y += 3
}

// scaled turns the columns' shares into millimeters.
func scaled(columns []column, width float64) []column {
	var shares float64
	for _, c := range columns {
		shares += c.width
	}
	var out []column
	for _, c := range columns {
		c.width *= width / shares
		out = append(out, c)
	}
	return out
}

// padding is the room at the left of a column: more beside amounts, which end
// where it begins.
func (t table) padding(i int) float64 {
	if i > 0 && t.columns[i].kind != amount && t.columns[i-1].kind == amount {
		return cellPadding + 2
	}
	return cellPadding
}

type laidRow struct {
	cells  [][]string
	note   []string
	set    face
	height float64
	rule   bool
}

func (f *flow) layRow(t table, row tableRow) laidRow {
	laid := laidRow{set: smallFace}
	laid.set.bold = row.strong
	lines := 1
	for i, c := range t.columns {
		cell := []string{row.cells[i]}
		if c.kind == words {
			cell = f.wrapAtMost(cellLines, row.cells[i], laid.set, c.width-cellPadding-t.padding(i))
		}
		laid.cells = append(laid.cells, cell)
		lines = max(lines, len(cell))
	}
	if row.note != "" {
		laid.note = f.wrap(row.note, smallFace, t.width-2*cellPadding-noteIndent)
	}
	laid.height = float64(lines+len(laid.note))*laid.set.lineHeight() + 1
	return laid
}

const noteIndent = 6.0

func (f *flow) headHeight() float64 { return smallFace.lineHeight() + 2 }

func (f *flow) drawHead(t table) {
	height := f.headHeight()
	f.fill(margin, f.y, t.width, height, 228)
	x := margin
	for i, c := range t.columns {
		set := f.fit(c.title, smallFace.strong(), c.width-cellPadding-t.padding(i))
		if c.kind == amount {
			f.textRight(x+c.width-cellPadding, f.y+1, set, c.title)
		} else {
			f.text(x+t.padding(i), f.y+1, set, c.title)
		}
		x += c.width
	}
	f.y += height
}

func (f *flow) drawRow(t table, row laidRow) {
	if row.rule {
		f.line(margin, f.y, margin+t.width, f.y, 0.4)
	} else {
		f.fill(margin, f.y, t.width, 0.12, 170)
	}
	x, y := margin, f.y+0.6
	for i, c := range t.columns {
		for n, line := range row.cells[i] {
			top := y + float64(n)*row.set.lineHeight()
			switch c.kind {
			case words:
				f.text(x+t.padding(i), top, row.set, line)
			case number:
				f.text(x+t.padding(i), top, f.fit(line, row.set, c.width-t.padding(i)), line)
			case amount:
				f.textRight(x+c.width-cellPadding, top, f.fit(line, row.set, c.width-cellPadding), line)
			}
		}
		x += c.width
	}
	y = f.y + row.height - 0.4 - float64(len(row.note))*smallFace.lineHeight()
	for _, line := range row.note {
		f.text(margin+cellPadding+noteIndent, y, smallFace, line)
		y += smallFace.lineHeight()
	}
	f.y += row.height
}
