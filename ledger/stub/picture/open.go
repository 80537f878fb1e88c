package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"

	"counterfoil/ledger/phrase"
)

// What a picture may take, whatever it claims to be. A page of letter paper at
// 600 dots an inch has 34 million pixels.
const (
	maxPixels = 60 << 20
	maxSide   = 20_000
	maxMemory = 256 << 20 // bytes of the pixels while it is opened
)

type codec struct {
	name   string
	magics []string // "?" stands for any byte
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var codecs = []codec{
	{"JPEG", []string{"\xff\xd8\xff"}, jpeg.DecodeConfig, jpeg.Decode},
	{"PNG", []string{"\x89PNG\r\n\x1a\n"}, png.DecodeConfig, png.Decode},
	{"TIFF", []string{"II*\x00", "MM\x00*"}, tiff.DecodeConfig, tiff.Decode},
	{"GIF", []string{"GIF87a", "GIF89a"}, gif.DecodeConfig, gif.Decode},
	{"BMP", []string{"BM"}, bmp.DecodeConfig, bmp.Decode},
	{"WebP", []string{"RIFF????WEBP"}, webp.DecodeConfig, webp.Decode},
}

func codecOf(content []byte) (codec, error) {
	for _, c := range codecs {
		for _, magic := range c.magics {
			if hasMagic(content, magic) {
				return c, nil
			}
		}
	}
	return codec{}, phrase.Errorf("this is no picture that can be read; use JPEG, PNG, TIFF, GIF, BMP, WebP or PDF")
}

func hasMagic(content []byte, magic string) bool {
	if len(content) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != '?' && magic[i] != content[i] {
			return false
		}
	}
	return true
}

// open decodes a picture.
func open(content []byte) (_ page, err error) {
	c, err := codecOf(content)
	if err != nil {
		return page{}, err
	}
	broken := func(why any) error {
		return phrase.Errorf("this %s picture is broken or not whole (%v); take it again", c.name, why)
	}
	// The decoders are for well-meant files; some give up with a panic.
	defer func() {
		if why := recover(); why != nil {
			err = broken(why)
		}
	}()
	config, err := c.config(bytes.NewReader(content))
	if err != nil {
		return page{}, broken(err)
	}
	if err := affordable(config, content); err != nil {
		return page{}, err
	}
	decoded, err := c.decode(bytes.NewReader(content))
	if err != nil {
		return page{}, broken(err)
	}
	if decoded.Bounds().Empty() {
		return page{}, broken("it has no pixels")
	}
	return page{flat(decoded), orientation(content)}, nil
}

func affordable(config image.Config, content []byte) error {
	w, h := int64(config.Width), int64(config.Height)
	if w <= 0 || h <= 0 || w > maxSide || h > maxSide || w*h > maxPixels || w*h*bytesPerPixel(config.ColorModel, content) > maxMemory {
		return phrase.Errorf("this picture claims to be %d × %d pixels, more than can be taken; take it with fewer", w, h)
	}
	return nil
}

// bytesPerPixel is what a pixel takes while a picture is decoded and
// flattened.
func bytesPerPixel(model color.Model, content []byte) int64 {
	const flattened = 4
	switch model {
	case color.GrayModel:
		return 1
	case color.YCbCrModel:
		if isProgressive(content) { // its coefficients are all held at once
			return 15
		}
		return 3
	case color.Gray16Model:
		return 2 + flattened
	case color.RGBA64Model, color.NRGBA64Model:
		return 8 + flattened
	}
	return 4 + flattened
}

// isProgressive looks for a JPEG's frame that is refined scan by scan.
func isProgressive(content []byte) bool {
	for marker, segment := range jpegSegments(content) {
		if marker == 0xc2 && len(segment) > 0 {
			return true
		}
	}
	return false
}

// flat makes one of two kinds of a picture, gray or in color, on white where it
// is transparent.
func flat(m image.Image) image.Image {
	switch m := m.(type) {
	case *image.Gray, *image.YCbCr:
		return m
	}
	opaque := image.NewRGBA(m.Bounds())
	draw.Draw(opaque, opaque.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(opaque, opaque.Rect, m, m.Bounds().Min, draw.Over)
	return opaque
}
