package receipts_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

var update = flag.Bool("update", false, "write the expected texts anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got\n%s\nwant\n%s", file, got, want)
	}
}

func TestReceiptESCPOSWritesWhatThePrinterHas(t *testing.T) {
	for name, want := range map[string]string{
		"José Muñoz €5":     "José Muñoz €5",
		"Jose\u0301":        "José",
		"Łódź":              "Lódz",
		"Nguyễn Việt Đức":   "Nguyen Viet Duc",
		"李小龙":               "???",
		"Ana\x1b@\x1dV\x00": "Ana@V",
	} {
		lines, _ := printout(t, receipts.ReceiptESCPOS(paidBy(sampleReceipt(), name), head(42)), 42)
		if want = "Received from" + strings.Repeat(" ", 29-len([]rune(want))) + want; !strings.Contains(strings.Join(lines, "\n"), want+"\n") {
			t.Errorf("%q: %q is missing from\n%s", name, want, strings.Join(lines, "\n"))
		}
	}
}

// Every value stands on every paper.
func TestReceiptPDFHoldsEveryValue(t *testing.T) {
	for _, paper := range []ledger.Paper{ledger.Roll80, ledger.Letter} {
		pdf := must(receipts.ReceiptPDF(sampleReceipt(), paper))
		text := pdfText(t, pdf)
		holds(t, text,
			"City of Alder Bend", "Utility Billing", "401 Front Street, Alder Bend, MO 63799", "(573) 555-0142",
			"OFFICIAL RECEIPT", "C1-000123", "11/23/2026 2:05 PM CST", "Ana Ruiz", "Mary Q. Customer",
			"1023233234", "88123", "11/25/2026", "224.24", "1023233999", "150.00", "100.00", "PARTIAL", "77-1", "not stated", "not in our list", "1,050.00", "1,060.00", "OVER",
			"Check 1041", "111000025", "5678", "M Q CUSTOMER", "1,324.24", "Card 004417", "1111", "50.00", "Cash", "40.00",
			"TOTAL", "$1,404.24", "CHANGE", "$10.00", "A copy of the bill came with this payment", "balance on your account is not known today", "Keep",
			"Questions: call (573) 555-0142, weekdays 8 to 5.", "No late charge is added while billing is offline.", "A1C6-EB10-355A-7FA4",
		)
		lacks(t, text, "DUPLICATE", "VOID", "Business day", "�")
		tidy(t, pdf, 10)
	}
}

func TestReceiptMarks(t *testing.T) {
	void := voided(sampleReceipt())
	lateDay := sampleReceipt()
	lateDay.Day = "2026-11-20"
	noCopy, notNoted, noName := sampleReceipt(), sampleReceipt(), paidBy(sampleReceipt(), "")
	noCopy.Payment.Copy, notNoted.Payment.Copy = ledger.NoCopy, ledger.CopyNotStated
	for _, c := range []struct {
		name    string
		receipt ledger.Receipt
		has     []string
		hasNot  []string
	}{
		{"void", void, []string{"VOID", "Voided 11/23/2026 2:14 PM CST by Ana Ruiz, approved by Carol Dunn.", "Reason: Paid with the wrong stub", "DUPLICATE 2", "will not be posted"}, []string{"will be posted"}},
		{"another business day", lateDay, []string{"Business day", "11/20/2026"}, nil},
		{"no copy of the bill", noCopy, []string{"No copy of the bill came"}, []string{"A copy of the bill"}},
		{"copy not noted", notNoted, []string{"It was not noted whether"}, []string{"A copy of the bill"}},
		{"no payor", noName, []string{"Received from not stated"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, _ := printout(t, receipts.ReceiptESCPOS(c.receipt, head(48)), 48)
			for _, text := range []string{
				pdfText(t, must(receipts.ReceiptPDF(c.receipt, ledger.Roll80))),
				pdfText(t, must(receipts.ReceiptPDF(c.receipt, ledger.Letter))),
				strings.Join(strings.Fields(receipts.ReceiptText(c.receipt, 48)), " "),
				strings.Join(strings.Fields(strings.Join(lines, " ")), " "),
			} {
				holds(t, text, c.has...)
				lacks(t, text, c.hasNot...)
			}
		})
	}
}

