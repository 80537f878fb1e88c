package receipts

import "counterfoil/ledger"

// block is a piece of a document, set on letter pages or on a roll.
type block interface {
	letter(*flow)
	roll() []slipRow
}

// banner is what must not be overlooked. Its first line stands out.
type banner []string

func (b banner) letter(f *flow) { f.banner(b...) }

func (b banner) roll() []slipRow {
	rows := []slipRow{gap, {style: strongLine, center: true, left: b[0]}}
	for _, text := range b[1:] {
		rows = append(rows, slipRow{left: text})
	}
	return append(rows, rule)
}

// facts are names with their values.
type facts []fact

func (b facts) letter(f *flow) { f.facts(b...) }

func (b facts) roll() []slipRow {
	var rows []slipRow
	for _, each := range b {
		rows = append(rows, slipRow{left: each.name, right: each.value})
	}
	return rows
}

// figures are the amounts that people look for first.
type figures []fact

func (b figures) letter(f *flow) { f.figures(b...) }

func (b figures) roll() []slipRow {
	var rows []slipRow
	for _, each := range b {
		rows = append(rows, slipRow{style: largeLine, left: each.name, right: each.value})
	}
	return append(rows, rule)
}

// heading begins what the blocks after it are about. It stays with the first.
type heading string

const belowHeading = 14.0 // millimeters that a heading is never without

func (b heading) letter(f *flow) {
	f.need(headingHeight + belowHeading)
	f.heading(string(b))
}

func (b heading) roll() []slipRow { return []slipRow{gap, {style: strongLine, left: string(b)}} }

// paragraph is a text over the whole width.
type paragraph struct {
	text   string
	strong bool
}

func (b paragraph) letter(f *flow) {
	set := bodyFace
	set.bold = b.strong
	f.paragraph(set, b.text)
	f.gap(1)
}

func (b paragraph) roll() []slipRow {
	if b.strong {
		return []slipRow{{style: strongLine, left: b.text}}
	}
	return []slipRow{{left: b.text}}
}

// signatures are lines to sign on, one for each role.
type signatures []string

func (b signatures) letter(f *flow) {
	f.gap(4)
	f.signatures(b...)
}

func (b signatures) roll() []slipRow {
	var rows []slipRow
	for _, role := range b {
		rows = append(rows, gap, gap, gap, gap, gap, rule, slipRow{left: role})
	}
	return rows
}

// space is room on letter pages, in millimeters.
type space float64

func (b space) letter(f *flow) { f.gap(float64(b)) }

func (space) roll() []slipRow { return nil }

// digest is a value that is compared character by character.
type digest struct{ name, value string }

func entryHash(h ledger.Hash) digest { return digest{"Entry's SHA-256", h.String()} }

func (b digest) letter(f *flow) {
	f.need(bodyFace.lineHeight())
	f.text(margin, f.y, bodyFace, b.name)
	f.text(margin+32, f.y, codeFace, b.value)
	f.y += bodyFace.lineHeight()
}

func (b digest) roll() []slipRow { return []slipRow{{left: b.name}, {indent: true, left: b.value}} }

// section is a table under its heading.
type section struct {
	heading string
	table
}

func (b section) letter(f *flow) { f.table(b.heading, b.table) }

func (b section) roll() []slipRow {
	rows := []slipRow{gap, {style: strongLine, left: b.heading}}
	if len(b.rows) == 0 && b.empty != "" {
		return append(rows, slipRow{left: b.empty}, rule)
	}
	for _, row := range b.rows {
		rows = append(rows, b.rollRow(row)...)
	}
	if b.totals != nil {
		rows = append(rows, rule)
		rows = append(rows, b.rollRow(tableRow{cells: b.totals, strong: true})...)
	}
	return append(rows, rule)
}

// rollRow sets a row of a table below one another, each value with the title
// of its column, since no table of amounts fits across a roll.
func (b section) rollRow(row tableRow) []slipRow {
	narrow := b.narrow
	if narrow == nil {
		narrow = b.stacked
	}
	rows := narrow(row.cells)
	if row.strong {
		rows[0].style = strongLine
	}
	if row.note != "" {
		rows = append(rows, slipRow{indent: true, left: row.note})
	}
	return rows
}

func (b section) stacked(cells []string) []slipRow {
	var rows []slipRow
	for i, c := range b.columns {
		switch {
		case i == 0:
			rows = append(rows, slipRow{left: cells[i]})
		case cells[i] == "":
		case c.title == "":
			rows = append(rows, slipRow{indent: true, left: cells[i]})
		default:
			rows = append(rows, slipRow{indent: true, left: c.title, right: cells[i]})
		}
	}
	return rows
}

// together are blocks that no page break parts.
type together struct {
	height float64 // millimeters in which they fit
	blocks []block
}

func (b together) letter(f *flow) {
	f.need(b.height)
	for _, each := range b.blocks {
		each.letter(f)
	}
}

func (b together) roll() []slipRow {
	var rows []slipRow
	for _, each := range b.blocks {
		rows = append(rows, each.roll()...)
	}
	return rows
}
