package receipts

import "counterfoil/assets/translations"

// A slip is a document for a narrow roll. It is laid out once, as lines with
// a left and a right part; a PDF measures them in millimeters, text and
// receipt printers in columns.

type slipStyle int

const (
	plainLine slipStyle = iota
	strongLine
	largeLine
	markLine // large, and set apart
	ruleLine
	gapLine
	barLine // a bar code of the text, which stands elsewhere in letters; large, where none fits
	qrLine  // a QR code of the text
)

// slipRow is what a slip says in one place: centered text, text from the left,
// or a name with its value at the right.
type slipRow struct {
	style       slipStyle
	center      bool
	indent      bool
	left, right string
}

// slipLine is a row's text, cut to the width.
type slipLine struct {
	style       slipStyle
	center      bool
	indent      float64
	left, right string
}

// slipPaper is what is being printed on.
type slipPaper struct {
	width   float64
	indent  float64
	between float64 // at least, from a left part to a right one
	measure func(style slipStyle, text string) float64
	// bars tells whether a bar code of the text fits; nil: none is printed.
	bars func(text string) bool
	// spellsQR is set where a QR code cannot be drawn: what it says is written.
	spellsQR bool
}

func layOut(rows []slipRow, paper slipPaper) []slipLine {
	var lines []slipLine
	for _, row := range rows {
		lines = append(lines, row.layOut(paper)...)
	}
	return lines
}

func (row slipRow) layOut(paper slipPaper) []slipLine {
	line := slipLine{style: row.style, center: row.center}
	if row.indent {
		line.indent = paper.indent
	}
	switch row.style {
	case ruleLine, gapLine:
		return []slipLine{line}
	case barLine:
		if paper.bars == nil {
			return nil
		}
		if paper.bars(row.left) {
			return line.eachLeft([]string{row.left})
		}
		row.style, line.style = largeLine, largeLine
	case qrLine:
		if !paper.spellsQR {
			return line.eachLeft([]string{row.left})
		}
		line.center = false
	}
	width := paper.width - line.indent
	measure := func(text string) float64 { return paper.measure(row.style, text) }
	if row.right == "" {
		return line.eachLeft(wrap(row.left, width, measure))
	}
	right := measure(clean(row.right))
	if right+paper.between+measure(clean(row.left)) > width && right > width/2 {
		// The value takes lines of its own.
		lines := line.eachLeft(wrap(row.left, width, measure))
		for _, text := range wrap(row.right, width, measure) {
			line.right = text
			lines = append(lines, line)
		}
		return lines
	}
	lines := line.eachLeft(wrap(row.left, width-right-paper.between, measure))
	lines[len(lines)-1].right = clean(row.right)
	return lines
}

func (line slipLine) eachLeft(texts []string) []slipLine {
	var lines []slipLine
	for _, text := range texts {
		line.left = text
		lines = append(lines, line)
	}
	return lines
}

var rule, gap = slipRow{style: ruleLine}, slipRow{style: gapLine}

// slip returns the receipt's rows for a roll.
func (doc receipt) slip() []slipRow { return append(doc.slipHead(), doc.slipBody()...) }

// centered are lines in the middle, the first of which stands out.
func centered(first slipStyle, texts []string) []slipRow {
	var rows []slipRow
	for i, text := range texts {
		style := plainLine
		if i == 0 {
			style = first
		}
		rows = append(rows, slipRow{style: style, center: true, left: text})
	}
	return rows
}

// slipHead is what stands above the stubs.
func (doc receipt) slipHead() []slipRow {
	var rows []slipRow
	add := func(more ...slipRow) { rows = append(rows, more...) }
	mark := func(text string) { add(gap, slipRow{style: markLine, center: true, left: text}) }

	add(centered(strongLine, doc.letterhead)...)
	if doc.training != "" {
		add(doc.trainingRows()...)
	} else {
		add(gap, slipRow{style: largeLine, center: true, left: doc.title})
	}
	if doc.duplicate != "" {
		mark(doc.duplicate)
	}
	for i, text := range doc.void {
		if i == 0 {
			mark(text)
		} else {
			add(slipRow{left: text})
		}
	}
	add(rule)
	for i, each := range doc.facts {
		style := plainLine
		if i == 0 {
			style = strongLine
		}
		add(slipRow{style: style, left: each.name, right: each.value})
	}
	return append(rows, rule)
}

func (doc receipt) slipBody() []slipRow {
	var rows []slipRow
	add := func(more ...slipRow) { rows = append(rows, more...) }

	for i, stub := range doc.stubs {
		if i > 0 {
			add(gap)
		}
		add(stub.slip(doc.in)...)
	}
	add(rule, slipRow{style: largeLine, left: doc.in.T("TOTAL##receipt"), right: "$" + doc.total})
	for _, tender := range doc.tenders {
		add(slipRow{left: tender.label, right: tender.amount})
		if tender.detail != "" {
			add(slipRow{indent: true, left: tender.detail})
		}
	}
	add(slipRow{style: largeLine, left: doc.in.T("CHANGE##receipt"), right: "$" + doc.change}, rule)
	for _, notice := range doc.notices {
		add(slipRow{left: notice}, gap)
	}
	for _, text := range doc.footer {
		add(slipRow{center: true, left: text})
	}
	add(slipRow{style: barLine, center: true, left: doc.number}, gap, slipRow{style: strongLine, center: true, left: doc.codeWords()})
	if doc.seal != "" {
		add(slipRow{center: true, left: doc.sealWords()}, slipRow{style: qrLine, center: true, left: doc.seal})
	}
	if doc.training != "" {
		add(doc.trainingRows()...)
	}
	return rows
}

// trainingRows stand at the top and at the foot of what is no receipt.
func (doc receipt) trainingRows() []slipRow {
	return []slipRow{gap, {style: markLine, center: true, left: doc.title}, {style: largeLine, center: true, left: doc.training}}
}

func (doc receipt) codeWords() string { return doc.in.T("Code %s##receipt", doc.code) }

func (doc receipt) sealWords() string {
	return doc.in.T("This seal shows whether the receipt was altered.")
}

func (stub receiptStub) slip(in translations.Language) []slipRow {
	rows := []slipRow{{style: strongLine, left: in.T("Account##receipt"), right: stub.account}}
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, slipRow{indent: true, left: name, right: value})
		}
	}
	add(in.T("Bill##receipt"), stub.bill)
	add(in.T("Due date##receipt"), stub.due)
	add(in.T("Due on the bill##receipt"), stub.amountDue)
	rows = append(rows, slipRow{style: strongLine, indent: true, left: in.T("Amount applied##receipt"), right: stub.amount})
	for _, f := range stub.funds {
		rows = append(rows, slipRow{indent: true, left: "  " + f.name, right: f.value})
	}
	for _, mark := range stub.marks {
		rows = append(rows, slipRow{indent: true, left: mark})
	}
	return rows
}
