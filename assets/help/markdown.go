package help

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Block is a paragraph, a heading within the page, or an item of a list.
type Block struct {
	Kind   Kind
	Number int // of a Step, from 1
	Spans  []Span
}

// Kind is what a block is.
type Kind int

const (
	Paragraph Kind = iota
	Heading
	Bullet
	Step
)

// Span is a run of text of one kind. All fields but Text are empty in plain
// text.
type Span struct {
	Text   string
	Strong bool
	Key    string // of the keyboard: "F9"; Text is then what the legend calls it, or ""
	Code   bool   // to be typed as it stands
	Page   string // the name of the page that the text leads to
}

// Text is the block without its marks.
func (b Block) Text() string {
	var text strings.Builder
	for _, s := range b.Spans {
		text.WriteString(s.Words())
	}
	return text.String()
}

// Words are what is read of the span: "F9 Record".
func (s Span) Words() string {
	if s.Key == "" {
		return s.Text
	}
	return strings.TrimSpace(s.Key + " " + s.Text)
}

// Parse reads a page: its title after "# ", then paragraphs, headings after
// "## ", lists with "- " or numbers, `F9 Record` for keys, [words](19-void.md)
// for other pages and **strong** words. Everything else is text.
func Parse(name, text string) (Page, error) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	title, found := strings.CutPrefix(lines[0], "# ")
	if !found {
		return Page{}, errors.New("a page begins with its title, as in “# Void a payment”")
	}
	page := Page{Name: name, Title: title}
	for i, line := range lines[1:] {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		block, err := parseBlock(line)
		if err != nil {
			return Page{}, fmt.Errorf("line %d: %w", i+2, err)
		}
		page.Blocks = append(page.Blocks, block)
	}
	return page, nil
}

func parseBlock(line string) (b Block, err error) {
	if text, found := strings.CutPrefix(line, "## "); found {
		b.Kind, line = Heading, text
	} else if text, found := strings.CutPrefix(line, "- "); found {
		b.Kind, line = Bullet, text
	} else if number, text, found := strings.Cut(line, ". "); found && isNumber(number) {
		b.Kind, line = Step, text
		fmt.Sscan(number, &b.Number)
	}
	b.Spans, err = parseSpans(line)
	return b, err
}

func isNumber(s string) bool {
	return s != "" && len(s) <= 2 && strings.TrimFunc(s, unicode.IsDigit) == ""
}

func parseSpans(text string) (spans []Span, err error) {
	plain := func(text string) {
		if text != "" {
			spans = append(spans, Span{Text: text})
		}
	}
	for {
		at := strings.IndexAny(text, "`[*")
		if at < 0 {
			plain(text)
			return spans, nil
		}
		plain(text[:at])
		var span Span
		switch rest := text[at+1:]; text[at] {
		case '`':
			span, text, err = parseCode(rest)
		case '[':
			span, text, err = parseLink(rest)
		default:
			span, text, err = parseStrong(rest)
		}
		if err != nil {
			return nil, err
		}
		spans = append(spans, span)
	}
}

func parseStrong(text string) (Span, string, error) {
	text, double := strings.CutPrefix(text, "*")
	words, rest, closed := strings.Cut(text, "**")
	if !double || !closed || words == "" {
		return Span{}, "", errors.New("strong words are not like **this**")
	}
	return Span{Text: words, Strong: true}, rest, nil
}

func parseCode(text string) (Span, string, error) {
	code, rest, found := strings.Cut(text, "`")
	if !found {
		return Span{}, "", errors.New("a ` is not closed")
	}
	if key, label, isKey := cutKey(code); isKey {
		return Span{Key: key, Text: label}, rest, nil
	}
	return Span{Text: code, Code: true}, rest, nil
}

func parseLink(text string) (Span, string, error) {
	words, rest, found := strings.Cut(text, "](")
	file, rest, closed := strings.Cut(rest, ")")
	if !found || !closed || !strings.HasSuffix(file, ".md") {
		return Span{}, "", errors.New("a link is not like [words](19-void.md)")
	}
	return Span{Text: words, Page: nameOf(file)}, rest, nil
}

// namedKeys are the keys with a name, as they are printed on keyboards.
var namedKeys = []string{
	"Enter", "Esc", "Tab", "Space", "Up", "Down", "Left", "Right", "Home", "End",
	"Page Up", "Page Down", "Insert", "Delete",
}

// cutKey divides "F9 Record" into the key and what the legend calls it.
func cutKey(code string) (key, label string, ok bool) {
	for _, name := range namedKeys {
		if label, found := strings.CutPrefix(code, name); found && (label == "" || label[0] == ' ') {
			return name, strings.TrimSpace(label), true
		}
	}
	key, label, _ = strings.Cut(code, " ")
	if number, found := strings.CutPrefix(key, "F"); found && isNumber(number) {
		return key, label, true
	}
	return "", "", false
}
