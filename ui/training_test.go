package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
)

const trainingBar = "TRAINING. No money is taken here."

func TestTrainingOpensBesideTheRealCounter(t *testing.T) {
	o := newOffice(t)
	s := o.sits(ledger.Session{})
	s.wantSilent("Practice")
	s.openTraining = func() error { return nil }
	s.show(newSignIn(s.counter))
	s.press(fyne.KeyF10)
	s.wantSays("opens in a window of its own")
	s.wantSilent(trainingBar)

	training, err := ledger.Open(ledger.Folder(o.Folder()).Training(), clockAt(&o.now))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { training.Close() })
	s.press(fyne.KeyF10)
	s.wantSays("is open already")

	if title := s.window.Title(); title != "Counterfoil" {
		t.Errorf("the real window is titled %q", title)
	}
	o.Ledger = training
	s = o.sits(ledger.Session{})
	s.wantSays(trainingBar)
	if title := s.window.Title(); title != "Counterfoil TRAINING" {
		t.Errorf("the window is titled %q", title)
	}
	for _, p := range ledger.Trainees() {
		by, err := training.SignIn(p.Name, p.Secret, ledger.ToWork)
		if err != nil {
			t.Fatal(err)
		}
		s := o.sits(by)
		s.begin(by)
		s.press(fyne.KeyEscape) // no float
		s.wantSays(trainingBar)
		for _, key := range []fyne.KeyName{fyne.KeyF2, fyne.KeyF8, fyne.KeyF11, fyne.KeyF5} {
			s.press(key)
			s.wantSays(trainingBar)
		}
	}
}
