package ledger

import (
	"time"

	"counterfoil/ledger/money"
)

// PostingStatus is what billing did with a stub line that it was given.
type PostingStatus string

const (
	PostingAccepted PostingStatus = "accepted"
	PostingRejected PostingStatus = "rejected"
	// PostingDuplicate is billing's word for a line that it had already.
	PostingDuplicate PostingStatus = "duplicate"
)

// Posted tells whether the money is in billing.
func (s PostingStatus) Posted() bool { return s == PostingAccepted || s == PostingDuplicate }

// Posting is billing's answer to a stub line that a batch carried.
type Posting struct {
	Receipt   string
	Line      int   // counted from 1
	Batch     int64 // that carried the line
	Status    PostingStatus
	Reason    string
	Reference string // billing's own number for it
	At        time.Time
}

// postingRecorded holds rows of one file of results. A large file has several
// such entries, each of at most postingRows.
type postingRecorded struct {
	Batch     int64        `json:"batch"`
	File      string       `json:"file"`
	SHA256    string       `json:"sha256"` // of the file
	Accepted  int64        `json:"accepted"`
	Rejected  int64        `json:"rejected"`
	Duplicate int64        `json:"duplicate"`
	Rows      []postingRow `json:"rows"`
}

// postingRows keeps an entry well below what readers of a journal take for one
// line, however long the reasons are.
const postingRows = 500

type postingRow struct {
	Payment   string        `json:"payment"`
	Receipt   string        `json:"receipt"`
	Line      int           `json:"line"`
	Amount    money.Amount  `json:"amount"`
	Status    PostingStatus `json:"status"`
	Reason    string        `json:"reason,omitempty"`
	Reference string        `json:"reference,omitempty"`
}

func (*postingRecorded) kind() Kind { return "posting_recorded" }

func (b *postingRecorded) project(s *store, e Entry) error {
	for _, r := range b.Rows {
		line, err := s.carriedLine(b.Batch, r.Payment, r.Line)
		if err != nil {
			return err
		}
		v, err := s.judge(line, r)
		if err != nil {
			return err
		}
		if err := s.projectPosting(line, v, r, e.Seq); err != nil {
			return err
		}
	}
	return nil
}

func init() { register(&postingRecorded{}) }

func (s *store) projectPosting(line carriedLine, v verdict, r postingRow, seq int64) error {
	if v.conflict != "" {
		if err := s.exec("INSERT INTO posting_conflicts (payment, n, batch, status, reference, seq, kind) VALUES (?,?,?,?,?,?,?)",
			line.payment, r.Line, line.batch, string(r.Status), r.Reference, seq, string(v.conflict)); err != nil {
			return err
		}
	}
	if !v.take {
		return nil
	}
	status := r.Status
	if line.status.Posted() { // only its reference is new
		status = line.status
	}
	if err := s.exec(`INSERT INTO postings (payment, n, batch, status, reference, seq) VALUES (?,?,?,?,?,?)
		ON CONFLICT DO UPDATE SET status = excluded.status, reference = excluded.reference, seq = excluded.seq`,
		line.payment, r.Line, line.batch, string(status), r.Reference, seq); err != nil {
		return err
	}
	return s.countPosting(line, status, r.Amount)
}

// countPosting moves a line from the answer that it had to the one it has.
func (s *store) countPosting(line carriedLine, status PostingStatus, amount money.Amount) error {
	for _, change := range []struct {
		status PostingStatus
		by     int64
	}{{line.status, -1}, {status, 1}} {
		var column string
		switch {
		case change.status == "":
			continue
		case line.role == carriedReversal && change.status.Posted():
			column = "taken_back"
		case line.role == carriedReversal:
			continue
		case change.status.Posted():
			column = "accepted"
		default:
			column = "rejected"
		}
		if err := s.exec("UPDATE batch_days SET "+column+" = "+column+" + ?3, "+column+"_amount = "+column+"_amount + ?4 WHERE batch = ?1 AND business_day = ?2",
			line.batch, string(line.day), change.by, change.by*amount.Cents()); err != nil {
			return err
		}
	}
	return nil
}

// role is how a batch carries a stub line.
type role int

const (
	notCarried      role = iota
	carriedFirst         // to be posted
	carriedAgain         // to be posted, after billing rejected it
	carriedReversal      // to be taken back
	carriedVoid          // void before any batch: nothing to be done
)

// carriedLine is a stub line as a batch carries it, and what is known of it.
type carriedLine struct {
	payment   int64 // its entry
	line      int
	batch     int64
	day       Day
	role      role
	void      *int64
	status    PostingStatus // billing's answer so far; empty: none
	reference string
}

