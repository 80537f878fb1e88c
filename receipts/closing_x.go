package receipts

import (
	"fmt"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// XReadingPDF returns an X reading: how an open drawer stands. It has no
// number and closes nothing.
func XReadingPDF(r ledger.Reading, city ledger.City) ([]byte, error) {
	title := fmt.Sprintf("X reading, drawer of %s, station %s", r.Drawer.Clerk, city.Station)
	return makeLetter(title, r.At, func(f *flow) error {
		f.header = func(f *flow) {
			f.letterhead(letterheadOf(city), []string{"X reading", "Business day " + r.Drawer.Day.Display(), "Station " + city.Station})
		}
		f.newPage()
		f.banner("X READING: THE DRAWER IS OPEN", "This is not a closing and has no Z number. It is not for "+r.Drawer.Clerk+", who counts the drawer blind.")
		f.table("Drawer of "+r.Drawer.Clerk+", not counted yet", table{
			columns: []column{{"Tender", 50, words}, {"Taken", 32, amount}, {"In the safe", 32, amount}, {"Should be there", 36, amount}},
			rows: []tableRow{
				readingRow("Cash, float included", r.Net.Cash, r.Dropped.Cash, r.Expected.Cash),
				readingRow("Checks", r.Net.Check, r.Dropped.Check, r.Expected.Check),
				readingRow("Cards", r.Net.Card, r.Dropped.Card, r.Expected.Card),
			},
		})
		if counted := r.Parts[:len(r.Parts)-1]; len(counted) > 0 {
			f.table("Handed over before", partsTable(counted))
		}
		f.facts(
			fact{"Opened", r.Drawer.OpenedAt.Format(timeLayout)}, fact{"Float", r.Drawer.Float.Display()},
			fact{"Read", r.At.Format(timeLayout)}, fact{"Read by", r.By},
			fact{"Receipts", fmt.Sprintf("%d, of which void %d", r.Receipts, r.Voids)},
			fact{"Checks taken", fmt.Sprint(r.Checks)},
			fact{"Bill stubs", fmt.Sprintf("%d paid", r.Lines)},
			fact{"Perpetual total", r.PerpetualTotal.Display()}, fact{"Perpetual voids", r.PerpetualVoids.Display()},
		)
		f.text(margin, f.y, bodyFace, "Entry's SHA-256")
		f.text(margin+32, f.y, codeFace, r.Hash.String())
		return nil
	})
}

func readingRow(name string, taken, dropped, expected money.Amount) tableRow {
	return tableRow{cells: []string{name, taken.Display(), dropped.Display(), expected.Display()}}
}
