package ui

import (
	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// The plot of a day has a bar an hour, or a bar for several hours when the day
// is long.
const mostHourBars = 10

func newHourPlot() *widgets.Bars {
	return widgets.NewBars([3]string{words.T("Cash"), words.T("Checks"), words.T("Cards")})
}

// hourBars are the hours from the first payment to the last.
func (f dayFigures) hourBars() []widgets.Bar {
	first, last := -1, -1
	for hour, t := range f.hours {
		if t.Receipts > 0 {
			if first < 0 {
				first = hour
			}
			last = hour
		}
	}
	if first < 0 {
		return nil
	}
	step := (last-first)/mostHourBars + 1
	var bars []widgets.Bar
	for hour := first; hour <= last; hour += step {
		sum, err := ledger.AllTakings(f.hours[hour:min(hour+step, len(f.hours))]...)
		if err != nil {
			continue // more money than there is; the totals say so
		}
		bars = append(bars, widgets.Bar{
			Name:   hourName(hour),
			Parts:  [3]money.Amount{sum.Net.Cash, sum.Net.Check, sum.Net.Card},
			Figure: words.T("%s in %d", widgets.Dollars(sum.Total), sum.Receipts-sum.Voids),
		})
	}
	return bars
}

// hourName writes an hour as clocks at the counter do: "8 AM".
func hourName(hour int) string {
	switch {
	case hour == 0:
		return words.T("12 AM")
	case hour < 12:
		return words.T("%d AM", hour)
	case hour == 12:
		return words.T("12 PM")
	}
	return words.T("%d PM", hour-12)
}
