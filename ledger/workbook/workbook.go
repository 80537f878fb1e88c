// Package workbook writes Excel workbooks for people: typed columns, text that
// is never a formula, and the same bytes for the same rows. Rows are streamed,
// so that memory does not grow with their number.
package workbook

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Kind says what a column holds.
type Kind int

const (
	Text  Kind = iota
	Money      // dollars and cents
	Count
	Day
)

// Column is a column of a sheet.
type Column struct {
	Title string
	Kind  Kind
	Width float64 // in characters; 0: as wide as its kind needs
}

// Book is a workbook in the making.
type Book struct {
	file   *excelize.File
	styles map[Kind]int
	bold   int
	sheets int
	open   *Sheet
}

// New begins a workbook as of a moment, which it names as that of its making.
func New(title string, at time.Time) (*Book, error) {
	b := &Book{file: excelize.NewFile(), styles: map[Kind]int{}}
	made := at.UTC().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{Title: title, Creator: "Counterfoil", LastModifiedBy: "Counterfoil", Created: made, Modified: made})
	if err != nil {
		return nil, err
	}
	for kind, format := range []string{Text: "@", Money: `#,##0.00;[Red]-#,##0.00`, Count: "0", Day: "yyyy-mm-dd"} {
		if b.styles[Kind(kind)], err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return nil, err
		}
	}
	b.bold, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	return b, err
}

// Sheet is a sheet that rows are added to, one after another. It is complete
// when the next one is begun.
type Sheet struct {
	book    *Book
	name    string
	columns []Column
	stream  *excelize.StreamWriter
	row     int
	part    int
}

// Sheet begins a sheet. A name has at most 25 characters, and none of \ / ? * [ ] :
func (b *Book) Sheet(name string, columns ...Column) (*Sheet, error) {
	if err := b.finish(); err != nil {
		return nil, err
	}
	s := &Sheet{book: b, name: name, columns: columns, part: 1}
	b.open = s
	return s, s.begin()
}

func (b *Book) finish() error {
	if b.open == nil {
		return nil
	}
	defer func() { b.open = nil }()
	return b.open.stream.Flush()
}

// begin begins the sheet, or goes on with it on another one where Excel has no
// more rows.
func (s *Sheet) begin() error {
	name := s.name
	if s.part > 1 {
		name = fmt.Sprintf("%s (%d)", s.name, s.part)
	}
	var err error
	if s.book.sheets == 0 {
		err = s.book.file.SetSheetName("Sheet1", name)
	} else {
		_, err = s.book.file.NewSheet(name)
	}
	if err != nil {
		return err
	}
	s.book.sheets++
	if s.stream, err = s.book.file.NewStreamWriter(name); err != nil {
		return err
	}
	titles := make([]any, len(s.columns))
	for i, c := range s.columns {
		width := c.Width
		if width == 0 {
			width = map[Kind]float64{Text: 18, Money: 14, Count: 9, Day: 12}[c.Kind]
		}
		if err := s.stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
		titles[i] = excelize.Cell{StyleID: s.book.bold, Value: c.Title}
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	s.row = 1
	return s.stream.SetRow("A1", titles)
}

// Add adds a row: a string, a money.Amount, an int64 or a ledger.Day for each
// column, or nil for an empty cell.
func (s *Sheet) Add(cells ...any) error {
	if s.row == excelize.TotalRows {
		if err := s.stream.Flush(); err != nil {
			return err
		}
		s.part++
		if err := s.begin(); err != nil {
			return err
		}
	}
	s.row++
	row := make([]any, len(cells))
	for i, cell := range cells {
		row[i] = excelize.Cell{StyleID: s.book.styles[s.columns[i].Kind], Value: valueOf(cell)}
	}
	return s.stream.SetRow(fmt.Sprintf("A%d", s.row), row)
}

// valueOf is a cell as the library takes it. A float64 of cents within
// money.Max has every cent exactly as Excel shows it.
func valueOf(cell any) any {
	switch v := cell.(type) {
	case money.Amount:
		return float64(v.Cents()) / 100
	case ledger.Day:
		if at, err := time.Parse(time.DateOnly, string(v)); err == nil {
			return serial(at)
		}
		return string(v)
	case string:
		return strings.Map(printable, v)
	}
	return cell
}

// serial counts days as Excel does.
func serial(day time.Time) int64 {
	return int64(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

// printable leaves out what XML cannot hold.
func printable(r rune) rune {
	if r < ' ' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
		return ' '
	}
	return r
}

// Write writes the workbook. The library puts a book's sheets into the file in
// another order each time, so the parts go through a temporary file and into
// an order of their own.
func (b *Book) Write(to io.Writer) error {
	if err := b.finish(); err != nil {
		return err
	}
	b.file.SetActiveSheet(0)
	whole, err := os.CreateTemp("", "counterfoil-*.xlsx")
	if err != nil {
		return err
	}
	defer os.Remove(whole.Name())
	defer whole.Close()
	size, err := b.file.WriteTo(whole)
	if err != nil {
		return err
	}
	return inOrder(to, whole, size)
}

func inOrder(to io.Writer, from io.ReaderAt, size int64) error {
	parts, err := zip.NewReader(from, size)
	if err != nil {
		return err
	}
	slices.SortFunc(parts.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	w := zip.NewWriter(to)
	for _, part := range parts.File {
		if err := w.Copy(part); err != nil {
			return err
		}
	}
	return w.Close()
}

// Close removes what was streamed to the disk.
func (b *Book) Close() error { return b.file.Close() }
