package receipts

import (
	"fmt"
	"time"

	"counterfoil/ledger"
)

// Paperwork is a document that the counter keeps, signs or files: a closing, a
// deposit slip, a report. It is in words, and says the same on letter pages, on
// a roll, from a receipt printer and as plain text.
type Paperwork struct {
	title  string // of the file
	at     time.Time
	leaves []leaf
}

// Origin is whose document it is, and when it was printed, in the station's
// zone.
type Origin struct {
	City    ledger.City
	Key     ledger.PublicKey // the station's, which signs the journal
	Printed time.Time
}

// leaf is a part of a document that begins on a page of its own.
type leaf struct {
	Origin
	about  []string // what it is, then of what day or number
	blocks []block
}

func (l *leaf) add(blocks ...block) { l.blocks = append(l.blocks, blocks...) }

// slip is a document of one leaf.
func (l leaf) slip() Paperwork {
	title := fmt.Sprintf("%s, station %s", l.about[0], l.City.Station)
	return Paperwork{title: title, at: l.Printed, leaves: []leaf{l}}
}

// PDF returns the document on letter pages, or on one page as long as it needs
// for a roll. A paper it does not know is an error.
func (p Paperwork) PDF(paper ledger.Paper) ([]byte, error) {
	if paper == ledger.Letter {
		return makeLetter(clean(p.title), p.at, p.fill)
	}
	return makeRoll(paper, clean(p.title), p.at, p.rows())
}

// ESCPOS returns the document as the bytes of a receipt printer.
func (p Paperwork) ESCPOS(head Head) []byte { return slipESCPOS(p.rows(), head) }

// Text returns the document as plain text of at most that many columns; fewer
// than 24 count as 24.
func (p Paperwork) Text(columns int) string { return slipText(p.rows(), columns) }

// For returns the document as a printer takes it: in its format, for its paper.
func (p Paperwork) For(on ledger.Printer) ([]byte, error) {
	switch on.Format {
	case ledger.FormatESCPOS:
		return p.ESCPOS(headOf(on)), nil
	case ledger.FormatText:
		return []byte(p.Text(on.Columns)), nil
	}
	return p.PDF(on.Paper)
}

// fill sets the leaves on letter pages, one after another.
func (p Paperwork) fill(f *flow) error {
	for _, l := range p.leaves {
		f.begins = append(f.begins, f.pages()+1)
		f.header = l.header
		f.newPage()
		for _, b := range l.blocks {
			b.letter(f)
		}
	}
	if f.contents != nil {
		f.contents()
	}
	return nil
}

// header stands on each page.
func (l leaf) header(f *flow) {
	right := append(l.about[:len(l.about):len(l.about)], "Station "+l.City.Station, "Printed "+l.Printed.Format(timeLayout))
	if l.City.Training {
		f.stamp(letterWidth/2, letterHeight/2, 50, face{points: 96, bold: true}, trainingMark)
		right = append(right, trainingMark)
	}
	f.letterhead(letterheadOf(l.City), right)
}

const (
	trainingMark  = "TRAINING"
	trainingWords = "Made in training: no money, no payment."
)

// rows set the leaves on a roll, one after another.
func (p Paperwork) rows() []slipRow {
	var rows []slipRow
	for i, l := range p.leaves {
		if i > 0 {
			rows = append(rows, gap, rule, gap)
		}
		rows = append(rows, l.top()...)
		for _, b := range l.blocks {
			rows = append(rows, b.roll()...)
		}
		if l.City.Training {
			rows = append(rows, gap, slipRow{style: markLine, center: true, left: trainingMark})
		}
	}
	return rows
}

// top is what the header is on a roll.
func (l leaf) top() []slipRow {
	var rows []slipRow
	if l.City.Training {
		rows = append(rows, slipRow{style: markLine, center: true, left: trainingMark}, slipRow{center: true, left: trainingWords}, gap)
	}
	rows = append(rows, centered(strongLine, letterheadOf(l.City))...)
	rows = append(rows, gap)
	rows = append(rows, centered(largeLine, l.about)...)
	return append(rows, rule, slipRow{left: "Station", right: l.City.Station}, slipRow{left: "Printed", right: l.Printed.Format(timeLayout)}, rule)
}
