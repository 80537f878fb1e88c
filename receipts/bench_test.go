package receipts_test

import (
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// BenchmarkReceipt makes receipts in each form, in turn with the plain text of
// the same one: "of_text" is how fast they are, with its speed as 1.
func BenchmarkReceipt(b *testing.B) {
	western, foreign := sampleReceipt(), paidBy(sampleReceipt(), "Nguyễn Việt 李小龙")
	text := func() int { return len(receipts.ReceiptText(western, 42)) }
	for _, c := range []struct {
		name string
		make func() int
	}{
		{"text", text},
		{"escpos", func() int { return len(receipts.ReceiptESCPOS(western, head(42))) }},
		{"roll58", func() int { return len(must(receipts.ReceiptPDF(western, ledger.Roll58))) }},
		{"roll80", func() int { return len(must(receipts.ReceiptPDF(western, ledger.Roll80))) }},
		{"letter", func() int { return len(must(receipts.ReceiptPDF(western, ledger.Letter))) }},
		{"roll80-embedded-fonts", func() int { return len(must(receipts.ReceiptPDF(foreign, ledger.Roll80))) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			size := 0
			var made, base time.Duration
			for b.Loop() {
				start := time.Now()
				size = c.make()
				made += time.Since(start)
				start = time.Now()
				text()
				base += time.Since(start)
			}
			b.ReportMetric(float64(b.N)/made.Seconds(), "receipts/s")
			b.ReportMetric(base.Seconds()/made.Seconds(), "of_text")
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
