package ui

import (
	"fmt"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
)

// missing is what the payment needs before it can be recorded, as an error of
// the ledger that names the field; nil: nothing.
func (d *draft) missing() error {
	need := func(field, format string, args ...any) error {
		return ledger.NewError(ledger.Invalid, field, format, args...)
	}
	if len(d.stubs) == 0 {
		return need("lines", "scan or key a stub first")
	}
	for i, s := range d.stubs {
		if s.line.Amount.IsZero() {
			return need(fmt.Sprintf("lines[%d].amount", i), "key in how much is paid on this stub")
		}
	}
	b := d.balance()
	if b.owed.IsPositive() {
		return need("tenders", "%s is still to pay: F3 cash, F4 check, F10 card", widgets.Dollars(b.owed))
	}
	_, err := d.ledger.Review(d.payment())
	if err != nil {
		return err
	}
	if tooMuch := d.tooMuch(); tooMuch.IsPositive() {
		return need("tenders", "%s more than is due is paid by check or card, and change is given from cash only; raise what is paid on a stub, or give it back", widgets.Dollars(tooMuch))
	}
	return nil
}

// unanswered are the warnings of the first kind that needs a reason and has
// none.
func (d *draft) unanswered() ([]ledger.Warning, error) {
	warnings, err := d.ledger.Review(d.payment())
	open := func(w ledger.Warning) bool { return w.NeedsReason && w.Reason == "" }
	first := slices.IndexFunc(warnings, open)
	if err != nil || first < 0 {
		return nil, err
	}
	return slices.DeleteFunc(warnings[first:], func(w ledger.Warning) bool { return w.Kind != warnings[first].Kind }), nil
}

// answer gives the reason for a kind of warning.
func (d *draft) answer(kind ledger.WarningKind, reason string) { d.reasons[kind] = reason }

// record records the payment. Changed tells that an earlier attempt had
// recorded it after all, as it stood then: the receipt is of that.
func (d *draft) record(by ledger.Session) (receipt ledger.Receipt, changed bool, err error) {
	receipt, err = d.ledger.RecordPayment(by, d.payment(), d.approver...)
	if ledger.CodeOf(err) == ledger.Conflict && ledger.FieldOf(err) == "id" {
		receipt, err = d.ledger.ReceiptOf(d.id)
		return receipt, err == nil, err
	}
	return receipt, false, err
}
