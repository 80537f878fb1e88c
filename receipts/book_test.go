package receipts_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

func TestABookHasItsNumbersThreeToAPage(t *testing.T) {
	city := ledger.City{Name: "City of Riverton", Department: "Utility Billing", Address: "100 Main Street\nRiverton", Phone: "555-0100", Station: "C1"}
	at := time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	r := ledger.PaperRange{Book: 1, First: 41, Last: 47}
	pdf, err := receipts.BookPDF(city, r, at)
	if err != nil {
		t.Fatal(err)
	}
	again, err := receipts.BookPDF(city, r, at)
	if err != nil || !bytes.Equal(pdf, again) {
		t.Errorf("printed again it differs (%v)", err)
	}
	if kept := os.Getenv("BOOK_PDF"); kept != "" {
		if err := os.WriteFile(kept, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text := pdfText(t, pdf)
	for number := r.First; number <= r.Last; number++ {
		if n := (ledger.PaperNumber{Book: 1, Number: number}).String(); strings.Count(text, n) != 2 {
			t.Errorf("%s stands %d times: on the receipt and on the office's copy it should", n, strings.Count(text, n))
		}
	}
	if pages := len(pdfPages(t, pdf)); pages != 3 {
		t.Errorf("it has %d pages, want 3", pages)
	}
	for _, says := range []string{"City of Riverton", "OFFICIAL RECEIPT", "Received from", "Station C1", "Check number"} {
		if !strings.Contains(text, says) {
			t.Errorf("it does not say %q", says)
		}
	}
	if _, err := receipts.BookPDF(city, ledger.PaperRange{Book: 1, First: 2, Last: 1}, at); ledger.CodeOf(err) != ledger.Invalid {
		t.Errorf("no numbers: %v", err)
	}
}
