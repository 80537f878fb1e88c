package stub

import (
	"encoding/json"
	"fmt"
)

// Rule is the part of a profile that a line breaks.
type Rule string

const (
	RuleLength     Rule = "length"      // too many characters or too few
	RuleCharacters Rule = "characters"  // not a digit, or not in the field's alphabet
	RuleConst      Rule = "const"       // not the character that every such line has there
	RuleDate       Rule = "date"        // not a day of the calendar
	RuleAmount     Rule = "amount"      // more than money.Max
	RuleCheckDigit Rule = "check digit" // not what the covered characters call for
)

// Error says why a line does not fit a profile.
type Error struct {
	Profile  string
	Rule     Rule
	Position int // counted from 1, without prefix and surrounding space
	Why      string
}

func (e *Error) Error() string {
	return fmt.Sprintf("the line does not fit %s at position %d: %s", e.Profile, e.Position, e.Why)
}

// MarshalJSON writes profile, ok, rule, error, position and an empty list of
// checks, which no line gets to that does not fit.
func (e *Error) MarshalJSON() ([]byte, error) {
	object := map[string]any{"profile": e.Profile, "ok": false, "checks": []CheckResult{}}
	e.describe(object)
	return json.Marshal(object)
}

func (e *Error) describe(object map[string]any) {
	object["rule"] = e.Rule
	object["error"] = e.Error()
	object["position"] = e.Position
}
