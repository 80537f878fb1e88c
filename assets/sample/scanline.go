package sample

import "fmt"

// Names of the scan-line profiles in city.toml.
const (
	shortProfile = "sample-20"
	longProfile  = "sample-42"
)

// lateRate is the late charge in hundredths of a percent, as the long line has it.
const lateRate = 10_00

func scanLine(a Account) string {
	if a.Profile == shortProfile {
		return fmt.Sprintf("%s%010d", a.Number, a.AmountDue.Cents())
	}
	line := fmt.Sprintf("%s%s%04d%010d%010d",
		a.Number, a.Due.Time().Format("010206"), lateRate, a.LateAmount.Cents(), a.AmountDue.Cents())
	return line + checkDigit(line)
}

// checkDigit weighs the digits 2, 1, 2, 1 … from the left, adds the digits of
// the products, and takes what is missing to the next ten.
func checkDigit(line string) string {
	sum := 0
	for i, digit := range line {
		product := int(digit-'0') * (2 - i%2)
		sum += product/10 + product%10
	}
	return fmt.Sprint((10 - sum%10) % 10)
}
