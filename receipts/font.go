package receipts

import (
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

// The order is the order in which a character's font is looked for.
var (
	plainOutlines = sync.OnceValue(func() []*outline {
		return []*outline{openOutline("plain", assets.DejaVuSans), fallbackOutline()}
	})
	boldOutlines = sync.OnceValue(func() []*outline {
		return []*outline{openOutline("bold", assets.DejaVuSansBold), fallbackOutline()}
	})
	fallbackOutline = sync.OnceValue(func() *outline { return openOutline("fallback", assets.DroidSansFallback) })
)

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

func findGlyph(outlines []*outline, r rune) glyph {
	for _, wanted := range []rune{r, replacement} {
		for _, o := range outlines {
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
