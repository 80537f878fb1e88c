package receipts_test

import (
	"testing"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

func BenchmarkReceipt(b *testing.B) {
	western, foreign := sampleReceipt(), paidBy(sampleReceipt(), "Nguyễn Việt 李小龙")
	for _, c := range []struct {
		name string
		make func() int
	}{
		{"text", func() int { return len(receipts.ReceiptText(western, 42)) }},
		{"escpos", func() int { return len(receipts.ReceiptESCPOS(western, head(42))) }},
		{"roll", func() int { return len(must(receipts.ReceiptPDF(western, ledger.Roll80))) }},
		{"letter", func() int { return len(must(receipts.ReceiptPDF(western, ledger.Letter))) }},
		{"roll-embedded-fonts", func() int { return len(must(receipts.ReceiptPDF(foreign, ledger.Roll80))) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				size = c.make()
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "receipts/s")
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
