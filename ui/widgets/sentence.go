package widgets

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence writes an error as people write: "the drawer is open" becomes "The
// drawer is open."
func Sentence(err error) string {
	text := strings.TrimSpace(err.Error())
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	text = string(unicode.ToUpper(first)) + text[size:]
	if !strings.ContainsRune(".!?", rune(text[len(text)-1])) {
		text += "."
	}
	return text
}
