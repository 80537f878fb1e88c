package receipts_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// crest draws a disk on nothing: a picture with transparency, as crests are.
func crest() []byte {
	const size = 120
	picture := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			if dx, dy := x-size/2, y-size/2; dx*dx+dy*dy < size*size/4 {
				picture.SetNRGBA(x, y, color.NRGBA{30, uint8(60 + y), 110, 255})
			}
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		panic(err)
	}
	return file.Bytes()
}
