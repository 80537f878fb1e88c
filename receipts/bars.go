package receipts

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

const (
	barMillimeters = 9.0
	// moduleWidth is the narrowest bar: 3 dots of a laser printer, in millimeters.
	moduleWidth = 0.33
	// leastModule is the narrowest bar that the head of a receipt printer sets
	// so that it is read: 2 of its dots.
	leastModule = 0.25
	quietBars   = 10 * moduleWidth // millimeters of white at either side

	// qrMillimeters is the side of a QR code: of the 49 to 57 modules that a
	// seal takes, each is as wide as 4 dots of a receipt printer, or more.
	qrMillimeters = 28.0
	quietSquare   = 2.5 // millimeters of white around it: 4 modules
)

// fitsBars tells whether text fits the width as Code 128.
func fitsBars(text string, width float64) bool {
	code, err := code128.Encode(text)
	return err == nil && barModule(code, width) >= leastModule
}

func barModule(code barcode.Barcode, width float64) float64 {
	return min(moduleWidth, width/float64(code.Bounds().Dx()))
}

// code128 draws text as Code 128 around x, as wide as fits between two quiet
// zones. What cannot be drawn is left out: the text stands in letters, too.
func (s *sheet) code128(x, y, width, height float64, text string) {
	code, err := code128.Encode(text)
	if err != nil {
		return
	}
	module := barModule(code, width)
	s.modules(code, x-module*float64(code.Bounds().Dx())/2, y, module, height)
}

// qr draws text as a QR code with its left top at x and y. What cannot be drawn
// is left out.
func (s *sheet) qr(x, y, side float64, text string) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if text == "" || err != nil {
		return
	}
	module := side / float64(code.Bounds().Dx())
	s.modules(code, x, y, module, module)
}

// modules draws the dark modules of a code as one shape, each as wide and as
// high as given: side by side, their edges would show.
func (s *sheet) modules(code barcode.Barcode, x, y, width, height float64) {
	var shape strings.Builder
	bounds := code.Bounds()
	for row := range bounds.Dy() {
		for from := 0; from < bounds.Dx(); {
			to := from
			for to < bounds.Dx() && code.At(to, row) == code.At(from, row) {
				to++
			}
			if code.At(from, row) == color.Black {
				fmt.Fprintf(&shape, "%d %d %d 1 re\n", from, row, to-from)
			}
			from = to
		}
	}
	s.shape(x, y, width, height, shape.String())
}
