package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ui/theme"
)

// large is the largest text on the smallest window.
var large = look{theme.Look{Variant: theme.Contrast, TextPercent: theme.MostText}, 1024, 768}

// TestMoneyIsKeyedInInSightWithLargeText walks a payment by check and cash:
// whatever has the keyboard can be seen, whole.
func TestMoneyIsKeyedInInSightWithLargeText(t *testing.T) {
	s := atIntake(t)
	s.wear(large.Look)
	s.window.Resize(fyne.NewSize(large.width, large.height-menuHeight))
	s.settle()
	s.scans(plainScan)
	s.wantKeyboardInSight()
	s.press(fyne.KeyF4)
	for _, part := range []string{"1041", "111000025", "5678", "A Payor", "11/23/2026", "100.00"} {
		s.wantKeyboardInSight()
		s.keysIn(part)
	}
	s.press(fyne.KeyF3)
	s.wantKeyboardInSight()
	s.keepPicture("intake-large")
}

// wantKeyboardInSight fails the test unless what has the keyboard is in sight.
func (s *seat) wantKeyboardInSight() {
	s.Helper()
	s.settle()
	focused, _ := s.window.Canvas().Focused().(fyne.CanvasObject)
	shown := false
	s.eachShown(func(o fyne.CanvasObject, f frame) {
		if o == focused {
			size := o.Size()
			shown = f.seen.has(f.at.X, f.at.Y) && f.seen.has(f.at.X+min(size.Width, 100), f.at.Y+size.Height)
		}
	})
	if !shown {
		s.keepPicture("out-of-sight")
		s.Errorf("what has the keyboard (%T) is out of sight", focused)
	}
}
