package receipts

import (
	"fmt"

	"counterfoil/ledger"
)

// DropSlipPDF returns the slip that goes to the safe with the money of a drop,
// for a roll, to be signed by both who counted.
func DropSlipPDF(d ledger.Drop, city ledger.City) ([]byte, error) {
	rows, err := dropSlip(d, city)
	if err != nil {
		return nil, err
	}
	return makeRoll("Drop "+d.Name(), d.At, rows)
}

// DropSlipText returns the same as plain text of at most that many columns;
// fewer than 24 count as 24.
func DropSlipText(d ledger.Drop, city ledger.City, columns int) (string, error) {
	rows, err := dropSlip(d, city)
	return slipText(rows, columns), err
}

func dropSlip(d ledger.Drop, city ledger.City) ([]slipRow, error) {
	rows := []slipRow{
		{style: strongLine, center: true, left: city.Name}, gap,
		{style: largeLine, center: true, left: "DROP TO THE SAFE " + d.Name()}, rule,
		{left: "Station", right: city.Station}, {left: "Business day", right: d.Drawer.Day.Display()},
		{left: "At", right: d.At.Format(timeLayout)}, {left: "Drawer of", right: d.Clerk}, {left: "Witness", right: d.Witness}, rule,
	}
	for _, p := range d.Count.Cash {
		value, err := p.Value.Times(p.Count)
		if err != nil {
			return nil, err
		}
		if p.Count > 0 {
			rows = append(rows, slipRow{left: fmt.Sprintf("%d x %s", p.Count, p.Value.Display()), right: value.Display()})
		}
	}
	if !d.Count.Loose.IsZero() {
		rows = append(rows, slipRow{left: "Not by denomination", right: d.Count.Loose.Display()})
	}
	rows = append(rows, slipRow{style: strongLine, left: "Cash", right: d.Total.Cash.Display()},
		slipRow{style: strongLine, left: fmt.Sprintf("Checks (%d)", d.Count.Checks.Count), right: d.Total.Check.Display()}, rule)
	total, err := d.Total.Sum()
	if err != nil {
		return nil, err
	}
	rows = append(rows, slipRow{style: largeLine, left: "TOTAL", right: "$" + total.Display()})
	return append(rows, signatureRows("Counted by "+d.Clerk, "Counted by "+d.Witness)...), nil
}

// signatureRows leave room on a roll for somebody to sign above each line.
func signatureRows(roles ...string) []slipRow {
	var rows []slipRow
	for _, role := range roles {
		rows = append(rows, gap, gap, gap, gap, gap, rule, slipRow{left: role})
	}
	return rows
}
