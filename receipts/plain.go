package receipts

import (
	"strings"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"counterfoil/ledger"
)

// minColumns is the narrowest paper on which an amount and its name fit.
const minColumns = 24

// ReceiptText returns a receipt as plain text of at most that many columns;
// fewer than 24 count as 24.
func ReceiptText(r ledger.Receipt, columns int) string {
	return slipText(newReceipt(r).slip(), columns)
}

func slipText(rows []slipRow, columns int) string {
	columns = max(columns, minColumns)
	paper := columnPaper(columns, 1)
	paper.spellsQR = true
	var text strings.Builder
	for _, line := range layOut(rows, paper) {
		text.WriteString(strings.TrimRight(line.inColumns(columns), " "))
		text.WriteByte('\n')
	}
	return text.String()
}

// StubsAt returns the line of the receipt's ReceiptText at which its stubs
// begin, counted from 0.
func StubsAt(r ledger.Receipt, columns int) int {
	return len(layOut(newReceipt(r).slipHead(), columnPaper(max(columns, minColumns), 1)))
}

// columnPaper measures in columns. Large text takes so many each.
func columnPaper(columns int, large float64) slipPaper {
	return slipPaper{
		width: float64(columns), indent: 2, between: large,
		measure: func(style slipStyle, text string) float64 {
			if style == largeLine || style == markLine {
				return large * float64(columnsOf(style.marked(text)))
			}
			return float64(columnsOf(text))
		},
	}
}

// marked sets a mark apart where no frame can be drawn.
func (style slipStyle) marked(text string) string {
	if style == markLine {
		return "* " + text + " *"
	}
	return text
}

// columnsOf counts the columns that text takes on a terminal or a printer:
// two for a Chinese or Japanese character, none for an accent of its own.
func columnsOf(text string) int {
	columns := len(text)
	if isPlain(text) {
		return columns
	}
	columns = 0
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			columns += 2
		case norm.NFC.PropertiesString(string(r)).CCC() == 0:
			columns++
		}
	}
	return columns
}

// inColumns writes the line with spaces where they are needed.
func (l slipLine) inColumns(columns int) string {
	switch l.style {
	case ruleLine:
		return strings.Repeat("-", columns)
	case gapLine:
		return ""
	}
	if l.center {
		text := l.style.marked(l.left)
		return strings.Repeat(" ", max(0, columns-columnsOf(text))/2) + text
	}
	left := strings.Repeat(" ", int(l.indent)) + l.left
	return left + strings.Repeat(" ", max(0, columns-columnsOf(left)-columnsOf(l.right))) + l.right
}
