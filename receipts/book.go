package receipts

import (
	"fmt"
	"time"

	"counterfoil/ledger"
)

// The blank receipts of a book, three on a letter page: what the customer gets
// on the left, what stays in the book on the right.
const (
	blanksOnPage = 3
	blankHeight  = (letterHeight - 2*bookMargin) / blanksOnPage
	bookMargin   = 10.0
	stubLeft     = 146.0 // where the office's part begins
)

var (
	bookNumberFace = face{points: 14, bold: true}
	bookLabelFace  = face{points: 7.5}
)

// BookPDF returns numbered blank receipts to be bound into a book: official
// receipts to be written by hand when not even the counter's computer works.
// At is when they are printed.
func BookPDF(city ledger.City, r ledger.PaperRange, at time.Time) ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	title := fmt.Sprintf("Receipts %s, station %s", r, city.Station)
	return makePDF(document{title, at, letterWidth}, func(s *sheet) error {
		for number := r.First; number <= r.Last; number++ {
			place := (number - r.First) % blanksOnPage
			if place == 0 {
				s.addPage(letterHeight)
			}
			top := bookMargin + float64(place)*blankHeight
			n := ledger.PaperNumber{Book: r.Book, Number: number}
			if city.Training {
				s.stamp(letterWidth/2, top+blankHeight/2, 15, face{points: 72, bold: true}, trainingMark)
			}
			s.customersPart(city, n, top)
			s.officesPart(city, n, top)
			s.dashedLine(stubLeft-4, top+2, stubLeft-4, top+blankHeight-2, 0.2)
			if place > 0 {
				s.dashedLine(bookMargin, top, letterWidth-bookMargin, top, 0.2)
			}
		}
		return nil
	})
}

// customersPart is the receipt.
func (s *sheet) customersPart(city ledger.City, n ledger.PaperNumber, top float64) {
	left, right := bookMargin, stubLeft-8
	y := top + 4
	for i, line := range letterheadOf(city) {
		set := bookLabelFace
		if i == 0 {
			set = headingFace
		}
		for _, wrapped := range s.wrapAtMost(2, line, set, 72) {
			s.text(left, y, set, wrapped)
			y += set.lineHeight()
		}
	}
	s.textRight(right, top+4, bookLabelFace, receiptTitle)
	s.textRight(right, top+8, bookNumberFace, n.String())
	s.textRight(right, top+14.5, bookLabelFace, "Station "+city.Station)
	if city.Training {
		s.textRight(right, top+18, bookLabelFace.strong(), trainingMark)
	}

	y = max(y, top+20) + 1
	y = s.blanks(left, right, y, blank{"Date", 34}, blank{"Time", 24}, blank{"Received from", 0})
	y = s.blanks(left, right, y, blank{"Account", 48}, blank{"Bill number", 0})
	y = s.blanks(left, right, y, blank{"Amount $", 36}, blank{"In words", 0})
	s.box(left, y+blankRow-3.2)
	s.text(left+5, y+blankRow-2.9, bookLabelFace, "Cash")
	s.box(left+18, y+blankRow-3.2)
	s.text(left+23, y+blankRow-2.9, bookLabelFace, "Check")
	y = s.blanks(left+36, right, y, blank{"Check number", 40}, blank{"Bank routing", 0})
	y = s.blanks(left, right, y, blank{"Name on the check", 62}, blank{"Received by (signature)", 0})
	for _, line := range s.wrapAtMost(2, "Billing is offline. Your payment is posted as of the date above when billing returns. Keep this receipt: it is your proof.", bookLabelFace, right-left) {
		s.text(left, y+1, bookLabelFace, line)
		y += bookLabelFace.lineHeight()
	}
}

// officesPart stays in the book, to be keyed in from.
func (s *sheet) officesPart(city ledger.City, n ledger.PaperNumber, top float64) {
	right := letterWidth - bookMargin
	s.text(stubLeft, top+4, bookLabelFace, "OFFICE COPY, station "+city.Station)
	s.text(stubLeft, top+8, bookNumberFace, n.String())
	y := top + 16
	for _, row := range [][]blank{
		{{"Date", 26}, {"Time", 0}}, {{"Received from", 0}}, {{"Account", 0}}, {{"Bill number", 0}},
		{{"Amount $", 26}, {"Check number", 0}}, {{"Bank routing", 0}}, {{"Written by", 30}, {"Keyed in by", 0}},
	} {
		y = s.blanks(stubLeft, right, y, row...)
	}
	s.box(stubLeft, y+1)
	s.text(stubLeft+5, y+0.5, bookLabelFace, "Spoiled: keep both parts in the book")
}

const blankRow = 9.0

// blank is a field to write in. Its width has the label in it; 0 is the rest
// of the row.
type blank struct {
	label string
	width float64
}

// blanks draws fields side by side and returns where the next row begins.
func (s *sheet) blanks(left, right, y float64, fields ...blank) float64 {
	for _, b := range fields {
		end := left + b.width
		if b.width == 0 {
			end = right + 2
		}
		s.text(left, y+blankRow-2.9, bookLabelFace, b.label)
		s.line(left+s.measure(b.label, bookLabelFace)+1.5, y+blankRow, end-2, y+blankRow, 0.2)
		left = end
	}
	return y + blankRow
}

// box is a square to be ticked.
func (s *sheet) box(x, y float64) { s.frame(x, y, 3.2, 3.2, 0.25) }
