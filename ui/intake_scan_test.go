package ui

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ui/widgets"
)

func TestTheStubAfterAnUnknownAccountIsWhole(t *testing.T) {
	s := atIntake(t)
	s.scans("47")
	s.press(fyne.KeyReturn)
	s.scans("5.00", "Ann Other")
	s.wantFocus(s.intakeScreen().stub, "the stub field")
	s.write("00345678901")
	if held := s.intakeScreen().stub.Text; held != "00345678901" {
		t.Errorf("the field holds %q", held)
	}
}

func TestALongScanInAnAmountIsAStub(t *testing.T) {
	for name, to := range map[string]func(*intake) *widgets.MoneyEntry{
		"paid on the stub": func(i *intake) *widgets.MoneyEntry { return i.amount },
		"cash received":    func(i *intake) *widgets.MoneyEntry { return i.form.amount },
	} {
		t.Run(name, func(t *testing.T) {
			s := atIntake(t)
			s.scans(plainScan)
			s.press(fyne.KeyF3)
			s.intakeScreen().to(to(s.intakeScreen()))
			for i, digit := range checkedScan {
				s.write(string(digit))
				if i >= len("99999999") {
					s.wantFigures("$224.24", "$224.24", "$0.00")
				}
			}
			s.press(fyne.KeyReturn)
			s.wantFigures("$234.24", "$234.24", "$0.00")
			s.wantFocus(s.intakeScreen().stub, "the stub field")
		})
	}
}

func TestAMisreadScanInAnAmountChangesNone(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3)
	s.intakeScreen().to(s.intakeScreen().amount)
	s.fires(wrongDigit, byHand, fyne.KeyReturn) // by a slow scanner
	s.wantFigures("$224.24", "$224.24", "$0.00")
	s.wantSays("This has more digits than an amount")
	s.wantFocus(s.intakeScreen().amount, "the amount")
	s.press(fyne.KeyF9)
	s.wantRecorded(0)
}

func TestAScanAnswersNoQuestion(t *testing.T) {
	s := atIntake(t)
	s.scans("5550001")
	s.press(fyne.KeyEscape)
	s.scans(plainScan)
	s.wantSays("Next customer?", "This was a scan, and it was not taken.")
	s.press(fyne.KeyEscape)
	s.wantFigures("$40.00", "$0.00", "$40.00")

	s.press(fyne.KeyF3, fyne.KeyF9) // a keyed account: no copy of the bill
	s.wantSays("No copy of the bill?")
	s.scans("10463850340000009985")
	s.wantSays("No copy of the bill?", "This was a scan, and it was not taken.")
	s.press(fyne.KeyReturn)
	s.wantSays("Choose one.")
	s.wantSilent("was scanned")
	s.wantRecorded(0)
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantRecorded(1)
}

func TestNothingWrongMakesTheWindowGrow(t *testing.T) {
	for name, begin := range map[string]func(*seat){
		"no stub": func(s *seat) {},
		"stub":    func(s *seat) { s.scans(plainScan) },
		"cash":    func(s *seat) { s.scans(plainScan); s.press(fyne.KeyF3) },
		"check":   func(s *seat) { s.scans(plainScan); s.press(fyne.KeyF4) },
		"card":    func(s *seat) { s.scans(plainScan); s.press(fyne.KeyF10) },
		"count":   func(s *seat) { s.press(fyne.KeyF8) },
		"sign-in": func(s *seat) { s.press(fyne.KeyF12) },
	} {
		t.Run(name, func(t *testing.T) {
			s := atIntake(t)
			begin(s)
			long := errors.New(strings.Repeat("this is wrong with the field and takes more than a line ", 2))
			for _, input := range s.inputs() {
				input.SetError(long)
				s.say(widgets.Warning, strings.Repeat("This message takes two lines. ", 5))
				s.progress.begin("Working")
				if need := s.window.Content().MinSize(); need.Width > 1024 || need.Height > 740-menuHeight {
					t.Fatalf("the screen needs %v", need)
				}
				s.progress.end()
				s.quiet()
			}
			s.wantSays("This is wrong with the field")
		})
	}
}

// inputs are the fields of the screen that is shown.
func (s *seat) inputs() []widgets.Input {
	var inputs []widgets.Input
	switch screen := s.screen.(type) {
	case *intake:
		inputs = append(screen.form.inputs(), screen.stub, screen.amount, screen.bill, screen.payor)
	case *drawer:
		for _, f := range screen.count.fields {
			inputs = append(inputs, f.Input)
		}
	case *signIn:
		inputs = []widgets.Input{screen.name, screen.secret}
	}
	if len(inputs) == 0 {
		s.Fatalf("no fields on %T", s.screen)
	}
	return inputs
}
