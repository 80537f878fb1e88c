package receipts

import (
	"fmt"

	"counterfoil/ledger"
)

// Transfer returns the slip of a drawer that went from one clerk to another,
// to be signed by both.
func Transfer(t ledger.Transfer, from Origin) (Paperwork, error) {
	cash, err := cashTable(t.Count.Cash, t.Count.Loose)
	if err != nil {
		return Paperwork{}, err
	}
	cash.totals = []string{"Cash, float included", "", t.Part.Counted.Cash.Display()}
	l := leaf{Origin: from, about: []string{"Drawer handed over " + t.Name(), businessDay(t.Drawer.Day)}}
	l.add(
		paragraph{fmt.Sprintf("From %s to %s, %s", t.From, t.To, t.At.Format(timeLayout)), true},
		paragraph{text: fmt.Sprintf("Both counted the drawer before it was said what it should hold. What is over or short here is %s's. %s begins with what was counted.", t.From, t.To)},
	)
	if swap, found := t.Part.Swap(); found {
		l.add(alarmBanner([]string{swap.Words()}))
	}
	l.add(
		section{"What " + t.From + " hands over", countTable(t.Part.Counted, t.Part.Expected, t.Part.OverShort)},
		section{"Cash as counted", cash},
		facts{{"Float", t.Drawer.Float.Display()}, {"Checks counted", slips(t.Count.Checks)}, {"Card slips counted", slips(t.Count.Cards)}},
		entryHash(t.Hash),
		signatures{"Handed over by " + t.From, "Taken over by " + t.To},
	)
	return l.slip(), nil
}
