package picture

import (
	"image"
	"math"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
)

// sweep looks along parallel lines across the page, at one angle after
// another. The reader of bar codes reads along a line that crosses every bar;
// where on the page, and how it lies there, is for us to find.
type sweep struct {
	degrees []float64 // from the horizontal
	lines   int       // across the longer side of the page
	inks    []ink     // how dark is told from light
}

// The sweeps in their order: a page lies straight more often than not.
var sweeps = []sweep{
	{degrees: []float64{0, 90}, lines: 250, inks: []ink{local, midway}},
	{degrees: []float64{0, 90}, lines: 700, inks: []ink{local, sharpened}},
	{degrees: between(0, 90, 180), lines: 250, inks: []ink{local, sharpened}},
}

// between lists the angles between right ones, those next to them first. A bar
// code three times as long as it is high is crossed whole up to 9 degrees off.
func between(rights ...float64) []float64 {
	const step = 7.5
	var degrees []float64
	for off := step; off <= 45; off += step {
		for i, right := range rights {
			if i > 0 {
				degrees = append(degrees, right-off)
			}
			if i < len(rights)-1 && off < 45 {
				degrees = append(degrees, right+off)
			}
		}
	}
	return degrees
}

// look reads along every line at one angle.
func (s sweep) look(page *image.Gray, degrees float64, found func(sighting)) {
	radians := degrees * math.Pi / 180
	along := vector{math.Cos(radians), math.Sin(radians)}
	across := vector{-along.y, along.x}
	middle := vector{float64(page.Rect.Dx()-1) / 2, float64(page.Rect.Dy()-1) / 2}
	reach := math.Hypot(middle.x, middle.y)
	apart := max(float64(longest(page.Rect))/float64(s.lines), closest)
	for off := -reach; off <= reach; off += apart {
		through := vector{middle.x + off*across.x, middle.y + off*across.y}
		first, last, crosses := within(page.Rect, through, along)
		if !crosses || last-first < minLinePixels {
			continue
		}
		light := sample(page, through, along, across, first, last)
		if contrast(light) < faintest {
			continue
		}
		// Lines of different angles are different ones.
		line := int(off) + int(degrees*100)*100_000
		for _, ink := range s.inks {
			for _, bars := range segments(ink(light)) {
				decode(bars, line, found)
			}
		}
	}
}

type vector struct{ x, y float64 }

const (
	minLinePixels = 60
	closest       = 3  // pixels between two lines
	faintest      = 12 // of 255, between the paper and the print
)

// within clips the line through a point to the page.
func within(r image.Rectangle, through, along vector) (first, last float64, crosses bool) {
	first, last = math.Inf(-1), math.Inf(1)
	clip := func(at, step float64, length int) bool {
		low, high := 0.0, float64(length-1)
		if math.Abs(step) < 1e-9 {
			return at >= low && at <= high
		}
		a, b := (low-at)/step, (high-at)/step
		first, last = max(first, min(a, b)), min(last, max(a, b))
		return true
	}
	crosses = clip(through.x, along.x, r.Dx()) && clip(through.y, along.y, r.Dy()) && first < last
	return first, last, crosses
}

// finer is how many points there are to a pixel along a line. Edges between
// pixels keep their place, so that bars of less than two pixels are still told
// apart.
const finer = 3

// sample reads the light along a line, averaged with the pixels beside it:
// bars are long, noise is not.
func sample(page *image.Gray, through, along, across vector, first, last float64) []float32 {
	n := int(last - first)
	coarse := make([]float32, n)
	for i := range coarse {
		at := first + float64(i)
		x, y := through.x+at*along.x, through.y+at*along.y
		coarse[i] = (lightAt(page, x-across.x, y-across.y) + lightAt(page, x, y) + lightAt(page, x+across.x, y+across.y)) / 3
	}
	light := make([]float32, (n-1)*finer+1)
	for i := range light {
		at, part := i/finer, float32(i%finer)/finer
		light[i] = coarse[at]
		if part > 0 {
			light[i] += (coarse[at+1] - coarse[at]) * part
		}
	}
	return light
}

// lightAt is the light between four pixels, each by how near it is.
func lightAt(page *image.Gray, x, y float64) float32 {
	x = min(max(x, 0), float64(page.Rect.Dx()-1))
	y = min(max(y, 0), float64(page.Rect.Dy()-1))
	left, top := int(x), int(y)
	dx, dy := float32(x-float64(left)), float32(y-float64(top))
	at := top*page.Stride + left
	right, below := 1, page.Stride
	if dx == 0 {
		right = 0
	}
	if dy == 0 {
		below = 0
	}
	upper := float32(page.Pix[at])*(1-dx) + float32(page.Pix[at+right])*dx
	lower := float32(page.Pix[at+below])*(1-dx) + float32(page.Pix[at+below+right])*dx
	return upper*(1-dy) + lower*dy
}

type rowDecoder interface {
	DecodeRow(int, *gozxing.BitArray, map[gozxing.DecodeHintType]any) (*gozxing.Result, error)
}

// decode reads a segment both ways, as the kinds of bar code that have so many
// bars.
func decode(bars []int, line int, found func(sighting)) {
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
		return
	}
	row := rowOf(bars)
	for range 2 {
		for _, reader := range readers {
			if result := decodeRow(reader.(rowDecoder), row); result != nil {
				found(sighting{result.GetBarcodeFormat(), result.GetText(), line})
				return
			}
		}
		row.Reverse()
	}
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
	size := 2 * margin * narrow
	for _, width := range bars {
		size += width
	}
	row := gozxing.NewBitArray(size)
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
