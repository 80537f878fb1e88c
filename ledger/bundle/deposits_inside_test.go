package bundle

import "counterfoil/ledger"

// CheckDeposits holds entries about deposits to the rules of a bundle.
func CheckDeposits(entries []ledger.Entry) error {
	var c depositCheck
	for _, e := range entries {
		if err := c.note(e); err != nil {
			return err
		}
	}
	return c.wrong.err()
}
