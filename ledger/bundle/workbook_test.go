package bundle_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"counterfoil/ledger"
)

// anOddDay is a day with everything that a spreadsheet could take for
// something else.
func anOddDay(t *testing.T) (*counter, string) {
	c := mustOpen(t)
	c.aDay()
	formula := cashPayment("0000000042", 12_34)
	formula.Payor, formula.Note = `=HYPERLINK("http://evil","click")`, "+1-1"
	formula.Lines[0].Bill = "007"
	due := cents(20_00)
	formula.Lines[0].AmountDue = &due
	c.pay(formula)
	for _, payor := range []string{"-2+3", "@SUM(A1)", "_x0041_ <b>&amp;", "Łódź Việt 李", "'quoted", "1e5", "TRUE", "2026-01-01"} {
		p := cashPayment("1e5", 1)
		p.Payor = payor
		c.pay(p)
	}
	c.export("", "")
	c.void("C1-000003")
	c.aDay()
	return c, c.write(c.export("", ""), t.TempDir())
}

func workbookOf(t *testing.T, path string) (*excelize.File, []byte) {
	t.Helper()
	files, _ := unzip(t, path)
	content := []byte(files["payments.xlsx"])
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book, content
}

// headed finds a column of a sheet by its heading.
func headed(t *testing.T, rows [][]string, heading string) int {
	t.Helper()
	for i, text := range rows[0] {
		if text == heading {
			return i
		}
	}
	t.Fatalf("no column is headed %q: %v", heading, rows[0])
	return 0
}

func TestTheWorkbookShowsTheRows(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	partial := cashPayment("0000000042", 12_34)
	partial.Payor, partial.Lines[0].Bill = `=HYPERLINK("http://evil","click")`, "007"
	due := cents(20_00)
	partial.Lines[0].AmountDue = &due
	c.pay(partial)
	path := c.write(c.export("", ""), t.TempDir())
	book, _ := workbookOf(t, path)
	if got := strings.Join(book.GetSheetList(), " "); got != "Summary Payments Tenders Voids Holds Exceptions" {
		t.Fatalf("its sheets are %s", got)
	}
	for sheet, file := range map[string]string{"Payments": "payments.csv", "Tenders": "tenders.csv", "Voids": "voids.csv", "Holds": "holds.csv"} {
		shown, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if want := len(rows(t, path, file)) + 1; len(shown) != want {
			t.Errorf("%s has %d rows, want %d", sheet, len(shown), want)
		}
	}
	for cell, want := range map[string]struct {
		kind  excelize.CellType
		value string // as it is shown
	}{
		"A9": {excelize.CellTypeInlineString, "C1-000007"},
		"C5": {excelize.CellTypeInlineString, "post"},
		"C6": {excelize.CellTypeInlineString, "void, never post"},
		"E2": {excelize.CellTypeUnset, "2026-11-23"},
		"F2": {excelize.CellTypeUnset, "2026-11-23 09:01:00"},
		"G9": {excelize.CellTypeInlineString, "0000000042"},
		"H9": {excelize.CellTypeInlineString, "007"},
		"K9": {excelize.CellTypeUnset, "20.00"},
		"L2": {excelize.CellTypeUnset, "224.24"},
		"O9": {excelize.CellTypeInlineString, `=HYPERLINK("http://evil","click")`},
		"O2": {excelize.CellTypeInlineString, `Zoë "Z" O'Hara, Jr.`},
	} {
		kind, err := book.GetCellType("Payments", cell)
		if err != nil {
			t.Fatal(err)
		}
		value, err := book.GetCellValue("Payments", cell)
		if err != nil || kind != want.kind || value != want.value {
			t.Errorf("%s is of kind %d: %q, want %d: %q (%v)", cell, kind, value, want.kind, want.value, err)
		}
		if formula, err := book.GetCellFormula("Payments", cell); formula != "" || err != nil {
			t.Errorf("%s is a formula: %q, %v", cell, formula, err)
		}
	}
	if held, err := book.GetCellValue("Holds", "K2"); err != nil || held != "hold" {
		t.Errorf("a hold says %q, want hold (%v)", held, err)
	}
	exceptions, err := book.GetRows("Exceptions")
	if err != nil {
		t.Fatal(err)
	}
	kind, receipt, reason := headed(t, exceptions, "Kind"), headed(t, exceptions, "Receipt"), headed(t, exceptions, "Amount due")
	var partials []string
	for _, row := range exceptions[1:] {
		if row[kind] == string(ledger.Partial) {
			partials = append(partials, row[receipt]+" "+row[reason])
		}
	}
	if strings.Join(partials, "; ") != "C1-000007 20.00" {
		t.Errorf("the part payments among the exceptions are %v", partials)
	}
}

