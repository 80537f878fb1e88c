package workbook_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"counterfoil/ledger/money"
	"counterfoil/ledger/workbook"
)

var columns = []workbook.Column{
	{Heading: "Name", Source: "name", Width: 20}, {Heading: "Paid", Source: "amount", Kind: workbook.Amount, Width: 12}, {Heading: "Pieces", Source: "n", Kind: workbook.Count, Width: 8},
	{Heading: "Day", Source: "day", Kind: workbook.Day, Width: 12}, {Heading: "At", Source: "at", Kind: workbook.Moment, Width: 19}, {Heading: "Do", Source: "void", Width: 8, Words: map[string]string{"": "post", "void": "nothing"}},
}

func write(t *testing.T, rows ...[]string) []byte {
	t.Helper()
	b, err := workbook.New("A test", time.Unix(0, 0), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	sheet, err := b.Sheet("Rows", columns, []string{"void", "name", "amount", "n", "day", "at"})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := sheet.Append(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Summary().Headings("What", "Rows", "Total"); err != nil {
		t.Fatal(err)
	}
	if err := b.Summary().Figures("All", sheet.Rows(), money.FromCents(12_34)); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCellsAreShownAsWhatTheyAre(t *testing.T) {
	content := write(t, []string{"", "=1+1", "1234.50", "3", "2026-11-23", "2026-11-23T09:01:00-06:00"}, []string{"void", "007", "", "", "", ""})
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for sheet, want := range map[string]string{
		"Rows":    "Name|Paid|Pieces|Day|At|Do\n=1+1|1,234.50|3|2026-11-23|2026-11-23 09:01:00|post\n007|||||nothing\n",
		"Summary": "What|Rows|Total\nAll|2|12.34\n",
	} {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, row := range rows {
			fmt.Fprintln(&text, strings.Join(row, "|"))
		}
		if text.String() != want {
			t.Errorf("%s is\n%snot\n%s", sheet, text.String(), want)
		}
	}
	if formula, err := book.GetCellFormula("Rows", "A2"); err != nil || formula != "" {
		t.Errorf("a text is the formula %q, %v", formula, err)
	}
}

func TestTheSameRowsGiveTheSameBytes(t *testing.T) {
	row := []string{"", "A", "1.00", "3", "2026-11-23", ""}
	if !bytes.Equal(write(t, row), write(t, row)) {
		t.Error("they give other bytes")
	}
}

func TestALongTableGoesOnInAnotherSheet(t *testing.T) {
	workbook.SetMaxRows(t, 4)
	var rows [][]string
	for i := range 7 {
		rows = append(rows, []string{"", fmt.Sprint("row ", i), "", "", "", ""})
	}
	book, err := excelize.OpenReader(bytes.NewReader(write(t, rows...)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := strings.Join(book.GetSheetList(), ", "); got != "Summary, Rows, Rows 2, Rows 3" {
		t.Fatalf("its sheets are %s", got)
	}
	var names []string
	for _, sheet := range book.GetSheetList()[1:] {
		shown, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range shown[1:] {
			names = append(names, row[0])
		}
	}
	if got := strings.Join(names, ", "); got != "row 0, row 1, row 2, row 3, row 4, row 5, row 6" {
		t.Errorf("they hold %s", got)
	}
}

func TestWhatCannotBeShownIsNamed(t *testing.T) {
	b, err := workbook.New("A test", time.Unix(0, 0), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := b.Sheet("Rows", columns, []string{"name"}); err == nil || !strings.Contains(err.Error(), "amount") {
		t.Errorf("a missing column: %v", err)
	}
	sheet, err := b.Sheet("Rows", columns[:3], []string{"name", "amount", "n"})
	if err != nil {
		t.Fatal(err)
	}
	if err := sheet.Append([]string{"A", "ten", ""}); err == nil || !strings.Contains(err.Error(), "column Paid") {
		t.Errorf("an amount that is none: %v", err)
	}
}
