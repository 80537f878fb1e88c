package translations_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"counterfoil/assets/translations"
)

func TestEveryTextHasItsSpanish(t *testing.T) {
	spanish := translations.Catalogue(translations.Spanish)
	said := map[string]bool{}
	for _, text := range readSource(t).texts {
		if said[text.english] {
			continue
		}
		said[text.english] = true
		if spanish[text.english] == "" && strings.ContainsFunc(verbs.ReplaceAllString(text.english, ""), unicode.IsLetter) {
			t.Errorf("%s: no Spanish for %q; write it in es/", text.at, text.english)
		}
	}
	for english := range spanish {
		if !said[english] {
			t.Errorf("no code says %q; take its Spanish out", english)
		}
	}
}

func TestSpanishTakesTheArgumentsOfTheEnglish(t *testing.T) {
	for english, spanish := range translations.Catalogue(translations.Spanish) {
		if want, got := verbsOf(english), verbsOf(spanish); !maps.Equal(want, got) {
			t.Errorf("%q takes %v, and its Spanish %q takes %v", english, want, spanish, got)
		}
		if edges(english) != edges(spanish) {
			t.Errorf("%q and its Spanish %q begin or end with other spaces", english, spanish)
		}
	}
}

// edges are the spaces around a text that is put into another.
func edges(text string) [2]bool {
	text, _, _ = strings.Cut(text, "##")
	return [2]bool{strings.HasPrefix(text, " "), strings.HasSuffix(text, " ")}
}

func TestTextsAreGivenTheirArguments(t *testing.T) {
	for _, text := range readSource(t).texts {
		if verbs := verbsOf(text.english); text.args >= 0 && len(verbs) > 0 && slices.Max(slices.Collect(maps.Keys(verbs))) != text.args {
			t.Errorf("%s: %q takes %d arguments and is given %d", text.at, text.english, len(verbs), text.args)
		}
	}
}

// notTranslated are words on screens that are the same in every language: names
// of folders and keys, and samples that a width is measured with.
var notTranslated = []string{"Counterfoil", "Downloads", "Documents", "Pictures", "Desktop", "Language / Idioma", "1 English, 2 Español", "Next / Siguiente", "Close / Cerrar", "Esc", "Enter", "Page Up", "Page Down", "$000,000.00 in 0000"}

func TestScreensSayNothingUntranslated(t *testing.T) {
	for _, text := range readSource(t).loose {
		if !slices.Contains(notTranslated, text.english) {
			t.Errorf("%s: %q is not given to words.T", text.at, text.english)
		}
	}
}

// TestTextsKeptInEnglishAreRetold holds that the format of a text is found
// again in it, for every format there is.
func TestTextsKeptInEnglishAreRetold(t *testing.T) {
	for english := range translations.Catalogue(translations.Spanish) {
		if !strings.Contains(english, "%") || !retellable(english) {
			continue
		}
		args := sampleArguments(english)
		made := translations.English.T(english, args...)
		if got, want := translations.Spanish.Say(made), translations.Spanish.T(english, args...); got != want {
			t.Errorf("%q is retold as %q, not %q", made, got, want)
		}
	}
}
