package receipts_test

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/text/unicode/norm"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// kind is a receipt of one kind, in every form that the golden files hold.
type kind struct {
	name string
	ledger.Receipt
}

var receiptPapers = []ledger.Paper{ledger.Letter, ledger.Roll80, ledger.Roll58}

// kinds are one receipt of each kind there is.
func kinds() []kind {
	simple := sampleReceipt()
	simple.Payment.Lines, simple.Payment.Tenders = simple.Payment.Lines[:1], []ledger.Tender{{Kind: ledger.Cash, Amount: cents(224_24)}}
	simple.Total, simple.Change, simple.Warnings = cents(224_24), cents(0), nil
	simple.Seal = strings.Replace(simple.Seal, "1404.24", "224.24", 1)

	funds := simple
	funds.Payment.Lines = []ledger.Line{simple.Payment.Lines[0]}
	funds.Payment.Lines[0].Funds = []ledger.Fund{{Name: "Water", Amount: cents(200_00)}, {Name: "Storm water", Amount: cents(24_24)}}

	duplicate := simple
	duplicate.Prints = 3

	void := voided(sampleReceipt())
	void.Seal = strings.Replace(void.Seal, "PAID", "VOID", 1)
	reversed := void
	mark := *void.Void
	mark.Refund = &ledger.Refund{Way: ledger.FromDrawer, Clerk: "Ben Okafor"}
	reversed.Void, reversed.ReplacedBy = &mark, "C1-000131"

	changed := sampleReceipt()
	changed.Payment.Replaces = "C1-000099"
	changed.Corrections = []ledger.Correction{{Line: 2, From: "1023233999", To: "1023233998", By: "Ana Ruiz", ApprovedBy: "Carol Dunn", Reason: "Digits swapped", At: changed.At.AddDate(0, 0, 1)}}
	changed.Returned = []ledger.ReturnedCheck{{Check: ledger.Tender{Number: "1041", Amount: cents(1_324_24)}, On: "2026-11-30", Reason: "NSF"}}

	handwritten := simple
	handwritten.Payment.Handwritten = &ledger.Handwritten{Number: "B1-0042-0", Received: morning.AddDate(0, 0, -2).UnixMilli(), Writer: "Ben Okafor"}
	handwritten.Prints = 1
	handwritten.Seal = strings.NewReplacer("C1-000123", "B1-0042-0", "2026-11-23T14:05", "2026-11-21T08:02").Replace(handwritten.Seal)

	training := voided(sampleReceipt())
	training.City.Training, training.Station, training.Number = true, "TRAIN-C1", "TRAIN-C1-000123"
	training.Seal = strings.NewReplacer("C1/C1-", "TRAIN-C1/TRAIN-C1-", "PAID", "VOID").Replace(training.Seal)

	posted := sampleReceipt()
	posted.Prints = 1
	posted.Postings = []ledger.Posting{
		{Line: 1, Batch: 1, Status: ledger.PostingAccepted, Reference: "CR-2026-00417"},
		{Line: 2, Batch: 1, Status: ledger.PostingRejected, Reason: "No such account"},
		{Line: 2, Batch: 2, Status: ledger.PostingDuplicate},
		{Line: 3, Batch: 1, Status: ledger.PostingRejected, Reason: "No such account"},
	}
	settled := simple
	settled.Postings = posted.Postings[:1]

	all := []kind{
		{"simple", simple}, {"tenders", sampleReceipt()}, {"funds", funds}, {"duplicate", duplicate}, {"void", void}, {"reversed", reversed},
		{"changed", changed}, {"handwritten", handwritten}, {"training", training}, {"posted", posted}, {"settled", settled},
		{"latin", paidBy(simple, "Łódź, Dvořák, Øre, José Muñoz")}, {"vietnamese", paidBy(simple, "Nguyễn Thị Việt Nam")}, {"han", paidBy(simple, "李小龙")},
		{"arabic", paidBy(simple, "محمد عبد الله")}, {"hangul", paidBy(simple, "김철수")},
		{"long", everywhere(strings.Repeat("Wolfeschlegelsteinhausenbergerdorff ", 5))}, {"injected", everywhere("Ana\x1b@\x1dV\x00 ) Tj ET (\\")},
	}
	for _, k := range []kind{{"tenders", sampleReceipt()}, {"void", void}, {"reversed", reversed}, {"changed", changed}, {"handwritten", handwritten}, {"training", training}, {"funds", funds}, {"posted", posted}, {"settled", settled}} {
		k.Payment.Language = "es"
		k.City.Receipt.Spanish.Footer = "¿Preguntas? Llame al (573) 555-0142, de lunes a viernes, de 8 a 5."
		all = append(all, kind{k.name + "-spanish", k.Receipt})
	}
	return all
}

