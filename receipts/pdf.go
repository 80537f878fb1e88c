package receipts

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"sync"
	"time"

	"github.com/jung-kurt/gofpdf"
)

const millimetersPerPoint = 25.4 / 72

// document is what a PDF file says of itself. The time is that of the values
// in it, never the clock's: the same values make the same bytes.
type document struct {
	title string // of our own words and numbers
	at    time.Time
	width float64 // of its pages, in millimeters
}

// sheet is a PDF document being drawn. Lengths are in millimeters from the
// top left of the page. It is the only type that knows the PDF library.
type sheet struct {
	pdf   *gofpdf.Fpdf
	width float64

	glyphs  map[rune]glyph
	current setFont         // what the page has now
	fonts   map[string]bool // those that are embedded already
	images  map[[sha256.Size]byte]string
}

// makePDF draws a document. A text is set in the fonts that every PDF viewer
// has, and one that needs more in embedded ones: of these a few glyphs then do.
func makePDF(d document, draw func(*sheet) error) ([]byte, error) {
	s := newSheet(d)
	if err := draw(s); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("%s could not be made into a PDF: %w", d.title, err)
	}
	return out.Bytes(), nil
}

func newSheet(d document) *sheet {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: d.width, Ht: d.width}})
	at := d.at
	if at.IsZero() {
		at = time.Unix(0, 0).UTC() // the library takes no time for now
	}
	pdf.SetCreationDate(at)
	pdf.SetModificationDate(at)
	pdf.SetCatalogSort(true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetTitle(d.title, true)
	pdf.SetCreator("Counterfoil", true)
	return &sheet{
		pdf: pdf, width: d.width,
		glyphs: map[rune]glyph{}, fonts: map[string]bool{}, images: map[[sha256.Size]byte]string{},
	}
}

func (s *sheet) addPage(height float64) {
	s.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: s.width, Ht: height})
	s.current = setFont{}
}

// onEachPage draws on the finished pages, first to last, once their number is
// known.
func (s *sheet) onEachPage(draw func(page, pages int)) {
	pages := s.pages()
	for page := 1; page <= pages; page++ {
		s.onPage(page, func() { draw(page, pages) })
	}
}

// onPage draws on a page that came before, once the last one is done.
func (s *sheet) onPage(page int, draw func()) {
	s.pdf.SetPage(page)
	s.current = setFont{}
	draw()
}

// pages is how many there are so far.
func (s *sheet) pages() int { return s.pdf.PageCount() }

// run is a piece of text in one font, encoded for it.
type run struct {
	family, style string
	outline       *outline
	text          string
	width         int // in thousandths of the font size
}

type setFont struct {
	family, style string
	points        float64
}

// runs splits text by the fonts that have its characters.
func (s *sheet) runs(text string, f face) []run {
	text = clean(text)
	if encoded, whole := encodeWestern(text); whole || f.mono {
		return []run{westernRun(encoded, f)}
	}
	var runs []run
	for _, r := range visual(text) {
		g := s.glyph(r)
		if n := len(runs); n == 0 || runs[n-1].outline != g.outline {
			runs = append(runs, run{family: g.outline.family, outline: g.outline})
		}
		last := &runs[len(runs)-1]
		last.text += string(g.rune)
		last.width += g.width
	}
	return runs
}

func westernRun(encoded string, f face) run {
	r := run{family: "helvetica", text: encoded}
	if f.bold {
		r.style = "B"
	}
	if f.mono {
		r.family = "courier"
	}
	widths := westernWidths()[r.family+r.style]
	for i := range len(encoded) {
		r.width += widths[encoded[i]]
	}
	return r
}

var westernWidths = sync.OnceValue(func() map[string]*[256]int {
	all := map[string]*[256]int{}
	pdf := gofpdf.New("P", "mm", "Letter", "")
	for _, family := range []string{"helvetica", "courier"} {
		for _, style := range []string{"", "B"} {
			pdf.SetFont(family, style, 10)
			widths := &[256]int{}
			for b := range widths {
				widths[b] = pdf.GetStringSymbolWidth(string([]byte{byte(b)}))
			}
			all[family+style] = widths
		}
	}
	return all
})

func (s *sheet) glyph(r rune) glyph {
	g, ok := s.glyphs[r]
	if !ok {
		g = findGlyph(r)
		s.glyphs[r] = g
	}
	return g
}

// measure returns how wide a text is when set.
func (s *sheet) measure(text string, f face) float64 {
	units := 0
	for _, r := range s.runs(text, f) {
		units += r.width
	}
	return f.inMillimeters(units)
}

func (f face) inMillimeters(units int) float64 {
	return float64(units) / 1000 * f.points * millimetersPerPoint
}

// lineHeight is the distance from one line of a paragraph to the next.
func (f face) lineHeight() float64 { return f.points * millimetersPerPoint * 1.25 }

func (s *sheet) wrap(text string, f face, width float64) []string {
	return wrap(text, width, func(part string) float64 { return s.measure(part, f) })
}

func (s *sheet) clip(text string, f face, width float64) string {
	return clip(text, width, func(part string) float64 { return s.measure(part, f) })
}

