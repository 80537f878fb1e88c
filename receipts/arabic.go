package receipts

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The forms of an Arabic letter, as Unicode lists them.
const (
	isolated = iota
	final
	initial
	medial
	joinsBothSides // letters that have this many forms
)

type arabicForms struct {
	letters map[rune][]rune
	lamAlef map[rune][]rune // by the alef: the two letters as one, isolated and final
}

// arabic reads the forms out of Unicode's own tables: a form is compatible with
// its letter, and the forms of a letter stand side by side.
var arabic = sync.OnceValue(func() arabicForms {
	forms := arabicForms{map[rune][]rune{}, map[rune][]rune{}}
	for _, block := range [][2]rune{{0xFB50, 0xFBE7}, {0xFBFC, 0xFBFF}, {0xFE80, 0xFEFC}} {
		for form := block[0]; form <= block[1]; form++ {
			switch plain := []rune(norm.NFKC.String(string(form))); len(plain) {
			case 1:
				forms.letters[plain[0]] = append(forms.letters[plain[0]], form)
			case 2:
				forms.lamAlef[plain[1]] = append(forms.lamAlef[plain[1]], form)
			}
		}
	}
	return forms
})

const lam = '\u0644'

// joined writes Arabic letters in the forms that they take beside each other,
// as fonts draw them.
func joined(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
		return text
	}
	forms := arabic()
	letters := []rune(text)
	var out strings.Builder
	before := false // the letter before joins this one
	for i := 0; i < len(letters); i++ {
		letter := letters[i]
		own := forms.letters[letter]
		switch {
		case unicode.Is(unicode.Mn, letter): // a vowel sign stands on a letter and parts none
			out.WriteRune(letter)
			continue
		case letter == lam && i+1 < len(letters) && forms.lamAlef[letters[i+1]] != nil:
			out.WriteRune(forms.lamAlef[letters[i+1]][formOf(before, false)])
			before = false
			i++
			continue
		case len(own) <= final:
			out.WriteRune(letter)
			before = false
			continue
		}
		after := len(own) == joinsBothSides && len(forms.letters[nextLetter(letters[i+1:])]) > final
		out.WriteRune(drawable(own[formOf(before, after)], letter))
		before = after
	}
	return out.String()
}

func formOf(before, after bool) int {
	switch {
	case before && after:
		return medial
	case before:
		return final
	case after:
		return initial
	}
	return isolated
}

// nextLetter skips vowel signs; 0: there is none.
func nextLetter(rest []rune) rune {
	for _, r := range rest {
		if !unicode.Is(unicode.Mn, r) {
			return r
		}
	}
	return 0
}

// drawable is the letter itself where the fonts lack the form.
func drawable(form, letter rune) rune {
	if findGlyph(form).rune == form {
		return form
	}
	return letter
}
