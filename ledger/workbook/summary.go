package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"counterfoil/ledger/money"
)

// Summary is the first sheet: facts and figures, a row at a time.
type Summary struct {
	book   *Book
	stream *excelize.StreamWriter
	row    int
}

func (b *Book) newSummary() (*Summary, error) {
	if err := b.printWide(summaryTitle); err != nil {
		return nil, err
	}
	stream, err := b.file.NewStreamWriter(summaryTitle)
	if err != nil {
		return nil, err
	}
	for i, width := range []float64{34, 16, 16, 16, 16, 16, 16} {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	return &Summary{book: b, stream: stream}, nil
}

// Summary is the workbook's, to be filled before it is written.
func (b *Book) Summary() *Summary { return b.summary }

// Fact adds a name and what it says.
func (s *Summary) Fact(name, text string) error {
	return s.put(excelize.Cell{StyleID: s.book.heading, Value: name}, excelize.Cell{StyleID: s.book.styles[Text], Value: text})
}

// Gap leaves a row empty.
func (s *Summary) Gap() error { return s.put() }

// Headings adds the headings of the figures below: first what they are of.
func (s *Summary) Headings(of string, figures ...string) error {
	cells := []any{s.book.head(of, Text)}
	for _, heading := range figures {
		cells = append(cells, s.book.head(heading, Amount))
	}
	return s.put(cells...)
}

// Figures adds a name and its figures: an int64, a money.Amount, a string, or
// nil for an empty cell.
func (s *Summary) Figures(name string, figures ...any) error {
	cells := []any{excelize.Cell{StyleID: s.book.styles[Text], Value: name}}
	for _, figure := range figures {
		cell := excelize.Cell{StyleID: s.book.styles[Text], Value: figure}
		switch v := figure.(type) {
		case nil:
			cells = append(cells, nil)
			continue
		case int64:
			cell.StyleID = s.book.styles[Count]
		case money.Amount:
			var err error
			if cell.Value, err = spreadsheetNumber(v.String()); err != nil {
				return err
			}
			cell.StyleID = s.book.styles[Amount]
		}
		cells = append(cells, cell)
	}
	return s.put(cells...)
}

func (s *Summary) put(cells ...any) error {
	s.row++
	return s.stream.SetRow(fmt.Sprintf("A%d", s.row), cells)
}
