package ledger

import (
	"database/sql"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"counterfoil/ledger/money"
)

// Receipt is everything a receipt says, at the time it was asked for.
type Receipt struct {
	Number  string // STATION-NNNNNN
	City    City
	Station string
	Clerk   string
	At      time.Time // in the station's zone
	Day     Day       // the business day it belongs to
	Drawer  string    // the id of the drawer that its money went into
	Payment Payment
	Total   money.Amount // applied to stubs
	Change  money.Amount
	// Warnings are what was out of the ordinary, with the reasons given.
	Warnings []Warning

	Seq    int64
	Hash   Hash
	Seal   string    // what its QR code says; empty: GiveOut did not give it out, and it is not for paper
	Prints int       // how often the receipt was given out before
	Void   *VoidMark // nil: the payment stands
	// ReplacedBy is the receipt of the payment that was keyed in for a void one;
	// empty: there is none.
	ReplacedBy  string
	Corrections []Correction    // of its accounts, oldest first
	Returned    []ReturnedCheck // checks of it that the bank did not pay
	Batch       int64           // the export that carried it first; 0: not exported
	Postings    []Posting       // what billing said of its lines, by batch and line
}

// VoidMark says who voided a payment, who approved it, and why.
type VoidMark struct {
	By, ApprovedBy, Reason string
	At                     time.Time
	Refund                 *Refund // of a reversal: how the money goes back; nil: it was voided in its drawer
	Rejected               []int   // lines that billing had rejected, so that nothing of them is to be taken back there
	Seq                    int64   // of the entry that voids
}

// takers are those who took the money: who recorded the payment and, of one
// that was written by hand, its writer.
func (r Receipt) takers() []string {
	if h := r.Payment.Handwritten; h != nil {
		return []string{r.Clerk, h.Writer}
	}
	return []string{r.Clerk}
}

// Code is the receipt's short code: the first 16 digits of its entry's hash in
// four groups, for comparing paper with the journal by eye.
func (r Receipt) Code() string {
	return PrintedCode(r.Hash.String()).grouped()
}

// byID picks the payment with an id, which is that of its entry.
const byID = "seq = (SELECT seq FROM journal WHERE id = ?)"

// ReceiptOf returns the receipt of the payment with that id.
func (l *Ledger) ReceiptOf(id string) (Receipt, error) {
	return l.receipt("WHERE "+byID, id)
}

var receiptForm = regexp.MustCompile(`^((?:TRAIN-)?[A-Z][A-Z0-9]{0,7})-?0*([0-9]{1,15})$`)

var printedForm = regexp.MustCompile(`^(TRAIN-)?[A-Z][A-Z0-9]{0,7}-[0-9]{6,15}$`)

// IsReceiptNumber tells a whole number as the bar codes of receipts have it, of
// whatever station.
func IsReceiptNumber(text string) bool {
	text = strings.ToUpper(strings.TrimSpace(text))
	_, err := ParsePaperNumber(text)
	return err == nil || printedForm.MatchString(text)
}

// Receipt returns the receipt with that number, as C1-000123 or just 123, or
// as it was written by hand, B1-0042-0.
func (l *Ledger) Receipt(number string) (Receipt, error) {
	if paper, err := ParsePaperNumber(number); err == nil {
		return l.receipt("WHERE seq = (SELECT payment FROM book_receipts WHERE book = ? AND number = ?)", paper.Book, paper.Number)
	}
	n, ok := l.parseReceipt(number)
	if !ok {
		return Receipt{}, invalid("receipt", "%q is not a receipt number of this station; write it like %s", clip(number), receiptNumber(l.city.Station, 123))
	}
	return l.receipt("WHERE number = ?", n)
}

// receiptWithLine returns the receipt with that number, which has that line,
// counted from 1.
func (l *Ledger) receiptWithLine(number string, line int) (Receipt, error) {
	r, err := l.Receipt(number)
	if err == nil && (line < 1 || line > len(r.Payment.Lines)) {
		err = invalid("line", "receipt %s has the stubs 1 to %d, and no stub %d", r.Number, len(r.Payment.Lines), line)
	}
	return r, err
}

