package sample

import "fmt"

// Names of the scan-line profiles in city.toml.
const (
	shortProfile = "sample-20"
	longProfile  = "sample-42"
	fundsProfile = "sample-44"
)

// lateRate is the late charge in hundredths of a percent, as the long line has it.
const lateRate = 10_00

func scanLine(a Account) string {
	switch a.Profile {
	case shortProfile:
		return fmt.Sprintf("%s%010d", a.Number, a.AmountDue.Cents())
	case fundsProfile:
		line := fmt.Sprintf("%s%07d", a.Number, a.AmountDue.Cents())
		for i, width := range []int{7, 7, 6, 6} { // water, sewer, trash, storm water
			line += fmt.Sprintf("%0*d", width, a.Charges[i].Amount.Cents())
		}
		return line + checkDigit(line)
	}
	line := fmt.Sprintf("%s%s%04d%010d%010d",
		a.Number, a.Due.Time().Format("010206"), lateRate, a.LateAmount.Cents(), a.AmountDue.Cents())
	return line + checkDigit(line)
}

// checkDigit weighs the digits 2, 1, 2, 1 … from the left, adds the digits of
// the products, and takes what is missing to the next ten. Of an odd number of
// digits that is the Luhn rule.
func checkDigit(line string) string {
	sum := 0
	for i, digit := range line {
		product := int(digit-'0') * (2 - i%2)
		sum += product/10 + product%10
	}
	return fmt.Sprint((10 - sum%10) % 10)
}
