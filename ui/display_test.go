package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"counterfoil/ledger"
	"counterfoil/ui/theme"
	"counterfoil/ui/words"
)

// wantLook checks how the window looks.
func (s *seat) wantLook(variant theme.Variant, text float32) {
	s.Helper()
	want := theme.New(theme.Look{Variant: variant}).Color(fynetheme.ColorNameBackground, 0)
	if got := fynetheme.Color(fynetheme.ColorNameBackground); got != want {
		s.Errorf("the window is not %s", variant)
	}
	if size := fynetheme.TextSize(); size != text {
		s.Errorf("text has the size %v, want %v", size, text)
	}
}

func TestEachPersonHasALook(t *testing.T) {
	o := newCounterOffice(t)
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.begin(s.session)
	s.scans(plainScan)
	s.press(fyne.KeyF1, fyne.KeyF8)
	s.wantSays("Display", "1   Light", "2   Dark", "3   High contrast", "200 %", "Español")
	s.write("2")
	s.wantLook(theme.Dark, 15)
	s.press(fyne.KeyEscape)
	s.wantLook(theme.Light, 15)

	s.press(fyne.KeyF1, fyne.KeyF8)
	s.write("3")
	s.press(fyne.KeyTab)
	s.write("5")
	s.press(fyne.KeyReturn)
	s.wantLook(theme.Contrast, 30)
	s.wantFigures("$224.24", "$0.00", "$224.24")
	if kept, err := o.Preferences("ana"); err != nil || kept != (ledger.Preferences{Theme: "contrast", TextPercent: 200}) {
		t.Errorf("%+v, %v", kept, err)
	}

	s.lock()
	s.wantLook(theme.Contrast, 30)
	s.begin(o.hasDrawer("ben", 0))
	s.wantLook(theme.Light, 15)
	s.lock()
	s.begin(o.is("ana"))
	s.wantLook(theme.Contrast, 30)
	s.wantFigures("$224.24", "$0.00", "$224.24")
}

func TestALookIsChosenAtTheSignIn(t *testing.T) {
	o := newCounterOffice(t)
	s := o.sits(ledger.Session{})
	s.press(fyne.KeyF4)
	s.wantSays("Display")
	s.wantSilent("Language")
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantLook(theme.Dark, 15)
	s.begin(o.hasDrawer("ben", 0)) // who chose nothing
	s.wantLook(theme.Dark, 15)
}

func TestTheLanguageIsChosenWithTheDisplay(t *testing.T) {
	before := words.Language()
	t.Cleanup(func() { words.Use(before) })
	o := newCounterOffice(t)
	s := o.sits(o.hasDrawer("ana", 0))
	s.begin(s.session)
	s.scans(plainScan)
	s.press(fyne.KeyF1, fyne.KeyF8, fyne.KeyTab, fyne.KeyTab)
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantSays("Talón: escanéelo")
	s.wantFigures("$224.24", "$0.00", "$224.24")
	if kept, err := o.Preferences("ana"); err != nil || kept.Language != "es" {
		t.Errorf("%+v, %v", kept, err)
	}
}
