// Package stub turns what a scanner or a clerk reads off a bill stub into the
// stub's fields.
//
// Every billing system prints its scan line in its own way, so a city
// describes its lines in TOML, one [[scanline]] table each: which characters
// are the account, the amount and the dates, and how the check digits are
// made. A Profile is one such description.
package stub

import (
	"strings"

	"counterfoil/ledger/phrase"
)

// Profile describes one kind of scan line, as a [[scanline]] table of
// city.toml or of a file of profiles. Call Validate on one that comes from
// anywhere but ParseProfiles.
type Profile struct {
	Name   string  `toml:"name"`
	Length int     `toml:"length"`           // characters, without the prefix
	Prefix string  `toml:"prefix,omitempty"` // what the scanner sends first, if anything
	Fields []Field `toml:"field"`
	Checks []Check `toml:"check,omitempty"`
}

// Field says which characters of the line are one field of the stub.
// Characters that no field names are read past, and must be digits.
type Field struct {
	// Name is account, customer, bill, bill_date, due, amount_due,
	// late_amount, route, fund:<name> or const. Only const may be repeated.
	Name string `toml:"name"`

	From   int `toml:"from"`   // position of the first character, counted from 1
	Length int `toml:"length"` // characters

	// Format says how the characters are written.
	//
	// Dates must have one: MMDDYY, YYMMDD, MMDDYYYY, YYYYMMDD or julian, which
	// is YYDDD in five characters and YYYYDDD in seven. A year of two digits
	// is 1969 to 2068, as POSIX has it.
	//
	// Amounts have cents, also when Format is empty, or decimal: dollars, a
	// point and two digits.
	//
	// The others are digits when Format is empty. With text they are any
	// printable ASCII, without the spaces around them.
	Format string `toml:"format,omitempty"`

	Value string `toml:"value,omitempty"` // of a const: the characters that must stand there
}

// Check says how a check digit is made. Scheme names one of the common ways;
// without it Weights and the keys after it spell the way out.
type Check struct {
	// Digit is the position of the check digit, counted from 1; of the first
	// one when the scheme has two.
	Digit int `toml:"digit"`

	// Covers lists the positions that the digit is made from, in order:
	// "1-41", or "1-10, 12-20". Empty means the rest of the line.
	Covers string `toml:"covers,omitempty"`

	// Scheme is luhn, mod97 (ISO 7064 MOD 97-10, two digits) or mod43 (the
	// check character of Code 39, which brings letters into the line).
	Scheme string `toml:"scheme,omitempty"`

	Weights []int  `toml:"weights,omitempty"` // repeated for as long as there are digits
	From    string `toml:"from,omitempty"`    // left (also when empty) or right: where the first weight goes
	Add     string `toml:"add,omitempty"`     // product (also when empty), or digits: those of each product
	Modulus int    `toml:"modulus,omitempty"` // 2 to 11; 10 when absent

	// Result is complement, also when empty, or remainder. Either way 10
	// counts as 0.
	Result string `toml:"result,omitempty"`
}

// ByName returns the profile of that name.
func ByName(profiles []Profile, name string) (Profile, error) {
	names := make([]string, len(profiles))
	for i, p := range profiles {
		if p.Name == name {
			return p, nil
		}
		names[i] = p.Name
	}
	if len(names) == 0 {
		return Profile{}, errNoProfiles
	}
	return Profile{}, phrase.Errorf("there is no scan-line profile %q; choose one of: %s", name, strings.Join(names, ", "))
}

type kind int

const (
	unknownField kind = iota
	textField
	dateField
	amountField
	constField
)

const fundPrefix = "fund:"

func (f Field) kind() kind {
	switch f.Name {
	case "account", "customer", "bill", "route":
		return textField
	case "bill_date", "due":
		return dateField
	case "amount_due", "late_amount":
		return amountField
	case "const":
		return constField
	}
	if strings.HasPrefix(f.Name, fundPrefix) {
		return amountField
	}
	return unknownField
}

func (f Field) last() int { return f.From + f.Length - 1 }

func (f Field) slice(line string) string { return line[f.From-1 : f.last()] }
