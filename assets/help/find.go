package help

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Find returns the pages that hold every word, or its beginning, whatever
// their accents and capitals: those first that have them in their title. No
// words find all pages.
func Find(pages []Page, words string) []Page {
	wanted := wordsOf(words)
	var titled, others []Page
	for _, p := range pages {
		switch {
		case holds(p.Title, wanted):
			titled = append(titled, p)
		case holds(p.text(), wanted):
			others = append(others, p)
		}
	}
	return append(titled, others...)
}

func (p Page) text() string {
	lines := []string{p.Title}
	for _, b := range p.Blocks {
		lines = append(lines, b.Text())
	}
	return strings.Join(lines, "\n")
}

func holds(text string, wanted []string) bool {
	words := wordsOf(text)
	for _, w := range wanted {
		if !slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, w) }) {
			return false
		}
	}
	return true
}

// wordsOf are the words of a text, folded.
func wordsOf(text string) []string {
	return strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// fold writes a text in small letters without accents: "Anulación" as
// "anulacion".
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
}
