package roster

import (
	"bufio"
	"context"
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"counterfoil/ledger/phrase"
)

// Limits on a workbook, so that a small file cannot unpack into all the memory
// or disk there is.
const (
	maxWorkbookBytes = 256 << 20 // packed
	maxUnpackedBytes = 1 << 30
	maxInMemoryBytes = 64 << 20 // of one part; larger ones are unpacked to the disk
)

// unpack writes the workbook's sheet as CSV into a file of its own, cell by
// cell, so that from there a workbook is read like any other file. It is
// removed by Close; only this user can read it.
func (f *File) unpack(ctx context.Context, scratch string, progress Progress) (err error) {
	// The library panics on some damaged files.
	defer func() {
		if cause := recover(); cause != nil {
			err = f.broken(phrase.Errorf("%v", cause))
		}
	}()
	if f.size > maxWorkbookBytes {
		return phrase.Errorf("%s has more than %d MB; save it as CSV", f.Name, maxWorkbookBytes>>20)
	}
	book, err := excelize.OpenFile(f.path, excelize.Options{UnzipSizeLimit: maxUnpackedBytes, UnzipXMLSizeLimit: maxInMemoryBytes})
	if err != nil {
		return f.broken(err)
	}
	defer book.Close()
	if f.Sheet, err = firstVisible(book); err != nil {
		return f.broken(err)
	}
	props, err := book.GetWorkbookProps()
	if err != nil {
		return f.broken(err)
	}
	f.date1904 = props.Date1904 != nil && *props.Date1904
	f.Kind, f.Encoding, f.comma, f.Delimiter = "Excel workbook", "UTF-8", ',', "comma"
	if err := os.MkdirAll(scratch, 0o700); err != nil {
		return err
	}
	copied, err := os.CreateTemp(scratch, "roster-*.csv")
	if err != nil {
		return err
	}
	defer copied.Close()
	f.path, f.scratch = copied.Name(), true
	out := bufio.NewWriter(copied)
	if err := f.copySheet(ctx, book, csv.NewWriter(out), progress); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	info, err := copied.Stat()
	if err == nil {
		f.size = info.Size()
	}
	return err
}

func (f *File) broken(cause error) error {
	return phrase.Errorf("%s cannot be read as an Excel workbook (%s); save it again, or as CSV", f.Name, clip(cause.Error()))
}

func firstVisible(book *excelize.File) (string, error) {
	for _, name := range book.GetSheetList() {
		visible, err := book.GetSheetVisible(name)
		if err != nil {
			return "", err
		}
		if visible {
			return name, nil
		}
	}
	return "", phrase.Errorf("it has no sheet")
}

// copySheet reads the sheet twice side by side: as the cells hold it, and as
// Excel shows it. Only together they tell an account number that is shown with
// leading zeros from the number in the cell.
func (f *File) copySheet(ctx context.Context, book *excelize.File, to *csv.Writer, progress Progress) error {
	held, err := book.Rows(f.Sheet)
	if err != nil {
		return f.broken(err)
	}
	defer held.Close()
	shown, err := book.Rows(f.Sheet)
	if err != nil {
		return f.broken(err)
	}
	defer shown.Close()
	for n := 1; held.Next() && shown.Next(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if n > maxRows {
			return phrase.Errorf("%s has more than %d rows; is this a roster? Save one row an account", f.Name, maxRows)
		}
		values, err := held.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return f.broken(err)
		}
		texts, err := shown.Columns()
		if err != nil {
			return f.broken(err)
		}
		values = values[:min(len(values), maxColumns)]
		for i := range values {
			if i < len(texts) {
				values[i] = cellText(values[i], texts[i])
			}
		}
		if len(values) == 0 {
			values = []string{""}
		}
		if err := to.Write(values); err != nil {
			return err
		}
		if progress != nil && n%1000 == 0 {
			progress(0) // how many rows there are, the end tells
		}
	}
	if err := held.Error(); err != nil {
		return f.broken(err)
	}
	to.Flush()
	return to.Error()
}

// cellText is what a cell says. Where Excel shows something else than the cell
// holds, the cell holds a number: shown with leading zeros it is an identifier,
// else the number counts and not how it is shown. Of a fraction Excel means 15
// digits; what is behind them is noise of its own arithmetic.
func cellText(held, shown string) string {
	if held == shown || strings.Trim(held, "0123456789") == "" {
		if held != "" && strings.TrimLeft(shown, "0") == held {
			return shown
		}
		return held
	}
	number, err := strconv.ParseFloat(held, 64)
	if err != nil || math.IsInf(number, 0) || math.IsNaN(number) {
		return held
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(number, 'g', 15, 64), 64)
	if err != nil {
		return held
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
