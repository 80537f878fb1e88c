package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
	"iter"
)

// jpegSegments walks through the marked segments before a JPEG's pixels.
func jpegSegments(content []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		if !bytes.HasPrefix(content, []byte("\xff\xd8")) {
			return
		}
		for rest := content[2:]; len(rest) >= 4 && rest[0] == 0xff; {
			marker, length := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
			const startOfScan = 0xda
			if marker == startOfScan || length < 2 || len(rest) < 2+length {
				return
			}
			if !yield(marker, rest[4:2+length]) {
				return
			}
			rest = rest[2+length:]
		}
	}
}

// orientation reads how a camera was held, as Exif 2.3 numbers it: 1 is
// upright. It is 1 when the picture does not say.
func orientation(content []byte) int {
	if hasMagic(content, "II*\x00") || hasMagic(content, "MM\x00*") {
		return exifOrientation(content)
	}
	const app1 = 0xe1
	for marker, segment := range jpegSegments(content) {
		if exif, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); marker == app1 && ok {
			return exifOrientation(exif)
		}
	}
	return 1
}

// exifOrientation looks for tag 274 in the first directory of a TIFF file,
// which is what Exif is.
func exifOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	const entryBytes, orientationTag = 12, 274
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entryBytes {
			return 1
		}
		if order.Uint16(entries) == orientationTag {
			if value := int(order.Uint16(entries[8:])); value >= 1 && value <= 8 {
				return value
			}
			return 1
		}
		entries = entries[entryBytes:]
	}
	return 1
}

// upright turns a picture by the way its camera was held.
func upright[M turnable](m M, orientation int, like func(image.Rectangle) M) M {
	if orientation == 1 {
		return m
	}
	size := m.Bounds().Size()
	if orientation >= 5 {
		size.X, size.Y = size.Y, size.X
	}
	turned := like(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			from := before(image.Pt(x, y), m.Bounds(), orientation)
			turned.Set(x, y, m.At(from.X, from.Y))
		}
	}
	return turned
}

type turnable interface {
	*image.Gray | *image.RGBA
	draw.Image
}

// before is where a pixel of the upright picture stands in the one as taken.
func before(p image.Point, taken image.Rectangle, orientation int) image.Point {
	right, bottom := taken.Dx()-1, taken.Dy()-1
	switch orientation {
	case 2:
		p = image.Pt(right-p.X, p.Y)
	case 3:
		p = image.Pt(right-p.X, bottom-p.Y)
	case 4:
		p = image.Pt(p.X, bottom-p.Y)
	case 5:
		p = image.Pt(p.Y, p.X)
	case 6:
		p = image.Pt(p.Y, bottom-p.X)
	case 7:
		p = image.Pt(right-p.Y, bottom-p.X)
	case 8:
		p = image.Pt(right-p.Y, p.X)
	}
	return taken.Min.Add(p)
}
