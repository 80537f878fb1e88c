package stub

import (
	"errors"
	"fmt"
	"strings"
)

// ValidRouting checks a bank's routing number as it stands on a check's face:
// nine digits, weighted 3-7-1 from the left to a multiple of ten, as the
// American Bankers Association has it.
func ValidRouting(routing string) error {
	switch {
	case len(routing) != 9 || strings.Trim(routing, digits.chars) != "":
		return fmt.Errorf("routing number %.20q: it must be nine digits; read it off the check again", routing)
	case routing == "000000000":
		return errors.New("routing number 000000000: no bank has it; read it off the check again")
	case Check{Weights: []int{3, 7, 1}}.weightedSum([]byte(routing))%10 != 0:
		return fmt.Errorf("routing number %s: its check digit is wrong; read it off the check again", routing)
	}
	return nil
}