func (l *Ledger) parseReceipt(text string) (int64, bool) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, n > 0
	}
	match := receiptForm.FindStringSubmatch(text)
	if match == nil || match[1] != l.city.Station {
		return 0, false
	}
	n, err := strconv.ParseInt(match[2], 10, 64)
	return n, err == nil && n > 0
}

func (l *Ledger) receipt(where string, key ...any) (Receipt, error) {
	var r Receipt
	err := l.read(func(s *store) (err error) {
		r, err = l.readReceipt(s, where, key...)
		return err
	})
	if isNoRows(err) {
		name := key[0]
		switch n := name.(type) {
		case int64:
			name = receiptNumber(l.city.Station, n)
		case int:
			name = PaperNumber{n, key[1].(int)}
		}
		return r, errorf(NotFound, "there is no receipt %v in this ledger", name)
	}
	return r, err
}

func (l *Ledger) readReceipt(s *store, where string, key ...any) (Receipt, error) {
	receipts, err := l.readReceipts(s, where, key...)
	if err == nil && len(receipts) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return Receipt{}, err
	}
	return receipts[0], nil
}

// readReceipts reads the receipts of the payments that a condition picks.
func (l *Ledger) readReceipts(s *store, where string, args ...any) ([]Receipt, error) {
	recorded, err := list(s, scanRecorded, `SELECT journal.seq, id, journal.at, actor, kind, body, prev, hash, sig, prints, void, batch,
			(SELECT by_number FROM replacements WHERE payment = payments.seq),
			EXISTS (SELECT 1 FROM corrections WHERE payment = payments.seq), EXISTS (SELECT 1 FROM returned_checks WHERE payment = payments.seq),
			EXISTS (SELECT 1 FROM postings WHERE payment = payments.seq)
		FROM payments JOIN journal USING (seq) `+where, args...)
	if err != nil {
		return nil, err
	}
	receipts := make([]Receipt, len(recorded))
	for i, r := range recorded {
		if receipts[i], err = l.completed(s, r); err != nil {
			return nil, err
		}
	}
	return receipts, nil
}

// recorded is the entry of a payment, and what its row knows of later ones.
type recorded struct {
	Entry
	prints                        int
	void, batch, replacedBy       *int64
	corrected, returned, answered bool
}

func scanRecorded(row scanner) (r recorded, err error) {
	r.Entry, err = scanEntryWith(row, &r.prints, &r.void, &r.batch, &r.replacedBy, &r.corrected, &r.returned, &r.answered)
	return r, err
}

// completed is the receipt with what happened to it later.
func (l *Ledger) completed(s *store, p recorded) (Receipt, error) {
	var b paymentRecorded
	if err := p.decode(&b); err != nil {
		return Receipt{}, err
	}
	r := l.receiptOf(p.Entry, &b)
	r.Prints = p.prints
	if p.batch != nil {
		r.Batch = *p.batch
	}
	if p.replacedBy != nil {
		r.ReplacedBy = receiptNumber(l.city.Station, *p.replacedBy)
	}
	var err error
	if p.void != nil {
		if r.Void, err = l.readVoid(s, latest, p.Seq); err != nil {
			return r, err
		}
	}
	if p.corrected {
		if r.Corrections, err = l.readCorrections(s, "WHERE payment = ? ORDER BY seq", p.Seq); err != nil {
			return r, err
		}
	}
	if p.returned {
		if r.Returned, err = l.readReturned(s, "WHERE payment = ? ORDER BY seq", p.Seq); err != nil {
			return r, err
		}
	}
	if p.answered {
		r.Postings, err = l.readPostings(s, p.Seq, r.Number)
	}
	return r, err
}

