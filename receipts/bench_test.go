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

func BenchmarkDay(b *testing.B) {
	western, foreign := sampleDay(2000, false), sampleDay(2000, false)
	for i := range western.Clerks {
		western.Clerks[i].Clerk, western.Drawers[i].Clerk = "Ana", "Ana"
		western.Drawers[i].Closing.Drawer.Clerk = "Ana"
	}
	for i := range western.Payments {
		western.Payments[i].Clerk = "Ana"
	}
	for i := range western.ChecksTaken {
		western.ChecksTaken[i].Clerk = "Ana"
	}
	for number, mark := range western.VoidMarks {
		mark.By = "Ana"
		western.VoidMarks[number] = mark
	}
	for name, day := range map[string]ledger.DayReport{"2000-receipts": western, "2000-receipts-embedded-fonts": foreign} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				onLetter(receipts.Day(day))
			}
		})
	}
}