// TestReceiptsSayWhatTheySaid holds each kind of receipt in each form against
// the files in testdata/receipts. A second making has the same bytes, and a
// strict reader takes each PDF.
func TestReceiptsSayWhatTheySaid(t *testing.T) {
	for _, k := range kinds() {
		file := filepath.Join("receipts", k.name)
		for _, paper := range receiptPapers {
			pdf := must(receipts.ReceiptPDF(k.Receipt, paper))
			golden(t, file+"."+string(paper), pdfTool(t, pdf, "-layout"))
			strict(t, k.name, pdf)
			if !bytes.Equal(pdf, must(receipts.ReceiptPDF(k.Receipt, paper))) {
				t.Errorf("%s, %s: two makings differ", k.name, paper)
			}
			if most := 15_000; len(pdf) > most {
				t.Errorf("%s, %s: %d bytes; a receipt takes at most %d", k.name, paper, len(pdf), most)
			}
		}
		golden(t, file+".text", receipts.ReceiptText(k.Receipt, 42))
		for _, columns := range []int{32, 48} {
			job := receipts.ReceiptESCPOS(k.Receipt, head(columns))
			lines, cut := printout(t, job, columns)
			if !cut || !bytes.Equal(job, receipts.ReceiptESCPOS(k.Receipt, head(columns))) {
				t.Errorf("%s, %d columns: cut %t, or two makings differ", k.name, columns, cut)
			}
			golden(t, fmt.Sprintf("%s.escpos%d", file, columns), strings.Join(lines, "\n")+"\n")
		}
	}
}

// longest is as long as a receipt's codes get, at a counter and in training.
func longest() []kind {
	var both []kind
	for _, station := range []string{"STATION9", "TRAIN-STATION9"} {
		r := sampleReceipt()
		r.Station, r.Number, r.City.Training = station, station+"-000123", ledger.IsTraining(station)
		r.Seal = strings.NewReplacer("C1/C1-", station+"/"+station+"-", "1404.24", "99999999.99").Replace(r.Seal)
		both = append(both, kind{station, r})
	}
	return both
}

// TestCodesAreReadOffThePaper: the bar code leads back to the receipt, and the
// QR code says its seal, at 200 dots an inch, which is what the heads of receipt
// printers have.
func TestCodesAreReadOffThePaper(t *testing.T) {
	for _, k := range append(kinds(), longest()...) {
		if !slices.Contains([]string{"simple", "training", "handwritten", "STATION9", "TRAIN-STATION9"}, k.name) {
			continue // the codes are drawn alike
		}
		number := k.OfficialNumber()
		for _, paper := range receiptPapers {
			page := reached(lastPage(t, must(receipts.ReceiptPDF(k.Receipt, paper))), paper)
			if got := scanned(t, page, qrcode.NewQRCodeReader()); got != k.Seal {
				t.Errorf("%s, %s: the QR code says %q, not %q", k.name, paper, got, k.Seal)
			}
			if got := barsRead(page); got != number && !(paper == ledger.Roll58 && got == "" && tooLong(k)) {
				t.Errorf("%s, %s: the bar code says %q, not %q", k.name, paper, got, number)
			}
		}
		for _, columns := range []int{32, 42, 48} {
			page := run(t, receipts.ReceiptESCPOS(k.Receipt, head(columns))).picture(t, columns)
			keepPicture(t, page, fmt.Sprintf("%s-escpos-%d.png", k.name, columns))
			if got := scanned(t, page, qrcode.NewQRCodeReader()); got != k.Seal {
				t.Errorf("%s, %d columns: the QR code says %q", k.name, columns, got)
			}
			if got := barsRead(page); got != number && !(columns == 32 && got == "" && tooLong(k)) {
				t.Errorf("%s, %d columns: the bar code says %q", k.name, columns, got)
			}
		}
	}
}

// tooLong tells of a number whose bar code is wider than a 58 mm roll.
func tooLong(k kind) bool { return k.Station == "TRAIN-STATION9" }

// TestANumberTooLongForBarsIsLarge: who looks the receipt up keys it in.
func TestANumberTooLongForBarsIsLarge(t *testing.T) {
	for _, k := range longest() {
		for _, at := range []struct {
			paper   ledger.Paper
			columns int
			large   bool
		}{{ledger.Roll80, 42, false}, {ledger.Roll58, 32, tooLong(k)}} {
			var heights []float64
			for _, w := range pdfBoxes(t, must(receipts.ReceiptPDF(k.Receipt, at.paper)))[0].Words {
				if w.Text == k.Number {
					heights = append(heights, w.Bottom-w.Top)
				}
			}
			if large := len(heights) == 2 && heights[1] > heights[0]; large != at.large {
				t.Errorf("%s, %s: large %t; the number is %v high", k.name, at.paper, large, heights)
			}
			lines, _ := printout(t, receipts.ReceiptESCPOS(k.Receipt, head(at.columns)), at.columns)
			if large := strings.Count(strings.Join(lines, ""), k.Number) == 2; large != at.large {
				t.Errorf("%s, %d columns: large %t in\n%s", k.name, at.columns, large, strings.Join(lines, "\n"))
			}
		}
	}
}

