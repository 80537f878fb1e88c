package ledger

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// PaperNumber is the number of a receipt out of a book of blank ones, which
// are written by hand when not even the counter's computer works: B1-0042-0 is
// number 42 of book 1, with a check digit.
type PaperNumber struct {
	Book   int
	Number int // 1 to MaxPaperNumber
}

const (
	// MaxBook and MaxPaperNumber are what a book's and a receipt's number go to.
	MaxBook        = 999
	MaxPaperNumber = 9999
)

func (n PaperNumber) String() string {
	return fmt.Sprintf("B%d-%04d-%d", n.Book, n.Number, n.checkDigit())
}

// checkDigit is Luhn's (ISO/IEC 7812-1) over the digits of the book and the
// number: it tells every single wrong digit, and nearly all swapped ones.
func (n PaperNumber) checkDigit() int {
	sum := 0
	digits := fmt.Sprintf("%d%04d", n.Book, n.Number)
	for i := range digits {
		digit := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			digit *= 2
		}
		sum += digit/10 + digit%10
	}
	return (10 - sum%10) % 10
}

var paperForm = regexp.MustCompile(`^B([1-9][0-9]{0,2})-([0-9]{4})-([0-9])$`)

// ParsePaperNumber reads a number as it is printed in a book. The error says
// when the check digit does not fit.
func ParsePaperNumber(text string) (PaperNumber, error) {
	match := paperForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(text)))
	if match == nil {
		return PaperNumber{}, invalid("book", "%q is not the number of a handwritten receipt; write it as it is printed, like %s", clip(text), PaperNumber{1, 42})
	}
	book, _ := strconv.Atoi(match[1]) // three digits at most
	number, _ := strconv.Atoi(match[2])
	n := PaperNumber{book, number}
	if number == 0 || match[3] != strconv.Itoa(n.checkDigit()) {
		return PaperNumber{}, invalid("book", "%s does not have the right check digit; compare each digit with the paper", clip(match[0]))
	}
	return n, nil
}

// Handwritten is what is on a receipt that was written by hand.
type Handwritten struct {
	Number   string `json:"number"`      // as printed, like B1-0042-0: the official one
	Received int64  `json:"received_at"` // UTC milliseconds; midnight at the station when the paper says only the day
	Writer   string `json:"writer"`      // who took the money and wrote the receipt
}

// At is when the money was received, as the paper says.
func (h Handwritten) At() time.Time { return time.UnixMilli(h.Received).UTC() }

func (h Handwritten) checked() (*Handwritten, error) {
	n, err := ParsePaperNumber(h.Number)
	if err != nil {
		return nil, err
	}
	h.Number = n.String()
	return &h, checkTexts(typed{"writer", &h.Writer})
}

// PaperRange is a run of numbers of one book.
type PaperRange struct {
	Book        int
	First, Last int
}

func (r PaperRange) String() string {
	if r.First == r.Last {
		return PaperNumber{r.Book, r.First}.String()
	}
	return fmt.Sprintf("%s to %s", PaperNumber{r.Book, r.First}, PaperNumber{r.Book, r.Last})
}

// Count is how many numbers the range has.
func (r PaperRange) Count() int { return r.Last - r.First + 1 }

// Check refuses a range that no book has.
func (r PaperRange) Check() error {
	switch {
	case r.Book < 1 || r.Book > MaxBook:
		return invalid("book", "%d is not the number of a book; use 1 to %d", r.Book, MaxBook)
	case r.First < 1 || r.First > MaxPaperNumber:
		return invalid("first", "%d is not between 1 and %d", r.First, MaxPaperNumber)
	case r.Last < r.First || r.Last > MaxPaperNumber:
		return invalid("last", "%d is not between %d and %d", r.Last, r.First, MaxPaperNumber)
	}
	return nil
}

// bookRegistered gives a range of blank receipts into somebody's hands.
type bookRegistered struct {
	Book   int    `json:"book"`
	First  int    `json:"first"`
	Last   int    `json:"last"`
	Holder string `json:"holder"`
}

func (*bookRegistered) kind() Kind { return "book_registered" }

func (b *bookRegistered) project(s *store, e Entry) error {
	return s.exec("INSERT INTO books (seq, book, first, last, holder) VALUES (?,?,?,?,?)", e.Seq, b.Book, b.First, b.Last, b.Holder)
}

// bookSpoiled declares that receipts of a book will never be keyed in.
type bookSpoiled struct {
	Book       int    `json:"book"`
	First      int    `json:"first"`
	Last       int    `json:"last"`
	Reason     string `json:"reason"`
	ApprovedBy string `json:"approved_by"`
}

