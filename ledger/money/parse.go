package money

import (
	"fmt"
	"strconv"
	"strings"

	"counterfoil/ledger/phrase"
)

// ParseError says why a text is not an amount.
type ParseError struct{ Text, Why string }

func (e *ParseError) Error() string {
	return fmt.Sprintf("%q is not an amount: %s", shorten(e.Text), e.Why)
}

func shorten(text string) string {
	const limit = 40
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}

// Parse reads an amount as people write it: "12", "12.30", "1,234.50". It
// takes dollars with no decimals or exactly two, commas only between groups of
// three, and nothing else: no sign, exponent, currency mark or other script's
// digits. Amounts above Max are refused. The error is a *ParseError.
func Parse(text string) (Amount, error) {
	text = strings.Trim(text, " ")
	fail := func(why string) (Amount, error) { return Amount{}, &ParseError{text, why} }
	switch {
	case text == "":
		return fail("it is empty")
	case strings.HasPrefix(text, "-"):
		return fail("an amount has no minus sign")
	}
	whole, cents, hasCents := strings.Cut(text, ".")
	if !hasCents {
		cents = "00"
	}
	if len(cents) != 2 || !onlyDigits(cents) {
		return fail("write dollars, or dollars, a point and two digits, like 12.30")
	}
	whole, err := ungroup(whole)
	if err != nil {
		return fail(err.Error())
	}
	// Ten digits cannot overflow, so the comparison with Max below is safe.
	if len(strings.TrimLeft(whole, "0")) > 10 {
		return fail("it is larger than " + Max.Display())
	}
	n, err := strconv.ParseInt(whole+cents, 10, 64)
	if err != nil {
		return fail("it is larger than " + Max.Display())
	}
	amount := Amount{n}
	if amount.Cmp(Max) > 0 {
		return fail("it is larger than " + Max.Display())
	}
	return amount, nil
}

// ungroup takes the commas out of "1,234"; it refuses "12,34", ",123" and the
// decimal comma of "12,30".
func ungroup(whole string) (string, error) {
	groups := strings.Split(whole, ",")
	for i, group := range groups {
		if !onlyDigits(group) || group == "" {
			return "", phrase.Errorf("write it with digits only, like 1234.50")
		}
		if len(groups) > 1 && (i == 0 && len(group) > 3 || i > 0 && len(group) != 3) {
			return "", phrase.Errorf("a comma goes before each three digits, and cents follow a point, like 1,234.50")
		}
	}
	return strings.Join(groups, ""), nil
}

func onlyDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// parseSigned reads what String writes, whatever its size: stored totals can
// be negative (over/short) and larger than Max.
func parseSigned(text string) (Amount, error) {
	magnitude, negative := strings.CutPrefix(text, "-")
	whole, cents, _ := strings.Cut(magnitude, ".")
	if whole == "" || len(cents) != 2 || !onlyDigits(whole) || !onlyDigits(cents) {
		return Amount{}, &ParseError{text, `write it like "12.30"`}
	}
	if negative {
		whole = "-" + whole
	}
	n, err := strconv.ParseInt(whole+cents, 10, 64)
	if err != nil {
		return Amount{}, &ParseError{text, "it does not fit in 64 bits"}
	}
	return Amount{n}, nil
}
