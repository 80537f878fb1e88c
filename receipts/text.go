package receipts

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean makes text that people typed safe to set: letters and their accents
// composed, so that a font has them as one, and nothing that controls a
// printer or a page.
func clean(text string) string {
	if isPlain(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, norm.NFC.String(text))
}

func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// paragraphs splits a city's own wording at its line breaks.
func paragraphs(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// wrap breaks text into lines of at most the given width, between words where
// it can and inside a word where it must. It returns at least one line.
func wrap(text string, width float64, measure func(string) float64) []string {
	text = clean(text)
	if measure(text) <= width {
		return []string{text}
	}
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if measure(joined) <= width {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for measure(word) > width {
			head := fitting(word, width, measure)
			lines = append(lines, head)
			word = word[len(head):]
		}
		line = word
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// fitting returns the start of a text that fits the width: one character at
// least, so that whoever cuts it off gets on.
func fitting(text string, width float64, measure func(string) float64) string {
	end := 0
	for i, r := range text {
		next := i + len(string(r))
		if end > 0 && measure(text[:next]) > width {
			break
		}
		end = next
	}
	return text[:end]
}

// clip shortens text to the width and shows that it did.
func clip(text string, width float64, measure func(string) float64) string {
	text = clean(text)
	if measure(text) <= width {
		return text
	}
	const ellipsis = "…"
	return strings.TrimSpace(fitting(text, width-measure(ellipsis), measure)) + ellipsis
}
