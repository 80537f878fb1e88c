package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"counterfoil/assets"
	"counterfoil/assets/sample"
	"counterfoil/ledger"
	"counterfoil/ledger/durable"
	"counterfoil/receipts"
)

type receiptCommand struct {
	Number  string `arg:"" help:"The receipt's number, like C1-000123."`
	PDF     bool   `help:"As PDF (the default)." xor:"format"`
	ESCPOS  bool   `name:"escpos" help:"As bytes for a receipt printer." xor:"format"`
	Text    bool   `help:"As plain text." xor:"format"`
	Paper   string `enum:"letter,80mm,58mm," default:"" help:"Of a PDF: letter, 80mm or 58mm. Default: the one of [output] in city.toml."`
	Columns int    `default:"42" help:"Of a line of text or of a receipt printer: usually 32, 42 or 48."`
	Output  string `short:"o" default:"-" placeholder:"FILE" help:"Where to; - for standard output."`
}

func (receiptCommand) Help() string {
	return "Example:\n\n    counterfoil receipt C1-000123 --pdf -o C1-000123.pdf"
}

func (c receiptCommand) Run(folder ledger.Folder) error {
	// A receipt that was given out and could not be written would make the
	// next one a duplicate.
	if err := checkTarget(folder, c.Output); err != nil {
		return err
	}
	l, err := open(folder)
	if err != nil {
		return err
	}
	defer l.Close()
	receipt, err := l.GiveOut(ledger.Console, c.Number)
	if err != nil {
		return err
	}
	document, err := receipts.ReceiptFor(receipt, c.printer(l.City()))
	if err != nil {
		return err
	}
	return writeDocument(c.Output, document)
}

// printer is one that would print what is asked for.
func (c receiptCommand) printer(city ledger.City) ledger.Printer {
	p := ledger.Printer{Format: ledger.FormatPDF, Paper: city.Output.Paper, Columns: c.Columns}
	switch {
	case c.Text:
		p.Format = ledger.FormatText
	case c.ESCPOS:
		p.Format = ledger.FormatESCPOS
	case c.Paper != "":
		p.Paper = ledger.Paper(c.Paper)
	}
	return p
}

// checkTarget refuses a file that could not be written, and one in the data
// folder, where the ledger and its key are.
func checkTarget(folder ledger.Folder, path string) error {
	if path == "-" {
		return nil
	}
	if there, err := os.Stat(path); err == nil && !there.Mode().IsRegular() {
		// Writing puts a new file in the place of the old one.
		return usage("-o: %s is no plain file; to send a document to a device, leave -o out and redirect with >", path)
	}
	beside := filepath.Dir(path)
	target, err := os.Stat(beside)
	if err != nil || !target.IsDir() {
		return usage("-o: there is no folder %s; make it, or choose another place", beside)
	}
	if data, err := os.Stat(string(folder)); err == nil && os.SameFile(data, target) {
		return usage("-o: %s is in the data folder, which is the ledger's own; choose another place", path)
	}
	probe, err := os.CreateTemp(beside, ".new-*")
	if err != nil {
		return exit{cannotRun, fmt.Errorf("%s cannot be written there; check who may write to the folder, or choose another place", path)}
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

func writeDocument(path string, document []byte) error {
	if path == "-" {
		_, err := os.Stdout.Write(document)
		return err
	}
	return durable.WriteFile(path, bytes.NewReader(document), 0o600)
}

// writeSampleBills writes bills of the sample city to print and try.
func writeSampleBills(folder ledger.Folder, city ledger.City, made sample.City) error {
	const few = 24
	var bills []receipts.Bill
	for _, a := range made.Accounts[:few] {
		bill := receipts.Bill{
			City: city.Name, Department: city.Department, Address: strings.TrimSpace(city.Address), Phone: city.Phone, Crest: assets.Crest,
			Account: a.Number, Customer: a.Customer, Name: a.Name, ServiceAddress: a.Address, Number: a.Bill,
			BillDate: a.BillDate, Due: a.Due, LateAfter: a.LateAfter, CutOff: a.CutOff, AmountDue: a.AmountDue, LateAmount: a.LateAmount,
			ScanLine: a.Scan, Specimen: "A sample bill of a city that does not exist, to try Counterfoil with.",
		}
		for _, c := range a.Charges {
			bill.Charges = append(bill.Charges, receipts.Charge{Name: c.Name, Amount: c.Amount})
		}
		bills = append(bills, bill)
	}
	pdf, err := receipts.BillsPDF(bills)
	if err != nil {
		return err
	}
	return durable.WriteFile(filepath.Join(string(folder), "sample-bills.pdf"), bytes.NewReader(pdf), 0o600)
}
