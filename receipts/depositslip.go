package receipts

import (
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// DepositSlipPDF returns the slip that goes with a bag to the bank: the cash
// by denomination, every check on a line of its own, and whose money it is.
func DepositSlipPDF(d ledger.Deposit, city ledger.City) ([]byte, error) {
	slip := depositSlip{d, city}
	return makeLetter(slip.title(), d.At, slip.draw)
}

type depositSlip struct {
	ledger.Deposit
	city ledger.City
}

func (d depositSlip) title() string {
	return fmt.Sprintf("Deposit %s, station %s", d.Name(), d.city.Station)
}

func (d depositSlip) draw(f *flow) error {
	f.header = func(f *flow) {
		f.letterhead(letterheadOf(d.city), []string{"Deposit " + d.Name(), "Bag " + d.Bag, "Station " + d.city.Station})
	}
	f.newPage()
	if problems := d.Problems(); len(problems) > 0 {
		f.banner(append([]string{notAsReceipts}, d.exceptions()...)...)
	}
	f.facts(d.facts()...)
	f.gap(1)
	f.figures(fact{"TOTAL IN THE BAG", dollars(d.Total)})
	cash, err := cashTable(d.Cash, d.Loose)
	if err != nil {
		return err
	}
	cash.totals = []string{"Cash", "", d.Banked.Cash.Display()}
	cash.empty = "There is no cash in the bag."
	f.table("Cash", cash)
	f.table("Checks", d.checkTable())
	f.table("The bag against the receipts", d.balanceTable())
	f.table("Whose money it is", d.drawerTable())
	f.gap(2)
	f.signatures("Counted and prepared by "+d.PreparedBy, "Counted again and verified by "+d.VerifiedBy, "Received for the bank by")
	f.paragraph(bodyFace.strong(), "Code "+d.Code())
	return nil
}

const notAsReceipts = "NOT AS THE RECEIPTS SAY"

// exceptions are what is not as it should be, and the reason given.
func (d depositSlip) exceptions() []string {
	var lines []string
	for _, problem := range d.Problems() {
		lines = append(lines, strings.ToUpper(problem[:1])+problem[1:]+".")
	}
	return append(lines, "Reason: "+d.Reason)
}

func (d depositSlip) facts() []fact {
	facts := []fact{
		{"Prepared", d.At.Format(timeLayout)}, {"Bag", d.Bag},
		{"Prepared by", d.PreparedBy}, {"Verified by", d.VerifiedBy},
	}
	if b := d.Bank; b != nil {
		facts = append(facts, fact{"Bank confirmed", b.Day.Display() + ", " + b.Amount.Display()}, fact{"Bank's number", b.Reference})
		if !b.Difference.IsZero() {
			facts = append(facts, fact{"Bank is", overShort(b.Difference)}, fact{"Reason", b.Reason})
		}
	}
	return facts
}

func (d depositSlip) checkTable() table {
	t := table{
		columns: []column{{"", 8, number}, {"Receipt", 24, number}, {"Check", 24, number}, {"Bank routing", 24, number}, {"Name on the check", 60, words}, {"Amount", 28, amount}},
		totals:  []string{"", "", "", "", slipsCount(len(d.Checks)), d.Banked.Check.Display()},
		empty:   "There are no checks in the bag.",
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

func slipsCount(n int) string {
	if n == 1 {
		return "1 check"
	}
	return fmt.Sprintf("%d checks", n)
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
	t.totals = []string{"", "All", "", d.Counted.Cash.Display(), d.Counted.Check.Display(), ""}
	return t
}

// DepositSlipText returns the slip as plain text of at most that many columns;
// fewer than 24 count as 24.
func DepositSlipText(d ledger.Deposit, city ledger.City, columns int) (string, error) {
	rows, err := depositSlip{d, city}.slip()
	if err != nil {
		return "", err
	}
	return slipText(rows, columns), nil
}

// slip returns the rows for a roll or for text.
func (d depositSlip) slip() ([]slipRow, error) {
	var rows []slipRow
	add := func(more ...slipRow) { rows = append(rows, more...) }
	for _, text := range letterheadOf(d.city) {
		add(slipRow{center: true, left: text})
	}
	add(gap, slipRow{style: largeLine, center: true, left: "DEPOSIT " + d.Name()}, rule)
	if len(d.Problems()) > 0 {
		add(slipRow{style: strongLine, center: true, left: notAsReceipts})
		for _, text := range d.exceptions() {
			add(slipRow{left: text})
		}
		add(rule)
	}
	for _, each := range d.facts() {
		add(slipRow{left: each.name, right: each.value})
	}
	add(rule, slipRow{style: strongLine, left: "CASH", right: d.Banked.Cash.Display()})
	for _, p := range d.Cash {
		if p.Count == 0 {
			continue
		}
		value, err := p.Value.Times(p.Count)
		if err != nil {
			return nil, err
		}
		add(slipRow{indent: true, left: fmt.Sprintf("%d x %s", p.Count, p.Value.Display()), right: value.Display()})
	}
	if !d.Loose.IsZero() {
		add(slipRow{indent: true, left: "Not by denomination", right: d.Loose.Display()})
	}
	add(rule, slipRow{style: strongLine, left: strings.ToUpper(slipsCount(len(d.Checks))), right: d.Banked.Check.Display()})
	for _, c := range d.Checks {
		receipt := c.Receipt
		if receipt == "" {
			receipt = "no receipt"
		}
		add(slipRow{indent: true, left: receipt + ", check " + c.Number, right: c.Amount.Display()})
		if detail := strings.TrimSpace(c.Routing + " " + c.Name); detail != "" {
			add(slipRow{indent: true, left: detail})
		}
	}
	add(rule, slipRow{style: largeLine, left: "TOTAL", right: dollars(d.Total)})
	for _, tender := range []struct {
		name          string
		receipts, off money.Amount
	}{{"Cash", d.Receipts.Cash, d.Off.Cash}, {"Checks", d.Receipts.Check, d.Off.Check}} {
		add(slipRow{left: tender.name + " on receipts", right: tender.receipts.Display()}, slipRow{left: tender.name + " over/short", right: overShort(tender.off)})
	}
	add(rule)
	for _, drawer := range d.Drawers {
		add(slipRow{left: fmt.Sprintf("Z%d, %s, %s", drawer.Closing, drawer.Clerk, drawer.Day.Display())})
	}
	return append(rows, rule, slipRow{left: "Prepared by " + d.PreparedBy + " ____________"}, gap,
		slipRow{left: "Verified by " + d.VerifiedBy + " ____________"}, gap,
		slipRow{style: strongLine, center: true, left: "Code " + d.Code()}), nil
}
