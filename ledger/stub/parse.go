package stub

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// Parse reads a line as the profile describes it. Surrounding space, the
// Enter or Tab that ends a scan, and the profile's prefix are dropped.
//
// A line that does not fit is an *Error, a profile that contradicts itself a
// *ProfileError. A wrong check digit is neither: the stub comes back with its
// fields, and OK and Err tell.
func (p Profile) Parse(text string) (Stub, error) {
	if err := p.Validate(); err != nil {
		return Stub{}, err
	}
	line := p.line(text)
	if misfit := p.compare(line); misfit != nil {
		return Stub{}, misfit
	}
	stub := Stub{Profile: p.Name, Scan: line}
	for _, f := range p.Fields {
		if misfit := p.read(f, line, &stub); misfit != nil {
			return Stub{}, misfit
		}
	}
	for _, c := range p.Checks {
		stub.Checks = append(stub.Checks, c.result(line))
	}
	return stub, nil
}

// line drops what surrounds the line. What has the right length is taken
// before more is dropped, because a line may begin with the prefix's own
// characters, and the check character of Code 39 may be a space.
func (p Profile) line(text string) string {
	text = strings.Trim(text, "\t\r\n")
	trimmed := strings.TrimSpace(text)
	bare := strings.TrimPrefix(trimmed, p.Prefix)
	for _, line := range []string{text, strings.TrimPrefix(text, p.Prefix), trimmed, bare} {
		if utf8.RuneCountInString(line) == p.Length {
			return line
		}
	}
	return bare
}

// compare checks the line's length and every character of it; afterwards the
// line is known to be ASCII, a byte a position.
func (p Profile) compare(line string) *Error {
	if n := utf8.RuneCountInString(line); n != p.Length {
		why := fmt.Sprintf("it has %s and needs %d; scan it again", characters(n), p.Length)
		return &Error{p.Name, RuleLength, min(n, p.Length) + 1, why}
	}
	position := 0
	shape := p.shape()
	for _, char := range line {
		allowed := shape[position]
		position++
		if strings.ContainsRune(allowed.chars, char) {
			continue
		}
		why := fmt.Sprintf("%q stands where %s belongs; scan the line again", char, allowed.name)
		return &Error{p.Name, allowed.rule, position, why}
	}
	return nil
}

func characters(n int) string {
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}

func (p Profile) read(f Field, line string, stub *Stub) *Error {
	slice := f.slice(line)
	misfit := func(rule Rule, why string) *Error {
		return &Error{p.Name, rule, f.From, fmt.Sprintf("%s: %s; scan the line again", f.Name, why)}
	}
	switch f.kind() {
	case textField:
		text := strings.TrimSpace(slice)
		if text == "" && f.Name == "account" {
			return misfit(RuleCharacters, "it is blank")
		}
		stub.setText(f.Name, text)
	case dateField:
		date, err := readDate(f, slice)
		if err != nil {
			return misfit(RuleDate, err.Error())
		}
		stub.setDate(f.Name, date)
	case amountField:
		amount, err := readAmount(f, slice)
		if err != nil {
			return misfit(RuleAmount, err.Error())
		}
		stub.setAmount(f.Name, amount)
	}
	return nil
}

// oldestYear keeps a year cut out of the wrong characters from passing as one.
const oldestYear = 1900

func readDate(f Field, slice string) (string, error) {
	date, err := time.Parse(f.dateLayout(), slice)
	if err != nil || date.Year() < oldestYear {
		return "", phrase.Errorf("%s is no date in %s", slice, f.Format)
	}
	return date.Format(time.DateOnly), nil
}

// dateLayout is the format in Go's notation, whose two-digit years follow
// POSIX. It is empty when the field's length does not go with its format.
func (f Field) dateLayout() string {
	layout := map[string]string{
		"MMDDYY":   "010206",
		"YYMMDD":   "060102",
		"MMDDYYYY": "01022006",
		"YYYYMMDD": "20060102",
		"julian":   "06002",
	}[f.Format]
	if f.Format == "julian" && f.Length == 7 {
		layout = "2006002"
	}
	if len(layout) != f.Length {
		return ""
	}
	return layout
}

func readAmount(f Field, slice string) (money.Amount, error) {
	if f.Format != "decimal" {
		point := len(slice) - 2
		slice = slice[:point] + "." + slice[point:]
	}
	return money.Parse(slice)
}

func (s *Stub) setText(name, text string) {
	switch name {
	case "account":
		s.Account = text
	case "customer":
		s.Customer = text
	case "bill":
		s.Bill = text
	case "route":
		s.Route = text
	}
}

func (s *Stub) setDate(name, date string) {
	switch name {
	case "bill_date":
		s.BillDate = date
	case "due":
		s.Due = date
	}
}

func (s *Stub) setAmount(name string, amount money.Amount) {
	switch name {
	case "amount_due":
		s.AmountDue = &amount
	case "late_amount":
		s.LateAmount = &amount
	default:
		s.Funds = append(s.Funds, Fund{strings.TrimPrefix(name, fundPrefix), amount})
	}
}
