package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
)

func TestAWrongScanSoundsOnceAndAGoodOneDoesNot(t *testing.T) {
	for _, test := range []struct {
		name  string
		act   func(*seat)
		beeps int
	}{
		{"a stub", func(s *seat) { s.scans(plainScan) }, 0},
		{"two stubs and a check", func(s *seat) {
			s.scans(plainScan, checkedScan)
			s.fires(micrLine, byLaser, fyne.KeyReturn)
		}, 0},
		{"an account that is keyed in", func(s *seat) { s.write("5550001"); s.press(fyne.KeyReturn) }, 0},
		{"a whole payment", func(s *seat) { s.scans(plainScan); s.press(fyne.KeyF3, fyne.KeyF9) }, 0},
		{"a misread character", func(s *seat) { s.fires("1023233234000002242X", byLaser, fyne.KeyReturn) }, 1},
		{"read in part", func(s *seat) { s.fires(checkedScan[1:], byLaser, fyne.KeyReturn) }, 1},
		{"a wrong check digit", func(s *seat) { s.fires(wrongDigit, byLaser, fyne.KeyReturn) }, 1},
		{"wrong, and wrong again", func(s *seat) {
			s.fires("1023233234000002242X", byLaser, fyne.KeyReturn)
			s.fires("1023233234000002242Y", byLaser, fyne.KeyReturn)
		}, 2},
		{"a check before the stub", func(s *seat) { s.fires(micrLine, byLaser, fyne.KeyReturn) }, 1},
		{"a check that is read in part", func(s *seat) {
			s.scans(plainScan)
			s.fires(strings.Replace(micrLine, "111000025", "11100?025", 1), byLaser, fyne.KeyReturn)
		}, 1},
		{"a stub fired at a question", func(s *seat) {
			s.scans(plainScan)
			s.press(fyne.KeyF2)
			s.fires(plainScan, byLaser, fyne.KeyReturn)
		}, 1},
		{"a stub at the drawer, which waits", func(s *seat) {
			s.press(fyne.KeyF8)
			s.fires(plainScan, byLaser, fyne.KeyReturn)
		}, 0},
		{"a second one there, which cannot", func(s *seat) {
			s.press(fyne.KeyF8)
			s.fires(plainScan, byLaser, fyne.KeyReturn)
			s.fires(checkedScan, byLaser, fyne.KeyReturn)
		}, 1},
		{"a stub at the sign-in", func(s *seat) {
			s.press(fyne.KeyF12)
			s.fires(plainScan, byLaser, fyne.KeyReturn)
		}, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := atIntake(t)
			test.act(s)
			if s.beeps != test.beeps {
				t.Errorf("it sounds %d times, want %d:\n%s", s.beeps, test.beeps, s.says())
			}
		})
	}
}

func TestWhoWantsNoSoundHearsNone(t *testing.T) {
	o := newCounterOffice(t)
	ana := o.hasDrawer("ana", 0)
	if err := o.Prefer(ana, ledger.Preferences{Silent: true}); err != nil {
		t.Fatal(err)
	}
	s := o.sits(ana)
	s.show(s.home())
	s.fires("1023233234000002242X", byLaser, fyne.KeyReturn)
	s.wantSays("position 20")
	if s.beeps != 0 {
		t.Error("it sounds for one who wants no sound")
	}
}

func TestTheSoundIsTurnedOffAndOnFromTheHelp(t *testing.T) {
	s := atIntake(t)
	for _, step := range []struct {
		says, scan string
		beeps      int
	}{
		{"A wrong scan makes no sound any more, for ana.", "1023233234000002242X", 0},
		{"A wrong scan sounds like this, for ana.", "1023233234000002242Y", 2},
	} {
		s.press(fyne.KeyF1, fyne.KeyF9)
		s.wantSays(step.says)
		s.fires(step.scan, byLaser, fyne.KeyReturn)
		if s.beeps != step.beeps {
			t.Errorf("it sounds %d times, want %d", s.beeps, step.beeps)
		}
	}
}
