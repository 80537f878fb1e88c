package roster

import (
	"context"
	"iter"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Row is a row of a file as it stands, for readers of other lists than rosters.
type Row struct {
	Line  int // of the file, counted from 1, where the row begins
	Cells []string
	Bad   string // why it cannot be taken apart; else empty
}

// Cell is the text of a column, counted from 0, with space inside it made one
// space each; empty where the row ends before it.
func (r Row) Cell(column int) string { return row{cells: r.Cells}.cell(column) }

// Rows reads every row that is not blank.
func (f *File) Rows(ctx context.Context, progress Progress) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for r, err := range f.each(ctx, progress) {
			if !yield(Row{r.line, r.cells, r.bad}, err) || err != nil {
				return
			}
		}
	}
}

// Date reads a date of the file; an empty cell, or one of zeros, is none.
func (f *File) Date(text string, format DateFormat) (ledger.Day, error) {
	return readDate(text, format, f.date1904)
}

// ReadAmount reads an amount as billing systems write it. An empty cell is 0.00.
func ReadAmount(text string, style AmountStyle) (money.Amount, error) { return readAmount(text, style) }

// AmountStyles are all that are known.
func AmountStyles() []AmountStyle { return amountStyles }

// DateFormats are all that are known, the commonest first.
func DateFormats() []DateFormat { return dateFormats }
