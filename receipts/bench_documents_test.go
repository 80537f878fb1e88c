package receipts_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// westernDay has no name that needs an embedded font.
func westernDay(count int) ledger.DayReport {
	d := sampleDay(count, false)
	western := func(name *string) {
		if *name == "Chloé Łukasik" {
			*name = "Chloe Lukasik"
		}
	}
	for i := range d.Clerks {
		western(&d.Clerks[i].Clerk)
		western(&d.Drawers[i].Clerk)
		western(&d.Drawers[i].Closing.Drawer.Clerk)
		western(&d.Drawers[i].Closing.CountedBy)
	}
	for i := range d.Payments {
		western(&d.Payments[i].Clerk)
	}
	for i := range d.ChecksTaken {
		western(&d.ChecksTaken[i].Clerk)
	}
	for number, mark := range d.VoidMarks {
		western(&mark.By)
		d.VoidMarks[number] = mark
	}
	return d
}

// BenchmarkDay sets a business day on letter pages, 0.3 s being the bar for
// 1,000 payments, and beside it the PDF library's own cells of the same texts.
func BenchmarkDay(b *testing.B) {
	for _, c := range []struct {
		name string
		day  ledger.DayReport
	}{
		{"1000-payments", westernDay(1000)}, {"2000-payments", westernDay(2000)}, {"2000-payments-embedded-fonts", sampleDay(2000, false)},
	} {
		b.Run(c.name, func(b *testing.B) {
			var spent time.Duration
			for b.Loop() {
				start := time.Now()
				onLetter(receipts.Day(c.day))
				spent += time.Since(start)
			}
			bare := bareCells(c.day)
			b.ReportMetric(spent.Seconds()/float64(b.N), "s/document")
			b.ReportMetric(spent.Seconds()/float64(b.N)/bare.Seconds(), "of-bare-cells")
		})
	}
}

// bareCells is how long the library takes to set the rows of receipts and
// checks, with no layout at all.
func bareCells(d ledger.DayReport) time.Duration {
	start := time.Now()
	pdf := gofpdf.New("P", "mm", "Letter", "")
	pdf.SetFont("helvetica", "", 8)
	row := func(cells ...string) {
		if pdf.GetY() > 255 || pdf.PageNo() == 0 {
			pdf.AddPage()
		}
		for _, text := range cells {
			pdf.CellFormat(20, 5, text, "B", 0, "L", false, 0, "")
		}
		pdf.Ln(5)
	}
	for _, c := range d.ChecksTaken {
		row(c.Number, c.Routing, c.Last4, c.Name, c.Receipt, c.Clerk, c.Amount.Display())
	}
	for _, p := range d.Payments {
		row(p.Receipt, p.At.Format("3:04 PM"), p.Clerk, p.Payor, p.Account, fmt.Sprint(p.Stubs), p.TenderNames(), "", p.Total.Display())
	}
	if err := pdf.Output(&bytes.Buffer{}); err != nil {
		panic(err)
	}
	return time.Since(start)
}

// BenchmarkSlip makes the slips of a till in each form.
func BenchmarkSlip(b *testing.B) {
	for _, s := range slips() {
		p := s.paper(b)
		for form, make := range map[string]func() int{
			"letter": func() int { return len(must(p.PDF(ledger.Letter))) }, "roll": func() int { return len(must(p.PDF(ledger.Roll80))) },
			"escpos": func() int { return len(p.ESCPOS(head(42))) }, "text": func() int { return len(p.Text(42)) },
		} {
			b.Run(s.name+"/"+form, func(b *testing.B) {
				size := 0
				for b.Loop() {
					size = make()
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
				b.ReportMetric(float64(size), "bytes")
			})
		}
	}
}
