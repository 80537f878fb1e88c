// Package money holds the one type that money has in Counterfoil: whole cents.
//
// No value of it ever passes through a float. Text becomes an Amount only
// through Parse, which takes what a clerk or a billing system writes and
// nothing else, and arithmetic reports an overflow instead of wrapping.
package money

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// Amount is a sum of US dollars in whole cents. The zero value is 0.00.
type Amount struct{ cents int64 }

// Max is the largest amount that can be keyed: 99,999,999.99, the widest that
// a ten-digit scan-line field holds. Totals may be larger.
var Max = Amount{99_999_999_99}

// FromCents returns the amount of that many cents.
func FromCents(cents int64) Amount { return Amount{cents} }

// Cents returns the amount in cents, for storage.
func (a Amount) Cents() int64 { return a.cents }

// IsZero reports whether the amount is 0.00.
func (a Amount) IsZero() bool { return a.cents == 0 }

// IsNegative reports whether the amount is below 0.00.
func (a Amount) IsNegative() bool { return a.cents < 0 }

// IsPositive reports whether the amount is above 0.00.
func (a Amount) IsPositive() bool { return a.cents > 0 }

// Cmp is -1, 0 or +1 as a is below, equal to or above b.
func (a Amount) Cmp(b Amount) int {
	switch {
	case a.cents < b.cents:
		return -1
	case a.cents > b.cents:
		return 1
	}
	return 0
}

// AtMost is a, or most where a is more.
func (a Amount) AtMost(most Amount) Amount {
	if a.cents > most.cents {
		return most
	}
	return a
}

// OverflowError says that the result of an operation does not fit in an
// Amount, with both operands.
type OverflowError struct {
	Op   string
	A, B Amount
}

func (e *OverflowError) Error() string {
	return fmt.Sprintf("the amount is too large: %s %s %s", e.A, e.Op, e.B)
}

// Add returns a + b, or an *OverflowError.
func (a Amount) Add(b Amount) (Amount, error) {
	sum := a.cents + b.cents
	if (sum > a.cents) != (b.cents > 0) && b.cents != 0 {
		return Amount{}, &OverflowError{"+", a, b}
	}
	return Amount{sum}, nil
}

// Sub returns a - b, or an *OverflowError.
func (a Amount) Sub(b Amount) (Amount, error) {
	difference := a.cents - b.cents
	if (difference < a.cents) != (b.cents > 0) && b.cents != 0 {
		return Amount{}, &OverflowError{"-", a, b}
	}
	return Amount{difference}, nil
}

// Times returns a × n, or an *OverflowError: so many pieces of a denomination.
func (a Amount) Times(n int64) (Amount, error) {
	product := a.cents * n
	if a.cents != 0 && (product/a.cents != n || (a.cents == -1 && n == math.MinInt64)) {
		return Amount{}, &OverflowError{"×", a, Amount{n}}
	}
	return Amount{product}, nil
}

// Sum adds up amounts, or returns an *OverflowError.
func Sum(amounts ...Amount) (Amount, error) {
	var total Amount
	for _, a := range amounts {
		var err error
		if total, err = total.Add(a); err != nil {
			return Amount{}, err
		}
	}
	return total, nil
}

// String writes the amount for machines: "1234.50", "-0.05".
func (a Amount) String() string {
	whole, cents := a.digits()
	return whole + "." + cents
}

// Display writes the amount for people: "1,234.50", "-0.05".
func (a Amount) Display() string {
	whole, cents := a.digits()
	first := 0
	if whole[0] == '-' {
		first = 1
	}
	for i := len(whole) - 3; i > first; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole + "." + cents
}

func (a Amount) digits() (whole, cents string) {
	sign, magnitude := "", uint64(a.cents)
	if a.cents < 0 {
		sign, magnitude = "-", -magnitude
	}
	return sign + strconv.FormatUint(magnitude/100, 10), fmt.Sprintf("%02d", magnitude%100)
}

// MarshalJSON writes the amount as a string, "1234.50", so that no reader
// takes it through a float.
func (a Amount) MarshalJSON() ([]byte, error) {
	return []byte(`"` + a.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes; a JSON number is refused.
func (a *Amount) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return &ParseError{Text: string(text), Why: `write it as text, like "12.30"`}
	}
	parsed, err := parseSigned(s)
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}
