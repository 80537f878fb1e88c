package ledger

import "time"

// Reprint is a duplicate of a receipt that was given out.
type Reprint struct {
	Receipt string
	Copy    int // DUPLICATE 1, 2, …
	By      string
	At      time.Time // in the station's zone
}

// ReprintsIn lists the duplicates that were given out in a scope, in their
// order.
func (l *Ledger) ReprintsIn(sc Scope) ([]Reprint, error) {
	var reprints []Reprint
	for e, err := range l.entriesIn(sc, (&receiptPrinted{}).kind()) {
		if err != nil {
			return nil, err
		}
		var b receiptPrinted
		if err := e.decode(&b); err != nil {
			return nil, err
		}
		if b.Copy > 0 {
			reprints = append(reprints, Reprint{b.Receipt, b.Copy, e.Actor, l.Local(e.At)})
		}
	}
	return reprints, nil
}
