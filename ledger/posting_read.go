package ledger

import (
	"context"
	"regexp"
	"unicode/utf8"

	"counterfoil/ledger/money"
)

// PostingFile is a file of results of billing.
type PostingFile struct {
	Batch  int64  // whose rows it answers
	Name   string // without its folder
	SHA256 string
}

// PostingAnswer is a row of such a file.
type PostingAnswer struct {
	Payment   string // the payment's id
	Line      int    // counted from 1; 0: every line of the payment that the batch carries
	Status    PostingStatus
	Reason    string
	Reference string
}

// PostingSum counts stub lines and what was applied to them.
type PostingSum struct {
	Lines  int64        `json:"lines"`
	Amount money.Amount `json:"amount"`
}

func (s *PostingSum) add(amount money.Amount) (err error) {
	s.Lines++
	s.Amount, err = s.Amount.Add(amount)
	return err
}

// PostingsRead is what came of a file of results.
type PostingsRead struct {
	Accepted, Rejected, Duplicate PostingSum
	New                           int64 // lines that the file told something new of
	Known                         int64 // lines whose answer was known before
	Conflicts                     []PostingConflict
}

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

const maxReasonRunes = 200

// RecordPostings records what billing did with the lines of a batch. A file
// that was read before, whole or in part, adds only what is new in it. What
// contradicts an earlier answer is a conflict and changes nothing. An answer to
// a line that the batch does not carry is Invalid, and names its row.
//
// The ledger is free for payments all the while: rows are recorded in parts.
// When ctx ends, those recorded so far stay; reading the file again goes on
// behind them.
func (l *Ledger) RecordPostings(ctx context.Context, by Session, file PostingFile, answers []PostingAnswer, progress func(done, of int)) (PostingsRead, error) {
	var read PostingsRead
	if err := by.may("record what billing posted", Finance, Supervisor); err != nil {
		return read, err
	}
	if err := checkTexts(typed{"file", &file.Name}); err != nil {
		return read, err
	}
	if !digestForm.MatchString(file.SHA256) {
		return read, invalid("sha256", "%q is not a SHA-256", clip(file.SHA256))
	}
	if _, err := l.Batch(file.Batch); err != nil {
		return read, err
	}
	for i := range answers {
		if err := answers[i].check(); err != nil {
			return read, err
		}
	}
	for done := 0; done < len(answers); {
		if err := ctx.Err(); err != nil {
			return read, err
		}
		page := min(len(answers)-done, postingRows)
		sum := read
		err := l.write(by.Name(), func(t *tx) error {
			p := postingPage{tx: t, read: &sum, entry: &postingRecorded{Batch: file.Batch, File: file.Name, SHA256: file.SHA256}}
			for _, a := range answers[done : done+page] {
				if err := p.add(a); err != nil {
					return err
				}
			}
			return p.flush()
		})
		if err != nil {
			return read, err
		}
		read = sum
		if done += page; progress != nil {
			progress(done, len(answers))
		}
	}
	return read, nil
}

func (a *PostingAnswer) check() error {
	if a.Status != PostingAccepted && a.Status != PostingRejected && a.Status != PostingDuplicate {
		return invalid("status", "%q is not what billing can do; write accepted, rejected or duplicate", clip(string(a.Status)))
	}
	// Billing's words are not typed at the counter: a long reason is cut, not refused.
	if utf8.RuneCountInString(a.Reason) > maxReasonRunes {
		a.Reason = string([]rune(a.Reason)[:maxReasonRunes-1]) + "…"
	}
	return checkTexts(typed{"reason", &a.Reason}, typed{"reference", &a.Reference})
}

// postingPage gathers the new rows of one entry.
type postingPage struct {
	*tx
	entry *postingRecorded
	lines map[carriedKey]bool // of the rows that are not recorded yet
	read  *PostingsRead
}

type carriedKey struct {
	payment int64
	line    int
}

func (p *postingPage) add(a PostingAnswer) error {
	var seq int64
	if err := p.get("SELECT seq FROM payments WHERE "+byID, []any{a.Payment}, &seq); isNoRows(err) {
		return invalid("payment_id", "there is no payment %q in this ledger", clip(a.Payment))
	} else if err != nil {
		return err
	}
	var recorded paymentRecorded
	if _, err := p.store.entry(seq, &recorded); err != nil {
		return err
	}
	carried := false
	for n, line := range recorded.Payment.Lines {
		if a.Line != 0 && a.Line != n+1 {
			continue
		}
		row := postingRow{Payment: a.Payment, Receipt: recorded.Receipt, Line: n + 1, Amount: line.Amount, Status: a.Status, Reason: a.Reason, Reference: a.Reference}
		found, err := p.addRow(row)
		if err != nil {
			return err
		}
		carried = carried || found
	}
	if !carried {
		return invalid("payment_id", "batch %d does not carry receipt %s, line %d (0: any)", p.entry.Batch, recorded.Receipt, a.Line)
	}
	return nil
}

// addRow takes a row that tells something new; carried: the batch has its line.
func (p *postingPage) addRow(row postingRow) (carried bool, err error) {
	line, err := p.carriedLine(p.entry.Batch, row.Payment, row.Line)
	if err != nil || line.role == notCarried {
		return false, err
	}
	// A line that stands twice in the file is judged by what its first row says.
	if p.lines[carriedKey{line.payment, line.line}] {
		if err := p.flush(); err != nil {
			return true, err
		}
		if line, err = p.carriedLine(p.entry.Batch, row.Payment, row.Line); err != nil {
			return true, err
		}
	}
	v, err := p.judge(line, row)
	if err != nil {
		return true, err
	}
	if v.known {
		p.read.Known++
		return true, nil
	}
	if p.lines == nil {
		p.lines = map[carriedKey]bool{}
	}
	p.lines[carriedKey{line.payment, line.line}] = true
	p.entry.Rows = append(p.entry.Rows, row)
	return true, p.count(v, row)
}

func (p *postingPage) count(v verdict, row postingRow) error {
	if v.conflict != "" {
		p.read.Conflicts = append(p.read.Conflicts, PostingConflict{
			Kind: v.conflict, At: p.ledger.Local(p.at),
			Posting: Posting{row.Receipt, row.Line, p.entry.Batch, row.Status, row.Reason, row.Reference, p.ledger.Local(p.at)},
		})
	}
	sum, number := &p.read.Rejected, &p.entry.Rejected
	switch row.Status {
	case PostingAccepted:
		sum, number = &p.read.Accepted, &p.entry.Accepted
	case PostingDuplicate:
		sum, number = &p.read.Duplicate, &p.entry.Duplicate
	}
	*number++
	p.read.New++
	if !v.take {
		return nil
	}
	return sum.add(row.Amount)
}

// flush records the rows gathered so far.
func (p *postingPage) flush() error {
	if len(p.entry.Rows) == 0 {
		return nil
	}
	if _, err := p.record(p.entry); err != nil {
		return err
	}
	p.entry = &postingRecorded{Batch: p.entry.Batch, File: p.entry.File, SHA256: p.entry.SHA256}
	clear(p.lines)
	return nil
}
