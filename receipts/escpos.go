package receipts

import (
	"strings"

	"counterfoil/ledger"
)

// Head is what the head of a receipt printer can set.
type Head struct {
	Columns  int             // usually 32, 42 or 48; fewer than 24 count as 24
	CodePage ledger.CodePage // 0 is 1252
}

// ReceiptESCPOS returns a receipt as the bytes of a printer that takes Epson's
// ESC/POS. A character that its code page lacks is written with those it has.
func ReceiptESCPOS(r ledger.Receipt, head Head) []byte {
	return slipESCPOS(newReceipt(r).slip(), head)
}

// slipESCPOS sets a slip on a receipt printer and cuts it off.
func slipESCPOS(rows []slipRow, head Head) []byte {
	head.Columns = max(head.Columns, minColumns)
	e := startESCPOS(head)
	for i := range rows {
		// Before they are laid out, since it can change how long they are.
		rows[i].left, rows[i].right = e.page.write(rows[i].left), e.page.write(rows[i].right)
	}
	paper := columnPaper(head.Columns, 2)
	paper.bars = e.fitsBars
	for _, line := range layOut(rows, paper) {
		e.line(line)
	}
	return e.cut()
}

// escpos is a job for a receipt printer.
type escpos struct {
	bytes  []byte
	head   Head
	page   codePage
	bold   bool
	double bool
	center bool
}

const (
	esc = 0x1B
	fs  = 0x1C
	gs  = 0x1D
)

// startESCPOS resets the printer (ESC @), leaves the two-byte characters of
// Asian printers (FS .), and picks the code page (ESC t).
func startESCPOS(head Head) *escpos {
	page := codePageOf(head.CodePage)
	return &escpos{bytes: []byte{esc, '@', fs, '.', esc, 't', page.number}, head: head, page: page}
}

func (e *escpos) add(bytes ...byte) { e.bytes = append(e.bytes, bytes...) }

func (e *escpos) line(l slipLine) {
	switch l.style {
	case barLine:
		e.code128(l.left)
		return
	case qrLine:
		e.qr(l.left)
		return
	}
	columns := e.head.Columns
	large := l.style == largeLine || l.style == markLine
	e.setBold(large || l.style == strongLine)
	e.setDouble(large)
	e.setCenter(false)
	if large {
		columns /= 2
	}
	e.add(e.page.encode(strings.TrimRight(l.inColumns(columns), " "))...)
	e.add('\n')
}

// setBold is ESC E.
func (e *escpos) setBold(on bool) {
	if e.bold != on {
		e.bold = on
		e.add(esc, 'E', flag(on))
	}
}

// setDouble is GS !: the high digit is the width, the low one the height.
func (e *escpos) setDouble(on bool) {
	if e.double != on {
		e.double = on
		e.add(gs, '!', flag(on)*0x11)
	}
}

// setCenter is ESC a. Only codes need it: lines of text are padded, which
// keeps them in one frame on paper that is wider than their columns.
func (e *escpos) setCenter(on bool) {
	if e.center != on {
		e.center = on
		e.add(esc, 'a', flag(on))
	}
}

// cut feeds three lines (ESC d) and cuts at the cutter (GS V 66 0).
func (e *escpos) cut() []byte {
	e.setBold(false)
	e.setDouble(false)
	e.setCenter(false)
	e.add(esc, 'd', 3, gs, 'V', 66, 0)
	return e.bytes
}

func flag(on bool) byte {
	if on {
		return 1
	}
	return 0
}
