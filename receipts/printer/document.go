package printer

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"counterfoil/ledger"
)

// Document is what is to be printed.
type Document struct {
	Name string // file name without its ending, like C1-000123
	Role ledger.PrinterRole
	// Office: it is for supervisors and finance alone. It may tell what an open
	// drawer should hold.
	Office bool
	// Slip: it fits a roll, too. Where no printer takes documents, the receipt
	// printer prints it.
	Slip bool
	// Make renders it for a printer, which takes its format and its paper.
	Make func(ledger.Printer) ([]byte, error)
}

// rendering is a document in the format of a printer.
type rendering struct {
	Format   ledger.PrintFormat `json:"format"`
	Paper    ledger.Paper       `json:"paper"`
	Columns  int                `json:"columns,omitempty"`
	CodePage ledger.CodePage    `json:"code_page,omitempty"`
	Bytes    []byte             `json:"bytes"`
}

// render makes a document for a printer.
func (d Document) render(p ledger.Printer) (rendering, error) {
	p.Paper = paperOf(p, d.Role, d.Slip)
	r := rendering{Format: p.Format, Paper: p.Paper}
	if p.Format != ledger.FormatPDF {
		r.Columns, r.CodePage = p.Columns, p.CodePage
	}
	var err error
	r.Bytes, err = d.Make(p)
	return r, err
}

// paperOf is what a document is on when that printer prints it: those to be
// filed are on letter paper wherever they are printed, save for a slip on a
// printer for receipts alone.
func paperOf(p ledger.Printer, role ledger.PrinterRole, slip bool) ledger.Paper {
	if role == ledger.PrintsDocuments && !(slip && p.Role == ledger.PrintsReceipts) {
		return ledger.Letter
	}
	return p.Paper
}

// goesTo reports whether a printer can print documents of this role.
func goesTo(p ledger.Printer, role ledger.PrinterRole, slip bool) bool {
	return role == ledger.PrintsReceipts || slip || p.Format == ledger.FormatPDF
}

// isFor reports whether a rendering is what a printer takes.
func (r rendering) isFor(p ledger.Printer, role ledger.PrinterRole, slip bool) bool {
	if r.Format != p.Format || !goesTo(p, role, slip) {
		return false
	}
	if r.Format == ledger.FormatPDF {
		return r.Paper == paperOf(p, role, slip)
	}
	return r.Columns == p.Columns && r.CodePage == p.CodePage
}

// ending is that of a file with the rendering.
func (r rendering) ending() string {
	return map[ledger.PrintFormat]string{ledger.FormatPDF: ".pdf", ledger.FormatESCPOS: ".escpos", ledger.FormatText: ".txt"}[r.Format]
}

var mediaBox = regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`)

// media is how CUPS is told of the paper. A roll is as long as its page: a
// shorter one would be cut off or shrunk.
func (r rendering) media() string {
	box := mediaBox.FindSubmatch(r.Bytes)
	if r.Paper == ledger.Letter || box == nil {
		return "Letter"
	}
	return fmt.Sprintf("Custom.%dx%dmm", millimeters(box[1]), millimeters(box[2]))
}

func millimeters(points []byte) int {
	n, _ := strconv.ParseFloat(string(points), 64)
	return int(math.Ceil(n/72*25.4 - 0.1))
}
