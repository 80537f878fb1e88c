package receipts

import (
	"image/color"

	"github.com/boombuler/barcode/code128"
)

const (
	barMillimeters = 9.0
	// moduleWidth is the narrowest bar: 3 dots of a laser printer, in millimeters.
	moduleWidth = 0.33
	quietZone   = 10 // modules of white at either side
)

// code128 draws text as Code 128 around x, as wide as fits. What cannot be
// drawn is left out: the text stands in letters, too.
func (s *sheet) code128(x, y, width, height float64, text string) {
	code, err := code128.Encode(text)
	if err != nil {
		return
	}
	modules := code.Bounds().Dx()
	module := min(moduleWidth, width/float64(modules+2*quietZone))
	left := x - module*float64(modules)/2
	for from := 0; from < modules; {
		to := from
		for to < modules && code.At(to, 0) == code.At(from, 0) {
			to++
		}
		if code.At(from, 0) == color.Black {
			s.fill(left+module*float64(from), y, module*float64(to-from), height, 0)
		}
		from = to
	}
}
