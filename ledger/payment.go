package ledger

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

// Payment is what one customer asks for at the counter: one or more stub
// lines, settled by one or more tenders.
type Payment struct {
	// ID is a UUID (version 7 from the screens) that is chosen before the first
	// attempt: the same id is the same payment, however often it is sent.
	ID      string   `json:"id"`
	Lines   []Line   `json:"lines"`
	Tenders []Tender `json:"tenders"`
	Payor   string   `json:"payor"`
	Note    string   `json:"note,omitempty"`
	// Language is the customer's, like "es", for the receipt; empty: not known.
	Language string   `json:"language,omitempty"`
	Copy     BillCopy `json:"bill_copy,omitempty"`
	// Reasons answers warnings, each by its kind.
	Reasons map[WarningKind]string `json:"reasons,omitempty"`
	// Replaces is the receipt of the void payment that this one stands in for.
	Replaces string `json:"replaces,omitempty"`
	// Handwritten is set for a receipt that was written by hand, out of a book.
	Handwritten *Handwritten `json:"handwritten,omitempty"`
	// Unattended is set when no one is there to ask: warnings are recorded
	// without a reason, for the supervisor to read.
	Unattended bool `json:"unattended,omitempty"`
}

// Line is the money applied to one stub.
type Line struct {
	Account   string        `json:"account"`
	Bill      string        `json:"bill,omitempty"`
	BillDate  Day           `json:"bill_date,omitempty"`
	Due       Day           `json:"due,omitempty"`
	AmountDue *money.Amount `json:"amount_due,omitempty"` // as the stub says; nil: it does not say
	Amount    money.Amount  `json:"amount"`               // applied
	Funds     []Fund        `json:"funds,omitempty"`      // which the amount is split to; empty: the stub does not show them
	Scan      string        `json:"scan,omitempty"`
	Copy      *KeptCopy     `json:"bill_copy,omitempty"` // the picture of this bill; nil: the payment's Copy stands
}

// TenderKind is how money is handed over. It never changes once a receipt
// exists.
type TenderKind string

const (
	Cash  TenderKind = "cash"
	Check TenderKind = "check"
	Card  TenderKind = "card" // on an external terminal
)

// Parts has a tender said in the language of who reads it.
func (k TenderKind) Parts() (format string, args []any) { return string(k), nil }

// Tender is one piece of the money handed over. Of a check, only the number,
// the bank's routing number, the last four digits of the account and the name
// are kept, beside its date.
type Tender struct {
	Kind    TenderKind   `json:"kind"`
	Amount  money.Amount `json:"amount"`
	Number  string       `json:"number,omitempty"` // the check's number, or the card terminal's slip number
	Routing string       `json:"routing,omitempty"`
	Last4   string       `json:"last4,omitempty"`
	Name    string       `json:"name,omitempty"`
	Date    Day          `json:"date,omitempty"` // written on the check; empty: not noted
}

// BillCopy says whether copies of the bills came with the payment, as the city
// asks while nothing can be looked up: on paper, for each line that has no
// picture.
type BillCopy string

const (
	CopyNotStated BillCopy = ""
	CopyReceived  BillCopy = "received"
	NoCopy        BillCopy = "none"
)

// Total returns the money applied to stubs.
func (p Payment) Total() (money.Amount, error) {
	var total money.Amount
	for _, line := range p.Lines {
		var err error
		if total, err = total.Add(line.Amount); err != nil {
			return total, err
		}
	}
	return total, nil
}

// Tendered returns the money handed over in one kind of tender.
func (p Payment) Tendered(kind TenderKind) (money.Amount, error) {
	var total money.Amount
	for _, tender := range p.Tenders {
		if tender.Kind != kind {
			continue
		}
		var err error
		if total, err = total.Add(tender.Amount); err != nil {
			return total, err
		}
	}
	return total, nil
}

// taken is what was handed over, by tender; cash with the change in it.
func (p Payment) taken() (t Tally, err error) {
	var errs [3]error
	t.Cash, errs[0] = p.Tendered(Cash)
	t.Check, errs[1] = p.Tendered(Check)
	t.Card, errs[2] = p.Tendered(Card)
	return t, errors.Join(errs[:]...)
}

