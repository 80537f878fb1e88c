package bundle

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook is the batch for people: payments.xlsx, with the rows of the CSV
// files under headings that people know. No cell is a formula. It is written
// row by row, in memory that does not grow with the batch.
type workbook struct {
	file       *excelize.File
	styles     map[cellKind]int
	heading    int // style, and that over numbers
	figureHead int
	sheets     []*sheet
	tables     map[string]*sheet // by the CSV file that a sheet shows
	exceptions *sheet
}

// cellKind is how a cell is to be read.
type cellKind int

const (
	typed    cellKind = iota // what people typed, and numbers that are names: text
	amount                   // money, to the cent
	count                    // a number
	day                      // a date
	moment                   // a date and time, the station's own
	standing                 // the column `void`, in words
)

// column is one column of a sheet.
type column struct {
	heading string
	source  string // the CSV file's column
	kind    cellKind
	width   float64 // in characters
}

// maxSheetRows is how many rows a sheet of Excel has, that of the headings
// included (ECMA-376 part 1, 18.3.1.73: r is at most 1048576).
var maxSheetRows = 1_048_576

// sheet is a table of the workbook, which goes on in another sheet when one is
// full.
type sheet struct {
	book    *workbook
	title   string
	columns []column
	sources []int // of the columns, among the cells that are given
	stream  *excelize.StreamWriter
	part    int // from 1
	row     int // the last one written of this part
	rows    int64
}

// newWorkbook begins a workbook. Its bytes depend on nothing but what is put
// into it; the temporary files of a large one lie in the folder work.
func newWorkbook(work string, m Manifest, made time.Time) (*workbook, error) {
	b := &workbook{file: excelize.NewFile(excelize.Options{TmpDir: work}), styles: map[cellKind]int{}, tables: map[string]*sheet{}}
	stamp := made.UTC().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{
		Title: fmt.Sprintf("Station %s, batch %d", m.Station, m.Batch), Creator: "Counterfoil", LastModifiedBy: "Counterfoil", Created: stamp, Modified: stamp,
	})
	if err != nil {
		return nil, err
	}
	// A cell in the text format stays text when somebody edits it.
	for kind, format := range []string{typed: "@", amount: "#,##0.00;[Red]-#,##0.00", count: "0", day: "yyyy-mm-dd", moment: "yyyy-mm-dd hh:mm:ss", standing: "@"} {
		if b.styles[cellKind(kind)], err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
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
	for _, s := range workbookSheets {
		added, err := b.add(s.title, s.columns, s.from)
		if err != nil {
			return nil, err
		}
		if s.table == "" {
			b.exceptions = added
		} else {
			b.tables[s.table] = added
		}
	}
	return b, nil
}

func (b *workbook) add(title string, columns []column, from []string) (*sheet, error) {
	s := &sheet{book: b, title: title, columns: columns}
	for _, c := range columns {
		s.sources = append(s.sources, slices.Index(from, c.source))
	}
	b.sheets = append(b.sheets, s)
	return s, s.begin()
}

// begin starts the sheet, or the next one of it.
func (s *sheet) begin() error {
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
		if err := s.stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		headings = append(headings, s.book.head(c))
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return s.put(headings)
}

// head is the heading of a column.
func (b *workbook) head(c column) excelize.Cell {
	style := b.heading
	if c.kind != typed && c.kind != standing {
		style = b.figureHead
	}
	return excelize.Cell{StyleID: style, Value: c.heading}
}

// printWide has all columns of a sheet on one page when somebody prints it.
func (b *workbook) printWide(sheet string) error {
	fit, wide, pagesWide, pagesHigh := true, "landscape", 1, 0
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &wide, FitToWidth: &pagesWide, FitToHeight: &pagesHigh})
}

func (s *sheet) name() string {
	if s.part == 1 {
		return s.title
	}
	return fmt.Sprintf("%s %d", s.title, s.part)
}

// append adds a row of the CSV file that the sheet shows.
func (s *sheet) append(cells []string) error {
	if s.row == maxSheetRows {
		if err := s.finish(); err != nil {
			return err
		}
		if err := s.begin(); err != nil {
			return err
		}
	}
	row := make([]any, len(s.columns))
	for i, c := range s.columns {
		cell, err := s.book.cell(c.kind, cells[s.sources[i]])
		if err != nil {
			return fmt.Errorf("%s, column %s: %w", workbookFile, c.heading, err)
		}
		row[i] = cell
	}
	s.rows++
	return s.put(row)
}

func (s *sheet) put(row []any) error {
	s.row++
	return s.stream.SetRow("A"+strconv.Itoa(s.row), row)
}

// finish ends the sheet with a filter over its columns.
func (s *sheet) finish() error {
	last, err := excelize.CoordinatesToCellName(len(s.columns), s.row)
	if err == nil {
		err = s.book.file.AutoFilter(s.name(), "A1:"+last, nil)
	}
	if err != nil {
		return err
	}
	return s.stream.Flush()
}

// cell makes a cell of a text of the bundle.
func (b *workbook) cell(kind cellKind, text string) (excelize.Cell, error) {
	cell := excelize.Cell{StyleID: b.styles[kind]}
	if text == "" && kind != standing {
		return cell, nil
	}
	var err error
	switch kind {
	case amount:
		cell.Value, err = spreadsheetNumber(text)
	case count:
		cell.Value, err = strconv.ParseInt(text, 10, 64)
	case day:
		cell.Value, err = time.Parse(time.DateOnly, text)
	case moment:
		var at time.Time
		at, err = time.Parse(time.RFC3339, text)
		// Spreadsheets know no zones: what a clock in the office showed.
		cell.Value = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
	case standing:
		cell.Value = standingWords[text]
	default:
		cell.Value = text
	}
	return cell, err
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

// writeTo ends the workbook and writes it.
func (b *workbook) writeTo(to io.Writer, m Manifest, work string, made time.Time) error {
	for _, s := range b.sheets {
		if err := s.finish(); err != nil {
			return err
		}
	}
	if err := b.writeSummary(m); err != nil {
		return err
	}
	p := &packer{folder: work, to: to, made: made}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	_, err := b.file.WriteTo(io.Discard)
	return err
}

// discard removes the temporary files.
func (b *workbook) discard() error { return b.file.Close() }
