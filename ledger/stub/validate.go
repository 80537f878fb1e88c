package stub

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"counterfoil/ledger/phrase"
)

// Limits on what a profile may ask for.
const (
	maxLength = 256 // characters of a line
	maxPrefix = 16  // bytes
	maxName   = 40  // bytes
	maxWeight = 999
)

// ProfileError says what is wrong with a scan-line profile, not with a line.
type ProfileError struct{ Profile, Why string }

func (e *ProfileError) Error() string {
	return fmt.Sprintf("scan-line profile %q: %s", e.Profile, e.Why)
}

var errNoProfiles = phrase.Errorf("there is no scan-line profile; add a [[scanline]] table for each kind of bill")

// Validate checks each profile, and that no two have the same name. The error
// is a *ProfileError.
func Validate(profiles []Profile) error {
	names := map[string]bool{}
	for _, p := range profiles {
		if err := p.Validate(); err != nil {
			return err
		}
		if names[p.Name] {
			return &ProfileError{p.Name, "two profiles have this name; give each its own"}
		}
		names[p.Name] = true
	}
	return nil
}

// Validate checks that the profile can be followed: every field and check lies
// on the line, no two fields share a character, every name and format is
// known. The error is a *ProfileError.
func (p Profile) Validate() error {
	for _, problem := range []func() error{p.problem, p.fieldProblem, p.checkProblem} {
		if err := problem(); err != nil {
			return &ProfileError{p.Name, err.Error()}
		}
	}
	return nil
}

func (p Profile) problem() error {
	switch {
	case !isName(p.Name):
		return phrase.Errorf("name must have 1 to %d plain characters and no space around them", maxName)
	case p.Length < 1 || p.Length > maxLength:
		return phrase.Errorf("length is %d; it must be 1 to %d", p.Length, maxLength)
	case len(p.Prefix) > maxPrefix:
		return phrase.Errorf("prefix is longer than %d characters", maxPrefix)
	case strings.TrimSpace(p.Prefix) != p.Prefix:
		return phrase.Errorf("prefix has space around it; leave the space out, it is dropped from a scan anyway")
	}
	return nil
}

func isName(name string) bool {
	return name != "" && len(name) <= maxName && strings.TrimSpace(name) == name &&
		!strings.ContainsFunc(name, unicode.IsControl)
}

func (p Profile) fieldProblem() error {
	owner := make([]string, p.Length+1)
	names := map[string]bool{}
	for _, f := range p.Fields {
		if err := f.problem(p.Length); err != nil {
			return phrase.Errorf("field %q: %w", f.Name, err)
		}
		if names[f.Name] && f.kind() != constField {
			return phrase.Errorf("field %q: the profile has it twice; keep one", f.Name)
		}
		names[f.Name] = true
		for position := f.From; position <= f.last(); position++ {
			if owner[position] != "" {
				return phrase.Errorf("field %q: it shares position %d with field %q; correct from or length", f.Name, position, owner[position])
			}
			owner[position] = f.Name
		}
	}
	delete(names, "const")
	if len(names) == 0 {
		return phrase.Errorf("it reads no field; add a [[scanline.field]] table, at least for the account")
	}
	return nil
}

func (f Field) problem(lineLength int) error {
	switch kind := f.kind(); {
	case kind == unknownField:
		return phrase.Errorf("there is no such field; use account, customer, bill, bill_date, due, amount_due, late_amount, route, fund:<name> or const")
	case strings.HasPrefix(f.Name, fundPrefix) && !isName(strings.TrimPrefix(f.Name, fundPrefix)):
		return phrase.Errorf(`name the fund in 1 to %d characters, like "fund:water"`, maxName)
	case f.From < 1 || f.Length < 1 || f.From > lineLength || f.Length > lineLength-f.From+1:
		return phrase.Errorf("from %d and length %d do not lie within the line's %d characters", f.From, f.Length, lineLength)
	case !slices.Contains(kind.formats(), f.Format):
		return phrase.Errorf("it has no format %q; use %s", f.Format, choices(kind.formats()))
	case kind == dateField && f.dateLayout() == "":
		return phrase.Errorf("length is %d, but %s; correct one of them", f.Length, dateLengths(f.Format))
	case kind == amountField && f.Format == "decimal" && f.Length < len("0.00"):
		return phrase.Errorf("a decimal needs at least 4 characters, as in 0.00")
	case kind == amountField && f.Length < len("000"):
		return phrase.Errorf("cents need at least 3 digits, as in 000")
	case kind != constField && f.Value != "":
		return phrase.Errorf("only a const has a value; remove it")
	case kind == constField && (len(f.Value) != f.Length || strings.Trim(f.Value, printable.chars) != ""):
		return phrase.Errorf("value must be the %s of plain ASCII that stand there", characters(f.Length))
	}
	return nil
}