// fit returns the face in which the text is no wider than the width: a number
// is set smaller, for a wrapped or clipped one would be read as another.
func (s *sheet) fit(text string, f face, width float64) face {
	if natural := s.measure(text, f); natural > width {
		f.points = math.Floor(f.points*width/natural*100) / 100
	}
	return f
}

// text sets one line whose left end is at x and whose top is at y.
func (s *sheet) text(x, y float64, f face, text string) {
	baseline := y + f.points*millimetersPerPoint*0.98
	for _, r := range s.runs(text, f) {
		s.use(r, f.points)
		if f.bold && r.outline != nil {
			s.boldText(x, baseline, f.points, r.text)
		} else {
			s.pdf.Text(x, baseline, r.text)
		}
		x += f.inMillimeters(r.width)
	}
}

// boldText draws the outlines of an embedded font's letters as well as their
// insides: a second embedded font would double the size of a receipt.
func (s *sheet) boldText(x, baseline, points float64, text string) {
	const fill, fillAndStroke = 0, 2
	s.pdf.SetLineWidth(points * millimetersPerPoint * 0.03)
	s.pdf.SetTextRenderingMode(fillAndStroke)
	s.pdf.Text(x, baseline, text)
	s.pdf.SetTextRenderingMode(fill)
}

// textRight sets one line whose right end is at x.
func (s *sheet) textRight(x, y float64, f face, text string) {
	s.text(x-s.measure(text, f), y, f, text)
}

// textCenter sets one line around x.
func (s *sheet) textCenter(x, y float64, f face, text string) {
	s.text(x-s.measure(text, f)/2, y, f, text)
}

func (s *sheet) use(r run, points float64) {
	wanted := setFont{r.family, r.style, points}
	if s.current == wanted {
		return
	}
	if r.outline != nil && !s.fonts[r.family] {
		s.pdf.AddUTF8FontFromBytes(r.family, r.style, r.outline.small())
		s.fonts[r.family] = true
	}
	s.pdf.SetFont(r.family, r.style, points)
	s.current = wanted
}

// line draws a straight line of the given thickness.
func (s *sheet) line(x1, y1, x2, y2, thickness float64) {
	s.pdf.SetLineWidth(thickness)
	s.pdf.Line(x1, y1, x2, y2)
}

func (s *sheet) dashedLine(x1, y1, x2, y2, thickness float64) {
	s.pdf.SetDashPattern([]float64{2, 1.5}, 0)
	s.line(x1, y1, x2, y2, thickness)
	s.pdf.SetDashPattern(nil, 0)
}

// frame draws the outline of a box.
func (s *sheet) frame(x, y, width, height, thickness float64) {
	s.pdf.SetLineWidth(thickness)
	s.pdf.Rect(x, y, width, height, "D")
}

// fill paints a box: 0 is black, 255 white.
func (s *sheet) fill(x, y, width, height float64, gray int) {
	s.pdf.SetFillColor(gray, gray, gray)
	s.pdf.Rect(x, y, width, height, "F")
}

// shape paints a path of PDF operators in black. Its units are as wide and as
// high as given, from its left top.
func (s *sheet) shape(x, y, width, height float64, path string) {
	_, pageHeight := s.pdf.GetPageSize()
	s.pdf.RawWriteStr(fmt.Sprintf("q 0 g %.4f 0 0 %.4f %.2f %.2f cm\n%sf Q", width/millimetersPerPoint, -height/millimetersPerPoint,
		x/millimetersPerPoint, (pageHeight-y)/millimetersPerPoint, path))
}

// stamp sets a word across the page, so light that text over it stays
// readable.
func (s *sheet) stamp(x, y, degrees float64, f face, text string) {
	s.pdf.SetTextColor(225, 225, 225)
	s.pdf.TransformBegin()
	s.pdf.TransformRotate(degrees, x, y)
	s.textCenter(x, y, f, text)
	s.pdf.TransformEnd()
	s.pdf.SetTextColor(0, 0, 0)
	s.current = setFont{} // the end of a transformation brings the former font back
}

// picture draws a PNG file as large as fits the box, at its left top. The
// library's own reader stops the program on some files, so it is only shown
// what was decoded and written again.
func (s *sheet) picture(file []byte, x, y, width, height float64) error {
	key := sha256.Sum256(file)
	name, ok := s.images[key]
	if !ok {
		decoded, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			return fmt.Errorf("the picture is not a PNG file: %w", err)
		}
		flat := image.NewRGBA(decoded.Bounds())
		draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(flat, flat.Bounds(), decoded, decoded.Bounds().Min, draw.Over)
		var encoded bytes.Buffer
		if err := png.Encode(&encoded, flat); err != nil {
			return err
		}
		name = fmt.Sprint("picture", len(s.images)+1)
		s.images[key] = name
		s.pdf.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "PNG"}, &encoded)
	}
	info := s.pdf.GetImageInfo(name)
	scale := min(width/info.Width(), height/info.Height())
	s.pdf.ImageOptions(name, x, y, info.Width()*scale, info.Height()*scale, false, gofpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	return s.pdf.Error()
}
