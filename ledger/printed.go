package ledger

import (
	"strings"

	"counterfoil/ledger/phrase"
)

// PrintedCode is what paper says of an entry: the first digits of its hash, as
// a receipt prints them in groups and a closing whole.
type PrintedCode string

// minCodeDigits is what a receipt prints. Fewer would fit an entry by chance.
const minCodeDigits = 16

// ParsePrintedCode reads a code as it is printed or typed: groups apart or
// not, capitals or not.
func ParsePrintedCode(text string) (PrintedCode, error) {
	digits := strings.ToLower(strings.NewReplacer("-", "", " ", "").Replace(text))
	if len(digits) < minCodeDigits || len(digits) > 2*len(Hash{}) || strings.Trim(digits, "0123456789abcdef") != "" {
		return "", invalid("", "%q is not a printed code; a receipt has four groups of four digits and letters from A to F, like 4F1A-09BC-77D2-E310, and a closing has 64", clip(text))
	}
	return PrintedCode(digits), nil
}

// Printed looks for the entries whose codes are on paper. An entry that has
// the printed hash is the one that was printed, so a tail that was cut off and
// an older copy put in place are found.
type Printed struct {
	codes []PrintedCode
	found map[PrintedCode]Entry
}

// LookFor begins a search.
func LookFor(codes []PrintedCode) *Printed {
	return &Printed{codes: codes, found: map[PrintedCode]Entry{}}
}

// See takes an entry. What counts is the hash that its content gives, not the
// one that is written beside it.
func (p *Printed) See(e Entry) {
	if p == nil || len(p.codes) == 0 {
		return
	}
	hash := e.ComputeHash().String()
	for _, code := range p.codes {
		if strings.HasPrefix(hash, string(code)) {
			p.found[code] = e
		}
	}
}

// Report adds a finding for each code. Missing says why one may not be there.
func (p *Printed) Report(add func(name string, err error, format string, args ...any), missing phrase.Text) {
	if p == nil {
		return
	}
	for _, code := range p.codes {
		var err error
		e, ok := p.found[code]
		if !ok {
			err = phrase.Errorf("no entry has this code: it is mistyped, or the entry was changed, or %s", missing)
		}
		add("printed code "+code.grouped(), err, "entry %d, %s", e.Seq, e.Kind)
	}
}

// grouped is the beginning of the code as a receipt prints it.
func (c PrintedCode) grouped() string {
	text := strings.ToUpper(string(c[:minCodeDigits]))
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
}
