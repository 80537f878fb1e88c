package stub

import (
	"fmt"
	"slices"
	"strings"

	"counterfoil/ledger/phrase"
)

// Part is a run of a line's characters with one meaning, for people.
type Part struct {
	Name         phrase.Word // "amount due", "check digit"; empty: read past
	From, Length int         // in characters, counted from 1
	Format       string      // of the field; may be empty
}

// Place is where the part stands: "32-41", or "42".
func (p Part) Place() string {
	if p.Length == 1 {
		return fmt.Sprint(p.From)
	}
	return fmt.Sprintf("%d-%d", p.From, p.From+p.Length-1)
}

// Of is what the part says on a line that fits.
func (p Part) Of(line string) string { return line[p.From-1 : p.From-1+p.Length] }

// Parts cut the line of a valid profile into its parts, from left to right
// and without holes. A check digit that a field has stays a part of the field.
func (p Profile) Parts() []Part {
	var parts []Part
	for from := 1; from <= p.Length; {
		part := p.partAt(from)
		if n := len(parts); n > 0 && part.Name == "" && parts[n-1].Name == "" {
			parts[n-1].Length++
		} else {
			parts = append(parts, part)
		}
		from += part.Length
	}
	return parts
}

func (p Profile) partAt(from int) Part {
	if i := slices.IndexFunc(p.Fields, func(f Field) bool { return f.From == from }); i >= 0 {
		f := p.Fields[i]
		name, known := partNames[f.Name]
		if !known {
			name = phrase.Word(strings.TrimPrefix(f.Name, fundPrefix))
		}
		return Part{name, from, f.Length, f.Format}
	}
	if i := slices.IndexFunc(p.Checks, func(c Check) bool { return c.Digit == from }); i >= 0 {
		c := p.Checks[i]
		return Part{checkDigit, from, c.last() - c.Digit + 1, ""}
	}
	return Part{From: from, Length: 1}
}

// partNames are what fields are called that are no fund's.
var partNames = map[string]phrase.Word{
	"account": "account", "customer": "customer", "bill": "bill", "bill_date": "bill date", "due": "due", "amount_due": "amount due",
	"late_amount": "late amount", "route": "route", "const": "always this",
}

const checkDigit phrase.Word = "check digit"

// Words say where the fields stand: "account 1-10, amount due 11-20".
func (p Profile) Words() phrase.Text {
	var texts []phrase.Text
	for _, part := range p.Parts() {
		if part.Name != "" && part.Name != checkDigit {
			texts = append(texts, phrase.Of("%s %s", part.Name, part.Place()))
		}
	}
	return phrase.Join(texts, ", ")
}

// CheckWords name the check digits: "mod 10 weights 2-1 at 42".
func (p Profile) CheckWords() phrase.Text {
	var texts []phrase.Text
	for _, c := range p.Checks {
		texts = append(texts, phrase.Of("%s at %d", c.name(), c.Digit))
	}
	return phrase.Join(texts, ", ")
}
