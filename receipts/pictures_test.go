package receipts_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// TestPicturesOfDocuments draws receipts and each document where SCREENSHOTS
// says, for docs/RECEIPTS.md and docs/DOCUMENTS.md.
func TestPicturesOfDocuments(t *testing.T) {
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" {
		t.Skip("set SCREENSHOTS to a folder for pictures")
	}
	for _, s := range documents(t) {
		p := s.paper(t)
		pages := drawn(t, must(p.PDF(ledger.Letter)), 84)
		keep(t, folder, "document-"+s.name, pages[0])
		if s.name == "day" {
			keep(t, folder, "document-day-2", pages[1])
		}
		if isSlip(s.name) && !strings.Contains(strings.TrimPrefix(s.name, "x-"), "-") { // the others are the same with remarks
			keep(t, folder, "document-"+s.name+"-roll", drawn(t, must(p.PDF(ledger.Roll80)), 100)[0])
		}
		if s.name == "drop" {
			keep(t, folder, "document-drop-escpos", run(t, p.ESCPOS(head(42))).picture(t, 42))
		}
	}
	for _, k := range kinds() {
		switch k.name {
		case "tenders":
			keep(t, folder, "receipt-letter", drawn(t, must(receipts.ReceiptPDF(k.Receipt, ledger.Letter)), 84)[0])
			keep(t, folder, "receipt-80mm", drawn(t, must(receipts.ReceiptPDF(k.Receipt, ledger.Roll80)), 100)[0])
			keep(t, folder, "receipt-escpos", run(t, receipts.ReceiptESCPOS(k.Receipt, head(42))).picture(t, 42))
		case "void", "tenders-spanish", "training", "settled":
			keep(t, folder, "receipt-"+map[string]string{"void": "void", "tenders-spanish": "spanish", "training": "training", "settled": "posted"}[k.name], drawn(t, must(receipts.ReceiptPDF(k.Receipt, ledger.Roll80)), 100)[0])
		case "simple":
			keep(t, folder, "receipt-58mm", drawn(t, must(receipts.ReceiptPDF(k.Receipt, ledger.Roll58)), 100)[0])
		}
	}
	training := sampleOrigin()
	training.City.Training = true
	keep(t, folder, "document-training", drawn(t, onLetter(receipts.Drop(sampleDrop(), training)), 84)[0])
	keep(t, folder, "document-book", drawn(t, must(receipts.BookPDF(sampleCity(), ledger.PaperRange{Book: 1, First: 1, Last: 3}, morning)), 84)[0])
	endorsement := receipts.EndorsementESCPOS(receipts.Endorsement(sampleReceipt(), sampleReceipt().Payment.Tenders[0]), ledger.CodePage1252)
	keep(t, folder, "document-endorsement", run(t, endorsement).picture(t, 42))
}

// drawn are the pages of a PDF, in gray as an office printer has them.
func drawn(t testing.TB, pdf []byte, dpi int) (pages []image.Image) {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "document.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("pdftoppm", "-gray", "-r", strconv.Itoa(dpi), "-png", file, filepath.Join(folder, "page")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v %s", err, said)
	}
	files, err := filepath.Glob(filepath.Join(folder, "page*.png"))
	if err != nil || len(files) == 0 {
		t.Fatalf("pdftoppm drew nothing: %v", err)
	}
	for _, file := range files {
		content := must(os.ReadFile(file))
		pages = append(pages, must(png.Decode(bytes.NewReader(content))))
	}
	return pages
}

// keep writes a picture in 16 grays, which is enough for print and small.
func keep(t testing.TB, folder, name string, picture image.Image) {
	t.Helper()
	var grays color.Palette
	for i := range 16 {
		grays = append(grays, color.Gray{uint8(i * 17)})
	}
	small := image.NewPaletted(picture.Bounds(), grays)
	draw.Draw(small, small.Bounds(), picture, picture.Bounds().Min, draw.Src)
	var file bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&file, small); err != nil {
		t.Fatal(err)
	}
	const most = 80_000
	if file.Len() > most {
		t.Errorf("%s takes %d bytes; %d is enough", name, file.Len(), most)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
