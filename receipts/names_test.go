package receipts_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

func TestNamesOutsideWesternEurope(t *testing.T) {
	for _, name := range []string{"Łódź", "Việt Nam", "李小龙", "山田太郎", "Ελένη Παπαδοπούλου", "Жанна Цой", "שלום", "José Muñoz", "Thị Nguyễn 李"} {
		for _, paper := range []ledger.Paper{ledger.Roll80, ledger.Letter} {
			text := pdfText(t, must(receipts.ReceiptPDF(paidBy(sampleReceipt(), name), paper)))
			holds(t, strings.Map(dropDirections, text), name)
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
		tidy(t, must(receipts.ReceiptPDF(r, ledger.Roll80)), 10)
		tidy(t, must(receipts.ReceiptPDF(r, ledger.Letter)), 40)
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

func checkColumns(t testing.TB, r ledger.Receipt) {
	for _, columns := range []int{0, 32, 42} {
		printout(t, receipts.ReceiptESCPOS(r, head(columns)), max(columns, 24))
		for line := range strings.Lines(receipts.ReceiptText(r, columns)) {
			if columns > 0 && len([]rune(strings.TrimRight(line, "\n"))) > columns+strings.Count(line, "\u0301") {
				t.Errorf("%q is longer than %d columns", line, columns)
			}
		}
	}
}

func TestAnyName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := everywhere(rapid.String().Draw(t, "name"))
		checkColumns(new(testing.T), r)
		first := must(receipts.ReceiptPDF(r, ledger.Roll80))
		if !bytes.Equal(first, must(receipts.ReceiptPDF(r, ledger.Roll80))) {
			t.Fatal("two makings differ")
		}
		must(receipts.ReceiptPDF(r, ledger.Letter))
	})
}

func FuzzNames(f *testing.F) {
	for _, name := range hostile {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if len(name) > 1000 {
			return // the ledger takes 200 characters
		}
		r := everywhere(name)
		for _, paper := range []ledger.Paper{ledger.Roll80, ledger.Letter} {
			if _, err := receipts.ReceiptPDF(r, paper); err != nil {
				t.Error(err)
			}
		}
		printout(t, receipts.ReceiptESCPOS(r, head(42)), 42)
	})
}
