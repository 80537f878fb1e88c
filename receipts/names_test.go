package receipts_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

func TestNamesOutsideWesternEurope(t *testing.T) {
	for _, name := range []string{"Łódź", "Việt Nam", "李小龙", "山田太郎", "Ελένη Παπαδοπούλου", "Жанна Цой", "שלום", "محمد عبد السلام", "김철수", "José Muñoz", "Thị Nguyễn 李"} {
		for _, paper := range receiptPapers {
			pdf := must(receipts.ReceiptPDF(paidBy(sampleReceipt(), name), paper))
			text := pdfText(t, pdf)
			holds(t, strings.Map(dropDirections, norm.NFKC.String(text)), name)
			if len(pdf) > 12_000 {
				t.Errorf("%s, %s: %d bytes", name, paper, len(pdf))
			}
			lacks(t, text, "�", "?")
		}
	}
}

// dropDirections takes out the marks that pdftotext sets around Hebrew.
func dropDirections(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// An accent that was typed on its own is set as part of its letter.
func TestDecomposedNames(t *testing.T) {
	text := pdfText(t, must(receipts.ReceiptPDF(paidBy(sampleReceipt(), "Vie\u0323\u0302t Jose\u0301"), ledger.Roll80)))
	holds(t, text, "Việt José")
}

// What no font has is seen to be missing.
func TestCharactersThatNoFontHas(t *testing.T) {
	text := pdfText(t, must(receipts.ReceiptPDF(paidBy(sampleReceipt(), "Ana 😀 Ruiz"), ledger.Roll80)))
	holds(t, text, "Ana � Ruiz")
}

var hostile = []string{
	strings.Repeat("W", 200),
	strings.Repeat("W ", 100),
	strings.Repeat("李", 200),
	strings.Repeat("Ł", 200),
	strings.Repeat("😀", 200),
	strings.Repeat("שלום ", 40),
	strings.Repeat("مرحبا", 40),
	strings.Repeat("é\u0301", 100),
	`) Tj ET Q BT (injected) Tj (\`,
	"{nb} %PDF-1.4 endstream endobj",
	"\\\\\\ ((( )))",
	"Ana\x1b@\x00\n\r\tRuiz\u202E\u200B",
	"\xff\xfe broken \xe0",
	" ",
	"",
}

// everywhere puts a text wherever people type one.
func everywhere(text string) ledger.Receipt {
	r := voided(paidBy(sampleReceipt(), text))
	r.Clerk = text
	r.City.Name, r.City.Department, r.City.Address, r.City.Receipt.Footer = text, text, text, text
	r.Payment.Tenders = append([]ledger.Tender(nil), r.Payment.Tenders...)
	r.Payment.Tenders[0].Name = text
	r.Void.Reason, r.Void.By, r.Void.ApprovedBy = text, text, text
	return r
}

func TestHostileNames(t *testing.T) {
	for _, name := range hostile {
		r := everywhere(name)
		for _, paper := range receiptPapers {
			tidy(t, must(receipts.ReceiptPDF(r, paper)), marginsOf[paper])
		}
		checkColumns(t, r)

		d := sampleDay(12, true)
		d.City = r.City
		for i := range d.Payments {
			d.Payments[i].Payor, d.Payments[i].Clerk = name, name
		}
		for i := range d.ChecksTaken {
			d.ChecksTaken[i].Name = name
		}
		for number, mark := range d.VoidMarks {
			mark.Reason, mark.By, mark.ApprovedBy = name, name, name
			d.VoidMarks[number] = mark
		}
		d.Clerks[0].Clerk, d.Drawers[2].Clerk = name, name
		closing := *d.Drawers[0].Closing
		closing.Drawer.Clerk, closing.ApprovedBy = name, name
		d.Drawers[0].Closing = &closing
		tidy(t, onLetter(receipts.Day(d)), 40)
		tidy(t, onLetter(receipts.Closing(closing, receipts.Origin{City: r.City})), 40)
	}
}

// dropAccents takes out what a terminal sets above or below a letter.
func dropAccents(r rune) rune {
	if unicode.Is(unicode.M, r) {
		return -1
	}
	return r
}

func checkColumns(t testing.TB, r ledger.Receipt) {
	for _, columns := range []int{0, 32, 42} {
		printout(t, receipts.ReceiptESCPOS(r, head(columns)), max(columns, 24))
		for line := range strings.Lines(receipts.ReceiptText(r, columns)) {
			if columns > 0 && len([]rune(strings.Map(dropAccents, strings.TrimRight(line, "\n")))) > columns {
				t.Errorf("%q is longer than %d columns", line, columns)
			}
		}
	}
}

// TestAnyName: whatever a name holds, no word leaves the paper or lies on
// another, and nothing but names differs.
func TestAnyName(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.String().Draw(rt, "name")
		paper := rapid.SampledFrom(receiptPapers).Draw(rt, "paper")
		r := everywhere(name)
		found := &collected{TB: t}
		checkColumns(found, r)
		pdf := must(receipts.ReceiptPDF(r, paper))
		var said []string
		for _, page := range tidy(found, pdf, marginsOf[paper]) {
			for _, w := range page.Words {
				said = append(said, w.Text)
			}
		}
		holds(found, strings.Join(said, " "), "C1-000123", "$1,404.24", "$10.00", "1023230001", "1,060.00", "(573) 555-0142")
		if !bytes.Equal(pdf, must(receipts.ReceiptPDF(r, paper))) {
			found.Errorf("two makings differ")
		}
		if len(found.problems) > 0 {
			rt.Fatal(found.problems[0])
		}
	})
}

// marginsOf are what no word goes into, in points.
var marginsOf = map[ledger.Paper]float64{ledger.Letter: 40, ledger.Roll80: 10, ledger.Roll58: 12}

func FuzzNames(f *testing.F) {
	for _, name := range hostile {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if len(name) > 1000 {
			return // the ledger takes 200 characters
		}
		r := everywhere(name)
		for _, paper := range receiptPapers {
			if _, err := receipts.ReceiptPDF(r, paper); err != nil {
				t.Error(err)
			}
		}
		printout(t, receipts.ReceiptESCPOS(r, head(42)), 42)
	})
}
