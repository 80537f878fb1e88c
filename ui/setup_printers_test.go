package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// atPrinters is the page of Set-up, by keyboard.
func atPrinters(t *testing.T) *seat {
	t.Helper()
	t.Setenv("PATH", t.TempDir()) // this computer has no print system
	o := newOffice(t)
	s := o.sits(o.is("sue"))
	s.show(newPrinters(s.counter))
	return s
}

func TestAPrinterIsSetUpTestedAndTakenOffByKeyboard(t *testing.T) {
	address, jobs, _ := rollPrinter(t)
	s := atPrinters(t)
	s.wantFits()
	s.wantSays("No printer is set up", "Nothing is found")
	s.press(fyne.KeyF3)
	s.write("Front")
	s.press(fyne.KeyReturn)
	s.write(address)
	s.press(fyne.KeyReturn)
	s.wantSays("Characters in a line")
	s.press(fyne.KeyReturn)
	s.wantSays("Front", "receipts", "network "+address, "ESC/POS, 32 columns, page 437", "Printer Front is set up")
	if got := s.Ledger().City().Printers; len(got) != 1 || got[0].To != address {
		t.Errorf("the printers are %+v", got)
	}
	text, err := os.ReadFile(s.Ledger().Folder().Settings())
	if err != nil || !strings.Contains(string(text), "[[printer]] # set by sue on") || !strings.HasPrefix(string(text), "\nname = \"Testville\"") {
		t.Errorf("city.toml is %s, %v", text, err)
	}
	s.until("Front")
	s.press(fyne.KeyF6)
	if page := next(t, jobs); !strings.Contains(page, "TEST PAGE") || !strings.Contains(page, "12345678901234567890123456789012\n") {
		t.Errorf("the printer got %q", page)
	}
	s.press(fyne.KeyF9)
	s.wantSays("Take printer Front off")
	s.press(fyne.KeyReturn)
	s.wantSays("No printer is set up")
	if text, err := os.ReadFile(s.Ledger().Folder().Settings()); err != nil || strings.Contains(string(text), "printer") {
		t.Errorf("city.toml is %s, %v", text, err)
	}
}

func TestAPrinterIsChangedAndSaysWhatIsWrongAtItsField(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	s := atPrinters(t)
	s.press(fyne.KeyF3)
	s.write("Office")
	s.press(fyne.KeyTab)
	s.write("8") // a folder
	s.press(fyne.KeyTab)
	s.write("here")
	s.press(fyne.KeyTab)
	s.write("2") // closings and reports
	s.press(fyne.KeyReturn)
	s.wantSays("is not a whole path")
	s.write(folder)
	s.press(fyne.KeyReturn)
	s.wantSays("documents", "folder", "PDF, letter", "No printer takes receipts")
	if got := s.Ledger().City().Printers; len(got) != 1 || got[0].To != folder {
		t.Errorf("the printers are %+v", got)
	}
	s.press(fyne.KeyF4, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	s.write("3") // both
	s.press(fyne.KeyReturn)
	s.wantSays("both", "Every document is saved as PDF besides")
}
