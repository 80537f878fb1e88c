package ui

import (
	"slices"

	"counterfoil/ledger"
)

// pictured is the stub that a picture is of: one of the same bill without a
// picture yet; -1: none.
func (d *draft) pictured(line ledger.Line) int {
	return slices.IndexFunc(d.stubs, func(s draftStub) bool {
		return s.line.Copy == nil && s.line.Account == line.Account && (s.line.Scan == line.Scan || s.line.Scan == "")
	})
}

// attach puts a picture on a stub.
func (d *draft) attach(stub int, kept *ledger.KeptCopy) {
	d.stubs[stub].line.Copy = kept
	d.changed()
}

// await keeps a picture on which nothing could be read for the next stub.
func (d *draft) await(kept *ledger.KeptCopy) { d.awaiting = kept }

// pictures counts the stubs with a picture of the bill.
func (d *draft) pictures() (n int) {
	for _, s := range d.stubs {
		if s.line.Copy != nil {
			n++
		}
	}
	return n
}
