package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/assets/translations"
)

// TestTheKeysOfIntakeTakeTwoLines holds the legend that has most keys to two
// lines of the smallest window, whatever is ready.
func TestTheKeysOfIntakeTakeTwoLines(t *testing.T) {
	for _, language := range translations.Languages {
		o := newCounterOffice(t)
		o.speaksInCity(string(language))
		for name, by := range map[string]string{"clerk": "ana", "supervisor": "sue"} {
			s := o.sits(o.hasDrawer(by, 0))
			speaks(t, language)
			s.show(s.home())
			for _, state := range []string{"empty", "with a stub"} {
				s.settle()
				lines := map[float32]bool{}
				s.eachShown(func(o fyne.CanvasObject, f frame) {
					if fmt.Sprintf("%T", o) == "*widgets.keycap" {
						lines[f.at.Y] = true
					}
				})
				if len(lines) != 2 {
					t.Errorf("%s, %s, %s: the keys take %d lines", language, name, state, len(lines))
				}
				s.scans(plainScan)
			}
		}
	}
}
