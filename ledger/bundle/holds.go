package bundle

import (
	"strconv"

	"counterfoil/ledger"
)

// holdColumns are those of the bills that must not be penalized or cut off.
var holdColumns = []string{
	"account", "bill", "bill_date", "due", "received", "amount_due", "amount", "paid",
	"receipt", "payment_id", "station", "line", "void", "batch",
}

// addHold gives the row of a line that was paid, or that is not paid any more.
// One that was void before any export was never paid.
func (t tables) addHold(c ledger.Carried, n int) error {
	if standingOf(c) == void {
		return nil
	}
	line := c.Payment.Lines[n]
	var due string
	if line.AmountDue != nil {
		due = line.AmountDue.String()
	}
	return t.holds([]string{
		c.AccountOf(n + 1), line.Bill, string(line.BillDate), string(line.Due), string(ledger.DayOf(c.Received())), due, line.Amount.String(), string(line.SettledBy(line.Amount)),
		c.Number, c.Payment.ID, t.station, strconv.Itoa(n + 1), standingOf(c), number(t.batch),
	})
}