func (*bookSpoiled) kind() Kind { return "book_spoiled" }

func (b *bookSpoiled) project(s *store, e Entry) error {
	for number := b.First; number <= b.Last; number++ {
		if err := s.exec("INSERT INTO book_receipts (book, number, spoiled) VALUES (?,?,?)", b.Book, number, e.Seq); err != nil {
			return err
		}
	}
	return nil
}

func init() {
	register(&bookRegistered{})
	register(&bookSpoiled{})
}

// ReceivedAt reads the date, and the time if there is one, that a handwritten
// receipt was written on: 2026-11-20, 2026-11-20 14:05, or as RFC 3339 has it.
func (l *Ledger) ReceivedAt(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	for _, form := range []string{dayLayout, dayLayout + " 15:04", dayLayout + "T15:04"} {
		if at, err := time.ParseInLocation(form, text, l.city.zone); err == nil && at.Year() >= 1900 {
			return at, nil
		}
	}
	return time.Time{}, invalid("received", "%q is not a date; write it like 2026-11-20 or 2026-11-20 14:05", clip(text))
}

// RegisterBook notes that a range of blank receipts is in somebody's hands.
// Each number is in one range only.
func (l *Ledger) RegisterBook(by Session, r PaperRange, holder string) (Book, error) {
	if err := by.may("register a book of receipts", Administrator, Supervisor); err != nil {
		return Book{}, err
	}
	if err := r.Check(); err != nil {
		return Book{}, err
	}
	err := l.write(by.Name(), func(t *tx) error {
		name, err := t.personNamed("holder", holder)
		if err != nil {
			return err
		}
		if err := t.mustBeNew(r); err != nil {
			return err
		}
		_, err = t.record(&bookRegistered{r.Book, r.First, r.Last, name})
		return err
	})
	if err != nil {
		return Book{}, err
	}
	return l.bookFrom(r)
}

// UnusedRange refuses numbers that were registered already: paper with them
// must not be printed a second time.
func (l *Ledger) UnusedRange(r PaperRange) error {
	if err := r.Check(); err != nil {
		return err
	}
	return l.read(func(s *store) error { return s.mustBeNew(r) })
}