// slips counts the tenders of one kind.
func (p Payment) slips(kind TenderKind) (n int) {
	for _, t := range p.Tenders {
		if t.Kind == kind {
			n++
		}
	}
	return n
}

const (
	maxLines     = 50
	maxTenders   = 20
	maxTextRunes = 200
	maxScanBytes = 200
)

var (
	accountForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z ./-]{0,31}$`)
	numberForm  = regexp.MustCompile(`^[0-9A-Za-z-]{1,20}$`)
	digitsForm  = regexp.MustCompile(`^[0-9]+$`)
)

// checked returns the payment with surrounding space trimmed, or an error that
// names the field: what no reason can make right.
func (p Payment) checked() (Payment, error) {
	id, err := uuid.Parse(p.ID)
	if err != nil || len(p.ID) != 36 {
		return p, invalid("id", "%q is not a UUID; choose one before the first attempt", clip(p.ID))
	}
	p.ID = id.String()
	if len(p.Lines) == 0 || len(p.Lines) > maxLines {
		return p, invalid("lines", "a payment has 1 to %d stub lines, not %d", maxLines, len(p.Lines))
	}
	if len(p.Tenders) == 0 || len(p.Tenders) > maxTenders {
		return p, invalid("tenders", "a payment has 1 to %d tenders, not %d", maxTenders, len(p.Tenders))
	}
	lines := make([]Line, len(p.Lines))
	for i, line := range p.Lines {
		if lines[i], err = line.checked(fmt.Sprintf("lines[%d].", i)); err != nil {
			return p, err
		}
	}
	tenders := make([]Tender, len(p.Tenders))
	for i, tender := range p.Tenders {
		if tenders[i], err = tender.checked(fmt.Sprintf("tenders[%d].", i)); err != nil {
			return p, err
		}
	}
	p.Lines, p.Tenders = lines, tenders
	if err := checkTexts(typed{"payor", &p.Payor}, typed{"note", &p.Note}, typed{"replaces", &p.Replaces}); err != nil {
		return p, err
	}
	if p.Language != "" && !languageForm.MatchString(p.Language) {
		return p, invalid("language", "%q is not a language; write its code, like es", clip(p.Language))
	}
	if p.Handwritten != nil {
		if p.Handwritten, err = p.Handwritten.checked(); err != nil {
			return p, err
		}
	}
	if c := p.Copy; c != CopyNotStated && c != CopyReceived && c != NoCopy {
		return p, invalid("bill_copy", "%q is not known; write %q or %q", c, CopyReceived, NoCopy)
	}
	reasons := map[WarningKind]string{}
	for kind, reason := range p.Reasons {
		if !kind.known() {
			return p, invalid("reasons."+clip(string(kind)), "this is not a warning that a reason can answer")
		}
		if err := checkTexts(typed{"reasons." + string(kind), &reason}); err != nil {
			return p, err
		}
		if reason != "" {
			reasons[kind] = reason
		}
	}
	p.Reasons = reasons
	return p, nil
}

func (l Line) checked(at string) (Line, error) {
	if err := checkTexts(typed{at + "account", &l.Account}, typed{at + "bill", &l.Bill}, typed{at + "scan", &l.Scan}); err != nil {
		return l, err
	}
	if !accountForm.MatchString(l.Account) {
		return l, invalid(at+"account", "%q is not an account number; use 1 to 32 digits or plain letters", clip(l.Account))
	}
	if l.Bill != "" && !accountForm.MatchString(l.Bill) {
		return l, invalid(at+"bill", "%q is not a bill number; use up to 32 digits or plain letters", clip(l.Bill))
	}
	for field, day := range map[string]Day{"bill_date": l.BillDate, "due": l.Due} {
		if day == "" {
			continue
		}
		if _, err := ParseDay(string(day)); err != nil {
			return l, invalid(at+field, "%s", err)
		}
	}
	if l.AmountDue != nil && (l.AmountDue.IsNegative() || l.AmountDue.Cmp(money.Max) > 0) {
		return l, invalid(at+"amount_due", "%s is not between 0.00 and %s", l.AmountDue, money.Max.Display())
	}
	if len(l.Scan) > maxScanBytes || !printable(l.Scan) {
		return l, invalid(at+"scan", "a scan line has at most %d plain characters", maxScanBytes)
	}
	if err := checkAmount(at+"amount", l.Amount); err != nil {
		return l, err
	}
	if l.Copy != nil {
		if err := l.Copy.check(at + "bill_copy."); err != nil {
			return l, err
		}
	}
	return l, l.checkFunds(at)
}

func (t Tender) checked(at string) (Tender, error) {
	if err := checkTexts(typed{at + "number", &t.Number}, typed{at + "routing", &t.Routing}, typed{at + "last4", &t.Last4}, typed{at + "name", &t.Name}); err != nil {
		return t, err
	}
	if t.Date != "" {
		if t.Kind != Check {
			return t, invalid(at+"date", "only a check has a date")
		}
		if _, err := ParseDay(string(t.Date)); err != nil {
			return t, invalid(at+"date", "%s", err)
		}
	}
	switch t.Kind {
	case Cash:
		if t.Number+t.Routing+t.Last4+t.Name != "" {
			return t, invalid(at+"number", "cash has no number, routing, last4 or name; leave them out, or make the tender a check")
		}
	case Check:
		if !numberForm.MatchString(t.Number) {
			return t, invalid(at+"number", "a check needs its number, as printed on it: up to 20 digits or letters")
		}
	case Card:
		if t.Number != "" && !numberForm.MatchString(t.Number) {
			return t, invalid(at+"number", "%q is not a terminal slip's number; use up to 20 letters or digits", clip(t.Number))
		}
		if t.Routing != "" {
			return t, invalid(at+"routing", "only a check has a routing number")
		}
	default:
		return t, invalid(at+"kind", "%q is not a tender; write cash, check or card", clip(string(t.Kind)))
	}
	if t.Routing != "" && (len(t.Routing) != 9 || !digitsForm.MatchString(t.Routing)) {
		return t, invalid(at+"routing", "this is not a routing number; it has nine digits")
	}
	// Four digits at most, so that a whole account number never reaches the disk.
	if t.Last4 != "" && (len(t.Last4) > 4 || !digitsForm.MatchString(t.Last4)) {
		return t, invalid(at+"last4", "give only the last four digits of the account")
	}
	return t, checkAmount(at+"amount", t.Amount)
}

func checkAmount(field string, a money.Amount) error {
	if !a.IsPositive() {
		return invalid(field, "an amount is more than 0.00; got %s", a)
	}
	if a.Cmp(money.Max) > 0 {
		return invalid(field, "%s is larger than %s", a.Display(), money.Max.Display())
	}
	return nil
}

type typed struct {
	field string
	value *string
}

// checkTexts trims what people typed and refuses what no form would hold.
func checkTexts(texts ...typed) error {
	for _, t := range texts {
		*t.value = strings.TrimSpace(*t.value)
		if stub.IsCheckLine(*t.value) { // it is not said again: the answer may be kept in a log
			return wholeCheckLine(t.field)
		}
		if utf8.RuneCountInString(*t.value) > maxTextRunes {
			return invalid(t.field, "it is longer than %d characters", maxTextRunes)
		}
		if !printable(*t.value) || strings.ContainsRune(*t.value, utf8.RuneError) {
			return invalid(t.field, "it has characters that cannot be printed")
		}
	}
	return nil
}

func clip(text string) string {
	const limit = 40
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}

// settle returns the change. Lines and change equal tenders, and change is
// given from cash only.
func (p Payment) settle() (total, change money.Amount, err error) {
	if total, err = p.Total(); err != nil {
		return total, change, invalid("lines", "%s", err)
	}
	taken, err := p.taken()
	if err != nil {
		return total, change, invalid("tenders", "%s", err)
	}
	tendered, err := taken.Sum()
	if err != nil {
		return total, change, invalid("tenders", "%s", err)
	}
	cash := taken.Cash
	if change, err = tendered.Sub(total); err != nil {
		return total, change, invalid("tenders", "%s", err)
	}
	if change.IsNegative() {
		return total, change, invalid("tenders", "%s is handed over for %s; take the rest or lower an amount", tendered.Display(), total.Display())
	}
	if change.Cmp(cash) > 0 {
		return total, change, invalid("tenders", "the change of %s is more than the cash handed over (%s); change is given from cash only", change.Display(), cash.Display())
	}
	return total, change, nil
}
