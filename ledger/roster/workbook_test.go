package roster_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/roster"
)

// workbook saves a workbook whose first visible sheet has these rows.
func workbook(t testing.TB, format func(*excelize.File), rows ...[]any) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range rows {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if format != nil {
		format(book)
	}
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func style(t testing.TB, cell string, s excelize.Style) func(*excelize.File) {
	return func(book *excelize.File) {
		id, err := book.NewStyle(&s)
		if err == nil {
			err = book.SetCellStyle("Sheet1", cell, cell, id)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestCellsOfAWorkbook(t *testing.T) {
	zeros, currency, accounting := "00000000000", `"$"#,##0.00`, `#,##0.00_);(#,##0.00)`
	head := []any{"Acct", "Balance", "Due", "AutoPay", "Name"}
	for name, c := range map[string]struct {
		row    []any
		format func(*excelize.File)
		want   ledger.Account
	}{
		"text with zeros":       {[]any{"00345"}, nil, ledger.Account{Account: "00345"}},
		"a large number":        {[]any{1023233234}, nil, ledger.Account{Account: "1023233234"}},
		"shown as 1.02E+11":     {[]any{102323323412}, nil, ledger.Account{Account: "102323323412"}},
		"held as 1.02E+11":      {[]any{1.02323323412e11}, nil, ledger.Account{Account: "102323323412"}},
		"shown with zeros":      {[]any{3456789011}, style(t, "A2", excelize.Style{CustomNumFmt: &zeros}), ledger.Account{Account: "03456789011"}},
		"an amount":             {[]any{"1", 103.46}, nil, ledger.Account{Account: "1", Balance: cents(103_46)}},
		"arithmetic":            {[]any{"1", 0.1 + 0.2}, nil, ledger.Account{Account: "1", Balance: cents(30)}},
		"one decimal":           {[]any{"1", 103.5}, nil, ledger.Account{Account: "1", Balance: cents(103_50)}},
		"shown as currency":     {[]any{"1", 1234.5}, style(t, "B2", excelize.Style{CustomNumFmt: &currency}), ledger.Account{Account: "1", Balance: cents(1234_50)}},
		"negative, in brackets": {[]any{"1", -12.3}, style(t, "B2", excelize.Style{CustomNumFmt: &accounting}), ledger.Account{Account: "1", Balance: cents(-12_30)}},
		"a date":                {[]any{"1", 0, time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)}, nil, ledger.Account{Account: "1", Due: "2026-11-30"}},
		"a date as text":        {[]any{"1", 0, "11/30/2026"}, nil, ledger.Account{Account: "1", Due: "2026-11-30"}},
		"true":                  {[]any{"1", 0, "", true}, nil, ledger.Account{Account: "1", AutoPay: true}},
		"quotes and lines":      {[]any{"1", 0, "", "", "A \"B\",\nC"}, nil, ledger.Account{Account: "1", Name: `A "B", C`}},
	} {
		t.Run(name, func(t *testing.T) {
			path := workbook(t, c.format, head, c.row)
			f, _ := survey(t, path)
			if f.Kind != "Excel workbook" || f.Sheet != "Sheet1" {
				t.Errorf("%s, sheet %s", f.Kind, f.Sheet)
			}
			if accounts, bad := read(t, path); len(bad) > 0 || len(accounts) != 1 || accounts[0] != c.want {
				t.Errorf("%+v, %v; want %+v", accounts, bad, c.want)
			}
		})
	}
}

func TestAWorkbookThatCountsFrom1904(t *testing.T) {
	yes := true
	path := workbook(t, func(book *excelize.File) {
		if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	}, []any{"Acct", "Due"}, []any{"1", 44894})
	if accounts, bad := read(t, path); len(bad) > 0 || accounts[0].Due != "2026-11-30" {
		t.Errorf("%+v, %v", accounts, bad)
	}
}

// The row of a bad one is the one that Excel shows beside it.
func TestBadRowsOfAWorkbookHaveExcelsNumbers(t *testing.T) {
	_, bad := read(t, workbook(t, nil, []any{"Acct", "Name"}, []any{"1", "A\nB"}, []any{}, []any{"", "C"}))
	if !slices.Equal(bad, []string{"line 4, account: it is empty"}) {
		t.Error(bad)
	}
}

// A small file that says it unpacks into more than there is room for, or that
// is damaged, is refused.
func TestAHostileWorkbookIsRefused(t *testing.T) {
	good, err := os.ReadFile(workbook(t, nil, []any{"Acct"}, []any{"1"}))
	if err != nil {
		t.Fatal(err)
	}
	in, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
	if err != nil {
		t.Fatal(err)
	}
	const sheet = "xl/worksheets/sheet1.xml"
	for name, c := range map[string]struct {
		part, content string
		claims        uint64 // bytes when unpacked; 0: as they are
	}{
		"a bomb":          {sheet, "", 2 << 30},
		"no XML":          {"xl/workbook.xml", "\x00\xff<<<", 0},
		"a sheet cut off": {sheet, `<worksheet><sheetData><row r="1"><c r="A1"><v>1`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var hostile bytes.Buffer
			out := zip.NewWriter(&hostile)
			for _, part := range in.File {
				if part.Name != c.part {
					if err := out.Copy(part); err != nil {
						t.Fatal(err)
					}
					continue
				}
				header := part.FileHeader
				if c.claims == 0 {
					header = zip.FileHeader{Name: c.part, UncompressedSize64: uint64(len(c.content)), CompressedSize64: uint64(len(c.content)), CRC32: crc32.ChecksumIEEE([]byte(c.content))}
				} else {
					header.UncompressedSize64 = c.claims
				}
				to, err := out.CreateRaw(&header)
				if err != nil {
					t.Fatal(err)
				}
				if c.claims == 0 {
					to.Write([]byte(c.content))
					continue
				}
				from, err := part.OpenRaw()
				if err != nil {
					t.Fatal(err)
				}
				io.Copy(to, from)
			}
			out.Close()
			f, err := roster.Open(context.Background(), file(t, "a.xlsx", hostile.String()), t.TempDir(), nil)
			if err == nil {
				defer f.Close()
				_, err = roster.Take(context.Background(), f, nil)
			}
			if err == nil {
				t.Error("it is read")
			}
		})
	}
}
