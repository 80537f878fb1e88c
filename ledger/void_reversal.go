package ledger

import "counterfoil/ledger/money"

// RefundWay is how the money of a reversed payment goes back.
type RefundWay string

const (
	FromDrawer RefundWay = "drawer"  // in cash, out of a drawer that is open now
	ByFinance  RefundWay = "finance" // finance refunds it
	NoMoney    RefundWay = "none"    // no money moved: the payment was recorded in error
)

// Refund says how the money of a reversed payment goes back. It is the whole
// of what was applied to stubs.
type Refund struct {
	Way    RefundWay `json:"way"`
	Drawer string    `json:"drawer,omitempty"` // that the cash comes out of
	Clerk  string    `json:"clerk,omitempty"`  // whose drawer it is
}

// Words says it on documents.
func (r Refund) Words() string {
	switch r.Way {
	case FromDrawer:
		return "The money was given back in cash, from the drawer of " + r.Clerk + "."
	case ByFinance:
		return "Finance refunds the money."
	}
	return "No money moved: the payment was recorded in error."
}

// Reversal is a payment that was taken back after its drawer was counted. Its
// closing and its day stay as they were; the reversal belongs to a day of its
// own.
type Reversal struct {
	Receipt string
	Taken   Day // the business day of the payment
	Clerk   string
	Total   money.Amount
	VoidMark
}

func (b *paymentVoided) projectReversal(s *store, e Entry) error {
	return s.exec("INSERT INTO reversals (seq, payment, business_day, drawer, clerk, amount) VALUES (?, (SELECT seq FROM journal WHERE id = ?), ?, nullif(?, ''), nullif(?, ''), ?)",
		e.Seq, b.Payment, string(b.Day), b.Refund.Drawer, b.Refund.Clerk, b.Total.Cents())
}

// Reverse takes back the payment with that receipt number after its drawer was
// counted. What was counted, closed and deposited stays as it is. Cash that
// goes back out of an open drawer lowers what is expected in that one: clerk
// says whose. The approver is a supervisor who neither asks for it nor took
// the payment nor has that drawer.
func (l *Ledger) Reverse(by, approver Session, number, reason string, way RefundWay, clerk string) (Receipt, error) {
	if err := by.may("reverse payments", Clerk, Finance, Supervisor); err != nil {
		return Receipt{}, err
	}
	if way != FromDrawer && way != ByFinance && way != NoMoney {
		return Receipt{}, invalid("refund", "%q is not a way to give money back; write %q, %q or %q", clip(string(way)), FromDrawer, ByFinance, NoMoney)
	}
	return l.takeBack(by, approver, number, reason, func(t *tx, drawer Drawer, b *paymentVoided) error {
		if drawer.State == DrawerOpen {
			return errorf(Conflict, "the drawer of receipt %s is still open; void the payment there", b.Receipt)
		}
		b.Refund, b.Day = &Refund{Way: way}, DayOf(l.Local(t.at))
		if way != FromDrawer {
			return nil
		}
		if err := t.refundFrom(clerk, b); err != nil {
			return err
		}
		return approver.second(givingBack, b.Refund.Clerk)
	})
}

// refundFrom takes the money out of the open drawer of a clerk. More than the
// drawer should hold is not refused: that would tell what it should hold.
func (t *tx) refundFrom(clerk string, b *paymentVoided) error {
	from, err := t.openDrawerOf(clerk)
	if err != nil {
		return invalid("clerk", "%q has no open drawer; name somebody who has, or let finance refund the money", clip(clerk))
	}
	b.Day, b.Refund.Drawer, b.Refund.Clerk = from.Day, from.ID, from.Clerk
	return nil
}

// drawerTakings are the takings of a drawer as they stood at an entry, less
// the cash that was given back out of it for payments of others.
func (s *store) drawerTakings(asOf int64, drawer string) (Takings, error) {
	taken, err := s.takings(asOf, inDrawer, drawer)
	if err != nil {
		return taken, err
	}
	return s.lessRefunds(taken, asOf, "drawer = ?2", drawer)
}

// lessRefunds takes off the cash that went back out of the drawers that the
// condition picks.
func (s *store) lessRefunds(t Takings, asOf int64, condition string, args ...any) (Takings, error) {
	var refunded int64
	err := s.get("SELECT coalesce(sum(amount), 0) FROM reversals WHERE drawer IS NOT NULL AND seq <= ?1 AND "+condition,
		append([]any{asOf}, args...), &refunded)
	if err != nil {
		return t, err
	}
	t.Refunded = money.FromCents(refunded)
	t.Net.Cash, err = t.Net.Cash.Sub(t.Refunded)
	return t, err
}

// readReversals lists the reversals that belong to a business day, as the
// journal stood at an entry.
func (l *Ledger) readReversals(s *store, day Day, asOf int64) ([]Reversal, error) {
	payments, err := list(s, scanSeq, "SELECT payment FROM reversals WHERE business_day = ? AND seq <= ? ORDER BY seq", string(day), asOf)
	if err != nil {
		return nil, err
	}
	var reversals []Reversal
	for _, seq := range payments {
		receipt, err := l.readReceipt(s, "WHERE seq = ?", seq)
		if err != nil {
			return nil, err
		}
		reversals = append(reversals, Reversal{receipt.Number, receipt.Day, receipt.Clerk, receipt.Total, *receipt.Void})
	}
	return reversals, nil
}

// DrawerCounted tells whether the drawer of a payment is counted, so that the
// payment is reversed and not voided.
func (l *Ledger) DrawerCounted(number string) (bool, error) {
	receipt, err := l.Receipt(number)
	if err != nil {
		return false, err
	}
	var state DrawerState
	err = l.read(func(s *store) error {
		return s.get("SELECT state FROM drawers WHERE id = (SELECT drawer FROM payments WHERE seq = ?)", []any{receipt.Seq}, &state)
	})
	return state != DrawerOpen, err
}
