package receipts

import (
	"fmt"
	"time"

	"counterfoil/ledger"
)

// roll is a narrow paper that a page is as long as needed on.
type roll struct {
	width  float64 // millimeters
	margin float64 // which the printer's head does not reach: more than quietBars
	faces  map[slipStyle]face
}

// The heads of printers reach 72 of 80 mm, and 48 of 58.
var rolls = map[ledger.Paper]roll{
	ledger.Roll80: {80, 4, map[slipStyle]face{
		plainLine: {points: 9}, strongLine: {points: 9, bold: true}, largeLine: {points: 14, bold: true}, markLine: {points: 16, bold: true},
	}},
	ledger.Roll58: {58, 5, map[slipStyle]face{
		plainLine: {points: 8}, strongLine: {points: 8, bold: true}, largeLine: {points: 11, bold: true}, markLine: {points: 13, bold: true},
	}},
}

// reach is what the printer's head does.
func (r roll) reach() float64 { return r.width - 2*r.margin }

// makeRoll draws a slip as one page that is as long as the slip. A paper that
// it does not know is an error.
func makeRoll(paper ledger.Paper, title string, at time.Time, rows []slipRow) ([]byte, error) {
	r, known := rolls[paper]
	if !known {
		return nil, fmt.Errorf("a slip cannot be set on %q paper; choose %q, %q or %q", paper, ledger.Letter, ledger.Roll80, ledger.Roll58)
	}
	return makePDF(document{title, at, r.width}, func(s *sheet) error {
		lines := layOut(rows, slipPaper{
			width: r.reach(), indent: r.width / 20, between: 2,
			measure: func(style slipStyle, text string) float64 { return s.measure(text, r.faces[style]) },
			bars:    func(text string) bool { return fitsBars(text, r.reach()) },
		})
		height := 2 * r.margin
		for _, line := range lines {
			height += r.height(line)
		}
		s.addPage(height)
		y := r.margin
		for _, line := range lines {
			r.draw(s, y, line)
			y += r.height(line)
		}
		return nil
	})
}

func (r roll) height(l slipLine) float64 {
	switch l.style {
	case ruleLine:
		return 4
	case gapLine:
		return 2
	case barLine:
		return barMillimeters + 4
	case qrLine:
		return qrMillimeters + 4
	case markLine:
		return r.faces[markLine].lineHeight() + 3
	}
	return r.faces[l.style].lineHeight()
}

func (r roll) draw(s *sheet, y float64, l slipLine) {
	left, right, middle := r.margin, r.width-r.margin, r.width/2
	set := r.faces[l.style]
	switch {
	case l.style == ruleLine:
		s.line(left, y+2, right, y+2, 0.3)
		return
	case l.style == barLine:
		s.code128(middle, y+2, r.reach(), barMillimeters, l.left)
		return
	case l.style == qrLine:
		s.qr(middle-qrMillimeters/2, y+2, qrMillimeters, l.left)
		return
	case l.style == markLine:
		s.frame(left, y, right-left, r.height(l)-1, 0.6)
		y += 1
	}
	if l.center {
		s.textCenter(middle, y, set, l.left)
		return
	}
	s.text(left+l.indent, y, set, l.left)
	if l.right != "" {
		s.textRight(right, y, set, l.right)
	}
}
