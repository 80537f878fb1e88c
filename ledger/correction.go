package ledger

import (
	"slices"
	"time"

	"counterfoil/ledger/money"
)

// Correction puts the right account in the place of a wrong one that a payment
// was keyed in with. The payment's own entry stays as it is, and so do its
// amounts: there is no way to move or change money.
type Correction struct {
	Seq        int64
	Receipt    string
	Line       int // counted from 1
	From, To   string
	Bill       string
	Amount     money.Amount // applied to the line
	Reason     string
	By         string
	ApprovedBy string
	At         time.Time // in the station's zone
}

// accountCorrected is the entry of a correction. It says all that whoever
// posted the payment to the wrong account needs.
type accountCorrected struct {
	Payment    string       `json:"payment"`
	Receipt    string       `json:"receipt"`
	Line       int          `json:"line"`
	From       string       `json:"from"`
	To         string       `json:"to"`
	Bill       string       `json:"bill,omitempty"`
	Amount     money.Amount `json:"amount"`
	Reason     string       `json:"reason"`
	ApprovedBy string       `json:"approved_by"`
	Day        Day          `json:"business_day"` // on which it was corrected

	perpetuals
}

func (*accountCorrected) kind() Kind { return "account_corrected" }

func (b *accountCorrected) project(s *store, e Entry) error {
	if err := s.exec("INSERT INTO corrections (payment, seq, business_day, account) VALUES ((SELECT seq FROM journal WHERE id = ?), ?, ?, ?)",
		b.Payment, e.Seq, string(b.Day), b.To); err != nil {
		return err
	}
	// What the right account owes is not paid twice, and the wrong one can pay.
	return s.exec("UPDATE lines SET account = ? WHERE payment = (SELECT seq FROM journal WHERE id = ?) AND n = ? AND account = ? AND bill = ?",
		b.To, b.Payment, b.Line, b.From, b.Bill)
}

func init() { register(&accountCorrected{}) }

// AccountOf is the account that a line, counted from 1, belongs to: as it was
// keyed in, or as it was corrected last.
func (r Receipt) AccountOf(line int) string {
	for _, c := range slices.Backward(r.Corrections) {
		if c.Line == line {
			return c.To
		}
	}
	return r.Payment.Lines[line-1].Account
}

// CorrectAccount puts the right account in the place of the one that a line of
// a receipt, counted from 1, has. The approver is a supervisor who neither
// asks for it nor took the payment. A line that billing rejected goes into the
// next batch again.
func (l *Ledger) CorrectAccount(by, approver Session, number string, line int, account, reason string) (Receipt, error) {
	if err := by.may("correct an account", Clerk, Finance, Supervisor); err != nil {
		return Receipt{}, err
	}
	if err := checkTexts(typed{"account", &account}, typed{"reason", &reason}); err != nil {
		return Receipt{}, err
	}
	switch {
	case !accountForm.MatchString(account):
		return Receipt{}, invalid("account", "%q is not an account number; use 1 to 32 digits or plain letters", clip(account))
	case reason == "":
		return Receipt{}, invalid("reason", "a correction needs a reason")
	}
	asked, err := l.receiptWithLine(number, line)
	if err != nil {
		return Receipt{}, err
	}
	if err := approver.second("approve a correction", append(asked.takers(), by.Name())...); err != nil {
		return Receipt{}, err
	}
	err = l.write(by.Name(), func(t *tx) error {
		// Read again inside the transaction: another screen may have corrected it.
		r, err := l.readReceipt(t.store, "WHERE seq = ?", asked.Seq)
		if err != nil {
			return err
		}
		if _, err := t.standing(r); err != nil {
			return err
		}
		from := r.AccountOf(line)
		if from == account {
			return invalid("account", "stub %d of receipt %s is of account %s already", line, r.Number, account)
		}
		totals, err := t.totals()
		if err != nil {
			return err
		}
		of := r.Payment.Lines[line-1]
		_, err = t.record(&accountCorrected{
			Payment: r.Payment.ID, Receipt: r.Number, Line: line, From: from, To: account, Bill: of.Bill, Amount: of.Amount,
			Reason: reason, ApprovedBy: approver.Name(), Day: DayOf(l.Local(t.at)),
			perpetuals: totals.perpetuals,
		})
		if err != nil {
			return err
		}
		return t.resubmitCorrected(r, line, reason)
	})
	if err != nil {
		return Receipt{}, err
	}
	return l.ReceiptOf(asked.Payment.ID)
}

// readCorrections reads the corrections that the condition picks.
func (l *Ledger) readCorrections(s *store, where string, args ...any) ([]Correction, error) {
	seqs, err := list(s, scanSeq, "SELECT seq FROM corrections "+where, args...)
	if err != nil {
		return nil, err
	}
	var corrections []Correction
	for _, seq := range seqs {
		var b accountCorrected
		e, err := s.entry(seq, &b)
		if err != nil {
			return nil, err
		}
		corrections = append(corrections, Correction{
			Seq: seq, Receipt: b.Receipt, Line: b.Line, From: b.From, To: b.To, Bill: b.Bill, Amount: b.Amount,
			Reason: b.Reason, By: e.Actor, ApprovedBy: b.ApprovedBy, At: l.Local(e.At),
		})
	}
	return corrections, nil
}

// readChanges reads what was taken back or corrected on a day, whatever day
// the payment is of.
func (l *Ledger) readChanges(s *store, r *DayReport) (err error) {
	const onThisDay = "WHERE business_day = ? AND seq <= ? ORDER BY seq"
	if r.Reversals, err = l.readReversals(s, r.Day, r.HeadSeq); err != nil {
		return err
	}
	if r.Corrections, err = l.readCorrections(s, onThisDay, string(r.Day), r.HeadSeq); err != nil {
		return err
	}
	r.Returned, err = l.readReturned(s, onThisDay, string(r.Day), r.HeadSeq)
	return err
}