func TestReceiptPDFRefusesUnknownPaper(t *testing.T) {
	if _, err := receipts.ReceiptPDF(sampleReceipt(), "a4"); err == nil || !strings.Contains(err.Error(), "letter") {
		t.Errorf("got %v", err)
	}
}

func TestRollIsAsLongAsItsReceipt(t *testing.T) {
	short := sampleReceipt()
	short.Payment.Lines = short.Payment.Lines[:1]
	long := sampleReceipt()
	for range 46 {
		long.Payment.Lines = append(long.Payment.Lines, long.Payment.Lines[0])
	}
	var heights []float64
	for _, r := range []ledger.Receipt{short, sampleReceipt(), long} {
		pages := pdfBoxes(t, must(receipts.ReceiptPDF(r, ledger.Roll80)))
		if len(pages) != 1 {
			t.Fatalf("a roll has one page, not %d", len(pages))
		}
		last := pages[0].Words[len(pages[0].Words)-1]
		const square = 32 * 72 / 25.4 // the QR code, which has no words
		if space := pages[0].Height - last.Bottom - square; space < 5 || space > 25 {
			t.Errorf("%.1f points are left below %q", space, last.Text)
		}
		heights = append(heights, pages[0].Height)
	}
	if heights[0] >= heights[1] || heights[1] >= heights[2] {
		t.Errorf("the heights do not grow: %v", heights)
	}
}

func TestLongReceiptOnLetterPaper(t *testing.T) {
	r := voided(sampleReceipt())
	r.Payment.Lines = nil
	for i := range 50 {
		r.Payment.Lines = append(r.Payment.Lines, ledger.Line{Account: fmt.Sprint(5000 + i), Amount: cents(1_00)})
	}
	for i := range 20 {
		r.Payment.Tenders = append(r.Payment.Tenders, ledger.Tender{Kind: ledger.Check, Number: fmt.Sprint(900 + i), Name: strings.Repeat("W", 200), Amount: cents(5_00)})
	}
	pdf := must(receipts.ReceiptPDF(r, ledger.Letter))
	tidy(t, pdf, 40)
	pages := pdfPages(t, pdf)
	if len(pages) < 2 {
		t.Fatalf("got %d pages", len(pages))
	}
	for i, page := range pages {
		holds(t, page, "OFFICIAL RECEIPT", "C1-000123", "VOID", fmt.Sprintf("Page %d of %d", i+1, len(pages)))
	}
}

// A PDF carries dates: they are those of the values, never the clock's.
func TestSameValuesMakeTheSameBytes(t *testing.T) {
	foreign := paidBy(sampleReceipt(), "Łódź Nguyễn Việt Nam 李小龙 Ελένη Жанна ΩΩ")
	days := []ledger.DayReport{sampleDay(60, true), sampleDay(3, false)}
	closing := *days[1].Drawers[0].Closing
	for _, c := range []struct {
		name, dated string
		document    func() []byte
	}{
		{"roll", "D:20261123140500", func() []byte { return must(receipts.ReceiptPDF(sampleReceipt(), ledger.Roll80)) }},
		{"letter", "D:20261123140500", func() []byte { return must(receipts.ReceiptPDF(sampleReceipt(), ledger.Letter)) }},
		{"foreign", "D:20261123140500", func() []byte { return must(receipts.ReceiptPDF(foreign, ledger.Roll80)) }},
		{"receipt printer", "C1-000123", func() []byte { return receipts.ReceiptESCPOS(foreign, head(42)) }},
		{"days", "D:20261123172200", func() []byte { return must(receipts.DaysPDF(days)) }},
		{"closing", "D:20261123173200", func() []byte { return onLetter(receipts.Closing(closing, sampleOrigin())) }},
		{"bills", "D:20261111000000", func() []byte { return must(receipts.BillsPDF(sampleBills())) }},
		{"undated bill", "D:19700101000000", func() []byte { return must(receipts.BillsPDF([]receipts.Bill{{ScanLine: "1"}})) }},
	} {
		first := c.document()
		if !bytes.Contains(first, []byte(c.dated)) {
			t.Errorf("%s is not dated %s", c.name, c.dated)
		}
		for range 3 {
			if !bytes.Equal(first, c.document()) {
				t.Fatalf("two makings of %s differ", c.name)
			}
		}
	}
}
