// Package words is what the window says, in the language of whoever works at
// it. The language changes while the program runs, so a text is translated
// when it is shown, never kept.
package words

import (
	"sync/atomic"

	"counterfoil/assets/translations"
)

var language atomic.Value

// Use changes the language from now on. What is on the screen stays as it is
// until it is built anew.
func Use(l translations.Language) { language.Store(l) }

// Language is the one in use; English before any was chosen.
func Language() translations.Language {
	l, chosen := language.Load().(translations.Language)
	if !chosen {
		return translations.English
	}
	return l
}

// T says an English text with its arguments, as fmt.Sprintf takes them.
func T(english string, args ...any) string { return Language().T(english, args...) }

// N says the text for one or for many; the count is the first argument of both.
func N[I int | int64](count I, one, many string, args ...any) string {
	return Language().N(int(count), one, many, args...)
}

// Say says what is a text already: words of the program, an error, something
// that is shown as a word, like a role, or a text that was kept in English.
func Say(text any) string { return Language().Say(text) }
