package ledger

import (
	"fmt"

	"counterfoil/ledger/money"
)

// paymentVoided takes a whole payment back. The payment stays in the journal
// and keeps its receipt number.
type paymentVoided struct {
	Payment    string       `json:"payment"`
	Receipt    string       `json:"receipt"`
	Total      money.Amount `json:"total"`
	ApprovedBy string       `json:"approved_by"`
	Reason     string       `json:"reason"`
	Refund     *Refund      `json:"refund,omitempty"`       // of a reversal: after the drawer was counted
	Day        Day          `json:"business_day,omitempty"` // of a reversal: the day that it belongs to
	Rejected   []int        `json:"rejected,omitempty"`     // lines that billing rejected: there is nothing of them to be taken back

	perpetuals
}

func (*paymentVoided) kind() Kind { return "payment_voided" }

func (b *paymentVoided) project(s *store, e Entry) error {
	if err := s.exec("UPDATE payments SET void = ? WHERE "+byID, e.Seq, b.Payment); err != nil {
		return err
	}
	if err := s.exec("UPDATE totals SET perpetual_voids = ?", b.PerpetualVoids.Cents()); err != nil || b.Refund == nil {
		return err
	}
	return b.projectReversal(s, e)
}

func init() { register(&paymentVoided{}) }

// VoidRules are what a city asks of voids.
type VoidRules struct {
	// Reasons are offered when a payment is voided. Words of one's own can be
	// added to each, or given in place of them.
	Reasons []string `toml:"reasons"`
}

func defaultVoidRules() VoidRules {
	return VoidRules{Reasons: []string{"Wrong account", "Wrong amount", "Wrong tender", "Keyed in twice", "Customer changed their mind", "Training error"}}
}

const maxVoidReasons = 8 // with "Another reason" each has a digit

func (r VoidRules) check() error {
	if n := len(r.Reasons); n == 0 || n > maxVoidReasons {
		return invalid("void.reasons", "give 1 to %d reasons, not %d", maxVoidReasons, n)
	}
	for i := range r.Reasons {
		field := fmt.Sprintf("void.reasons[%d]", i)
		if err := checkTexts(typed{field, &r.Reasons[i]}); err != nil {
			return err
		}
		if r.Reasons[i] == "" {
			return invalid(field, "a reason has words")
		}
	}
	return nil
}

// Void takes back the payment with that receipt number while its drawer is
// still open: the money goes back to the customer from there. The approver is
// a supervisor who neither asks for the void nor took the payment nor has the
// drawer.
func (l *Ledger) Void(by, approver Session, number, reason string) (Receipt, error) {
	if err := by.may("void payments", Clerk, Supervisor); err != nil {
		return Receipt{}, err
	}
	return l.takeBack(by, approver, number, reason, func(t *tx, drawer Drawer, b *paymentVoided) error {
		if drawer.State != DrawerOpen {
			return errorf(Conflict, "the drawer of receipt %s is counted, so its money is no longer in a drawer; reverse the payment, and say how the money goes back", b.Receipt)
		}
		return approver.second(givingBack, drawer.Clerk)
	})
}

// givingBack is what whose drawer the money comes out of cannot approve.
const givingBack = "approve giving money back out of a drawer"

// takeBack records that a whole payment does not stand. Allow has the last
// word on it, and fills in what is its own.
func (l *Ledger) takeBack(by, approver Session, number, reason string, allow func(*tx, Drawer, *paymentVoided) error) (Receipt, error) {
	if err := checkTexts(typed{"reason", &reason}); err != nil {
		return Receipt{}, err
	}
	if reason == "" {
		return Receipt{}, invalid("reason", "a void needs a reason")
	}
	receipt, err := l.Receipt(number)
	if err != nil {
		return Receipt{}, err
	}
	if err := approver.second("approve a void", append(receipt.takers(), by.Name())...); err != nil {
		return Receipt{}, err
	}
	err = l.write(by.Name(), func(t *tx) error {
		drawer, err := t.standing(receipt)
		if err != nil {
			return err
		}
		b := &paymentVoided{
			Payment: receipt.Payment.ID, Receipt: receipt.Number, Total: receipt.Total, ApprovedBy: approver.Name(), Reason: reason,
		}
		if err := allow(t, drawer, b); err != nil {
			return err
		}
		if b.Rejected, err = t.rejectedLines(receipt); err != nil {
			return err
		}
		totals, err := t.totals()
		if err != nil {
			return err
		}
		b.perpetuals = totals.perpetuals
		if b.PerpetualVoids, err = b.PerpetualVoids.Add(receipt.Total); err != nil {
			return err
		}
		_, err = t.record(b)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	return l.ReceiptOf(receipt.Payment.ID)
}

// standing refuses a payment that is void already, or a check of which came
// back, and returns the drawer that it lies in.
func (t *tx) standing(r Receipt) (Drawer, error) {
	var drawer string
	var void *int64
	var returned bool
	if err := t.get(`SELECT drawer, void, EXISTS (SELECT 1 FROM returned_checks WHERE payment = payments.seq)
		FROM payments WHERE seq = ?`, []any{r.Seq}, &drawer, &void, &returned); err != nil {
		return Drawer{}, err
	}
	switch {
	case void != nil:
		return Drawer{}, errorf(Conflict, "receipt %s is void already", r.Number)
	case returned:
		return Drawer{}, errorf(Conflict, "a check of receipt %s came back from the bank, which takes the payment back already", r.Number)
	}
	return t.drawer(drawer)
}