func (k kind) formats() []string {
	switch k {
	case dateField:
		return []string{"MMDDYY", "YYMMDD", "MMDDYYYY", "YYYYMMDD", "julian"}
	case amountField:
		return []string{"", "cents", "decimal"}
	}
	return []string{"", "text"}
}

func choices(formats []string) string {
	if formats[0] == "" {
		return strings.Join(formats[1:], ", ") + " or none"
	}
	return strings.Join(formats, ", ")
}

func dateLengths(format string) string {
	if format == "julian" {
		return "julian has 5 characters (YYDDD) or 7 (YYYYDDD)"
	}
	return fmt.Sprintf("%s has %d characters", format, len(format))
}

func (p Profile) checkProblem() error {
	taken := make([]bool, p.Length+1)
	for _, c := range p.Checks {
		if err := c.problem(p.Length); err != nil {
			return phrase.Errorf("check at %d: %w", c.Digit, err)
		}
		for position := c.Digit; position <= c.last(); position++ {
			if taken[position] {
				return phrase.Errorf("check at %d: position %d is already another check's digit", c.Digit, position)
			}
			taken[position] = true
		}
	}
	return p.literalProblem()
}

// literalProblem finds a check over a character that it cannot count, such as
// the point of an amount.
func (p Profile) literalProblem() error {
	shape := p.shape()
	for _, c := range p.Checks {
		for _, position := range c.positions(p.Length) {
			if at := shape[position-1]; at.isLiteral() && !strings.Contains(c.alphabet().chars, at.chars) {
				return phrase.Errorf("check at %d: position %d is always %q, which this check cannot count; leave it out of covers",
					c.Digit, position, at.chars)
			}
		}
	}
	return nil
}

func (c Check) problem(lineLength int) error {
	if c.Digit < 1 || c.Digit > lineLength || c.last() > lineLength {
		return phrase.Errorf("digit must be a position within 1-%d; for mod97 that of the first of two", lineLength)
	}
	covered, err := c.covered(lineLength)
	if err != nil {
		return err
	}
	switch {
	case len(covered) == 0:
		return phrase.Errorf("it covers nothing; a check needs digits to be made from")
	case c.Scheme == "":
		return c.weightsProblem()
	case c.Scheme != luhn && c.Scheme != mod97 && c.Scheme != mod43:
		return phrase.Errorf("there is no scheme %q; use luhn, mod97 or mod43, or give weights instead", c.Scheme)
	case c.Weights != nil || c.From != "" || c.Add != "" || c.Modulus != 0 || c.Result != "":
		return phrase.Errorf("scheme %s brings its own weights, from, add, modulus and result; remove those or the scheme", c.Scheme)
	}
	return nil
}

func (c Check) weightsProblem() error {
	if len(c.Weights) == 0 || len(c.Weights) > maxLength {
		return phrase.Errorf("give 1 to %d weights, like weights = [2, 1], or a scheme", maxLength)
	}
	for _, weight := range c.Weights {
		if weight < 0 || weight > maxWeight {
			return phrase.Errorf("weight %d is not within 0-%d", weight, maxWeight)
		}
	}
	switch c := c.spelledOut(); {
	case c.From != "left" && c.From != "right":
		return phrase.Errorf("from is %q; use left or right", c.From)
	case c.Add != "digits" && c.Add != "product":
		return phrase.Errorf("add is %q; use digits or product", c.Add)
	case c.Modulus < 2 || c.Modulus > 11:
		return phrase.Errorf("modulus is %d; use 2 to 11, or the scheme mod97 or mod43", c.Modulus)
	case c.Result != "complement" && c.Result != "remainder":
		return phrase.Errorf("result is %q; use complement or remainder", c.Result)
	}
	return nil
}