// receiptsAt reads receipts as readReceipts does, as they stood at an entry:
// what came later is not on them.
func (l *Ledger) receiptsAt(s *store, asOf int64, where string, args ...any) ([]Receipt, error) {
	receipts, err := l.readReceipts(s, where, args...)
	for i := range receipts {
		r := &receipts[i]
		if r.Void != nil && r.Void.Seq > asOf {
			r.Void = nil
		}
		r.Corrections = slices.DeleteFunc(r.Corrections, func(c Correction) bool { return c.Seq > asOf })
		r.Returned = slices.DeleteFunc(r.Returned, func(c ReturnedCheck) bool { return c.Seq > asOf })
		r.Postings = nil // what billing said belongs to no day
	}
	return receipts, err
}

// receiptOf is the receipt of a payment as it was recorded.
func (l *Ledger) receiptOf(e Entry, b *paymentRecorded) Receipt {
	r := Receipt{
		Number: b.Receipt, City: l.city, Station: l.city.Station, Clerk: e.Actor, At: l.Local(e.At), Day: b.Day, Drawer: b.Drawer,
		Payment: b.Payment, Total: b.Total, Change: b.Change, Warnings: b.Warnings,
		Seq: e.Seq, Hash: e.Hash,
	}
	if b.Payment.Handwritten != nil {
		r.Prints = 1 // the paper is the original
	}
	return r
}

// readVoid reads how the payment of an entry was voided; nil when it was not
// void as of another.
func (l *Ledger) readVoid(s *store, asOf, payment int64) (*VoidMark, error) {
	var seq int64
	err := s.get("SELECT void FROM payments WHERE seq = ? AND void <= ?", []any{payment, asOf}, &seq)
	if isNoRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var voided paymentVoided
	e, err := s.entry(seq, &voided)
	if err != nil {
		return nil, err
	}
	return &VoidMark{By: e.Actor, ApprovedBy: voided.ApprovedBy, Reason: voided.Reason, At: l.Local(e.At), Refund: voided.Refund, Rejected: voided.Rejected, Seq: seq}, nil
}

// receiptPrinted says that a receipt was given out: the first time as the
// original, then as a numbered duplicate.
type receiptPrinted struct {
	Receipt string `json:"receipt"`
	Payment string `json:"payment"`
	Copy    int    `json:"copy"` // 0: the original; n: DUPLICATE n
}

func (b *receiptPrinted) kind() Kind { return "receipt_printed" }

func (b *receiptPrinted) project(s *store, e Entry) error {
	if b.Copy > 0 {
		if err := s.exec("INSERT INTO reprints (seq) VALUES (?)", e.Seq); err != nil {
			return err
		}
	}
	return s.exec("UPDATE payments SET prints = ?, given_out = coalesce(given_out, ?) WHERE "+byID, b.Copy+1, e.Seq, b.Payment)
}

func init() { register(&receiptPrinted{}) }

// GiveOut records that a receipt is given out and returns it as it stands
// then: Prints counts the times before, so 0 is the original and n is
// DUPLICATE n. It is called before the paper is made: a second original must
// never exist, while a duplicate that was counted and not printed does no harm.
func (l *Ledger) GiveOut(by Session, number string) (Receipt, error) {
	if err := by.may("give out receipts", Clerk, Finance, console, Supervisor); err != nil {
		return Receipt{}, err
	}
	receipt, err := l.Receipt(number)
	if err != nil {
		return Receipt{}, err
	}
	err = l.write(by.Name(), func(t *tx) error {
		// Read again inside the transaction: another screen may have printed.
		if receipt, err = l.readReceipt(t.store, "WHERE seq = ?", receipt.Seq); err != nil {
			return err
		}
		_, err := t.record(&receiptPrinted{receipt.Number, receipt.Payment.ID, receipt.Prints})
		return err
	})
	if err == nil {
		receipt.Seal = l.seal(receipt).String()
	}
	return receipt, err
}
