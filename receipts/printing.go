package receipts

import (
	"fmt"
	"strings"
	"time"

	"counterfoil/ledger"
)

// ReceiptFor returns a receipt as a printer takes it: in its format, for its
// paper.
func ReceiptFor(r ledger.Receipt, p ledger.Printer) ([]byte, error) {
	switch p.Format {
	case ledger.FormatESCPOS:
		return ReceiptESCPOS(r, headOf(p)), nil
	case ledger.FormatText:
		return []byte(ReceiptText(r, p.Columns)), nil
	}
	return ReceiptPDF(r, p.Paper)
}

func headOf(p ledger.Printer) Head { return Head{Columns: p.Columns, CodePage: p.CodePage} }

// TestPage returns a page that shows what a printer does with what is on
// receipts: the width of a line, bold and large text, names with accents, a bar
// code, a QR code.
func TestPage(city ledger.City, p ledger.Printer, at time.Time) ([]byte, error) {
	rows := testRows(city, p, at)
	switch {
	case p.Format == ledger.FormatESCPOS:
		return slipESCPOS(rows, headOf(p)), nil
	case p.Format == ledger.FormatText:
		return []byte(slipText(rows, p.Columns)), nil
	case p.Paper == ledger.Letter:
		return testLetter(city, p, at)
	}
	return makeRoll(p.Paper, "Test page", at, rows)
}

const (
	testTitle = "TEST PAGE"
	testNames = "José Muñoz, Łódź, Zoë Großmann, Nguyễn, Øre, $1,234.50, €5"
)

func testFacts(p ledger.Printer, at time.Time) []fact {
	facts := []fact{{"Printer", p.Name}, {"Printed", at.Format(timeLayout)}, {"Format", string(p.Format)}}
	if p.Format != ledger.FormatPDF {
		facts = append(facts, fact{"Columns", fmt.Sprint(p.Columns)})
	}
	if p.Format == ledger.FormatESCPOS {
		facts = append(facts, fact{"Code page", fmt.Sprint(int(p.CodePage))})
	}
	return facts
}

func testRows(city ledger.City, p ledger.Printer, at time.Time) []slipRow {
	rows := []slipRow{
		{style: strongLine, center: true, left: city.Name}, gap,
		{style: largeLine, center: true, left: testTitle}, rule,
	}
	for _, each := range testFacts(p, at) {
		rows = append(rows, slipRow{left: each.name, right: each.value})
	}
	if p.Format != ledger.FormatPDF {
		rows = append(rows, rule, slipRow{left: "The next line fills the paper from edge to edge:"},
			slipRow{left: strings.Repeat("1234567890", p.Columns/10+1)[:max(p.Columns, minColumns)]})
	}
	return append(rows, rule, slipRow{left: testNames}, slipRow{style: strongLine, left: "Bold", right: "1,234.50"}, slipRow{style: largeLine, left: "LARGE", right: "$9.99"},
		rule, slipRow{center: true, left: "A reader scans this as " + testCode(city)}, slipRow{style: barLine, center: true, left: testCode(city)})
}

func testCode(city ledger.City) string { return city.Station + "-000000" }

func testLetter(city ledger.City, p ledger.Printer, at time.Time) ([]byte, error) {
	return makeLetter("Test page", at, func(f *flow) error {
		f.header = func(f *flow) { f.letterhead(letterheadOf(city), []string{testTitle}) }
		f.newPage()
		f.facts(testFacts(p, at)...)
		f.heading("Names")
		f.paragraph(bodyFace, testNames)
		f.heading("Figures")
		f.figures(fact{"TOTAL", "$1,234.50"})
		f.paragraph(smallFace, "The frame above is "+fmt.Sprintf("%.0f", contentWidth)+" mm wide when the printer does not shrink the page.")
		return nil
	})
}
