package ledger

import (
	"slices"
	"strings"
	"time"

	"counterfoil/ledger/money"
)

// Found is one payment in a list.
type Found struct {
	ID       string
	seq      int64
	Receipt  string
	At       time.Time // in the station's zone
	Day      Day
	Clerk    string
	Payor    string
	Account  string // of the first line
	Stubs    int    // lines
	Pictures int    // of the lines, with a picture of the bill
	Papers   int    // of the lines, with a copy on paper
	Total    money.Amount
	Tenders  []TenderKind
	Prints   int
	Void     bool
	Posting  PostingState // the furthest behind of its lines
}

const foundColumns = `SELECT (SELECT id FROM journal WHERE seq = p.seq), p.seq, p.number, p.at, p.business_day, p.clerk, p.payor, p.total, p.prints, p.void IS NOT NULL,
	account, stubs, pictures, papers, cash > 0, check_count > 0, card_count > 0,
	batch IS NOT NULL, (SELECT count(DISTINCT n) FROM postings WHERE payment = p.seq), (SELECT count(DISTINCT n) FROM postings WHERE payment = p.seq AND status <> 'rejected')
	FROM payments p `

func (l *Ledger) scanFound(row scanner) (Found, error) {
	var f Found
	var number, at, total int64
	var cash, check, card, exported bool
	var answered, posted int
	err := row.Scan(&f.ID, &f.seq, &number, &at, &f.Day, &f.Clerk, &f.Payor, &total, &f.Prints, &f.Void, &f.Account, &f.Stubs, &f.Pictures, &f.Papers, &cash, &check, &card, &exported, &answered, &posted)
	f.Receipt = receiptNumber(l.city.Station, number)
	f.At = l.Local(time.UnixMilli(at))
	f.Total = money.FromCents(total)
	switch {
	case f.Void:
		f.Posting = PostingVoid
	case !exported:
		f.Posting = PostingNotExported
	case answered > posted:
		f.Posting = PostingRefused
	case posted == f.Stubs:
		f.Posting = PostingPosted
	default:
		f.Posting = PostingUnanswered
	}
	for _, tender := range []struct {
		kind  TenderKind
		taken bool
	}{{Cash, cash}, {Check, check}, {Card, card}} {
		if tender.taken {
			f.Tenders = append(f.Tenders, tender.kind)
		}
	}
	return f, err
}

// Matches are the payments that fit what was looked for.
type Matches struct {
	Payments []Found // newest first
	// Unsearched is how many of the journal's Entries are not in the answer: the
	// index that searches look into is being made, beginning with the newest. A
	// receipt number is found all the same.
	Unsearched, Entries int64
}

// Find lists payments, newest first, by what a customer can say of one: the
// receipt number, how the account begins, also one
// that was corrected, a part of the payor's name or of the
// name on a check, a check number, the total or one line's amount. The empty
// text finds the newest payments.
func (l *Ledger) Find(text string, most int) (Matches, error) {
	text = strings.TrimSpace(text)
	seqs, unsearched, err := l.lookUp(text, most)
	if err != nil {
		return Matches{}, err
	}
	found := Matches{Unsearched: unsearched}
	err = l.read(func(s *store) (err error) {
		found.Entries = l.head.seq
		if text == "" {
			found.Unsearched = 0
			found.Payments, err = list(s, l.scanFound, foundColumns+"ORDER BY p.seq DESC LIMIT ?", most)
			return err
		}
		besides, err := l.besidesSearch(s, text, most)
		if err != nil {
			return err
		}
		seqs = append(seqs, besides...)
		wanted, err := marshal(seqs)
		if err != nil {
			return err
		}
		found.Payments, err = list(s, l.scanFound, foundColumns+"WHERE p.seq IN (SELECT value FROM json_each(?)) ORDER BY p.seq DESC LIMIT ?", string(wanted), most)
		return err
	})
	return found, err
}

// besidesSearch returns the payments that a text fits and the index does not
// tell: by the number of the receipt or of the one written by hand, and the
// newest by a corrected account.
func (l *Ledger) besidesSearch(s *store, text string, most int) ([]int64, error) {
	seqs, err := list(s, scanSeq, "SELECT payment FROM corrections WHERE account BETWEEN ?1 AND ?1 || char(1114111) ORDER BY payment DESC LIMIT ?2", text, most)
	if err != nil {
		return nil, err
	}
	if number, ok := l.parseReceipt(text); ok {
		seq, err := s.seqOf(number)
		if err != nil {
			return nil, err
		}
		seqs = append(seqs, seq)
	}
	if paper, err := ParsePaperNumber(text); err == nil {
		seq, err := s.paperReceipt(paper)
		if err != nil {
			return nil, err
		}
		seqs = append(seqs, seq)
	}
	return slices.DeleteFunc(seqs, func(seq int64) bool { return seq == 0 }), nil
}

// seqOf is the entry of a receipt; 0: there is none.
func (s *store) seqOf(number int64) (seq int64, err error) {
	err = s.get("SELECT seq FROM payments WHERE number = ?", []any{number}, &seq)
	if isNoRows(err) {
		return 0, nil
	}
	return seq, err
}

// TenderNames writes how a payment was made: "cash", "cash+check".
func (f Found) TenderNames() string {
	names := make([]string, len(f.Tenders))
	for i, kind := range f.Tenders {
		names[i] = string(kind)
	}
	return strings.Join(names, "+")
}
