package stub

import (
	"encoding/json"
	"fmt"

	"counterfoil/ledger/money"
)

// Stub is what a scan line says. A field that the line does not carry is
// empty, an amount nil.
type Stub struct {
	Profile string // name of the profile that the line was read with
	Scan    string // the line without prefix and surrounding space

	Account  string // leading zeros kept, as in Customer, Bill and Route
	Customer string
	Bill     string
	Route    string

	BillDate string // YYYY-MM-DD
	Due      string // YYYY-MM-DD

	AmountDue  *money.Amount // what to pay by the due date
	LateAmount *money.Amount // what to pay after it
	Funds      []Fund        // in the profile's order

	Checks []CheckResult // in the profile's order
}

// Fund is the part of the amount due that belongs to one fund, such as water.
type Fund struct {
	Name   string
	Amount money.Amount
}

// CheckResult compares one check digit of the line with what it should be.
type CheckResult struct {
	Name     string `json:"name"`     // how it is made: "luhn", "mod 10 weights 2-1"
	Position int    `json:"position"` // of its first character, counted from 1
	Expected string `json:"expected"`
	Got      string `json:"got"`
	OK       bool   `json:"ok"`
}

// OK reports whether every check digit is right.
func (s Stub) OK() bool { return s.Err() == nil }

// Err is an *Error about the first check digit that is wrong, or nil. The
// fields of such a stub are readable all the same: with a reason, the clerk
// may take it.
func (s Stub) Err() error {
	for _, c := range s.Checks {
		if !c.OK {
			why := fmt.Sprintf("the check digit is %s and should be %s; compare the line with the bill and scan it again",
				c.Got, c.Expected)
			return &Error{s.Profile, RuleCheckDigit, c.Position, why}
		}
	}
	return nil
}

// MarshalJSON writes each field that the line carries under its name in the
// profile ("fund:water" too), then profile, scan, ok and checks; with a wrong
// check digit also rule, error and position.
func (s Stub) MarshalJSON() ([]byte, error) {
	object := map[string]any{
		"profile": s.Profile,
		"scan":    s.Scan,
		"ok":      s.OK(),
		"checks":  append([]CheckResult{}, s.Checks...),
	}
	for name, text := range map[string]string{
		"account": s.Account, "customer": s.Customer, "bill": s.Bill, "route": s.Route,
		"bill_date": s.BillDate, "due": s.Due,
	} {
		if text != "" {
			object[name] = text
		}
	}
	for name, amount := range map[string]*money.Amount{"amount_due": s.AmountDue, "late_amount": s.LateAmount} {
		if amount != nil {
			object[name] = amount
		}
	}
	for _, fund := range s.Funds {
		object[fundPrefix+fund.Name] = fund.Amount
	}
	if wrong, ok := s.Err().(*Error); ok {
		wrong.describe(object)
	}
	return json.Marshal(object)
}
