package ui

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/assets/help"
	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/widgets"
)

// TestTheHelpOpensOverEveryKindOfDialog opens a dialog and keys something in,
// looks at the help, and finds the dialog as it was.
func TestTheHelpOpensOverEveryKindOfDialog(t *testing.T) {
	atVoid := func(t *testing.T) *seat {
		o := newCounterOffice(t)
		ana := o.hasDrawer("ana", 100_00)
		o.takes(ana, paidInCash("1", "Ames & Sons", 30_00))
		s := o.sits(ana)
		s.show(newFind(s.counter))
		s.press(fyne.KeyReturn, fyne.KeyF4)
		return s
	}
	for name, c := range map[string]struct {
		open func(*testing.T) *seat
		keys string // pressed in the dialog
		page string // of the help
	}{
		"form": {func(t *testing.T) *seat {
			o := newCounterOffice(t)
			s := o.sits(o.is("ana"))
			s.show(s.home())
			s.askFloat(nil)
			return s
		}, "12.5", "open-drawer"},
		"reason": {atVoid, "1", "void"},
		"second sign-in": {func(t *testing.T) *seat {
			s := atVoid(t)
			s.write("1")
			s.press(fyne.KeyReturn)
			return s
		}, "su", "void"},
		"confirmation": {func(t *testing.T) *seat {
			s := atIntake(t)
			s.scans(plainScan)
			s.press(fyne.KeyF2)
			return s
		}, "", "next-customer"},
		"message": {func(t *testing.T) *seat {
			s := atIntake(t)
			s.dialogs.Message("Read this", "It was done.", nil)
			return s
		}, "", "cash"},
		"error": {func(t *testing.T) *seat {
			s := atIntake(t)
			s.dialogs.Error("It failed", phrase.Errorf("the disk is full"), nil)
			return s
		}, "", "cash"},
		"list": {func(t *testing.T) *seat {
			o := newOffice(t)
			swapped(o)
			s := o.sits(o.is("sue"))
			s.show(newDrawers(s.counter))
			s.press(fyne.KeyF9)
			return s
		}, "", "all-drawers"},
		"choice": {func(t *testing.T) *seat {
			s := atIntake(t)
			s.askDisplay()
			return s
		}, "2", "language"},
		"file": {func(t *testing.T) *seat {
			o := twoDays(t)
			s := o.atFinance("3")
			s.press(fyne.KeyF9)
			return s
		}, "/tmp", "verify"},
		"first run": {func(t *testing.T) *seat {
			s, _ := atWizard(t, ledger.Folder(filepath.Join(t.TempDir(), "new")))
			s.press(fyne.KeyReturn)
			return s
		}, "Cape Test", "begin"},
		"finance's desk": {func(t *testing.T) *seat {
			s, _ := twoDays(t).atDesk()
			s.write("2")
			s.press(fyne.KeyReturn, fyne.KeyF9)
			return s
		}, "/tmp", "verify"},
	} {
		t.Run(name, func(t *testing.T) {
			s := c.open(t)
			s.write(c.keys)
			dialog, focused, said := s.window.Canvas().Overlays().Top(), s.window.Canvas().Focused(), s.says()
			if dialog == nil {
				t.Fatal("no dialog is open")
			}
			about, _ := help.Named(help.Pages(translations.English), c.page)
			s.press(fyne.KeyF1)
			s.wantSays("Keys here: ", "Enter", "F1 Help", about.Title)
			s.press(fyne.KeyF1) // no second one
			s.write("void")
			s.press(fyne.KeyEscape)
			if s.window.Canvas().Overlays().Top() != dialog || s.says() != said {
				t.Errorf("the dialog says %q after the help, and said %q", s.says(), said)
			}
			s.wantFocus(focused, "where it was")
			if field, is := focused.(*widgets.Entry); is && !strings.HasPrefix(field.Text, c.keys) {
				t.Errorf("%q is kept", field.Text)
			}
			s.press(fyne.KeyEscape)
			if s.window.Canvas().Overlays().Top() == dialog {
				t.Error("the dialog stays open")
			}
		})
	}
}
