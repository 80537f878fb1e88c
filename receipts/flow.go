package receipts

import (
	"strings"
	"time"

	"counterfoil/assets/translations"
)

// The paper of documents for filing: US letter, in millimeters.
const (
	letterWidth  = 215.9
	letterHeight = 279.4
	margin       = 16.0
	contentWidth = letterWidth - 2*margin
	rightEdge    = letterWidth - margin
	bottomEdge   = letterHeight - margin - 8 // room for the page number
)

var (
	bodyFace    = face{points: 9}
	smallFace   = face{points: 8}
	headingFace = face{points: 11, bold: true}
	titleFace   = face{points: 13, bold: true}
	stampFace   = face{points: 15, bold: true}
	codeFace    = face{points: 8.5, mono: true}
)

// flow fills letter pages from top to bottom.
type flow struct {
	*sheet
	y float64
	// header draws the top of each page and leaves y below it.
	header func(*flow)
	in     translations.Language // of the page numbers
	// begins are the pages on which parts of the document begin so far, and
	// contents sets them on the first one in the end; nil: it has none.
	begins   []int
	contents func()
}

// makeLetter draws a document of letter pages, with "Page x of y" on each.
func makeLetter(title string, at time.Time, draw func(*flow) error) ([]byte, error) {
	return makePDF(document{title, at, letterWidth}, func(s *sheet) error {
		f := &flow{sheet: s}
		if err := draw(f); err != nil {
			return err
		}
		f.onEachPage(func(page, pages int) {
			y := letterHeight - margin - smallFace.lineHeight()
			f.line(margin, y-1, rightEdge, y-1, 0.2)
			f.text(margin, y, smallFace, f.clip(title, smallFace, contentWidth-30))
			f.textRight(rightEdge, y, smallFace, f.in.T("Page %d of %d##document", page, pages))
		})
		return nil
	})
}

func (f *flow) newPage() {
	f.addPage(letterHeight)
	f.y = margin
	f.header(f)
}

// need starts a new page unless that much room is left.
func (f *flow) need(height float64) {
	if f.y+height > bottomEdge {
		f.newPage()
	}
}

func (f *flow) gap(height float64) { f.y += height }

// letterhead sets what a document is, at the right, against whose it is.
func (f *flow) letterhead(left, right []string) {
	const leftWidth, rightWidth = contentWidth * 0.58, contentWidth * 0.4
	setOf := func(i int) face {
		if i == 0 {
			return titleFace
		}
		return bodyFace
	}
	leftEnd, rightEnd := f.y, f.y
	for i, text := range left {
		for _, line := range f.wrapAtMost(2, text, setOf(i), leftWidth) {
			f.text(margin, leftEnd, setOf(i), line)
			leftEnd += setOf(i).lineHeight()
		}
	}
	for i, text := range right {
		f.textRight(rightEdge, rightEnd, setOf(i), f.clip(text, setOf(i), rightWidth))
		rightEnd += setOf(i).lineHeight()
	}
	f.y = max(leftEnd, rightEnd) + 1
	f.line(margin, f.y, rightEdge, f.y, 0.5)
	f.y += 3
}

const headingHeight = 8.0

func (f *flow) heading(text string) {
	f.y += 2
	f.text(margin, f.y, headingFace, f.clip(text, headingFace, contentWidth))
	f.y += headingHeight - 2
}

// paragraph sets text over the whole width.
func (f *flow) paragraph(set face, text string) {
	for _, line := range f.wrap(text, set, contentWidth) {
		f.need(set.lineHeight())
		f.text(margin, f.y, set, line)
		f.y += set.lineHeight()
	}
}

// wrapAtMost wraps text and clips what the last line cannot hold.
func (s *sheet) wrapAtMost(lines int, text string, set face, width float64) []string {
	all := s.wrap(text, set, width)
	if len(all) <= lines {
		return all
	}
	rest := strings.Join(all[lines-1:], " ")
	return append(all[:lines-1], s.clip(rest, set, width))
}

// banner sets what must not be overlooked in a frame. The first line stands
// out.
func (f *flow) banner(texts ...string) {
	const padding = 2.5
	type setLine struct {
		set  face
		text string
	}
	var lines []setLine
	height := 2 * padding
	for i, text := range texts {
		set := bodyFace
		if i == 0 {
			set = headingFace
		}
		for _, line := range f.wrap(text, set, contentWidth-2*padding) {
			lines = append(lines, setLine{set, line})
			height += set.lineHeight()
		}
	}
	f.need(height)
	f.frame(margin, f.y, contentWidth, height, 0.6)
	y := f.y + padding
	for _, l := range lines {
		f.text(margin+padding, y, l.set, l.text)
		y += l.set.lineHeight()
	}
	f.y += height + 3
}

// fact is a name with its value.
type fact struct{ name, value string }

// facts sets names and values in two columns, reading down each line.
func (f *flow) facts(facts ...fact) {
	const columns, nameWidth = 2, 32.0
	width := contentWidth / columns
	for start := 0; start < len(facts); start += columns {
		row := facts[start:min(start+columns, len(facts))]
		values := make([][]string, len(row))
		tallest := 0
		for i, each := range row {
			values[i] = f.wrap(each.value, bodyFace.strong(), width-nameWidth-3)
			tallest = max(tallest, len(values[i]))
		}
		height := float64(tallest)*bodyFace.lineHeight() + 0.8
		f.need(height)
		for i, each := range row {
			x := margin + float64(i)*width
			f.text(x, f.y, bodyFace, each.name)
			for n, line := range values[i] {
				f.text(x+nameWidth, f.y+float64(n)*bodyFace.lineHeight(), bodyFace.strong(), line)
			}
		}
		f.y += height
	}
}

// figures sets the amounts that people look for first.
func (f *flow) figures(figures ...fact) {
	width := contentWidth / float64(len(figures))
	height := stampFace.lineHeight() + 5
	f.need(height + 4)
	for i, each := range figures {
		x := margin + float64(i)*width
		f.frame(x, f.y, width, height, 0.4)
		f.text(x+3, f.y+4, headingFace, each.name)
		set := f.fit(each.value, stampFace, width-32)
		f.textRight(x+width-3, f.y+2.8, set, each.value)
	}
	f.y += height + 4
}

// signatures sets a line to sign on for each role, with its date.
func (f *flow) signatures(roles ...string) {
	const rowHeight, dateWidth, between = 13.0, 45.0, 6.0
	f.need(rowHeight * float64(len(roles)))
	for _, role := range roles {
		y := f.y + rowHeight - 5
		f.line(margin, y, rightEdge-dateWidth-between, y, 0.3)
		f.line(rightEdge-dateWidth, y, rightEdge, y, 0.3)
		f.text(margin, y+0.6, smallFace, f.clip(role, smallFace, contentWidth-dateWidth-between))
		f.text(rightEdge-dateWidth, y+0.6, smallFace, "Date")
		f.y += rowHeight
	}
}
