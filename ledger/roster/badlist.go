package roster

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"

	"counterfoil/ledger"
)

// shownBadRows is how many bad rows are kept to be shown.
const shownBadRows = 200

// BadList collects the rows that are left out: all of them in a CSV file, the
// first ones to be shown.
type BadList struct {
	Count int
	First []ledger.BadRow

	path string
	file *os.File
	csv  *csv.Writer
}

// NewBadList begins a list whose file is made with the first row.
func NewBadList(path string) *BadList { return &BadList{path: path} }

// Path is the file with all the rows; empty: there are none.
func (b *BadList) Path() string {
	if b.file == nil {
		return ""
	}
	return b.path
}

// Add notes a row.
func (b *BadList) Add(row ledger.BadRow) error {
	if b.file == nil {
		if err := b.begin(); err != nil {
			return err
		}
	}
	if b.Count++; len(b.First) < shownBadRows {
		b.First = append(b.First, row)
	}
	return b.csv.Write([]string{strconv.Itoa(row.Line), row.Field, harmless(row.Reason)})
}

func (b *BadList) begin() (err error) {
	if b.file, err = os.OpenFile(b.path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600); err != nil {
		b.file = nil
		return err
	}
	b.csv = csv.NewWriter(b.file)
	return b.csv.Write([]string{"line", "field", "reason"})
}

// harmless keeps a spreadsheet from taking what stood in the file for a
// formula.
func harmless(text string) string {
	if strings.IndexAny(text, "=+-@\t") == 0 {
		return "'" + text
	}
	return text
}

// Close ends the file.
func (b *BadList) Close() error {
	if b.file == nil {
		return nil
	}
	b.csv.Flush()
	if err := b.csv.Error(); err != nil {
		b.file.Close()
		return err
	}
	return b.file.Close()
}
