package receipts

import (
	"fmt"

	"counterfoil/ledger"
)

// Drop returns the slip that goes to the safe with the money of a drop, to be
// signed by both who counted.
func Drop(d ledger.Drop, from Origin) (Paperwork, error) {
	l := leaf{Origin: from, about: []string{"Drop to the safe " + d.Name(), businessDay(d.Drawer.Day)}}
	total, err := d.Total.Sum()
	if err != nil {
		return Paperwork{}, err
	}
	money, err := cashTable(d.Count.Cash, d.Count.Loose)
	if err != nil {
		return Paperwork{}, err
	}
	money.rows = append(money.rows,
		tableRow{cells: []string{"Cash", "", d.Total.Cash.Display()}, strong: true},
		tableRow{cells: []string{fmt.Sprintf("Checks (%d)", d.Count.Checks.Count), "", d.Total.Check.Display()}, strong: true},
	)
	l.add(
		facts{{"Counted", d.At.Format(timeLayout)}, {"Drawer of", d.Clerk}, {"Witness", d.Witness}},
		section{"What goes to the safe", money},
		figures{{"TOTAL", dollars(total)}},
		entryHash(d.Hash),
		signatures{"Counted by " + d.Clerk, "Counted too, as witness, by " + d.Witness},
	)
	return l.slip(), nil
}