func (s *store) carriedLine(batch int64, payment string, line int) (carriedLine, error) {
	c := carriedLine{line: line, batch: batch}
	var first, voidBatch, toSeq *int64
	var again bool
	err := s.get(`SELECT seq, business_day, void, batch, void_batch, (SELECT to_seq FROM batches WHERE number = ?2),
			EXISTS (SELECT 1 FROM resubmissions WHERE payment = payments.seq AND n = ?3 AND batch = ?2),
			coalesce((SELECT status FROM postings WHERE payment = payments.seq AND n = ?3 AND batch = ?2), ''),
			coalesce((SELECT reference FROM postings WHERE payment = payments.seq AND n = ?3 AND batch = ?2), '')
		FROM payments WHERE seq = (SELECT seq FROM journal WHERE id = ?1) AND ?3 BETWEEN 1 AND stubs`, []any{payment, batch, line},
		&c.payment, &c.day, &c.void, &first, &voidBatch, &toSeq, &again, &c.status, &c.reference)
	switch {
	case isNoRows(err):
		return c, nil
	case err != nil:
		return c, err
	case first != nil && *first == batch && c.void != nil && *c.void <= *toSeq:
		c.role = carriedVoid
	case first != nil && *first == batch:
		c.role = carriedFirst
	case voidBatch != nil && *voidBatch == batch:
		c.role = carriedReversal
	case again:
		c.role = carriedAgain
	}
	return c, nil
}

// ConflictKind says how an answer of billing cannot stand beside what is known.
type ConflictKind string

const (
	PostingContradicted ConflictKind = "contradicted" // posted, and rejected afterwards
	PostedTwice         ConflictKind = "twice"        // posted in two ways, or sent again and posted meanwhile
	PostedVoid          ConflictKind = "void"         // posted, although it was void
)

// verdict is what an answer changes.
type verdict struct {
	known    bool // nothing
	take     bool // it is the line's answer from now on
	conflict ConflictKind
}

// judge holds an answer of billing against what is known of a line. What was
// posted stays posted: an answer that says otherwise is kept beside it.
func (s *store) judge(c carriedLine, r postingRow) (v verdict, err error) {
	posted := r.Status.Posted()
	switch {
	case c.role == carriedVoid && !posted:
		return verdict{known: true}, nil
	case c.role == carriedVoid:
		v.conflict = PostedVoid
	case c.status.Posted() && !posted:
		v.conflict = PostingContradicted
	case c.status.Posted() && c.reference == "" && r.Reference != "":
		v.take = true
	case c.status == PostingAccepted && r.Status == PostingAccepted && r.Reference != "" && r.Reference != c.reference:
		v.conflict = PostedTwice
	case c.status != "" && c.status.Posted() == posted:
		return verdict{known: true}, nil
	default:
		v.take = true
		if posted && c.role != carriedReversal {
			v.conflict, err = s.postedElsewhere(c, r.Status)
		}
	}
	if err == nil && v.conflict != "" && !v.take {
		err = s.get("SELECT EXISTS (SELECT 1 FROM posting_conflicts WHERE payment = ? AND n = ? AND batch = ? AND status = ? AND reference = ?)",
			[]any{c.payment, c.line, c.batch, string(r.Status), r.Reference}, &v.known)
	}
	return v, err
}

// postedElsewhere tells whether a line that is posted now may be posted by way
// of another batch too, or should not be posted at all any more.
func (s *store) postedElsewhere(c carriedLine, status PostingStatus) (ConflictKind, error) {
	var accepted, later bool
	if err := s.get(`SELECT EXISTS (SELECT 1 FROM postings WHERE payment = ?1 AND n = ?2 AND batch <> ?3 AND status = 'accepted'
				AND batch IS NOT (SELECT void_batch FROM payments WHERE seq = ?1)),
			EXISTS (SELECT 1 FROM resubmissions WHERE payment = ?1 AND n = ?2 AND batch > ?3)`,
		[]any{c.payment, c.line, c.batch}, &accepted, &later); err != nil {
		return "", err
	}
	switch {
	case accepted && status == PostingDuplicate:
		// That is what billing had already.
	case accepted || later:
		return PostedTwice, nil
	}
	if c.void == nil {
		return "", nil
	}
	var b paymentVoided
	if _, err := s.entry(*c.void, &b); err != nil {
		return "", err
	}
	if b.neverPosted(c.line) {
		return PostedVoid, nil
	}
	return "", nil
}
