package receipts

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"counterfoil/ledger"
)

// ReceiptESCPOS returns a receipt as the bytes of a receipt printer that
// takes Epson's ESC/POS and has that many columns, usually 32, 42 or 48;
// fewer than 24 count as 24.
func ReceiptESCPOS(r ledger.Receipt, columns int) []byte {
	columns = max(columns, minColumns)
	rows := newReceipt(r).slip()
	for i := range rows {
		// Before they are laid out, since it can change how long they are.
		rows[i].left, rows[i].right = western(rows[i].left), western(rows[i].right)
	}
	e := startESCPOS()
	for _, line := range layOut(rows, columnPaper(columns, 2)) {
		e.line(line, columns)
	}
	return e.cut()
}

// escpos is a job for a receipt printer.
type escpos struct {
	bytes  []byte
	bold   bool
	double bool
}

const (
	esc = 0x1B
	gs  = 0x1D
)

// startESCPOS resets the printer (ESC @) and picks code page 1252 (ESC t 16).
func startESCPOS() *escpos {
	return &escpos{bytes: []byte{esc, '@', esc, 't', 16}}
}

func (e *escpos) line(l slipLine, columns int) {
	large := l.style == largeLine || l.style == markLine
	e.setBold(large || l.style == strongLine)
	e.setDouble(large)
	if large {
		columns /= 2
	}
	for _, r := range strings.TrimRight(l.inColumns(columns), " ") {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			b = '?'
		}
		e.bytes = append(e.bytes, b)
	}
	e.bytes = append(e.bytes, '\n')
}

// setBold is ESC E.
func (e *escpos) setBold(on bool) {
	if e.bold != on {
		e.bold = on
		e.bytes = append(e.bytes, esc, 'E', flag(on))
	}
}

// setDouble is GS !: the high digit is the width, the low one the height.
func (e *escpos) setDouble(on bool) {
	if e.double != on {
		e.double = on
		e.bytes = append(e.bytes, gs, '!', flag(on)*0x11)
	}
}

// cut feeds three lines (ESC d) and cuts at the cutter (GS V 66 0).
func (e *escpos) cut() []byte {
	e.setBold(false)
	e.setDouble(false)
	return append(e.bytes, esc, 'd', 3, gs, 'V', 66, 0)
}

func flag(on bool) byte {
	if on {
		return 1
	}
	return 0
}

// Letters that no decomposition turns into a plain one.
var western1252 = strings.NewReplacer("Ł", "L", "ł", "l", "Đ", "D", "đ", "d", "Ħ", "H", "ħ", "h", "ı", "i", "Ŧ", "T", "ŧ", "t")

// western writes text with the characters of code page 1252: an accent that
// it lacks is left out, a letter that it lacks becomes a question mark.
func western(text string) string {
	text = clean(text)
	if isPlain(text) {
		return text
	}
	var out strings.Builder
	for _, r := range western1252.Replace(text) {
		if _, ok := charmap.Windows1252.EncodeRune(r); ok {
			out.WriteRune(r)
			continue
		}
		out.WriteString(withoutAccents(r))
	}
	return out.String()
}

func withoutAccents(r rune) string {
	var kept strings.Builder
	for _, part := range norm.NFD.String(string(r)) {
		_, ok := charmap.Windows1252.EncodeRune(part)
		switch {
		case unicode.Is(unicode.Mn, part):
		case ok:
			kept.WriteRune(part)
		default:
			kept.WriteByte('?')
		}
	}
	return kept.String()
}
