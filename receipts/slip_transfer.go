package receipts

import (
	"fmt"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// TransferSlipPDF returns the slip of a drawer that went from one clerk to
// another, to be signed by both.
func TransferSlipPDF(t ledger.Transfer, city ledger.City) ([]byte, error) {
	title := fmt.Sprintf("Drawer handed over %s, station %s", t.Name(), city.Station)
	return makeLetter(title, t.At, func(f *flow) error {
		f.header = func(f *flow) {
			f.letterhead(letterheadOf(city), []string{
				"Drawer handed over " + t.Name(), "Business day " + t.Drawer.Day.Display(), "Station " + city.Station,
			})
		}
		f.newPage()
		f.paragraph(headingFace, fmt.Sprintf("From %s to %s, %s", t.From, t.To, t.At.Format(timeLayout)))
		f.gap(2)
		f.paragraph(bodyFace, fmt.Sprintf("Both counted the drawer before it was said what it should hold. What is over or short here is %s's. %s begins with what was counted.", t.From, t.To))
		if swap, found := t.Part.Swap(); found {
			f.gap(2)
			f.alarms([]string{swap.Words()})
		}
		f.table("What "+t.From+" hands over", partTable(t.Part))
		cash, err := cashTable(t.Count.Cash, t.Count.Loose)
		if err != nil {
			return err
		}
		cash.totals = []string{"Cash, float included", "", t.Part.Counted.Cash.Display()}
		f.table("Cash as counted", cash)
		f.facts(fact{"Checks counted", slips(t.Count.Checks)}, fact{"Card slips counted", slips(t.Count.Cards)})
		f.gap(4)
		f.signatures("Handed over by "+t.From, "Taken over by "+t.To)
		return nil
	})
}

// partTable lists, tender by tender, what should have been there and was.
func partTable(p ledger.DrawerPart) table {
	t := table{columns: []column{{"Tender", 50, words}, {"Counted", 32, amount}, {"Expected", 32, amount}, {"Over/short", 36, amount}}}
	for _, line := range []struct {
		name                    string
		counted, expected, over money.Amount
	}{
		{"Cash, float included", p.Counted.Cash, p.Expected.Cash, p.OverShort.Cash},
		{"Checks", p.Counted.Check, p.Expected.Check, p.OverShort.Check},
		{"Cards", p.Counted.Card, p.Expected.Card, p.OverShort.Card},
	} {
		t.rows = append(t.rows, tableRow{cells: []string{line.name, line.counted.Display(), line.expected.Display(), overShort(line.over)}})
	}
	return t
}