func (s *store) mustBeNew(r PaperRange) error {
	var first, last int
	var holder string
	err := s.get("SELECT first, last, holder FROM books WHERE book = ? AND first <= ? AND last >= ? LIMIT 1", []any{r.Book, r.Last, r.First}, &first, &last, &holder)
	if isNoRows(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return NewError(Conflict, "first", "%s is registered already, held by %s; choose other numbers or another book", PaperRange{r.Book, first, last}, holder)
}

// personNamed is how somebody who works here, or did, is written.
func (t *tx) personNamed(field, name string) (string, error) {
	var known string
	err := t.get("SELECT name FROM people WHERE name = ?", []any{strings.TrimSpace(name)}, &known)
	if isNoRows(err) {
		return "", invalid(field, "%q is nobody who works here; use the name that they sign in with", clip(name))
	}
	return known, err
}

// accountFor makes sure that a handwritten receipt is one that was given out
// in a book and not accounted for, and was written within an outage.
func (t *tx) accountFor(h *Handwritten) error {
	if h == nil {
		return nil
	}
	n, err := ParsePaperNumber(h.Number)
	if err != nil {
		return err
	}
	if err := t.mustBeOpen(n); err != nil {
		return err
	}
	if h.Writer == "" { // whoever has the book wrote it
		if err := t.get("SELECT holder FROM books WHERE book = ? AND ? BETWEEN first AND last", []any{n.Book, n.Number}, &h.Writer); err != nil {
			return err
		}
	}
	if h.Writer, err = t.personNamed("writer", h.Writer); err != nil {
		return err
	}
	at := h.At()
	if at.After(t.at) {
		return invalid("received", "%s is still to come; key in the date on the paper", stamp(t.ledger.Local(at)))
	}
	return t.mustBeInOutage(at)
}

// CheckHandwritten refuses what RecordPayment would, before the rest of the
// payment is keyed in, and fills in who wrote the receipt.
func (l *Ledger) CheckHandwritten(h Handwritten) (Handwritten, error) {
	checked, err := h.checked()
	if err != nil {
		return h, err
	}
	err = l.read(func(s *store) error { return (&tx{store: s, ledger: l, at: l.Now()}).accountFor(checked) })
	return *checked, err
}

// mustBeOpen refuses a number that is in no registered range, keyed in
// already, or spoiled.
func (s *store) mustBeOpen(n PaperNumber) error {
	var held int
	if err := s.get("SELECT count(*) FROM books WHERE book = ? AND ? BETWEEN first AND last", []any{n.Book, n.Number}, &held); err != nil {
		return err
	}
	if held == 0 {
		return invalid("book", "%s is in no registered range; compare it with the paper, or have a supervisor register the book", n)
	}
	var payment, spoiled *int64
	err := s.get("SELECT payment, spoiled FROM book_receipts WHERE book = ? AND number = ?", []any{n.Book, n.Number}, &payment, &spoiled)
	switch {
	case isNoRows(err):
		return nil
	case err != nil:
		return err
	case spoiled != nil:
		return invalid("book", "%s was declared spoiled; compare the number with the paper, and tell a supervisor", n)
	}
	e, err := s.entry(*payment, &paymentRecorded{})
	if err != nil {
		return err
	}
	return invalid("book", "%s was keyed in already, by %s; each handwritten receipt is keyed in once", n, e.Actor)
}

// mustBeInOutage compares days: the paper may say no time.
func (t *tx) mustBeInOutage(at time.Time) error {
	day := DayOf(t.ledger.Local(at))
	for number := int64(1); ; number++ {
		o, err := t.outage(number, latest)
		if err == errNoOutage {
			return invalid("received", "%s is in no outage; compare the date with the paper, or have a supervisor correct when the outage began", day.Display())
		}
		if err != nil {
			return err
		}
		ended := o.Closed != nil && DayOf(t.ledger.Local(o.Closed.EndedAt)) < day
		if DayOf(t.ledger.Local(o.StartedAt)) <= day && !ended {
			return nil
		}
	}
}

// beforeBook tells that a receipt is dated before its book was registered;
// empty: it is not.
func (s *store) beforeBook(city City, h *Handwritten) (string, error) {
	if h == nil {
		return "", nil
	}
	n, err := ParsePaperNumber(h.Number)
	if err != nil {
		return "", err
	}
	var at int64
	err = s.get("SELECT j.at FROM books b JOIN journal j USING (seq) WHERE book = ? AND ? BETWEEN first AND last", []any{n.Book, n.Number}, &at)
	if isNoRows(err) {
		return "", nil // RecordPayment refuses it
	}
	registered := DayOf(time.UnixMilli(at).In(city.zone))
	if written := DayOf(h.At().In(city.zone)); err == nil && written < registered {
		return fmt.Sprintf("%s is dated %s, and its book was registered on %s", n, written.Display(), registered.Display()), nil
	}
	return "", err
}

func (s *store) projectHandwritten(e Entry, b *paymentRecorded) error {
	h := b.Payment.Handwritten
	if h == nil {
		return nil
	}
	n, err := ParsePaperNumber(h.Number)
	if err != nil {
		return err
	}
	// The paper is the original that the customer has: whatever is printed of
	// it is a duplicate.
	if err := s.exec("UPDATE payments SET prints = 1, given_out = seq WHERE seq = ?", e.Seq); err != nil {
		return err
	}
	return s.exec("INSERT INTO book_receipts (book, number, payment) VALUES (?,?,?)", n.Book, n.Number, e.Seq)
}

// SpoilPaper declares that receipts of a book were spoiled, or were not used
// and are destroyed, and will never be keyed in. The approver is a supervisor
// who neither declares it nor has the book.
func (l *Ledger) SpoilPaper(by, approver Session, r PaperRange, reason string) error {
	if err := by.may("declare receipts spoiled", Clerk, Administrator, Supervisor); err != nil {
		return err
	}
	if err := r.Check(); err != nil {
		return err
	}
	if err := checkTexts(typed{"reason", &reason}); err != nil {
		return err
	}
	if reason == "" {
		return invalid("reason", "say how the receipts were spoiled")
	}
	if err := approver.second("approve spoiled receipts", by.Name()); err != nil {
		return err
	}
	return l.write(by.Name(), func(t *tx) error {
		for number := r.First; number <= r.Last; number++ {
			if err := t.mustBeOpen(PaperNumber{r.Book, number}); err != nil {
				return err
			}
		}
		holders, err := list(t.store, scanText, "SELECT holder FROM books WHERE book = ? AND first <= ? AND last >= ?", r.Book, r.Last, r.First)
		if err != nil {
			return err
		}
		if err := approver.second("approve spoiled receipts", holders...); err != nil {
			return err
		}
		_, err = t.record(&bookSpoiled{r.Book, r.First, r.Last, reason, approver.Name()})
		return err
	})
}
