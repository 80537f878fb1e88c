package printer_test

import (
	"os"
	"path/filepath"
	"testing"

	"counterfoil/ledger"
	"counterfoil/receipts/printer"
)

// TestASlipGoesWhereItsRoleIs, and to the receipt printer where nothing prints
// documents; a report does not, and is only saved.
func TestASlipGoesWhereItsRoleIs(t *testing.T) {
	at := func(role ledger.PrinterRole, format ledger.PrintFormat, paper ledger.Paper) ledger.Printer {
		return ledger.Printer{Name: "of " + string(role), Role: role, Kind: ledger.FolderPrinter, Format: format, Paper: paper, Columns: 42}
	}
	receipt, roll := at(ledger.PrintsReceipts, ledger.FormatText, ledger.Roll80), at(ledger.PrintsReceipts, ledger.FormatPDF, ledger.Roll80)
	office, both := at(ledger.PrintsDocuments, ledger.FormatPDF, ledger.Letter), at(ledger.PrintsBoth, ledger.FormatPDF, ledger.Roll80)
	const text, onRoll, onLetter = "Z-000001 on 42 columns as text", "%PDF Z-000001 80mm", "%PDF Z-000001 letter"
	for _, c := range []struct {
		name     string
		printers []ledger.Printer
		role     ledger.PrinterRole
		slip     bool
		at, says string
	}{
		{"a till's slip", []ledger.Printer{receipt, office}, ledger.PrintsReceipts, true, receipt.Name, text},
		{"a till's slip on one PDF printer", []ledger.Printer{both}, ledger.PrintsReceipts, true, both.Name, onRoll},
		{"a slip to be filed", []ledger.Printer{receipt, office}, ledger.PrintsDocuments, true, office.Name, onLetter},
		{"a slip to be filed on one PDF printer", []ledger.Printer{both}, ledger.PrintsDocuments, true, both.Name, onLetter},
		{"a slip to be filed, where only receipts are printed", []ledger.Printer{receipt}, ledger.PrintsDocuments, true, receipt.Name, text},
		{"a slip to be filed, where only receipts are printed as PDF", []ledger.Printer{roll}, ledger.PrintsDocuments, true, roll.Name, onRoll},
		{"a report, where only receipts are printed", []ledger.Printer{receipt}, ledger.PrintsDocuments, false, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			for i := range c.printers {
				c.printers[i].To = filepath.Join(folder, c.printers[i].Name)
			}
			s := newStation(t, c.printers...)
			d := document("Z-000001")
			d.Role, d.Slip = c.role, c.slip
			outcome, err := s.Give(d)
			if err != nil || outcome.Printer != c.at {
				t.Fatalf("it went to %+v, %v", outcome, err)
			}
			if c.at == "" {
				return
			}
			s.wantSent("Z-000001", printer.Saved)
			files, _ := filepath.Glob(filepath.Join(folder, c.at, "*"))
			if len(files) != 1 {
				t.Fatalf("%v", files)
			}
			if said, err := os.ReadFile(files[0]); err != nil || string(said) != c.says {
				t.Errorf("%q, %v", said, err)
			}
		})
	}
}

// TestASlipThatWaitsIsStillOneAfterTheNextStart: it may then go to the roll.
func TestASlipThatWaitsIsStillOneAfterTheNextStart(t *testing.T) {
	gone := network("Office", "127.0.0.1:9")
	gone.Role, gone.Format, gone.Columns, gone.Paper = ledger.PrintsDocuments, ledger.FormatPDF, 0, ledger.Letter
	front := ledger.Printer{Name: "Front", Role: ledger.PrintsReceipts, Kind: ledger.FolderPrinter, To: filepath.Join(t.TempDir(), "front"), Format: ledger.FormatText, Columns: 32}
	s := newStation(t, gone, front)
	d := document("Z-000001")
	d.Role, d.Slip = ledger.PrintsDocuments, true
	if _, err := s.Give(d); err != nil {
		t.Fatal(err)
	}
	s.waitsFor(printer.Waiting, "cannot be reached")
	s.Close()
	s.open()
	job := s.waitsFor(printer.Waiting, "")
	if err := eventually(s, func() error { return s.Redirect(job.ID, front) }); err != nil {
		t.Fatal(err)
	}
	s.wantSent("Z-000001", printer.Saved)
}
