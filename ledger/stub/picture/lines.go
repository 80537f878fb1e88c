package picture

import (
	"context"
	"image"
	"math"
)

// A look is how the lines across a region are read: each averaged with so many
// lines on either side, because bars are long and noise is not, and with what
// tells its dark from its light.
type look struct {
	beside int
	inks   []ink
}

var looks = []look{
	{beside: 1, inks: []ink{local, midway}},
	{beside: 4, inks: []ink{local, sharpened, sharper}},
}

const (
	maxLines      = 40 // across a region
	closest       = 3  // pixels between two lines
	minLinePixels = 60
	faintest      = 12 // of 255, between the paper and the print
)

// maxSamples bounds the points of a page that are read: it is work, not time,
// so that a slow machine reads what a fast one does.
const maxSamples = 60 << 20

// reading looks for bar codes on one page.
type reading struct {
	page    *image.Gray
	scale   float64 // of what it is a smaller picture of, to it
	samples int     // left of maxSamples
	found   func(sighting)
}

// bars reads the bar codes of a page, in regions at full size, half and so on:
// of a bill that fills the picture, the bars are too wide to stand together.
func bars(ctx context.Context, whole *image.Gray, found func(sighting)) {
	r, strip := reading{samples: maxSamples, found: found}, 0
	for r.page = range sizesOf(whole) {
		r.scale = float64(whole.Rect.Dx()) / float64(r.page.Rect.Dx())
		for _, region := range regionsOf(r.page) {
			if ctx.Err() != nil {
				return
			}
			strip++
			r.read(region, strip)
		}
	}
}

// read reads along lines across a region, and beyond its ends as far as the
// light beside a code can be.
func (r *reading) read(in region, strip int) {
	beyond := in.long/8 + 8*tileSide
	apart := max(in.high/maxLines, closest)
	for _, look := range looks {
		line := 0
		for off := apart/2 - in.high/2; off < in.high/2; off += apart {
			line++
			through := in.middle.plus(in.across.times(off))
			first, last, crosses := within(r.page.Rect, through, in.along)
			first, last = max(first, -in.long/2-beyond), min(last, in.long/2+beyond)
			if !crosses || last-first < minLinePixels {
				continue
			}
			if r.samples -= int(last-first) * (2*look.beside + 1); r.samples < 0 {
				return
			}
			light := sample(r.page, through, in, first, last, look.beside)
			if contrast(light) < faintest {
				continue
			}
			for _, ink := range look.inks {
				for _, segment := range segments(ink(light)) {
					if s, ok := decode(segment.bars); ok {
						s.strip, s.line = strip, line
						s.at = through.plus(in.along.times(first + segment.middle/finer)).times(r.scale)
						s.long = segment.long / finer * r.scale
						r.found(s)
					}
				}
			}
		}
	}
}

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

// sample reads the light along a line, averaged with the lines beside it.
func sample(page *image.Gray, through vector, in region, first, last float64, beside int) []float32 {
	coarse := make([]float32, int(last-first))
	for off := -beside; off <= beside; off++ {
		from := through.plus(in.across.times(float64(off)))
		for i := range coarse {
			at := first + float64(i)
			coarse[i] += lightAt(page, from.x+at*in.along.x, from.y+at*in.along.y)
		}
	}
	for i := range coarse {
		coarse[i] /= float32(2*beside + 1)
	}
	light := make([]float32, (len(coarse)-1)*finer+1)
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
