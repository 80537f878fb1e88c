package stub

import (
	"strings"

	"counterfoil/ledger/phrase"
)

// ValidRouting checks a bank's routing number as it stands on a check's face:
// nine digits, weighted 3-7-1 from the left to a multiple of ten, as the
// American Bankers Association has it.
func ValidRouting(routing string) error {
	switch {
	case len(routing) != 9 || strings.Trim(routing, digits.chars) != "":
		return phrase.Errorf("routing number %.20q: it must be nine digits; read it off the check again", routing)
	case routing == "000000000":
		return phrase.Errorf("routing number 000000000: no bank has it; read it off the check again")
	case Check{Weights: []int{3, 7, 1}}.weightedSum([]byte(routing))%10 != 0:
		return phrase.Errorf("routing number %s: its check digit is wrong; read it off the check again", routing)
	}
	return nil
}
