package ledger

import (
	"fmt"
	"strings"
	"time"
)

// Book is a registered range of blank receipts, and what became of each
// number.
type Book struct {
	PaperRange
	Holder       string
	RegisteredAt time.Time // in the station's zone
	RegisteredBy string
	Used         []PaperUse
	Spoiled      []PaperSpoiled
	// Missing are numbers before the highest that was used or spoiled, of which
	// nobody said what became of them.
	Missing []PaperRange
	// Blank are those after it.
	Blank []PaperRange
}

// PaperUse is a handwritten receipt that was keyed in.
type PaperUse struct {
	Number PaperNumber
	Found  // as it was keyed in
	Writer string
	// Received is when the money came, as the paper says.
	Received time.Time
}

// PaperSpoiled is a run of receipts that were declared spoiled.
type PaperSpoiled struct {
	PaperRange
	At             time.Time // in the station's zone
	By, ApprovedBy string
	Reason         string
}

// Books lists the registered ranges, by book and number, and accounts for each
// number.
func (l *Ledger) Books() ([]Book, error) { return l.books("ORDER BY book, first") }

func (l *Ledger) bookFrom(r PaperRange) (Book, error) {
	books, err := l.books("WHERE book = ? AND first = ?", r.Book, r.First)
	if err != nil {
		return Book{}, err
	}
	return books[0], nil
}

func (l *Ledger) books(where string, args ...any) ([]Book, error) {
	var books []Book
	err := l.read(func(s *store) error {
		seqs, err := list(s, scanSeq, "SELECT seq FROM books "+where, args...)
		if err != nil {
			return err
		}
		for _, seq := range seqs {
			var b bookRegistered
			e, err := s.entry(seq, &b)
			if err != nil {
				return err
			}
			book := Book{PaperRange: PaperRange{b.Book, b.First, b.Last}, Holder: b.Holder, RegisteredAt: l.Local(e.At), RegisteredBy: e.Actor}
			if err := l.accountForBook(s, &book); err != nil {
				return err
			}
			books = append(books, book)
		}
		return nil
	})
	return books, err
}

type paperFate struct {
	number           int
	payment, spoiled *int64
}

func (s *store) fates(r PaperRange) ([]paperFate, error) {
	return list(s, func(row scanner) (f paperFate, err error) { return f, row.Scan(&f.number, &f.payment, &f.spoiled) },
		"SELECT number, payment, spoiled FROM book_receipts WHERE book = ? AND number BETWEEN ? AND ? ORDER BY number", r.Book, r.First, r.Last)
}

func (l *Ledger) accountForBook(s *store, b *Book) error {
	fates, err := s.fates(b.PaperRange)
	if err != nil {
		return err
	}
	b.Missing, b.Blank = gaps(b.PaperRange, fates)
	for _, f := range fates {
		if f.spoiled != nil {
			err = l.addSpoiled(s, b, f)
		} else {
			err = l.addUse(s, b, f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// gaps are the numbers of a range that are not accounted for: before the
// highest that is, and after it.
func gaps(r PaperRange, fates []paperFate) (missing, blank []PaperRange) {
	next := r.First
	for _, f := range fates {
		if f.number > next {
			missing = append(missing, PaperRange{r.Book, next, f.number - 1})
		}
		next = f.number + 1
	}
	if next <= r.Last {
		blank = []PaperRange{{r.Book, next, r.Last}}
	}
	return missing, blank
}

func (l *Ledger) addUse(s *store, b *Book, f paperFate) error {
	found, err := list(s, l.scanFound, foundColumns+"WHERE p.seq = ?", *f.payment)
	if err != nil {
		return err
	}
	var recorded paymentRecorded
	if _, err := s.entry(*f.payment, &recorded); err != nil {
		return err
	}
	h := recorded.Payment.Handwritten
	b.Used = append(b.Used, PaperUse{PaperNumber{b.Book, f.number}, found[0], h.Writer, l.Local(h.At())})
	return nil
}

// addSpoiled adds a number to the run that it was declared spoiled with.
func (l *Ledger) addSpoiled(s *store, b *Book, f paperFate) error {
	var spoiled bookSpoiled
	e, err := s.entry(*f.spoiled, &spoiled)
	if err != nil {
		return err
	}
	if f.number > b.First && f.number > spoiled.First {
		return nil // the run stands in the list already
	}
	b.Spoiled = append(b.Spoiled, PaperSpoiled{
		PaperRange{b.Book, f.number, min(spoiled.Last, b.Last)}, l.Local(e.At), e.Actor, spoiled.ApprovedBy, spoiled.Reason,
	})
	return nil
}

// SpoiledCount is how many numbers were declared spoiled.
func (b Book) SpoiledCount() (n int) {
	for _, s := range b.Spoiled {
		n += s.Count()
	}
	return n
}

// MissingCount is how many numbers are missing.
func (b Book) MissingCount() (n int) {
	for _, r := range b.Missing {
		n += r.Count()
	}
	return n
}

// BlankCount is how many numbers are blank still.
func (b Book) BlankCount() (n int) {
	for _, r := range b.Blank {
		n += r.Count()
	}
	return n
}

// paperNotAccounted asks for the receipts of books that nobody keyed in or
// declared spoiled.
func paperNotAccounted(s *store, _ string, _ int64) ([]OpenItem, error) {
	type held struct {
		PaperRange
		holder string
	}
	books, err := list(s, func(row scanner) (b held, err error) { return b, row.Scan(&b.Book, &b.First, &b.Last, &b.holder) },
		"SELECT book, first, last, holder FROM books ORDER BY book, first")
	if err != nil {
		return nil, err
	}
	var items []OpenItem
	for _, b := range books {
		fates, err := s.fates(b.PaperRange)
		if err != nil {
			return nil, err
		}
		missing, blank := gaps(b.PaperRange, fates)
		if len(missing) > 0 {
			items = append(items, OpenItem{Text: fmt.Sprintf("Handwritten receipts of %s are missing: %s.", b.holder, rangeWords(missing))})
		}
		if len(blank) > 0 {
			items = append(items, OpenItem{Text: fmt.Sprintf("Blank receipts are with %s: %s. Declare them spoiled when they are destroyed.", b.holder, rangeWords(blank))})
		}
	}
	return items, nil
}

func rangeWords(ranges []PaperRange) string {
	words := make([]string, len(ranges))
	for i, r := range ranges {
		words[i] = r.String()
	}
	return strings.Join(words, ", ")
}

// paperReceipt returns the entry of the payment that a handwritten receipt was
// keyed in as; 0: it was not.
func (s *store) paperReceipt(n PaperNumber) (seq int64, err error) {
	err = s.get("SELECT payment FROM book_receipts WHERE book = ? AND number = ? AND payment IS NOT NULL", []any{n.Book, n.Number}, &seq)
	if isNoRows(err) {
		return 0, nil
	}
	return seq, err
}
