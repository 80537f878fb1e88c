package ledger

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// fold writes a text as it is searched for: small letters without accents,
// and one space between words.
func fold(text string) string {
	if !isASCII(text) {
		// A transformer keeps state, so each text gets its own.
		bare := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)))
		if folded, _, err := transform.String(bare, text); err == nil {
			text = plainLetters.Replace(strings.ToLower(folded))
		}
	}
	return strings.Join(strings.Fields(strings.ToLower(text)), " ")
}

// plainLetters stand for those whose strokes Unicode does not take for
// accents.
var plainLetters = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ħ", "h", "ı", "i", "ß", "ss", "æ", "ae", "œ", "oe", "þ", "th", "ð", "d", "’", "'")

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}
