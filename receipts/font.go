package receipts

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/bidi"

	"counterfoil/assets"
)

// face is how a text is set.
type face struct {
	points float64
	bold   bool
	mono   bool // figures that are compared digit by digit
}

func (f face) strong() face { f.bold = true; return f }

// outline is an embedded font: what it covers and how wide that is.
type outline struct {
	family string
	file   string
	font   *sfnt.Font
}

func openOutline(family, file string) *outline {
	parsed, err := sfnt.ParseReaderAt(strings.NewReader(file))
	if err != nil {
		panic("the built-in font " + family + " is damaged: " + err.Error())
	}
	return &outline{family, file, parsed}
}

// outlines are the embedded fonts, in the order in which a character is looked
// for.
var outlines = sync.OnceValue(func() []*outline {
	return []*outline{openOutline("plain", assets.DejaVuSans), openOutline("han", assets.DroidSansFallback), openOutline("hangul", assets.NanumSquare)}
})

// small is the font's file without what a PDF has no use for: its names, and
// the instructions for screens of few dots. The library goes by the names of
// the tables.
func (o *outline) small() []byte {
	const header, entry = 12, 16
	file := []byte(o.file)
	tables := int(binary.BigEndian.Uint16(file[4:]))
	for i := range tables {
		table := file[header+i*entry:][:entry]
		switch tag := table[:4]; string(tag) {
		case "cvt ", "fpgm", "prep", "gasp":
			copy(tag, "----")
		case "name":
			clear(file[binary.BigEndian.Uint32(table[8:]):][:binary.BigEndian.Uint32(table[12:])])
		}
	}
	return file
}

// width returns a character's width in thousandths of the font size, and
// whether the font has it. PDF text reaches the first 65,536 characters only.
func (o *outline) width(r rune) (int, bool) {
	if r > 0xFFFF {
		return 0, false
	}
	index, err := o.font.GlyphIndex(nil, r)
	if err != nil || index == 0 {
		return 0, false
	}
	em := int(o.font.UnitsPerEm())
	advance, err := o.font.GlyphAdvance(nil, index, fixed.I(em), font.HintingNone)
	if err != nil {
		return 0, false
	}
	return int(math.Round(float64(advance) / 64 * 1000 / float64(em))), true
}

// replacement stands for a character that no font has: it is seen, so that
// nobody takes the text for whole.
const replacement = '�'

type glyph struct {
	outline *outline
	rune    rune
	width   int
}

func findGlyph(r rune) glyph {
	for _, wanted := range []rune{r, replacement} {
		for _, o := range outlines() {
			if width, ok := o.width(wanted); ok {
				return glyph{o, wanted, width}
			}
		}
	}
	panic("the built-in fonts lack the replacement character")
}

// visual puts text that is read from right to left into the order in which it
// is drawn.
func visual(text string) string {
	if !strings.ContainsFunc(text, isRightToLeft) {
		return text
	}
	var paragraph bidi.Paragraph
	text = joined(text)
	if _, err := paragraph.SetString(text, bidi.DefaultDirection(bidi.LeftToRight)); err != nil {
		return text
	}
	order, err := paragraph.Order()
	if err != nil {
		return text
	}
	var drawn strings.Builder
	for i := range order.NumRuns() {
		run := order.Run(i)
		if run.Direction() == bidi.RightToLeft {
			drawn.WriteString(bidi.ReverseString(run.String()))
		} else {
			drawn.WriteString(run.String())
		}
	}
	return drawn.String()
}

func isRightToLeft(r rune) bool {
	properties, _ := bidi.LookupRune(r)
	return slices.Contains([]bidi.Class{bidi.R, bidi.AL}, properties.Class())
}

// encodeWestern writes text in code page 1252, the only one that the fonts of
// every PDF viewer know, and reports whether it could.
func encodeWestern(text string) (string, bool) {
	if isPlain(text) {
		return text, true
	}
	encoded := make([]byte, 0, len(text))
	whole := true
	for _, r := range text {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			b, whole = '?', false
		}
		encoded = append(encoded, b)
	}
	return string(encoded), whole
}
