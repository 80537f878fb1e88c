package picture

import (
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
)

type rowDecoder interface {
	DecodeRow(int, *gozxing.BitArray, map[gozxing.DecodeHintType]any) (*gozxing.Result, error)
}

// decode reads a segment both ways, as the kinds of bar code that have so many
// bars.
func decode(bars []int) (s sighting, ok bool) {
	var readers []gozxing.Reader
	if (len(bars)-7)%6 == 0 { // 6 to a character, and the stop has 7
		readers = append(readers, oned.NewCode128Reader())
	}
	if (len(bars)-7)%10 == 0 { // 10 to a pair of digits, 4 before and 3 behind
		readers = append(readers, oned.NewITFReader())
	}
	if (len(bars)+1)%10 == 0 { // 10 to a character, the last without its gap
		readers = append(readers, oned.NewCode39Reader())
	}
	if len(readers) == 0 {
		return s, false
	}
	row := rowOf(bars)
	for range 2 {
		for _, reader := range readers {
			if result := decodeRow(reader.(rowDecoder), row); result != nil {
				return sighting{format: result.GetBarcodeFormat(), text: result.GetText()}, true
			}
		}
		row.Reverse()
	}
	return s, false
}

// anyLength lets the reader take every length of Interleaved 2 of 5, also those
// of no bill: a longer code must not be taken for a part of it.
var anyLength = map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_ALLOWED_LENGTHS: []int{4}}

func decodeRow(reader rowDecoder, row *gozxing.BitArray) (result *gozxing.Result) {
	// A pattern that is no code must not end the program, whatever it is.
	defer func() {
		if recover() != nil {
			result = nil
		}
	}()
	result, err := reader.DecodeRow(0, row, anyLength)
	if err != nil {
		return nil
	}
	return result
}

// rowOf draws the bars for the reader, with the margin that codes have.
func rowOf(bars []int) *gozxing.BitArray {
	const margin = 12
	narrow := narrowest(bars)
	row := gozxing.NewBitArray(2*margin*narrow + sum(bars))
	at := margin * narrow
	for i, width := range bars {
		if i%2 == 0 {
			for dark := range width {
				row.Set(at + dark)
			}
		}
		at += width
	}
	return row
}
