package receipts

import (
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// DepositSlip returns the slip that goes with a bag to the bank: the cash by
// denomination, every check on a line of its own, and whose money it is.
func DepositSlip(d ledger.Deposit, from Origin) (Paperwork, error) {
	cash, err := cashTable(d.Cash, d.Loose)
	if err != nil {
		return Paperwork{}, err
	}
	cash.totals = []string{"Cash", "", d.Banked.Cash.Display()}
	cash.empty = "There is no cash in the bag."
	l := leaf{Origin: from, about: []string{"Deposit " + d.Name(), "Bag " + d.Bag}}
	slip := depositSlip{d}
	if len(d.Problems()) > 0 {
		l.add(slip.exceptions())
	}
	l.add(
		slip.facts(),
		section{"Cash", cash},
		section{"Checks", slip.checkTable()},
		section{"The bag against the receipts", slip.balanceTable()},
		section{"Whose money it is", slip.drawerTable()},
		together{60, []block{
			figures{{"IN THE BAG", dollars(d.Total)}},
			signatures{"Counted and prepared by " + d.PreparedBy, "Counted again and verified by " + d.VerifiedBy, "Received for the bank by"},
		}},
	)
	return l.slip(), nil
}

type depositSlip struct{ ledger.Deposit }

// exceptions are what is not as it should be, and the reason given.
func (d depositSlip) exceptions() banner {
	lines := banner{"NOT AS THE RECEIPTS SAY"}
	for _, problem := range d.Problems() {
		lines = append(lines, strings.ToUpper(problem[:1])+problem[1:]+".")
	}
	return append(lines, "Reason: "+d.Reason)
}

func (d depositSlip) facts() facts {
	known := facts{
		{"Prepared", d.At.Format(timeLayout)}, {"Bag", d.Bag},
		{"Prepared by", d.PreparedBy}, {"Verified by", d.VerifiedBy}, {"Code", d.Code()},
	}
	if b := d.Bank; b != nil {
		known = append(known, fact{"Bank confirmed", b.Day.Display() + ", " + b.Amount.Display()}, fact{"Bank's number", b.Reference}, fact{"Entered by", b.By})
		if !b.Difference.IsZero() {
			known = append(known, fact{"Bank is", overShort(b.Difference)}, fact{"Reason", b.Reason})
		}
	}
	return known
}

func (d depositSlip) checkTable() table {
	t := table{
		columns: []column{{"", 8, number}, {"Receipt", 24, number}, {"Check", 24, number}, {"Bank routing", 24, number}, {"Name on the check", 60, words}, {"Amount", 28, amount}},
		totals:  []string{"", "", "", "", counted(int64(len(d.Checks)), "check"), d.Banked.Check.Display()},
		empty:   "There are no checks in the bag.",
		narrow:  checkRows,
	}
	for i, c := range d.Checks {
		receipt := c.Receipt
		if receipt == "" {
			receipt = "none"
		}
		t.rows = append(t.rows, tableRow{cells: []string{fmt.Sprint(i + 1), receipt, c.Number, c.Routing, c.Name, c.Amount.Display()}})
	}
	return t
}

// checkRows set a check on a roll: its number and amount, then where it is from.
func checkRows(cells []string) []slipRow {
	place, receipt, check, routing, name, amount := cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]
	if place == "" {
		return []slipRow{{left: name, right: amount}}
	}
	rows := []slipRow{{left: fmt.Sprintf("%s. Check %s", place, check), right: amount}}
	details := []string{"Receipt " + receipt}
	if routing != "" {
		details = append(details, "bank "+routing)
	}
	if name != "" {
		details = append(details, name)
	}
	return append(rows, slipRow{indent: true, left: strings.Join(details, ", ")})
}

func (d depositSlip) balanceTable() table {
	cells := func(name string, of func(ledger.Tally) money.Amount) tableRow {
		return tableRow{cells: []string{name, of(d.Receipts).Display(), of(d.Counted).Display(), of(d.Banked).Display(), overShort(of(d.Off))}}
	}
	return table{
		columns: []column{{"Tender", 30, words}, {"On receipts", 32, amount}, {"Counted, no float", 32, amount}, {"In the bag", 32, amount}, {"Over/short", 36, amount}},
		rows: []tableRow{
			cells("Cash", func(t ledger.Tally) money.Amount { return t.Cash }),
			cells("Checks", func(t ledger.Tally) money.Amount { return t.Check }),
		},
	}
}

func (d depositSlip) drawerTable() table {
	t := table{columns: []column{{"Closing", 20, number}, {"Drawer of", 40, words}, {"Business day", 28, number}, {"Cash counted", 30, amount}, {"Checks counted", 30, amount}, {"", 30, words}}}
	for _, drawer := range d.Drawers {
		var note string
		if !drawer.Approved {
			note = "not approved"
		}
		t.rows = append(t.rows, tableRow{cells: []string{
			fmt.Sprintf("Z%d", drawer.Closing), drawer.Clerk, drawer.Day.Display(), drawer.Counted.Cash.Display(), drawer.Counted.Check.Display(), note,
		}})
	}
	t.totals = []string{"All", "", "", d.Counted.Cash.Display(), d.Counted.Check.Display(), ""}
	return t
}
