package stub

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"counterfoil/ledger/phrase"
)

// The named schemes.
const (
	luhn  = "luhn"
	mod97 = "mod97"
	mod43 = "mod43"
)

// code39Chars are the characters of Code 39; each one's place is its value in
// the modulo 43 check.
const code39Chars = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"

// result makes the check from a line that has the profile's shape.
func (c Check) result(line string) CheckResult {
	covered, _ := c.covered(len(line))
	chars := make([]byte, len(covered))
	for i, position := range covered {
		chars[i] = line[position-1]
	}
	got, expected := line[c.Digit-1:c.last()], c.expected(chars)
	return CheckResult{c.name().String(), c.Digit, expected, got, got == expected}
}

func (c Check) expected(chars []byte) string {
	switch c.Scheme {
	case mod43:
		sum := 0
		for _, char := range chars {
			sum += strings.IndexByte(code39Chars, char)
		}
		return code39Chars[sum%43 : sum%43+1]
	case mod97:
		return fmt.Sprintf("%02d", 98-remainder97(append(chars, "00"...)))
	}
	c = c.spelledOut()
	return strconv.Itoa(c.resultOf(c.weightedSum(chars)))
}

// resultOf makes the digit of a sum.
func (c Check) resultOf(sum int) int {
	result := sum % c.Modulus
	if c.Result == "complement" {
		result = (c.Modulus - result) % c.Modulus
	}
	return result % 10
}

func remainder97(digits []byte) int {
	remainder := 0
	for _, digit := range digits {
		remainder = (remainder*10 + int(digit-'0')) % 97
	}
	return remainder
}

func (c Check) weightedSum(chars []byte) int {
	if c.From == "right" {
		slices.Reverse(chars)
	}
	sum := 0
	for i, char := range chars {
		product := int(char-'0') * c.Weights[i%len(c.Weights)]
		if c.Add == "digits" {
			product = digitSum(product)
		}
		sum += product
	}
	return sum
}

func digitSum(n int) int {
	sum := 0
	for ; n > 0; n /= 10 {
		sum += n % 10
	}
	return sum
}

// spelledOut gives the keys that were left out the values that Check promises,
// and luhn the weights it stands for.
func (c Check) spelledOut() Check {
	if c.Scheme == luhn {
		c.Weights, c.From, c.Add = []int{2, 1}, "right", "digits"
	}
	c.From = cmp.Or(c.From, "left")
	c.Add = cmp.Or(c.Add, "product")
	c.Modulus = cmp.Or(c.Modulus, 10)
	c.Result = cmp.Or(c.Result, "complement")
	return c
}

func (c Check) name() phrase.Text {
	if c.Scheme != "" {
		return phrase.Of("%s", c.Scheme)
	}
	return phrase.Of("mod %d weights %s", c.spelledOut().Modulus, c.weightWords())
}

// last is the position of the last check digit.
func (c Check) last() int {
	if c.Scheme == mod97 {
		return c.Digit + 1
	}
	return c.Digit
}

// alphabet is what the check can be made from.
func (c Check) alphabet() alphabet {
	if c.Scheme == mod43 {
		return code39
	}
	return digits
}
