package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
)

func TestAMirrorIsSetAndTakenOffByKeyboard(t *testing.T) {
	stick := t.TempDir()
	o := newOffice(t)
	s := o.sits(o.is("sue"))
	s.show(newMirrorPage(s.counter))
	s.wantFits()
	s.wantSays("No mirror is kept.", "Keep it there")
	missing := filepath.Join(stick, "missing")
	s.write(missing)
	s.press(fyne.KeyReturn)
	s.wantSays("cannot be the mirror", missing)
	s.screen.(*mirrorPage).folder.SetText(stick)
	s.press(fyne.KeyReturn)
	s.wantSays("In use: "+stick, "on the disk of the ledger itself", "Every entry is kept there from now on.")
	if _, err := os.Stat(filepath.Join(stick, ledger.MirrorName("C1"))); err != nil || o.City().Mirror.Path != stick {
		t.Errorf("%v, the mirror is in %q", err, o.City().Mirror.Path)
	}
	s.press(fyne.KeyF7)
	s.wantSays("Keep no mirror?", stick)
	s.press(fyne.KeyReturn)
	s.wantSays("No mirror is kept.")
	if o.City().Mirror.Path != "" {
		t.Error("it is kept all the same")
	}
	s.press(fyne.KeyReturn)
	s.wantSays("Name a folder; F7 keeps no mirror.")
}
