package ui

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"github.com/boombuler/barcode/code128"

	"counterfoil/ledger/stub/picture"
)

// billPicture writes a picture of a bill with that scan line on it; "": with
// none.
func billPicture(t *testing.T, folder, name, scan string) string {
	t.Helper()
	page := image.NewGray(image.Rect(0, 0, 900, 500))
	draw.Draw(page, page.Rect, image.White, image.Point{}, draw.Src)
	if scan != "" {
		code, err := code128.Encode(scan)
		if err != nil {
			t.Fatal(err)
		}
		for y := range 120 {
			for x := range code.Bounds().Dx() * 2 {
				page.Set(80+x, 200+y, color.GrayModel.Convert(code.At(x/2, 0)))
			}
		}
	}
	path := filepath.Join(folder, name)
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, page); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAPictureIsAddedAsAScanWithItsCopy(t *testing.T) {
	s := atIntake(t)
	s.intakeScreen().takePictures(billPicture(t, t.TempDir(), "bill.png", plainScan))
	s.wantSays("bill.png was read. Compare it with the bill.", "Maria Delgado", "Copy received: picture   F7")
	s.wantFigures("$224.24", "$0.00", "$224.24")
	s.press(fyne.KeyF3, fyne.KeyF9)
	line := s.newest().Payment.Lines[0]
	if line.Scan != plainScan || line.Copy == nil {
		t.Fatalf("%+v", line)
	}
	if _, err := s.ledger.Copy(*line.Copy); err != nil {
		t.Error(err)
	}
	s.press(fyne.KeyF5)
	s.press(fyne.KeyF7)
	s.wantSays("Bill of account " + line.Account + ", receipt C1-000001")
}

func TestOneOfTwoStubsIsPictured(t *testing.T) {
	s := atIntake(t)
	s.write("5550001")
	s.press(fyne.KeyReturn, fyne.KeyReturn)
	s.wantSays("is still to pay")
	s.intakeScreen().takePictures(billPicture(t, t.TempDir(), "bill.png", plainScan))
	s.wantSays("Copies, 1 of 2 pictured   F7")
	s.wantSilent("is still to pay")
	s.press(fyne.KeyF4)
	s.wantFits()
}

func TestAPictureOfAStubThatWasScannedIsItsCopy(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.intakeScreen().takePictures(billPicture(t, t.TempDir(), "bill.png", plainScan))
	s.press(fyne.KeyF3, fyne.KeyF9)
	if lines := s.newest().Payment.Lines; len(lines) != 1 || lines[0].Copy == nil {
		t.Errorf("%+v", lines)
	}
}

func TestAPictureThatCannotBeReadGoesWithTheNextStub(t *testing.T) {
	s := atIntake(t)
	s.intakeScreen().takePictures(billPicture(t, t.TempDir(), "blank.png", ""))
	s.wantSays("No bar code of a bill could be read on blank.png. Scan or key in its stub: the picture goes with it.")
	s.scans("5550001")
	s.intakeScreen().takePictures(billPicture(t, t.TempDir(), "torn.jpg", ""))
	s.scans(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	if lines := s.newest().Payment.Lines; len(lines) != 2 || lines[0].Copy == nil || lines[1].Copy == nil {
		t.Errorf("%+v", lines)
	}
}

func TestAFileThatIsNoPictureIsRefusedInWords(t *testing.T) {
	s := atIntake(t)
	path := filepath.Join(t.TempDir(), "bill.jpg")
	if err := os.WriteFile(path, []byte("\xff\xd8\xff\xe0 and no more"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	s.wantSays("Bill.jpg: this JPEG picture is broken or not whole")
	s.wantFigures("$0.00", "$0.00", "$0.00")
}

func TestPicturesDroppedInTheWatchedFolderAreTaken(t *testing.T) {
	s := atIntake(t)
	folder := t.TempDir()
	bills := picture.Watch(folder)
	billPicture(t, folder, "bill.png", plainScan)
	s.lookAtBills(bills) // it may still be growing
	s.wantFigures("$0.00", "$0.00", "$0.00")
	s.lookAtBills(bills)
	s.wantFigures("$224.24", "$0.00", "$224.24")
	if _, err := os.Stat(filepath.Join(folder, "taken", "bill.png")); err != nil {
		t.Errorf("the file is not put away: %v", err)
	}
	s.lookAtBills(bills)
	s.wantFigures("$224.24", "$0.00", "$224.24")
}

func TestAPictureIsChosenByItsDigit(t *testing.T) {
	s := atIntake(t)
	folder := t.TempDir()
	billPicture(t, folder, "bill.png", plainScan)
	s.intakeScreen().copies.folder = folder
	s.press(fyne.KeyInsert)
	s.wantSays("Picture of the bill", "bill.png")
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantFigures("$224.24", "$0.00", "$224.24")
	s.wantFocus(s.intakeScreen().stub, "the stub field")
}

func TestWithoutAnyCopyAReasonIsAsked(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF7, fyne.KeyF3, fyne.KeyF9)
	s.wantSays("No copy of the bill?")
	s.wantRecorded(0)
}