// barsRead is what the bar code of a picture says; empty: there is none.
func barsRead(picture image.Image) string {
	text, err := read(picture, oned.NewCode128Reader())
	if err != nil {
		return ""
	}
	return text
}

// reached is a page of a roll without what the printer's head does not reach.
func reached(page image.Image, paper ledger.Paper) image.Image {
	across, known := map[ledger.Paper]float64{ledger.Roll80: 72, ledger.Roll58: 48}[paper]
	if !known {
		return page
	}
	const dotsPerMillimeter = 200 / 25.4
	white := (page.Bounds().Dx() - int(across*dotsPerMillimeter)) / 2
	printed := image.NewGray(page.Bounds())
	draw.Draw(printed, printed.Bounds(), image.White, image.Point{}, draw.Src)
	within := printed.Bounds()
	within.Min.X, within.Max.X = within.Min.X+white, within.Max.X-white
	draw.Draw(printed, within, page, within.Min, draw.Src)
	return printed
}

// lastPage is the last page of a PDF, on which the codes are.
func lastPage(t testing.TB, pdf []byte) image.Image {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "document.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("pdftoppm", "-r", "200", "-gray", "-png", file, filepath.Join(folder, "page")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm (package poppler-utils) is needed to look at the documents: %v %s", err, said)
	}
	pages, err := filepath.Glob(filepath.Join(folder, "page*.png"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no page was drawn: %v", err)
	}
	picture, err := os.Open(pages[len(pages)-1])
	if err != nil {
		t.Fatal(err)
	}
	defer picture.Close()
	return must(png.Decode(picture))
}

// TestEveryValueIsOnEveryReceipt looks for what the ledger says of a payment in
// each form of its receipt, in both languages.
func TestEveryValueIsOnEveryReceipt(t *testing.T) {
	for _, k := range kinds() {
		if k.name == "long" || k.name == "injected" {
			continue // their names take more than a line
		}
		values := []string{k.City.Name, k.City.Department, k.OfficialNumber(), k.Number, k.Station, k.Clerk, k.Total.Display(), k.Change.Display(), k.Code(), k.ReceivedAt().Format("01/02/2006 3:04 PM MST")}
		for i, line := range k.Payment.Lines {
			values = append(values, k.AccountOf(i+1), line.Bill, line.Due.Display(), line.Amount.Display())
			for _, f := range line.Funds {
				values = append(values, f.Name, f.Amount.Display())
			}
		}
		for _, tender := range k.Payment.Tenders {
			values = append(values, tender.Number, tender.Routing, tender.Last4, tender.Name, tender.Amount.Display())
		}
		for _, p := range k.Postings {
			values = append(values, p.Reference)
		}
		if k.Void != nil {
			values = append(values, k.Void.By, k.Void.ApprovedBy, k.Void.Reason, k.Void.At.Format("01/02/2006 3:04 PM MST"))
		}
		forms := map[string]string{"text": receipts.ReceiptText(k.Receipt, 42)}
		for _, paper := range receiptPapers {
			forms[string(paper)] = pdfTool(t, must(receipts.ReceiptPDF(k.Receipt, paper)), "-layout")
			holds(t, strings.Map(dropDirections, norm.NFKC.String(forms[string(paper)])), k.Payment.Payor)
		}
		for _, columns := range []int{32, 48} {
			lines, _ := printout(t, receipts.ReceiptESCPOS(k.Receipt, head(columns)), columns)
			forms[fmt.Sprint(columns, " columns")] = strings.Join(lines, "\n")
		}
		for form, text := range forms {
			text = strings.Join(strings.Fields(text), " ")
			for _, value := range values {
				if !strings.Contains(text, value) {
					t.Errorf("%s, %s: %q is missing from\n%s", k.name, form, value, text)
				}
			}
		}
	}
}

// TestSpanishReceiptsAreSpanishThroughout: no English word is left on them, but
// for what people typed.
func TestSpanishReceiptsAreSpanishThroughout(t *testing.T) {
	for _, k := range kinds() {
		if k.Payment.Language != "es" {
			continue
		}
		text := receipts.ReceiptText(k.Receipt, 80) + pdfTool(t, must(receipts.ReceiptPDF(k.Receipt, ledger.Letter)), "-layout")
		lacks(t, text, "Receipt", "RECEIPT", "Account", "Bill ", "Due", "Paid for", "Received", "Station", "CHANGE", "Check ", "Card ", "Cash", "VOID ", "Void", "DUPLICATE", "not ", "Code", "Page", "payment", "Questions")
	}
	unknown := sampleReceipt()
	unknown.Payment.Language = "vi"
	holds(t, receipts.ReceiptText(unknown, 48), "OFFICIAL RECEIPT")
}
