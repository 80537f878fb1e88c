package ledger

import (
	"iter"
	"slices"
	"time"

	"counterfoil/ledger/money"
)

// PostingConflict is an answer of billing that cannot stand beside what is
// known. A person finds out what is right.
type PostingConflict struct {
	Posting
	Kind ConflictKind
	At   time.Time // when it was read
}

// PostingState is how far a stub line is on its way into billing.
type PostingState string

const (
	PostingNotExported PostingState = "not exported"
	PostingUnanswered  PostingState = "unanswered"
	PostingPosted      PostingState = "posted"
	PostingRefused     PostingState = "rejected"     // and nobody has put it right
	PostingWaits       PostingState = "waits"        // was rejected, and goes into the next batch
	PostingTakeBack    PostingState = "to take back" // void, and billing has not said that it is taken back
	PostingVoid        PostingState = "void"         // nothing is in billing, and nothing is to be
)

// PostingLine is a stub line with its way into billing.
type PostingLine struct {
	Payment   string // id
	Receipt   string
	Line      int // counted from 1
	Day       Day
	Account   string // as corrected last
	Bill      string
	Amount    money.Amount
	Batch     int64 // the last one that carried it; 0: none
	State     PostingState
	Reason    string // of a rejection
	Reference string // billing's own number
}

// Open tells whether somebody has yet to do something about the line.
func (p PostingLine) Open() bool { return p.State != PostingPosted && p.State != PostingVoid }

// PostingLines tells of each line of a receipt how far it is.
func (l *Ledger) PostingLines(r Receipt) ([]PostingLine, error) {
	var lines []PostingLine
	err := l.read(func(s *store) (err error) {
		lines, err = l.readPostingLines(s, r)
		return err
	})
	return lines, err
}

func (l *Ledger) readPostingLines(s *store, r Receipt) ([]PostingLine, error) {
	var lines []PostingLine
	for n, line := range r.Payment.Lines {
		p := PostingLine{Payment: r.Payment.ID, Receipt: r.Number, Line: n + 1, Day: r.Day, Account: r.AccountOf(n + 1), Bill: line.Bill, Amount: line.Amount}
		if err := s.follow(r, &p); err != nil {
			return nil, err
		}
		for _, posting := range slices.Backward(r.Postings) {
			if posting.Line == p.Line && posting.Batch == p.Batch {
				p.Reason, p.Reference = posting.Reason, posting.Reference
				break
			}
		}
		lines = append(lines, p)
	}
	return lines, nil
}

// follow fills in where the line of a receipt stands.
func (s *store) follow(r Receipt, p *PostingLine) error {
	refused, err := s.refusal(r.Seq, p.Line)
	if err != nil {
		return err
	}
	var voidBatch *int64
	var toSeq, postedIn int64
	var takenBack bool
	if err := s.get(`SELECT void_batch, coalesce((SELECT to_seq FROM batches WHERE number = batch), 0),
			coalesce((SELECT min(batch) FROM postings WHERE payment = ?1 AND n = ?2 AND status <> 'rejected' AND batch IS NOT void_batch), 0),
			EXISTS (SELECT 1 FROM postings WHERE payment = ?1 AND n = ?2 AND status <> 'rejected' AND batch = void_batch)
		FROM payments WHERE seq = ?1`, []any{r.Seq, p.Line}, &voidBatch, &toSeq, &postedIn, &takenBack); err != nil {
		return err
	}
	p.Batch = max(refused.batch, postedIn)
	if p.Batch == 0 {
		p.Batch = r.Batch
	}
	// What billing rejected where it was to be posted last is not there to be
	// taken back, whether or not the counter knew so when it was voided.
	never := r.Batch == 0 || r.Void != nil && r.Void.Seq <= toSeq || postedIn == 0 && refused.rejected
	switch {
	case r.Void != nil && (never || takenBack):
		p.State = PostingVoid
	case r.Void != nil:
		p.State = PostingTakeBack
		if voidBatch != nil {
			p.Batch = *voidBatch
		}
	case r.Batch == 0:
		p.State = PostingNotExported
	case postedIn != 0:
		p.Batch, p.State = postedIn, PostingPosted
	case refused.rejected && refused.waits:
		p.State = PostingWaits
	case refused.rejected:
		p.State = PostingRefused
	default:
		p.State = PostingUnanswered
	}
	return nil
}

