package widgets

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"counterfoil/ui/words"
)

// Sentence writes an error, or another text, as people write: "the drawer is
// open" becomes "The drawer is open."
func Sentence(text any) string { return sentence(strings.TrimSpace(words.Say(text))) }

func sentence(text string) string {
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
