package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"counterfoil/assets/translations"
	"counterfoil/ui/widgets"
)

// TestNoScreenSpeaksEnglishToSomebodyWhoReadsSpanish walks all that stands on
// each screen, and in each dialog that a key of it opens.
func TestNoScreenSpeaksEnglishToSomebodyWhoReadsSpanish(t *testing.T) {
	seen := map[string]bool{}
	everyScreen(t, translations.Spanish, func(s *seat) {
		s.wantSpanish(s.screen.title(), seen)
		shown := s.screen
		for _, hint := range s.board.Hints() {
			if !hint.Ready || slices.Contains([]string{"language", "lock", "practice"}, hint.Name) || s.dialogs.Showing() {
				continue
			}
			s.press(fyne.KeyName(hint.Key))
			s.wantSpanish(shown.title()+", "+hint.Key, seen)
			s.dialogs.CloseAll()
			s.show(shown)
		}
	})
	if len(seen) < 500 {
		t.Errorf("only %d texts were seen", len(seen))
	}
}

func TestEveryScreenFitsInSpanish(t *testing.T) {
	everyScreen(t, translations.Spanish, func(s *seat) {
		if need := s.window.Content().MinSize(); need.Width > 1024 || need.Height > 768-menuHeight {
			t.Errorf("%s needs %v", s.screen.title(), need)
		}
		for _, hint := range s.board.Hints() {
			if width := len([]rune(hint.Label)); width > 31 {
				t.Errorf("%s: the label of %s has %d characters: %s", s.screen.title(), hint.Key, width, hint.Label)
			}
		}
	})
}

// wantSpanish fails on a text that the catalogue would say otherwise, and on
// one that has words which only English has.
func (s *seat) wantSpanish(where string, seen map[string]bool) {
	s.Helper()
	spanish := map[string]bool{}
	for _, text := range translations.Catalogue(translations.Spanish) {
		spanish[text] = true
	}
	for _, text := range s.texts() {
		for line := range strings.SplitSeq(text, "\n") {
			line, _, _ = strings.Cut(strings.Trim(line, " ()"), "   ")
			if seen[line] || spanish[line] || line == "" {
				continue
			}
			seen[line] = true
			if again := translations.Spanish.Say(line); again != line {
				s.Errorf("%s says %q, which is %q", where, line, again)
			} else if english.MatchString(untranslated.ReplaceAllString(line, "")) {
				s.Errorf("%s says %q", where, line)
			}
		}
	}
}

// english are words that no Spanish text and no name in these tests has.
var english = regexp.MustCompile(`(?i)\b(the|of|is|are|was|were|and|with|from|for|this|that|not|receipts?|checks?|drawer|account|payments?|by|on|at|to)\b`)

// untranslated are paths, and what somebody wrote.
var untranslated = regexp.MustCompile(`/\S+|billing is down`)

// texts are those on the screen or in the dialog above it, but for the paper
// of a receipt, which is in the language of the customer.
func (s *seat) texts() []string {
	shown := s.window.Canvas().Overlays().Top()
	if shown == nil {
		shown = s.window.Content()
	}
	var all []string
	paper := map[string]bool{}
	for _, o := range test.LaidOutObjects(shown) {
		switch o := o.(type) {
		case *canvas.Text:
			all = append(all, o.Text)
		case *widget.Label:
			paper[o.Text] = o.TextStyle.Monospace
		case *widget.RichText:
			all = append(all, o.String())
		case *widgets.Text:
			all = append(all, o.Text)
		}
	}
	return slices.DeleteFunc(all, func(text string) bool { return paper[text] })
}
