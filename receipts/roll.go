package receipts

import "time"

// An 80 mm roll: a printer's head reaches 72 mm of it.
const (
	rollWidth  = 80.0
	rollMargin = 4.0
)

var slipFaces = map[slipStyle]face{
	plainLine:  {points: 9},
	strongLine: {points: 9, bold: true},
	largeLine:  {points: 14, bold: true},
	markLine:   {points: 16, bold: true},
}

// makeRoll draws a slip as one page that is as long as the slip.
func makeRoll(title string, at time.Time, rows []slipRow) ([]byte, error) {
	return makePDF(document{title, at, rollWidth}, func(s *sheet) error {
		lines := layOut(rows, slipPaper{
			width: rollWidth - 2*rollMargin, indent: 4, between: 2,
			measure: func(style slipStyle, text string) float64 { return s.measure(text, slipFaces[style]) },
		})
		height := 2 * rollMargin
		for _, line := range lines {
			height += line.height()
		}
		s.addPage(height)
		y := rollMargin
		for _, line := range lines {
			s.slipLine(y, line)
			y += line.height()
		}
		return nil
	})
}

func (l slipLine) height() float64 {
	switch l.style {
	case ruleLine:
		return 4
	case gapLine:
		return 2
	case barLine:
		return barMillimeters + 4
	case markLine:
		return slipFaces[markLine].lineHeight() + 3
	}
	return slipFaces[l.style].lineHeight()
}

func (s *sheet) slipLine(y float64, l slipLine) {
	const left, right = rollMargin, rollWidth - rollMargin
	set := slipFaces[l.style]
	switch {
	case l.style == ruleLine:
		s.line(left, y+2, right, y+2, 0.3)
		return
	case l.style == barLine:
		s.code128(rollWidth/2, y+2, rollWidth-2*rollMargin, barMillimeters, l.left)
		return
	case l.style == markLine:
		s.frame(left, y, right-left, l.height()-1, 0.6)
		y += 1
	}
	if l.center {
		s.textCenter(rollWidth/2, y, set, l.left)
		return
	}
	s.text(left+l.indent, y, set, l.left)
	if l.right != "" {
		s.textRight(right, y, set, l.right)
	}
}