// Nothing in the workbook computes: what people typed stays text.
func TestTheWorkbookHasNoFormula(t *testing.T) {
	_, path := anOddDay(t)
	_, content := workbookOf(t, path)
	parts := unpack(t, content)
	for name, text := range parts {
		if regexp.MustCompile(`<f[ >]`).MatchString(text) {
			t.Errorf("%s holds a formula", name)
		}
	}
	for _, name := range []string{"xl/calcChain.xml", "xl/externalLinks", "xl/vbaProject.bin"} {
		if _, there := parts[name]; there {
			t.Errorf("it has %s", name)
		}
	}
	for name, text := range parts {
		if strings.HasPrefix(name, "xl/worksheets/sheet") && name != "xl/worksheets/sheet1.xml" &&
			(!strings.Contains(text, `state="frozen"`) || !strings.Contains(text, "<autoFilter ref=")) {
			t.Errorf("%s has no frozen headings or no filter", name)
		}
	}
}

func unpack(t *testing.T, content []byte) map[string]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "payments.zip")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	files, _ := unzip(t, path)
	return files
}

// sheetsBy LibreOffice: each sheet as rows of what its cells hold.
func sheetsBy(t *testing.T, content []byte) map[string][][]string {
	t.Helper()
	tool, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed; with it (apt-get install libreoffice-calc-nogui) this test has it open the workbook")
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "payments.xlsx"), content, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	// Every sheet, cells as they hold their values, quotes around all text.
	command := exec.CommandContext(ctx, tool, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to",
		"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1", "--outdir", folder, filepath.Join(folder, "payments.xlsx"))
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v: %s", err, said)
	}
	sheets := map[string][][]string{}
	for _, name := range []string{"Summary", "Payments", "Tenders", "Voids", "Holds", "Exceptions"} {
		reader := csv.NewReader(bytes.NewReader(mustRead(t, filepath.Join(folder, "payments-"+name+".csv"))))
		reader.FieldsPerRecord = -1
		if sheets[name], err = reader.ReadAll(); err != nil {
			t.Fatal(err)
		}
	}
	return sheets
}

func TestLibreOfficeReadsTheSameTotals(t *testing.T) {
	_, path := anOddDay(t)
	_, content := workbookOf(t, path)
	sheets := sheetsBy(t, content)
	for _, c := range []struct{ sheet, column, file, source string }{
		{"Payments", "Amount", "payments.csv", "amount"},
		{"Payments", "Amount due", "payments.csv", "amount_due"},
		{"Tenders", "Kept", "tenders.csv", "net"},
		{"Tenders", "Change", "tenders.csv", "change"},
		{"Voids", "Total", "voids.csv", "total"},
		{"Holds", "Amount", "holds.csv", "amount"},
	} {
		shown := sheets[c.sheet]
		at := headed(t, shown, c.column)
		var cells []map[string]string
		for _, row := range shown[1:] {
			cells = append(cells, map[string]string{"amount": withCents(row[at])})
		}
		filled := func(column string) func(map[string]string) bool {
			return func(row map[string]string) bool { return row[column] != "" }
		}
		got, want := sum(t, cells, "amount", filled("amount")), sum(t, rows(t, path, c.file), c.source, filled(c.source))
		if got != want {
			t.Errorf("%s, %s adds up to %s, in %s to %s", c.sheet, c.column, got, c.file, want)
		}
	}
	// What people typed and what only looks like a number came back as it was.
	payments := rows(t, path, "payments.csv")
	for i, row := range sheets["Payments"][1:] {
		for heading, column := range map[string]string{"Payor": "payor", "Note": "note", "Account": "account", "Bill": "bill", "Payment id": "payment_id", "Business day": "business_day"} {
			if got, want := row[headed(t, sheets["Payments"], heading)], payments[i][column]; got != want {
				t.Errorf("row %d, %s: LibreOffice reads %q, payments.csv has %q", i+1, heading, got, want)
			}
		}
	}
}

// withCents writes a number as amounts are written: LibreOffice drops zeros.
func withCents(number string) string {
	whole, cents, _ := strings.Cut(number, ".")
	if whole == "" {
		return ""
	}
	return whole + "." + (cents + "00")[:max(2, len(cents))]
}
