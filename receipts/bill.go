package receipts

import (
	"errors"
	"fmt"
	"image/color"

	"github.com/boombuler/barcode/code128"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Bill is a sample utility bill, to try a counter with before its city's own
// bills are at hand.
type Bill struct {
	City, Department, Address, Phone string
	Crest                            []byte // a PNG file; empty: none

	Account, Customer, Name string
	ServiceAddress          string
	Number                  string
	BillDate, Due           ledger.Day
	LateAfter, CutOff       ledger.Day // the last days without the late charge, and without being cut off
	Charges                 []Charge
	AmountDue               money.Amount
	LateAmount              money.Amount // due after LateAfter
	ScanLine                string
	Specimen                string // why the bill is none, in a sentence
}

// Charge is one line of a bill.
type Charge struct {
	Name   string
	Amount money.Amount
}

// BillsPDF returns sample bills, one letter page each, with a stub to tear
// off that carries the scan line in digits and as a Code 128 barcode. A scan
// line that Code 128 cannot hold is an error.
func BillsPDF(bills []Bill) ([]byte, error) {
	if len(bills) == 0 {
		return nil, errors.New("there is no bill to print")
	}
	d := document{"Sample bills", bills[0].BillDate.Time(), letterWidth}
	return makePDF(d, func(s *sheet) error {
		for _, bill := range bills {
			if err := bill.draw(&flow{sheet: s}); err != nil {
				return fmt.Errorf("bill %s: %w", bill.Number, err)
			}
		}
		return nil
	})
}

const (
	perforation = 184.0 // from the top: the stub is the last third
	crestSize   = 22.0
)

func (b Bill) draw(f *flow) error {
	f.addPage(letterHeight)
	f.stamp(letterWidth/2, 118, 35, face{points: 86, bold: true}, "SPECIMEN")
	f.y = margin
	if err := b.drawHead(f); err != nil {
		return err
	}
	full := false
	f.header = func(*flow) { full = true }
	b.drawCharges(f)
	if full || f.y > perforation {
		return errors.New("its charges do not fit on one page; give fewer")
	}
	return b.drawStub(f)
}

func (b Bill) drawHead(f *flow) error {
	x := margin
	if len(b.Crest) > 0 {
		if err := f.picture(b.Crest, margin, f.y, crestSize, crestSize); err != nil {
			return err
		}
		x += crestSize + 5
	}
	y := f.y
	f.text(x, y, titleFace, f.clip(b.City, titleFace, 100))
	for i, text := range []string{b.Department, b.Address, b.Phone} {
		f.text(x, y+7+float64(i)*bodyFace.lineHeight(), bodyFace, f.clip(text, bodyFace, 100))
	}
	f.textRight(rightEdge, y, titleFace, "UTILITY BILL")
	f.textRight(rightEdge, y+7, bodyFace.strong(), "SPECIMEN")
	f.y += crestSize + 5
	f.line(margin, f.y, rightEdge, f.y, 0.5)
	f.y += 4
	value := func(text string) string { return f.clip(text, bodyFace.strong(), contentWidth/2-36) }
	f.facts(
		fact{"Account", b.Account}, fact{"Bill", b.Number},
		fact{"Customer", b.Customer}, fact{"Bill date", b.BillDate.Display()},
		fact{"Name", value(b.Name)}, fact{"Due date", b.Due.Display()},
		fact{"Service address", value(b.ServiceAddress)}, fact{"Cut-off after", b.CutOff.Display()},
	)
	return nil
}

func (b Bill) drawCharges(f *flow) {
	t := table{
		columns: []column{{"Charge", 120, words}, {"Amount", 40, amount}},
		totals:  []string{"Amount due by " + b.Due.Display(), dollars(b.AmountDue)},
	}
	for _, c := range b.Charges {
		t.rows = append(t.rows, tableRow{cells: []string{c.Name, c.Amount.Display()}})
	}
	f.table("Charges", t)
	f.paragraph(bodyFace, fmt.Sprintf("After %s the amount due is %s. Service can be cut off after %s.", b.LateAfter.Display(), dollars(b.LateAmount), b.CutOff.Display()))
	f.gap(2)
	f.paragraph(bodyFace.strong(), b.Specimen)
}

func (b Bill) drawStub(f *flow) error {
	const textWidth = contentWidth - 60
	f.dashedLine(0, perforation, letterWidth, perforation, 0.3)
	f.textCenter(letterWidth/2, perforation+1, smallFace, "Tear off here and bring this stub with your payment")
	f.y = perforation + 8
	f.text(margin, f.y, headingFace, f.clip(b.City+": payment stub", headingFace, textWidth))
	f.textRight(rightEdge, f.y, headingFace, "SPECIMEN")
	f.y += 8
	f.facts(
		fact{"Account", b.Account}, fact{"Due date", b.Due.Display()},
		fact{"Bill", b.Number}, fact{"Late amount", b.LateAmount.Display()},
		fact{"Name", f.clip(b.Name, bodyFace.strong(), contentWidth/2-36)}, fact{"Cut-off after", b.CutOff.Display()},
	)
	f.gap(2)
	f.figures(fact{"AMOUNT DUE", dollars(b.AmountDue)}, fact{"AMOUNT PAID", ""})
	f.gap(2)
	if err := f.barcode(margin, f.y, contentWidth, 14, b.ScanLine); err != nil {
		return err
	}
	f.y += 16
	set := f.fit(b.ScanLine, face{points: 13, mono: true}, contentWidth)
	f.textRight(rightEdge, f.y, set, b.ScanLine)
	return nil
}

// barcode draws Code 128 at the right of the box, as bars that stay sharp at
// any size.
func (f *flow) barcode(x, y, width, height float64, text string) error {
	code, err := code128.Encode(text)
	if err != nil {
		return fmt.Errorf("%q cannot be a barcode: %w", text, err)
	}
	const widestModule, quietModules = 0.42, 10
	modules := code.Bounds().Dx()
	module := min(widestModule, width/float64(modules+2*quietModules))
	left := x + width - float64(modules+quietModules)*module
	dark := func(i int) bool {
		return i < modules && code.At(i, 0) == color.Black
	}
	for i := 0; i < modules; i++ {
		start := i
		for dark(i) {
			i++
		}
		if i > start {
			f.fill(left+float64(start)*module, y, float64(i-start)*module, height, 0)
		}
	}
	return nil
}
