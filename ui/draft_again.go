package ui

import (
	"slices"

	"counterfoil/ledger"
)

// again is the stub that a line is of once more, because the trigger was
// pulled twice or a doubtful scan is tried anew; -1: none. What both say of the
// bill must agree, unless the earlier reading is the doubtful one.
func (d *draft) again(line ledger.Line) int {
	return slices.IndexFunc(d.stubs, func(s draftStub) bool {
		earlier := s.line
		return earlier.Account == line.Account && (d.isDoubtful(earlier) || agree(earlier.Bill, line.Bill) && agree(earlier.Due, line.Due) &&
			(earlier.AmountDue == nil || line.AmountDue == nil || *earlier.AmountDue == *line.AmountDue))
	})
}

// agree reports whether two texts are the same, or one is not known.
func agree[T ~string](a, b T) bool { return a == "" || b == "" || a == b }

// readAnew gives a stub with a doubtful scan its next reading. The amount stays
// where another than the one on the bill was keyed in.
func (d *draft) readAnew(stub int, line ledger.Line) error {
	next, err := d.complete(line)
	if err != nil {
		return err
	}
	earlier := d.stubs[stub].line
	if earlier.AmountDue == nil || earlier.Amount != *earlier.AmountDue {
		next.line.Amount = earlier.Amount
	}
	if next.line.Copy == nil {
		next.line.Copy = earlier.Copy
	}
	d.stubs[stub] = next
	d.changed()
	return nil
}

// isDoubtful reports whether a line's scan does not hold its own check digit.
func (d *draft) isDoubtful(line ledger.Line) bool {
	warnings, err := d.ledger.Review(standIn(d.id, []draftStub{{line: line}}))
	return err == nil && slices.ContainsFunc(warnings, func(w ledger.Warning) bool { return w.Kind == ledger.ScanDoubtful })
}
