package receipts

import (
	"fmt"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// XReading returns an X reading: how an open drawer stands. It has no number
// and closes nothing.
func XReading(r ledger.Reading, from Origin) Paperwork {
	l := leaf{Origin: from, about: []string{"X reading", "Drawer of " + r.Drawer.Clerk, businessDay(r.Drawer.Day)}}
	l.add(
		banner{"X READING: THE DRAWER IS OPEN", "This is not a closing and has no Z number. It is not for " + r.Drawer.Clerk + ", who counts the drawer blind."},
		section{"Drawer of " + r.Drawer.Clerk + ", not counted yet", table{
			columns: []column{{"Tender", 50, words}, {"Taken", 32, amount}, {"In the safe", 32, amount}, {"Should be there", 36, amount}},
			rows: []tableRow{
				readingRow("Cash, float included", r.Net.Cash, r.Dropped.Cash, r.Expected.Cash),
				readingRow("Checks", r.Net.Check, r.Dropped.Check, r.Expected.Check),
				readingRow("Cards", r.Net.Card, r.Dropped.Card, r.Expected.Card),
			},
		}},
	)
	l.add(takenBack(r.TakenBack)...)
	if counted := r.Parts[:len(r.Parts)-1]; len(counted) > 0 {
		l.add(section{"Handed over before", partsTable(counted)})
	}
	l.add(
		facts{
			{"Opened", r.Drawer.OpenedAt.Format(timeLayout)}, {"Float", r.Drawer.Float.Display()},
			{"Read", r.At.Format(timeLayout)}, {"Read by", r.By},
			{"Receipts", fmt.Sprintf("%d, of which void %d", r.Receipts, r.Voids)},
			{"Checks taken", fmt.Sprint(r.Checks)},
			{"Bill stubs", fmt.Sprintf("%d paid", r.Lines)},
			{"Perpetual total", r.PerpetualTotal.Display()}, {"Perpetual voids", r.PerpetualVoids.Display()},
		},
		entryHash(r.Hash),
	)
	return l.slip()
}

func readingRow(name string, taken, dropped, expected money.Amount) tableRow {
	return tableRow{cells: []string{name, taken.Display(), dropped.Display(), expected.Display()}}
}