// OpenPostings lists the stub lines of exported payments that are not in
// billing as far as it has said, in the order of receipts. It holds one page at a time.
func (l *Ledger) OpenPostings() iter.Seq2[PostingLine, error] {
	return func(yield func(PostingLine, error) bool) {
		for after, more := int64(0), true; more; {
			var page []PostingLine
			err := l.read(func(s *store) error {
				if l.head.seq <= after {
					more = false
					return nil
				}
				seqs, err := list(s, scanSeq, "SELECT seq FROM payments p WHERE seq > ? AND seq <= ? AND "+mayBeOpen+" ORDER BY seq LIMIT ?", after, after+openWindow, pageSize)
				if err != nil {
					return err
				}
				for _, seq := range seqs {
					r, err := l.readReceipt(s, "WHERE seq = ?", seq)
					if err != nil {
						return err
					}
					lines, err := l.readPostingLines(s, r)
					if err != nil {
						return err
					}
					page = append(page, lines...)
				}
				if after += openWindow; len(seqs) == pageSize {
					after = seqs[len(seqs)-1]
				}
				return nil
			})
			if err != nil {
				yield(PostingLine{}, err)
				return
			}
			for _, line := range page {
				if line.Open() && !yield(line, nil) {
					return
				}
			}
		}
	}
}

// openWindow is how many entries are looked at before a payment may come
// between: some hundredths of a second.
const openWindow = 5000

// mayBeOpen leaves out the many payments all of whose lines billing has posted.
const mayBeOpen = `batch IS NOT NULL AND (void IS NOT NULL OR stubs > (SELECT count(DISTINCT n) FROM postings WHERE payment = p.seq AND status <> 'rejected'))`

// PostingConflicts lists the answers of billing that cannot stand beside what
// is known, oldest first.
func (l *Ledger) PostingConflicts() ([]PostingConflict, error) {
	var conflicts []PostingConflict
	err := l.read(func(s *store) (err error) {
		conflicts, err = list(s, func(row scanner) (PostingConflict, error) {
			var c PostingConflict
			var number, at int64
			err := row.Scan(&number, &c.Line, &c.Batch, &c.Status, &c.Reference, &c.Kind, &at)
			c.Receipt, c.At = receiptNumber(l.city.Station, number), l.Local(time.UnixMilli(at))
			c.Posting.At = c.At
			return c, err
		}, `SELECT number, c.n, c.batch, c.status, c.reference, c.kind, j.at FROM posting_conflicts c
			JOIN payments p ON p.seq = c.payment JOIN journal j ON j.seq = c.seq ORDER BY c.seq, c.payment, c.n, c.status, c.reference`)
		return err
	})
	return conflicts, err
}

// readPostings reads what billing said of the lines of a payment.
func (l *Ledger) readPostings(s *store, payment int64, receipt string) ([]Posting, error) {
	type answer struct {
		Posting
		seq int64
	}
	answers, err := list(s, func(row scanner) (a answer, err error) {
		return a, row.Scan(&a.Line, &a.Batch, &a.Status, &a.Reference, &a.seq)
	}, "SELECT n, batch, status, reference, seq FROM postings WHERE payment = ? ORDER BY batch, n", payment)
	if err != nil {
		return nil, err
	}
	var postings []Posting
	for _, a := range answers {
		var b postingRecorded
		e, err := s.entry(a.seq, &b)
		if err != nil {
			return nil, err
		}
		a.Receipt, a.At = receipt, l.Local(e.At)
		for _, row := range b.Rows {
			if row.Receipt == receipt && row.Line == a.Line {
				a.Reason = row.Reason
			}
		}
		postings = append(postings, a.Posting)
	}
	return postings, nil
}
