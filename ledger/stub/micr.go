package stub

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"counterfoil/ledger/phrase"
)

// MICR describes how a check reader sends the line of magnetic ink at the foot
// of a check, as a [[micr]] table of city.toml. Which characters stand for the
// symbols of the line is a setting of the reader.
type MICR struct {
	Name string `toml:"name"`
	// Pattern is the line with {routing}, {account}, {check} and {amount} in
	// the places of its parts: "T{routing}A{account}C{check}". What stands in
	// [brackets] may be absent. Spaces and the case of letters do not count. A
	// character that the reader could not read is a question mark.
	Pattern string `toml:"pattern"`
}

// CheckLine is what is kept of the line of a check. A part that was not read,
// or was read wrong, is empty: somebody keys it in.
type CheckLine struct {
	Routing string // nine digits with the right check digit
	Number  string // of the check, without leading zeros
	Last4   string // the last four digits of the account
}

// usualMICR are the settings that readers come with. The raw formats have a
// symbol of their own for transit and on-us; on business checks the number
// comes first.
var usualMICR = mustCompile(
	MICR{"T A C", "T{routing}A{account}C{check}"},
	MICR{"raw t o a", "t{routing}t{account}o{check}[a{amount}a]"},
	MICR{"raw t o a, business", "o{check}ot{routing}t{account}o[a{amount}a]"},
	MICR{"raw T U $", "T{routing}T{account}U{check}[${amount}$]"},
	MICR{"raw T U $, business", "U{check}UT{routing}T{account}U[${amount}$]"},
	MICR{"T T A", "T{routing}T{account}A{check}"},
)

const maxPatternBytes = 200

// micrParts are the parts of a line and the characters that each can have. A
// dash of an account is sent as one, or as the letter that stands for it.
var micrParts = map[string]string{
	"routing": `[0-9?]{9}`,
	"account": `[0-9?dD-]{1,24}`,
	"check":   `[0-9?]{0,15}`,
	"amount":  `[0-9?]{0,12}`,
}

var micrToken = regexp.MustCompile(`\{(\w*)\}|.`)

// micrForm is a compiled pattern.
type micrForm struct {
	intact *regexp.Regexp
	// damaged also takes lines whose symbols were not all read. Where one part
	// of such a line ends is a guess, so nothing is kept of it.
	damaged *regexp.Regexp
}

func (m MICR) compile() (micrForm, error) {
	intact, damaged, err := m.expressions()
	if err != nil {
		return micrForm{}, phrase.Errorf("the check pattern %q %w", m.Name, err)
	}
	return micrForm{regexp.MustCompile(intact), regexp.MustCompile(damaged)}, nil
}

func (m MICR) expressions() (intact, damaged string, err error) {
	if !utf8.ValidString(m.Pattern) || len(m.Pattern) > maxPatternBytes {
		return "", "", phrase.Errorf("is longer than %d characters, or no text", maxPatternBytes)
	}
	var parts []string
	open, afterPart := false, false
	add := func(text string) { intact, damaged = intact+text, damaged+text }
	for _, token := range micrToken.FindAllStringSubmatch(strings.ReplaceAll(m.Pattern, " ", ""), -1) {
		part := token[1]
		switch characters, known := micrParts[part]; {
		case known && slices.Contains(parts, part):
			return "", "", phrase.Errorf("has {%s} twice", part)
		case known && afterPart:
			return "", "", phrase.Errorf("has nothing between {%s} and the part before it, so nobody can tell where one ends", part)
		case known:
			parts, afterPart = append(parts, part), true
			add("(?P<" + part + ">" + characters + ")")
			continue
		case part != "":
			return "", "", phrase.Errorf("has {%s}; the parts of a check are {routing}, {account}, {check} and {amount}", part)
		case token[0] == "[" && !open:
			open = true
			add("(?:")
			continue
		case token[0] == "]" && open:
			open = false
			add(")?")
			continue
		case strings.ContainsAny(token[0], "[]{}?0123456789"):
			return "", "", phrase.Errorf("has %s where a symbol of the reader should stand", token[0])
		}
		afterPart = false
		symbol := regexp.QuoteMeta(token[0])
		intact, damaged = intact+symbol, damaged+"(?:"+symbol+`|\?)`
	}
	switch {
	case open:
		return "", "", phrase.Errorf("has a [ without its ]")
	case !slices.Contains(parts, "routing") || !slices.Contains(parts, "account"):
		return "", "", phrase.Errorf("lacks {routing} or {account}")
	}
	return `(?i)^` + intact + `$`, `(?i)^` + damaged + `$`, nil
}

func mustCompile(patterns ...MICR) []micrForm {
	forms := make([]micrForm, len(patterns))
	for i, p := range patterns {
		form, err := p.compile()
		if err != nil {
			panic(err)
		}
		forms[i] = form
	}
	return forms
}

// compiled keeps the patterns that lines were read by: every text of every
// payment is held against those of the city.
var compiled sync.Map // MICR to micrForm

func formsOf(patterns []MICR) ([]micrForm, error) {
	forms := make([]micrForm, len(patterns))
	for i, p := range patterns {
		if kept, ok := compiled.Load(p); ok {
			forms[i] = kept.(micrForm)
			continue
		}
		form, err := p.compile()
		if err != nil {
			return nil, err
		}
		compiled.Store(p, form)
		forms[i] = form
	}
	return forms, nil
}

// ValidateMICR checks the patterns of a city.
func ValidateMICR(patterns []MICR) error {
	for _, p := range patterns {
		if _, err := p.compile(); err != nil {
			return err
		}
	}
	return nil
}

// ReadCheck takes from the line of a check what may be kept of it, by the
// city's patterns and then by those that readers come with. Not ok: the text
// is no such line. The whole account number goes nowhere from here.
func ReadCheck(patterns []MICR, text string) (line CheckLine, ok bool) {
	if count := digitsIn(text); count < routingDigits || count == len(text) {
		return line, false
	}
	text = strings.Join(strings.Fields(text), "")
	forms, err := formsOf(patterns)
	if err != nil {
		return line, false
	}
	forms = append(forms, usualMICR...)
	for _, form := range forms {
		if parts := form.intact.FindStringSubmatch(text); parts != nil {
			return form.line(parts), true
		}
	}
	damaged := func(form micrForm) bool { return form.damaged.MatchString(text) }
	return line, slices.ContainsFunc(forms, damaged)
}

// IsCheckLine reports whether a text is the whole line of a check as readers
// send it, which must not be kept.
func IsCheckLine(text string) bool {
	_, ok := ReadCheck(nil, text)
	return ok
}

const routingDigits = 9

func digitsIn(text string) int {
	count := 0
	for _, c := range text {
		if c >= '0' && c <= '9' {
			count++
		}
	}
	return count
}

func (f micrForm) line(parts []string) CheckLine {
	part := func(name string) string {
		if i := f.intact.SubexpIndex(name); i >= 0 {
			return parts[i]
		}
		return ""
	}
	var line CheckLine
	if routing := part("routing"); ValidRouting(routing) == nil {
		line.Routing = routing
	}
	if number := strings.TrimLeft(part("check"), "0"); !strings.Contains(number, "?") {
		line.Number = number
	}
	account := strings.Map(withoutDash, part("account"))
	if last := account[max(len(account)-4, 0):]; !strings.Contains(last, "?") {
		line.Last4 = strings.Clone(last)
	}
	return line
}

func withoutDash(r rune) rune {
	if strings.ContainsRune("dD-", r) {
		return -1
	}
	return r
}
