//go:build window

package main_test

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/boombuler/barcode/code128"
)

// TestWindowAPictureOfABill takes one picture from the watched folder and one
// by its name, pays both bills, and looks at a copy from Find.
func TestWindowAPictureOfABill(t *testing.T) {
	w := mustOpenWindow(t)
	accounts := sampleAccounts(t)
	dropped, named, onPaper, without := accounts[4], accounts[5], accounts[6], accounts[9]
	w.signIn("maria")
	w.keys("150", "<Return>")
	w.awaitFile("scans")
	time.Sleep(time.Second)

	w.drawBill(filepath.Join(w.data, "scans", "flatbed-0001.png"), dropped.Scan)
	w.awaitFile("scans/taken/flatbed-0001.png")
	time.Sleep(2 * time.Second) // the file is put away before the stub is on the screen
	w.shoot("picture-dropped")
	w.keys("<F3>", "<F9>")
	w.awaitFile("receipts/C1-000001.pdf")

	phone := filepath.Join(w.home, "IMG_2041.png")
	w.drawBill(phone, named.Scan)
	w.keys("<Insert>")
	w.shoot("picture-asked")
	w.keys(phone)
	time.Sleep(time.Second) // or it is a scan
	w.keys("<Return>")
	w.awaitFiles("bills/*", 2)
	time.Sleep(2 * time.Second) // so is its copy
	w.shoot("picture-read")
	w.keys("<F3>", "<F9>")
	w.awaitFile("receipts/C1-000002.pdf")

	w.keys(onPaper.Scan, "<Return>", "<F3>", "<F9>") // the bill is at hand
	w.awaitFile("receipts/C1-000003.pdf")
	w.keys(without.Number, "<Return>", "<F3>", "<F9>")
	w.shoot("picture-none")
	w.keys("1", "<Return>")
	w.awaitFile("receipts/C1-000004.pdf")

	w.keys("<F5>", "C1-000001", "<Return>")
	w.shoot("picture-find")
	w.keys("<F7>")
	w.shoot("picture-copy")
	w.keys("<Return>", "<Escape>", "<F12>")
	w.signIn("samuel")
	w.keys("<Escape>", "<F11>")
	time.Sleep(2 * time.Second)
	w.shoot("picture-day")
	reconciliation := w.pressUntil("receipts/day-*.pdf", "<F6>")
	w.keys("<alt+F4>")
	w.mustEnd()

	s := w.station()
	var report struct {
		Receipts int64
		Copies   struct{ Picture, Paper, None int64 } `json:"bill_copies"`
	}
	s.mustJSON(&report, "grace", "", "report", "day", "--as", "grace")
	if report.Receipts != 4 || report.Copies.Picture != 2 || report.Copies.Paper != 1 || report.Copies.None != 1 {
		t.Errorf("%+v", report)
	}
	s.mustRun("", "", "verify", w.data)
	copies, err := filepath.Glob(filepath.Join(w.data, "bills", "*"))
	if err != nil {
		t.Fatal(err)
	}
	// What is kept is the bill: its line can be read on it.
	lines := map[string]bool{}
	for _, kept := range copies {
		var read struct{ Stubs []struct{ Scan string } }
		s.mustJSON(&read, "", "", "stub", "--picture", kept, "--json")
		for _, stub := range read.Stubs {
			lines[stub.Scan] = true
		}
	}
	if len(lines) != 2 || !lines[dropped.Scan] || !lines[named.Scan] {
		t.Errorf("the copies are of %v", lines)
	}
	if folder := os.Getenv("SCREENSHOTS"); folder != "" {
		drawn := exec.Command("pdftoppm", "-r", "90", "-f", "1", "-singlefile", "-png", reconciliation, filepath.Join(folder, "picture-reconciliation"))
		if text, err := drawn.CombinedOutput(); err != nil {
			t.Errorf("pdftoppm: %v %s", err, text)
		}
	}
}

// awaitFiles waits for so many files in the data folder.
func (w *window) awaitFiles(pattern string, count int) {
	w.Helper()
	w.await(pattern, func() bool {
		found, _ := filepath.Glob(filepath.Join(w.data, pattern))
		return len(found) >= count
	})
}

// drawBill puts a picture of a bill at a path, whole at once as a scanner's
// upload is.
func (w *window) drawBill(path, scan string) {
	w.Helper()
	code, err := code128.Encode(scan)
	if err != nil {
		w.Fatal(err)
	}
	page := image.NewGray(image.Rect(0, 0, 1275, 825))
	draw.Draw(page, page.Rect, image.NewUniform(color.Gray{235}), image.Point{}, draw.Src)
	draw.Draw(page, image.Rect(60, 60, 700, 90), image.NewUniform(color.Gray{90}), image.Point{}, draw.Src)
	for y := range 160 {
		for x := range code.Bounds().Dx() * 3 {
			page.Set(120+x, 420+y, color.GrayModel.Convert(code.At(x/3, 0)))
		}
	}
	file, err := os.Create(path + ".part")
	if err != nil {
		w.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, page); err != nil {
		w.Fatal(err)
	}
	if err := os.Rename(path+".part", path); err != nil {
		w.Fatal(err)
	}
}
