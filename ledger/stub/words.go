package stub

import (
	"fmt"
	"strings"
)

// Words say how the check digit is made, for people.
func (c Check) Words() string {
	of := "the rest of the line"
	if c.Covers != "" {
		of = "positions " + c.Covers
	}
	made := fmt.Sprintf("the check digit at %d is made from %s", c.Digit, of)
	switch c.Scheme {
	case luhn:
		return made + " by the Luhn rule"
	case mod97:
		return fmt.Sprintf("the two check digits at %d-%d are made from %s by ISO 7064 modulo 97", c.Digit, c.last(), of)
	case mod43:
		return made + " by Code 39 modulo 43"
	}
	c = c.spelledOut()
	from, sum := "the left", "the products"
	if c.From == "right" {
		from = "the right"
	}
	if c.Add == "digits" {
		sum = "the digits of the products"
	}
	result := fmt.Sprintf("what is left of the sum after division by %d", c.Modulus)
	if c.Result == "complement" {
		result = fmt.Sprintf("what the sum lacks of a multiple of %d", c.Modulus)
	}
	if c.Modulus > 10 {
		result += ", 10 as 0"
	}
	return fmt.Sprintf("%s: weights %s from %s, %s added up; %s", made, c.weightWords(), from, sum, result)
}

func (c Check) weightWords() string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(c.Weights), "[]"), " ", "-")
}
