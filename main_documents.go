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
	Number string `arg:"" help:"The receipt's number, like C1-000123."`
	PDF    bool   `help:"As PDF (the default)." xor:"format"`
	ESCPOS bool   `name:"escpos" help:"As bytes for a receipt printer." xor:"format"`
	Text   bool   `help:"As plain text." xor:"format"`
	Output string `short:"o" default:"-" placeholder:"FILE" help:"Where to; - for standard output."`
}

func (receiptCommand) Help() string {
	return "Example:\n\n    counterfoil receipt C1-000123 --pdf -o C1-000123.pdf"
}

const receiptColumns = 42 // of an 80 mm roll in the usual font

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
	var document []byte
	switch {
	case c.Text:
		document = []byte(receipts.ReceiptText(receipt, receiptColumns))
	case c.ESCPOS:
		document = receipts.ReceiptESCPOS(receipt, receipts.Head{Columns: receiptColumns})
	default:
		document, err = receipts.ReceiptPDF(receipt, l.City().Output.Paper)
	}
	if err != nil {
		return err
	}
	return writeDocument(c.Output, document)
}

// checkTarget refuses a file that could not be written, and one in the data
// folder, where the ledger and its key are.
func checkTarget(folder ledger.Folder, path string) error {
	if path == "-" {
		return nil
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
