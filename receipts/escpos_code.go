package receipts

import "strings"

// dotsPerColumn is the width of a character of font A, in dots of an eighth of
// a millimeter.
const dotsPerColumn = 12

const (
	barHeight = 72 // dots: 9 mm, which a hand scanner hits at a slant
	// The narrowest bar, in dots: fewer are not read, more are not needed.
	leastBarDots, mostBarDots = 2, 3
)

// barDots is how wide the narrowest bar of a text's code can be. The paper at
// both sides of what the head reaches is the code's quiet zone.
func (e *escpos) barDots(text string) int {
	_, symbols := code128Data(text)
	modules := 11*symbols + 35 // start, check and stop take 11, 11 and 13
	return min(e.head.Columns*dotsPerColumn/modules, mostBarDots)
}

func (e *escpos) fitsBars(text string) bool { return isPlain(text) && e.barDots(text) >= leastBarDots }

// code128 prints text as Code 128 (GS k 73), as wide as fits.
func (e *escpos) code128(text string) {
	data, _ := code128Data(text)
	e.add('\n')
	e.setCenter(true)
	e.add(gs, 'h', barHeight, gs, 'w', byte(e.barDots(text)), gs, 'H', 0)
	e.add(gs, 'k', 73, byte(len(data)))
	e.add(data...)
	e.add('\n')
}

// code128Data writes text in Code 128's set B, and the digits at its end two a
// symbol in set C, and counts the symbols.
func code128Data(text string) (data []byte, symbols int) {
	head := strings.TrimRight(text, "0123456789")
	digits := text[len(head):]
	if len(digits) < 4 {
		head, digits = text, ""
	}
	if len(digits)%2 == 1 {
		head, digits = text[:len(head)+1], digits[1:]
	}
	data, symbols = []byte("{B"+strings.ReplaceAll(head, "{", "{{")), len(head)
	if digits == "" {
		return data, symbols
	}
	data = append(data, "{C"...)
	for i := 0; i < len(digits); i += 2 {
		data = append(data, (digits[i]-'0')*10+digits[i+1]-'0')
	}
	return data, symbols + 1 + len(digits)/2
}

const (
	// maxQRBytes is what a QR code of the printers' second model holds at
	// correction level M.
	maxQRBytes = 2331
	// qrDots is the width of a module. Larger ones do not fit a 58 mm roll.
	qrDots = 4
)

// qr prints text as a QR code, model 2, correction level M, with the functions
// of GS ( k: 65 model, 67 size, 69 level, 80 store, 81 print.
func (e *escpos) qr(text string) {
	if text == "" || len(text) > maxQRBytes {
		return
	}
	e.add('\n') // its quiet zone
	e.setCenter(true)
	e.qrFunction(65, 50, 0)
	e.qrFunction(67, qrDots)
	e.qrFunction(69, 49)
	e.qrFunction(80, append([]byte{48}, text...)...)
	e.qrFunction(81, 48)
	e.add('\n')
}

func (e *escpos) qrFunction(function byte, arguments ...byte) {
	const qrCode = 49
	size := len(arguments) + 2
	e.add(gs, '(', 'k', byte(size), byte(size>>8), qrCode, function)
	e.add(arguments...)
}
