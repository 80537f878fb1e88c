package picture

import (
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"
	multi "github.com/makiuchi-d/gozxing/multi/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// squares reads the QR codes of a page, at several sizes: a coarse look is
// better on a blurred or noisy picture, a close one on a small code. A page
// that shows none may be too faint for the reader.
func squares(m *image.Gray) []string {
	asItIs := func(m *image.Gray) *image.Gray { return m }
	texts := squaresOf(m, asItIs)
	if len(texts) == 0 {
		texts = squaresOf(m, stretched)
	}
	return texts
}

func squaresOf(m *image.Gray, prepare func(*image.Gray) *image.Gray) (texts []string) {
	for m := range sizesOf(m) {
		for _, text := range squaresAt(prepare(m)) {
			if !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	return texts
}

func squaresAt(page *image.Gray) (texts []string) {
	// The reader gives up on some patterns with a panic.
	defer func() { _ = recover() }()
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	source := gozxing.NewLuminanceSourceFromImage(page)
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bits, err := gozxing.NewBinaryBitmap(binarizer)
		if err != nil {
			return texts
		}
		found, err := multi.NewQRCodeMultiReader().DecodeMultiple(bits, hints)
		if err != nil || len(found) == 0 {
			if one, err := qrcode.NewQRCodeReader().Decode(bits, hints); err == nil {
				found = []*gozxing.Result{one}
			}
		}
		for _, result := range found {
			texts = append(texts, result.GetText())
		}
		if len(texts) > 0 {
			return texts
		}
	}
	return texts
}

// stretched is a faint page made as black and white as it goes.
func stretched(m *image.Gray) *image.Gray {
	light := make([]float32, len(m.Pix))
	for i, l := range m.Pix {
		light[i] = float32(l)
	}
	low, high := extremes(light, 1000) // a code may be a small part of the page
	if high <= low {
		return m
	}
	clear := image.NewGray(m.Rect)
	for i, l := range light {
		clear.Pix[i] = uint8(min(max((l-low)/(high-low), 0), 1) * 255)
	}
	return clear
}
