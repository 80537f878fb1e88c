package ledger

import (
	"fmt"

	"counterfoil/ledger/money"
)

// paymentRecorded is the entry of a payment. Its id is the payment's.
type paymentRecorded struct {
	Receipt  string       `json:"receipt"`
	Number   int64        `json:"number"` // receipts so far, this one included
	Content  string       `json:"content_sha256"`
	Drawer   string       `json:"drawer"`
	Outage   int64        `json:"outage"`
	Day      Day          `json:"business_day"`
	Payment  Payment      `json:"payment"`
	Total    money.Amount `json:"total"`
	Change   money.Amount `json:"change"`
	Warnings []Warning    `json:"warnings,omitempty"`

	// Endorsement is what the clerk is told to endorse the checks with.
	Endorsement string `json:"endorsement,omitempty"`

	perpetuals
}

func (*paymentRecorded) kind() Kind { return "payment_recorded" }

func (b *paymentRecorded) project(s *store, e Entry) error {
	p := b.Payment
	if len(p.Lines) == 0 {
		return fmt.Errorf("entry %d is a payment without a stub", e.Seq)
	}
	taken, err := p.taken()
	if err != nil {
		return err
	}
	pictures, papers := p.copies()
	err = s.exec(`INSERT INTO payments (seq, number, content, drawer, outage, clerk, at, business_day, payor, account, stubs,
			cash, checks, check_count, cards, card_count, pictures, papers, total, change, perpetual, prints)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0)`,
		e.Seq, b.Number, b.Content, b.Drawer, b.Outage, e.Actor, e.At.UnixMilli(), string(b.Day),
		p.Payor, p.Lines[0].Account, len(p.Lines),
		taken.Cash.Cents(), taken.Check.Cents(), p.slips(Check), taken.Card.Cents(), p.slips(Card), pictures, papers,
		b.Total.Cents(), b.Change.Cents(), b.PerpetualTotal.Cents())
	if err != nil {
		return err
	}
	for i, line := range p.Lines {
		if err := s.exec("INSERT INTO lines (account, bill, payment, n, amount) VALUES (?,?,?,?,?)",
			line.Account, line.Bill, e.Seq, i+1, line.Amount.Cents()); err != nil {
			return err
		}
		for _, f := range line.Funds {
			if err := s.exec("INSERT INTO funds (payment, n, fund, amount) VALUES (?,?,?,?)", e.Seq, i+1, f.Name, f.Amount.Cents()); err != nil {
				return err
			}
		}
	}
	if err := s.projectReplacement(b); err != nil {
		return err
	}
	if err := s.projectHandwritten(e, b); err != nil {
		return err
	}
	return s.projectCopies(e.Seq, p.Lines)
}

func init() { register(&paymentRecorded{}) }

// receiptNumber writes a receipt number: C1-000123.
func receiptNumber(station string, number int64) string {
	return fmt.Sprintf("%s-%06d", station, number)
}

// totals are the counters that every payment carries on and nothing resets.
type totals struct {
	receipts, closings, batches int64
	perpetuals
}

// perpetuals are what all payments and all voids so far add up to. Each entry
// that says something of taken money carries them.
type perpetuals struct {
	PerpetualTotal money.Amount `json:"perpetual_total"`
	PerpetualVoids money.Amount `json:"perpetual_voids"`
}

func (s *store) totals() (totals, error) {
	var t totals
	var total, voids int64
	err := s.get(`SELECT closings, batches, perpetual_voids, coalesce(number, 0), coalesce(perpetual, 0)
		FROM totals LEFT JOIN (SELECT number, perpetual FROM payments ORDER BY seq DESC LIMIT 1)`, nil,
		&t.closings, &t.batches, &voids, &t.receipts, &total)
	t.perpetuals = perpetuals{money.FromCents(total), money.FromCents(voids)}
	return t, err
}

