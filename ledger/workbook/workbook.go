// Package workbook writes Excel workbooks for people, from rows as CSV files
// have them. No cell is a formula. A workbook is written row by row, in memory
// that does not grow with it, and the same rows give the same bytes.
package workbook

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// Kind is how a cell is to be read.
type Kind int

const (
	Text   Kind = iota // what people typed, and numbers that are names
	Amount             // money, to the cent
	Count              // a number
	Day                // YYYY-MM-DD
	Moment             // RFC 3339; shown as a clock in the office showed it
)

// Column is one column of a sheet.
type Column struct {
	Heading string
	Source  string // the column of the rows that are given
	Kind    Kind
	Width   float64           // in characters
	Words   map[string]string // shown in the place of these texts; nil: as they are
}

// maxRows is how many rows a sheet of Excel has, that of the headings included
// (ECMA-376 part 1, 18.3.1.73: r is at most 1048576).
var maxRows = 1_048_576

// Book is a workbook in the making. Its first sheet is the summary.
type Book struct {
	file       *excelize.File
	work       string
	styles     map[Kind]int
	heading    int // style, and that over numbers
	figureHead int
	sheets     []*Sheet
	summary    *Summary
}

const summaryTitle = "Summary"

// New begins a workbook. Its bytes depend on nothing but what is put into it;
// the temporary files of a large one lie in the folder work.
func New(title string, made time.Time, work string) (*Book, error) {
	b := &Book{file: excelize.NewFile(excelize.Options{TmpDir: work}), work: work, styles: map[Kind]int{}}
	stamp := made.UTC().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{Title: title, Creator: "Counterfoil", LastModifiedBy: "Counterfoil", Created: stamp, Modified: stamp})
	if err != nil {
		return nil, err
	}
	// A cell in the text format stays text when somebody edits it.
	for kind, format := range []string{Text: "@", Amount: "#,##0.00;[Red]-#,##0.00", Count: "0", Day: "yyyy-mm-dd", Moment: "yyyy-mm-dd hh:mm:ss"} {
		if b.styles[Kind(kind)], err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return nil, err
		}
	}
	for _, head := range []struct {
		style *int
		side  string
	}{{&b.heading, "left"}, {&b.figureHead, "right"}} {
		if *head.style, err = b.file.NewStyle(&excelize.Style{
			Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11}, Alignment: &excelize.Alignment{Horizontal: head.side},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D9E2EC"}},
		}); err != nil {
			return nil, err
		}
	}
	if err := b.file.SetSheetName("Sheet1", summaryTitle); err != nil {
		return nil, err
	}
	b.summary, err = b.newSummary()
	return b, err
}

// Sheet is a table of the workbook, which goes on in another sheet when one is
// full.
type Sheet struct {
	book    *Book
	title   string
	columns []Column
	sources []int // of the columns, among the cells that are given
	stream  *excelize.StreamWriter
	part    int // from 1
	row     int // the last one written of this part
	rows    int64
}

// Sheet adds a sheet. Its rows are given with the cells that from names.
func (b *Book) Sheet(title string, columns []Column, from []string) (*Sheet, error) {
	s := &Sheet{book: b, title: title, columns: columns}
	for _, c := range columns {
		at := slices.Index(from, c.Source)
		if at < 0 {
			return nil, fmt.Errorf("sheet %s: there is no column %s to show", title, c.Source)
		}
		s.sources = append(s.sources, at)
	}
	b.sheets = append(b.sheets, s)
	return s, s.begin()
}

// begin starts the sheet, or the next one of it.
func (s *Sheet) begin() error {
	s.part, s.row = s.part+1, 0
	if _, err := s.book.file.NewSheet(s.name()); err != nil {
		return err
	}
	if err := s.book.printWide(s.name()); err != nil {
		return err
	}
	var err error
	if s.stream, err = s.book.file.NewStreamWriter(s.name()); err != nil {
		return err
	}
	var headings []any
	for i, c := range s.columns {
		if err := s.stream.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
		// Cells take after their column, those that somebody fills later too.
		if err := s.stream.SetColStyle(i+1, i+1, s.book.styles[c.Kind]); err != nil {
			return err
		}
		headings = append(headings, s.book.head(c.Heading, c.Kind))
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return s.put(headings)
}

// head is the heading of a column.
func (b *Book) head(heading string, kind Kind) excelize.Cell {
	style := b.heading
	if kind != Text {
		style = b.figureHead
	}
	return excelize.Cell{StyleID: style, Value: heading}
}

// printWide has all columns of a sheet on one page when somebody prints it.
func (b *Book) printWide(sheet string) error {
	fit, wide, pagesWide, pagesHigh := true, "landscape", 1, 0
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &wide, FitToWidth: &pagesWide, FitToHeight: &pagesHigh})
}

func (s *Sheet) name() string {
	if s.part == 1 {
		return s.title
	}
	return fmt.Sprintf("%s %d", s.title, s.part)
}

// Title is what the sheet is called, and Rows how many it has.
func (s *Sheet) Title() string { return s.title }
func (s *Sheet) Rows() int64   { return s.rows }

// Append adds a row.
func (s *Sheet) Append(cells []string) error {
	if s.row == maxRows {
		if err := s.finish(); err != nil {
			return err
		}
		if err := s.begin(); err != nil {
			return err
		}
	}
	row := make([]any, len(s.columns))
	for i, c := range s.columns {
		var err error
		if row[i], err = c.value(cells[s.sources[i]]); err != nil {
			return fmt.Errorf("sheet %s, column %s: %w", s.title, c.Heading, err)
		}
	}
	s.rows++
	return s.put(row)
}

func (s *Sheet) put(row []any) error {
	s.row++
	return s.stream.SetRow("A"+strconv.Itoa(s.row), row)
}

// finish ends the sheet with a filter over its columns.
func (s *Sheet) finish() error {
	last, err := excelize.CoordinatesToCellName(len(s.columns), s.row)
	if err == nil {
		err = s.book.file.AutoFilter(s.name(), "A1:"+last, nil)
	}
	if err != nil {
		return err
	}
	return s.stream.Flush()
}

// value is what a cell holds for a text; nil: it stays empty.
func (c Column) value(text string) (any, error) {
	if c.Words != nil {
		text = c.Words[text]
	}
	if text == "" {
		return nil, nil
	}
	switch c.Kind {
	case Amount:
		return spreadsheetNumber(text)
	case Count:
		return strconv.ParseInt(text, 10, 64)
	case Day:
		return time.Parse(time.DateOnly, text)
	case Moment:
		at, err := time.Parse(time.RFC3339, text)
		// Spreadsheets know no zones: what a clock in the office showed.
		return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC), err
	}
	return text, nil
}

// spreadsheetNumber is an amount as spreadsheets hold numbers, in binary
// floating point. An amount that would not come back to the cent stays text.
func spreadsheetNumber(text string) (any, error) {
	number, err := strconv.ParseFloat(text, 64)
	if err == nil && strconv.FormatFloat(number, 'f', 2, 64) != text {
		return text, nil
	}
	return number, err
}

// Write ends the workbook and writes it.
func (b *Book) Write(to io.Writer) error {
	for _, s := range b.sheets {
		if err := s.finish(); err != nil {
			return err
		}
	}
	if err := b.summary.stream.Flush(); err != nil {
		return err
	}
	p := &packer{folder: b.work, to: to}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	_, err := b.file.WriteTo(io.Discard)
	return err
}

// Close removes the temporary files.
func (b *Book) Close() error { return b.file.Close() }
