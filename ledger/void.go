package ledger

import "counterfoil/ledger/money"

// paymentVoided takes a whole payment back. The payment stays in the journal
// and keeps its receipt number.
type paymentVoided struct {
	Payment        string       `json:"payment"`
	Receipt        string       `json:"receipt"`
	Total          money.Amount `json:"total"`
	ApprovedBy     string       `json:"approved_by"`
	Reason         string       `json:"reason"`
	PerpetualTotal money.Amount `json:"perpetual_total"`
	PerpetualVoids money.Amount `json:"perpetual_voids"`
}

func (*paymentVoided) kind() Kind { return "payment_voided" }

func (b *paymentVoided) project(s *store, e Entry) error {
	if err := s.exec("UPDATE payments SET void = ? WHERE "+byID, e.Seq, b.Payment); err != nil {
		return err
	}
	return s.exec("UPDATE totals SET perpetual_voids = ?", b.PerpetualVoids.Cents())
}

func init() { register(&paymentVoided{}) }

// Void takes back the payment with that receipt number while its drawer is
// still open: the money goes back to the customer from there. The approver is
// a supervisor who neither asks for the void nor took the payment.
func (l *Ledger) Void(by, approver Session, number, reason string) (Receipt, error) {
	if err := by.may("void payments", Clerk, Supervisor); err != nil {
		return Receipt{}, err
	}
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
	if err := approver.second("approve a void", by.Name(), receipt.Clerk); err != nil {
		return Receipt{}, err
	}
	id := receipt.Payment.ID
	err = l.write(by.Name(), func(t *tx) error {
		var state DrawerState
		var void *int64
		if err := t.get("SELECT state, void FROM payments JOIN drawers d ON d.id = drawer WHERE payments.seq = ?", []any{receipt.Seq}, &state, &void); err != nil {
			return err
		}
		if void != nil {
			return errorf(Conflict, "receipt %s is void already", receipt.Number)
		}
		if state != DrawerOpen {
			return errorf(Conflict, "the drawer of receipt %s is counted, so its money is no longer in a drawer; ask finance to correct the payment", receipt.Number)
		}
		totals, err := t.totals()
		if err != nil {
			return err
		}
		voids, err := totals.perpetualVoids.Add(receipt.Total)
		if err != nil {
			return err
		}
		_, err = t.record(&paymentVoided{
			Payment: id, Receipt: receipt.Number, Total: receipt.Total, ApprovedBy: approver.Name(), Reason: reason,
			PerpetualTotal: totals.perpetualTotal, PerpetualVoids: voids,
		})
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	return l.ReceiptOf(id)
}
