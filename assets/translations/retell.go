package translations

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// retell translates a text that was kept in English, as in the journal: it
// finds the format that the text was made with. What fits none stays as it is.
func (l Language) retell(text string) string {
	texts := catalogue(l)
	if len(texts) == 0 {
		shown, _, _ := strings.Cut(text, "##")
		return shown
	}
	if other, whole := texts[text]; whole {
		return other
	}
	for _, m := range spanishMolds() {
		if !strings.Contains(text, m.longest) {
			continue
		}
		found := m.pattern.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		args := make([]any, len(found)-1)
		for i, part := range found[1:] {
			args[i] = l.retellPart(part)
		}
		return fmt.Sprintf(m.other, args...)
	}
	return text
}

// retellPart leaves single words alone: they may be somebody's name.
func (l Language) retellPart(part string) string {
	if !strings.Contains(part, " ") {
		return part
	}
	return l.retell(part)
}

// mold is a format with arguments, as texts made with it look.
type mold struct {
	pattern *regexp.Regexp
	longest string // the longest part of it that stands in every such text
	other   string // the translation, for arguments that are texts
	letters int
	fixed   int // length of what is not an argument
}

// tooFewLetters are in molds like "%s: %s", which fit everything.
const tooFewLetters = 4

// spanishMolds are the longest first: they say most about a text.
var spanishMolds = sync.OnceValue(func() []mold {
	var molds []mold
	for english, other := range spanish() {
		if !strings.Contains(english, "%") || strings.Contains(english, "%[") {
			continue
		}
		if m := newMold(english, other); m.letters >= tooFewLetters {
			molds = append(molds, m)
		}
	}
	slices.SortFunc(molds, func(a, b mold) int {
		return cmp.Or(b.fixed-a.fixed, cmp.Compare(a.pattern.String(), b.pattern.String()))
	})
	return molds
})

// Verbs finds the verbs of a format, with an index in the first group and the
// letter in the second.
var Verbs = regexp.MustCompile(`%[-+# 0]*[0-9.]*(?:\[([0-9]+)\])?([a-zA-Z%])`)

func newMold(english, other string) mold {
	english, _, _ = strings.Cut(english, "##")
	m := mold{other: Verbs.ReplaceAllStringFunc(other, asText)}
	var pattern strings.Builder
	at := 0
	literal := func(text string) {
		pattern.WriteString(regexp.QuoteMeta(text))
		m.fixed += len(text)
		if len(text) > len(m.longest) {
			m.longest = text
		}
		for _, r := range text {
			if unicode.IsLetter(r) {
				m.letters++
			}
		}
	}
	for _, v := range Verbs.FindAllStringSubmatchIndex(english, -1) {
		literal(english[at:v[0]])
		at = v[1]
		switch english[v[4]:v[5]] {
		case "%":
			literal("%")
		case "d":
			pattern.WriteString(`(-?[0-9]+)`)
		case "q":
			pattern.WriteString(`("[^"]*"|'.+?')`) // of a text, or of one character
		default:
			pattern.WriteString(`(.+?)`)
		}
	}
	literal(english[at:])
	m.pattern = regexp.MustCompile(`^(?s:` + pattern.String() + `)$`)
	return m
}

// asText is a verb that prints a text as it is.
func asText(verb string) string {
	if strings.HasSuffix(verb, "%") {
		return verb
	}
	if at := strings.IndexByte(verb, '['); at >= 0 {
		return "%" + verb[at:len(verb)-1] + "v"
	}
	return "%v"
}
