package receipts_test

import (
	"fmt"
	"strings"
	"testing"

	"counterfoil/receipts"
)

func TestBillsPDFHoldsEveryValue(t *testing.T) {
	bills := sampleBills()
	pages := pdfPages(t, must(receipts.BillsPDF(bills)))
	if len(pages) != len(bills) {
		t.Fatalf("%d bills on %d pages", len(bills), len(pages))
	}
	for i, b := range bills {
		text := strings.Join(strings.Fields(pages[i]), " ")
		holds(t, text, b.City, b.Department, b.Address, b.Phone, b.Account, b.Customer, b.Name, b.ServiceAddress, b.Number, b.ScanLine, b.Specimen,
			"11/11/2026", "11/25/2026", "12/14/2026", "$224.24", "$246.66", "SPECIMEN")
		for _, c := range b.Charges {
			holds(t, text, c.Name+" "+c.Amount.Display())
		}
		if strings.Count(text, b.Account) < 2 || strings.Count(text, "SPECIMEN") < 2 {
			t.Errorf("the stub does not repeat the account and the mark:\n%s", text)
		}
	}
}

func TestBillsPDFRefuses(t *testing.T) {
	with := func(change func(*receipts.Bill)) []receipts.Bill {
		bills := sampleBills()
		change(&bills[1])
		return bills
	}
	var many []receipts.Charge
	for i := range 60 {
		many = append(many, receipts.Charge{Name: fmt.Sprint("Charge ", i), Amount: cents(1)})
	}
	for name, c := range map[string]struct {
		bills []receipts.Bill
		want  string
	}{
		"no bills":                      {nil, "no bill"},
		"a scan line without a barcode": {with(func(b *receipts.Bill) { b.ScanLine = "李" }), "bill 88124"},
		"an empty scan line":            {with(func(b *receipts.Bill) { b.ScanLine = "" }), "bill 88124"},
		"a crest that is no PNG":        {with(func(b *receipts.Bill) { b.Crest = []byte("GIF89a") }), "PNG"},
		"more charges than fit":         {with(func(b *receipts.Bill) { b.Charges = many }), "bill 88124: its charges do not fit"},
	} {
		if _, err := receipts.BillsPDF(c.bills); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s gives %v, not %q", name, err, c.want)
		}
	}
}

func TestBillWithHostileTexts(t *testing.T) {
	for _, text := range hostile {
		b := sampleBills()[0]
		b.City, b.Department, b.Address, b.Phone, b.Name, b.ServiceAddress, b.Specimen = text, text, text, text, text, text, text
		b.Charges[0].Name = text
		pdf, err := receipts.BillsPDF([]receipts.Bill{b})
		if err != nil {
			t.Errorf("%.20q: %v", text, err)
			continue
		}
		pages := pdfBoxes(t, pdf)
		// The word across the page lies under the others on purpose.
		for _, w := range pages[0].Words {
			if w.Left < 40 || w.Right > pages[0].Width-40 {
				t.Errorf("%q leaves the page", w.Text)
			}
		}
	}
}
