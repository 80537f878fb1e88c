package stub_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"counterfoil/ledger/stub"
)

func TestRoutingNumbers(t *testing.T) {
	for routing, valid := range map[string]bool{
		"111000025": true, "021000021": true, "011401533": true,
		"021000012": false, "000000000": false, "": false, "11100002": false, "1110000250": false,
		"11100002?": false, "１１１000025": false, " 11100025": false, "-11000025": false,
	} {
		if err := stub.ValidRouting(routing); (err == nil) != valid {
			t.Errorf("ValidRouting(%q) = %v; want valid %v", routing, err, valid)
		}
	}
}

func TestOneWrongDigitInARoutingNumberIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first8 := fmt.Sprintf("%08d", rapid.IntRange(1, 99_999_999).Draw(t, "first eight"))
		var valid []string
		for check := range 10 {
			if routing := first8 + fmt.Sprint(check); stub.ValidRouting(routing) == nil {
				valid = append(valid, routing)
			}
		}
		if len(valid) != 1 {
			t.Fatalf("valid numbers that begin with %s: %v; want one", first8, valid)
		}
		routing := valid[0]
		i := rapid.IntRange(0, 8).Draw(t, "position")
		other := rapid.ByteRange('0', '9').Filter(func(c byte) bool { return c != routing[i] }).Draw(t, "misread as")
		if misread := routing[:i] + string(other) + routing[i+1:]; stub.ValidRouting(misread) == nil {
			t.Fatalf("%s misread as %s passes", routing, misread)
		}
	})
}
