package receipts

import "counterfoil/ledger"

// Endorsement is what is printed on the back of a check when it is taken.
func Endorsement(r ledger.Receipt, check ledger.Tender) []string {
	lines := []string{r.City.Receipt.Endorsement, r.City.Name, r.Number + "  " + r.At.Format("01/02/2006 3:04 PM"), "Check " + check.Number}
	if r.City.Training {
		lines = append([]string{trainingMark + ". " + trainingWords}, lines...)
	}
	return lines
}