// RecordPayment records a payment in the open drawer of the person signed in,
// and returns its receipt once the payment is durable.
//
// A payment whose id was recorded before answers with the same receipt when
// its content is the same, and is refused as a Conflict when it is not. What
// breaks a rule is Invalid, with the field. A warning that needs a reason and
// has none is NeedsReasons; one that needs a supervisor is NeedsApproval until
// another person who is one approves.
func (l *Ledger) RecordPayment(by Session, p Payment, approver ...Session) (Receipt, error) {
	if err := by.may("take payments", Clerk, Supervisor); err != nil {
		return Receipt{}, err
	}
	if err := l.City().refuseCheckLines(p); err != nil {
		return Receipt{}, err
	}
	p, err := p.checked()
	if err != nil {
		return Receipt{}, err
	}
	total, change, err := p.settle()
	if err != nil {
		return Receipt{}, err
	}
	asked, err := marshal(p)
	if err != nil {
		return Receipt{}, err
	}
	p.Lines = l.City().withFunds(p.Lines)
	recorded := &paymentRecorded{Content: digest(asked), Payment: p, Total: total, Change: change}
	var entry Entry
	err = l.write(by.Name(), func(t *tx) (err error) {
		entry, err = t.recordPayment(recorded, approver)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	if entry.Seq == 0 { // it was recorded before
		return l.ReceiptOf(p.ID)
	}
	return l.receiptOf(entry, recorded), nil
}

// recordedBefore tells whether the payment is in the ledger already. The same
// id with other content is a Conflict.
func (t *tx) recordedBefore(id, content string) (bool, error) {
	var used int
	if err := t.get("SELECT count(*) FROM journal WHERE id = ?", []any{id}, &used); err != nil || used == 0 {
		return false, err
	}
	var kept string
	if err := t.get("SELECT content FROM payments WHERE "+byID, []any{id}, &kept); err != nil && !isNoRows(err) {
		return false, err
	}
	if kept != content {
		return false, NewError(Conflict, "id", "%s was used before, with other content; nothing was recorded. Use a new id for a new payment", id)
	}
	return true, nil
}

// recordPayment returns the zero Entry when the payment was recorded before.
func (t *tx) recordPayment(b *paymentRecorded, approver []Session) (Entry, error) {
	if done, err := t.recordedBefore(b.Payment.ID, b.Content); done || err != nil {
		return Entry{}, err
	}
	if err := t.ledger.room(); err != nil {
		return Entry{}, err
	}
	if err := t.haveCopies(b.Payment.Lines); err != nil {
		return Entry{}, err
	}
	if err := t.replaceable(&b.Payment); err != nil {
		return Entry{}, err
	}
	if err := t.accountFor(b.Payment.Handwritten); err != nil {
		return Entry{}, err
	}
	drawer, err := t.openDrawerOf(t.actor)
	if err != nil {
		return Entry{}, err
	}
	outage, err := t.outageAt(latest)
	if err != nil {
		return Entry{}, err
	}
	if b.Warnings, err = t.review(t.ledger.City(), t.ledger.Today(), outage, b.Payment); err != nil {
		return Entry{}, err
	}
	if err := approve(b.Warnings, t.actor, approver); err != nil {
		return Entry{}, err
	}
	if !b.Payment.Unattended {
		if err := unanswered(b.Warnings); err != nil {
			return Entry{}, err
		}
	}
	totals, err := t.totals()
	if err != nil {
		return Entry{}, err
	}
	b.perpetuals = totals.perpetuals
	if b.PerpetualTotal, err = b.PerpetualTotal.Add(b.Total); err != nil {
		return Entry{}, invalid("lines", "%s", err)
	}
	b.Endorsement = t.ledger.City().endorsementOf(b.Payment)
	b.Number = totals.receipts + 1
	b.Receipt = receiptNumber(t.ledger.city.Station, b.Number)
	b.Drawer, b.Outage, b.Day = drawer.ID, outage.Number, drawer.Day
	return t.recordAs(b.Payment.ID, b)
}
