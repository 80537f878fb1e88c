package stub

import "fmt"

// alphabet is what may stand at one position of a line.
type alphabet struct {
	chars string
	name  string // "a digit", as a sentence goes on
	rule  Rule   // which a character outside of it breaks
}

var (
	digits    = alphabet{"0123456789", "a digit", RuleCharacters}
	code39    = alphabet{code39Chars, "a character of Code 39 (0-9, A-Z, - . $ / + % or space)", RuleCharacters}
	printable = alphabet{printableASCII(), "a plain letter, digit or sign", RuleCharacters}
)

func printableASCII() string {
	var chars []byte
	for c := byte(' '); c <= '~'; c++ {
		chars = append(chars, c)
	}
	return string(chars)
}

func literal(char byte, rule Rule) alphabet {
	return alphabet{string(char), fmt.Sprintf("%q", char), rule}
}

func (a alphabet) isLiteral() bool { return len(a.chars) == 1 }

// shape says what may stand at each position: what its field asks for,
// narrowed to what a check over it can be made from. Only a check character of
// Code 39 widens: it brings letters into fields and gaps of no stated format.
func (p Profile) shape() []alphabet {
	shape := make([]alphabet, p.Length)
	for _, f := range p.Fields {
		f.shape(shape[f.From-1 : f.last()])
	}
	for _, c := range p.Checks {
		for _, position := range c.positions(p.Length) {
			at := &shape[position-1]
			if c.Scheme == mod43 && (at.chars == "" || *at == printable) {
				*at = code39
			}
		}
	}
	for _, c := range p.Checks {
		for _, position := range c.positions(p.Length) {
			at := &shape[position-1]
			if c.Scheme != mod43 && !at.isLiteral() {
				*at = digits
			}
		}
	}
	for i := range shape {
		if shape[i].chars == "" {
			shape[i] = digits
		}
	}
	return shape
}

// shape fills in what the field asks for; nothing where any check may decide.
func (f Field) shape(at []alphabet) {
	for i := range at {
		switch {
		case f.kind() == constField:
			at[i] = literal(f.Value[i], RuleConst)
		case f.Format == "decimal" && i == f.Length-3:
			at[i] = literal('.', RuleCharacters)
		case f.Format == "text":
			at[i] = printable
		case f.kind() != textField:
			at[i] = digits
		}
	}
}
