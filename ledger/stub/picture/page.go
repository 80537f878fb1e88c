package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"iter"

	"golang.org/x/image/draw"

	"counterfoil/ledger/phrase"
)

// page is one picture as it was taken, gray or in color.
type page struct {
	pixels      image.Image // *image.Gray, *image.YCbCr or *image.RGBA
	orientation int
}

// readingSide bounds the longer side of what codes are looked for on. A letter
// page at 300 dots an inch has 3,300.
const readingSide = 4200

// gray is the page upright, at a size to read codes from. Only whole numbers of
// pixels are put together: bars keep their proportions.
func (p page) gray() *image.Gray {
	small := p.grayBy((longest(p.pixels.Bounds()) + readingSide - 1) / readingSide)
	return upright(small, p.orientation, image.NewGray)
}

// shrink makes the copy to keep. It is always written anew, so that it holds
// the picture and nothing else that was in the file, such as where a phone was.
func (p page) shrink(keep Limits) ([]byte, error) {
	side := longest(p.pixels.Bounds())
	small := upright(p.colorBy(max(side/keep.MaxSide, 1)), p.orientation, image.NewRGBA)
	for side, quality := min(side, keep.MaxSide), keep.Quality; ; {
		small = fitted(small, side)
		var file bytes.Buffer
		if err := jpeg.Encode(&file, small, &jpeg.Options{Quality: quality}); err != nil {
			return nil, err
		}
		const poorest, smallest = 40, 320
		switch {
		case int64(file.Len()) <= keep.MaxBytes:
			return file.Bytes(), nil
		case quality > poorest:
			quality = max(quality-15, poorest)
		case side > smallest:
			side = side * 4 / 5
		default:
			return nil, phrase.Errorf("the picture does not fit the %d KB that the settings give a copy; raise them", keep.MaxBytes>>10)
		}
	}
}

// fitted scales a picture so that its longer side fits.
func fitted(m *image.RGBA, side int) *image.RGBA {
	have := longest(m.Rect)
	if have <= side {
		return m
	}
	small := image.NewRGBA(image.Rect(0, 0, max(m.Rect.Dx()*side/have, 1), max(m.Rect.Dy()*side/have, 1)))
	draw.ApproxBiLinear.Scale(small, small.Rect, m, m.Rect, draw.Src, nil)
	return small
}

func longest(r image.Rectangle) int { return max(r.Dx(), r.Dy()) }

// sizesOf are a page at full size, half and so on, as long as a code can be on
// it.
func sizesOf(m *image.Gray) iter.Seq[*image.Gray] {
	return func(yield func(*image.Gray) bool) {
		const smallest = 120
		for ; longest(m.Rect) >= smallest; m = halved(m) {
			if !yield(m) {
				return
			}
		}
	}
}

func halved(m *image.Gray) *image.Gray {
	half := image.NewGray(reduced(m.Rect, 2))
	for y := range min(half.Rect.Dy(), m.Rect.Dy()/2) {
		upper, lower := m.Pix[2*y*m.Stride:], m.Pix[(2*y+1)*m.Stride:]
		for x := range min(half.Rect.Dx(), m.Rect.Dx()/2) {
			sum := int(upper[2*x]) + int(upper[2*x+1]) + int(lower[2*x]) + int(lower[2*x+1])
			half.Pix[y*half.Stride+x] = uint8(sum / 4)
		}
	}
	return half
}

// grayBy averages squares of so many pixels a side.
func (p page) grayBy(factor int) *image.Gray {
	b := p.pixels.Bounds()
	out := image.NewGray(reduced(b, factor))
	luma := lumaOf(p.pixels)
	for y := range out.Rect.Dy() {
		row := out.Pix[y*out.Stride:]
		for x := range out.Rect.Dx() {
			sum := 0
			for dy := range factor {
				for dx := range factor {
					sum += int(luma(b.Min.X+x*factor+dx, b.Min.Y+y*factor+dy))
				}
			}
			row[x] = uint8(sum / (factor * factor))
		}
	}
	return out
}

func (p page) colorBy(factor int) *image.RGBA {
	b := p.pixels.Bounds()
	out := image.NewRGBA(reduced(b, factor))
	at := colorsOf(p.pixels)
	n := factor * factor
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var red, green, blue int
			for dy := range factor {
				for dx := range factor {
					r, g, b := at(b.Min.X+x*factor+dx, b.Min.Y+y*factor+dy)
					red, green, blue = red+int(r), green+int(g), blue+int(b)
				}
			}
			out.SetRGBA(x, y, color.RGBA{uint8(red / n), uint8(green / n), uint8(blue / n), 0xff})
		}
	}
	return out
}

// reduced is the rectangle in squares of so many pixels a side; what is left
// over at the right and below is dropped.
func reduced(r image.Rectangle, factor int) image.Rectangle {
	return image.Rect(0, 0, max(r.Dx()/factor, 1), max(r.Dy()/factor, 1))
}

func lumaOf(m image.Image) func(x, y int) uint8 {
	switch m := m.(type) {
	case *image.Gray:
		return func(x, y int) uint8 { return m.GrayAt(x, y).Y }
	case *image.YCbCr:
		return func(x, y int) uint8 {
			if !image.Pt(x, y).In(m.Rect) {
				return 0
			}
			return m.Y[m.YOffset(x, y)]
		}
	}
	colors := colorsOf(m)
	return func(x, y int) uint8 {
		r, g, b := colors(x, y)
		luma, _, _ := color.RGBToYCbCr(r, g, b)
		return luma
	}
}

func colorsOf(m image.Image) func(x, y int) (r, g, b uint8) {
	switch m := m.(type) {
	case *image.RGBA:
		return func(x, y int) (r, g, b uint8) { c := m.RGBAAt(x, y); return c.R, c.G, c.B }
	case *image.YCbCr:
		return func(x, y int) (r, g, b uint8) { c := m.YCbCrAt(x, y); return color.YCbCrToRGB(c.Y, c.Cb, c.Cr) }
	}
	return func(x, y int) (r, g, b uint8) {
		c := color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y
		return c, c, c
	}
}
