// Package receipts makes the documents of a payment counter out of plain
// values of the ledger: receipts, closings, the day's reconciliation, sample
// bills. The same values make the same bytes.
//
// Each document is first put into words, in one model, and then set for its
// paper: PDF, plain text, or the bytes of a receipt printer.
package receipts

import (
	"strings"
	"time"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// receipt is what a receipt says, in words of the customer's language.
type receipt struct {
	in translations.Language

	title      string
	training   string // NOT A RECEIPT; empty: it is one
	number     string
	at         time.Time
	letterhead []string // the city first
	duplicate  string   // DUPLICATE n; empty: the original
	void       []string // VOID, then who, when and why; nil: the payment stands
	facts      []fact
	stubs      []receiptStub
	total      string
	tenders    []receiptTender
	change     string
	notices    []string
	footer     []string
	code       string
	seal       string // for the QR code; empty: none
}

type receiptStub struct {
	account, bill, due, amountDue, amount string

	funds []fact // which the amount is split to; nil: the stub does not show them
	marks []string
}

type receiptTender struct{ label, detail, amount string }

const (
	receiptTitle = "OFFICIAL RECEIPT"
	timeLayout   = "01/02/2006 3:04 PM MST"
)

// wording puts one receipt into words.
type wording struct {
	ledger.Receipt
	in translations.Language
}

// languageOf is the customer's, where the program speaks it.
func languageOf(p ledger.Payment) translations.Language {
	if l := translations.Language(p.Language); l.Known() {
		return l
	}
	return translations.English
}

func newReceipt(r ledger.Receipt) receipt {
	w := wording{r, languageOf(r.Payment)}
	doc := receipt{
		in:         w.in,
		title:      w.in.T("OFFICIAL RECEIPT"),
		number:     r.OfficialNumber(),
		at:         r.At,
		letterhead: letterheadOf(r.City),
		void:       w.void(),
		facts:      w.facts(),
		total:      r.Total.Display(),
		change:     r.Change.Display(),
		notices:    w.notices(),
		footer:     paragraphs(w.footer()),
		code:       r.Code(),
		seal:       r.Seal,
	}
	if r.City.Training {
		doc.title, doc.training = w.in.T("TRAINING##receipt"), w.in.T("NOT A RECEIPT")
	}
	if r.Prints > 0 {
		doc.duplicate = w.in.T("DUPLICATE %d", r.Prints)
	}
	for i := range r.Payment.Lines {
		doc.stubs = append(doc.stubs, w.stub(i+1))
	}
	for _, tender := range r.Payment.Tenders {
		doc.tenders = append(doc.tenders, w.tender(tender))
	}
	return doc
}

func letterheadOf(city ledger.City) []string {
	var lines []string
	for _, line := range []string{city.Name, city.Department, city.Address, city.Phone} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// footer is the city's own text, in the customer's language where it has one.
func (w wording) footer() string {
	text := w.City.Receipt
	if w.in == translations.Spanish && text.Spanish.Footer != "" {
		return text.Spanish.Footer
	}
	return text.Footer
}

func (w wording) facts() []fact {
	facts := w.receivedFacts()
	if ledger.DayOf(w.At) != w.Day {
		facts = append(facts, fact{w.in.T("Business day##receipt"), w.Day.Display()})
	}
	payor := w.Payment.Payor
	if payor == "" {
		payor = w.in.T("not stated##receipt")
	}
	facts = append(facts, fact{w.in.T("Station##receipt"), w.Station}, w.takerFact(), fact{w.in.T("Received from##receipt"), payor})
	return append(facts, w.linkFacts()...)
}

// stub puts a line of the payment into words; they are counted from 1.
func (w wording) stub(n int) receiptStub {
	line := w.Payment.Lines[n-1]
	stub := receiptStub{
		account: w.AccountOf(n), bill: line.Bill, due: line.Due.Display(), amountDue: w.in.T("not stated##receipt"), amount: line.Amount.Display(),
	}
	if line.AmountDue != nil {
		stub.amountDue = line.AmountDue.Display()
		switch line.Amount.Cmp(*line.AmountDue) {
		case -1:
			stub.marks = append(stub.marks, w.in.T("PARTIAL: less than the bill"))
		case +1:
			stub.marks = append(stub.marks, w.in.T("OVER: more than the bill"))
		}
	}
	for _, f := range line.Funds {
		stub.funds = append(stub.funds, fact{f.Name, f.Amount.Display()})
	}
	for _, warning := range w.Warnings {
		if warning.Kind == ledger.UnknownAccount && warning.Line == n {
			stub.marks = append(stub.marks, w.in.T("This account is not in our list; it will be looked up when billing returns"))
		}
	}
	stub.marks = append(stub.marks, w.correctionMarks(n)...)
	stub.marks = append(stub.marks, w.postedMark(n)...)
	return stub
}

func (w wording) tender(t ledger.Tender) receiptTender {
	label := map[ledger.TenderKind]string{
		ledger.Cash: w.in.T("Cash##receipt"), ledger.Check: w.in.T("Check##receipt"), ledger.Card: w.in.T("Card##receipt"),
	}[t.Kind]
	if t.Number != "" {
		label += " " + t.Number
	}
	var details []string
	if t.Routing != "" {
		details = append(details, w.in.T("Bank %s##receipt", t.Routing))
	}
	if t.Last4 != "" {
		details = append(details, w.in.T("Ending %s##receipt", t.Last4))
	}
	if t.Name != "" {
		details = append(details, t.Name)
	}
	return receiptTender{label, strings.Join(details, ", "), t.Amount.Display()}
}

func tenderName(kind ledger.TenderKind) string {
	return map[ledger.TenderKind]string{ledger.Cash: "Cash", ledger.Check: "Check", ledger.Card: "Card"}[kind]
}

// notices say what is known of the payment, and what is not.
func (w wording) notices() []string {
	var copied string
	switch w.Payment.Copy {
	case ledger.CopyReceived:
		copied = w.in.T("A copy of the bill came with this payment.")
	case ledger.NoCopy:
		copied = w.in.T("No copy of the bill came with this payment.")
	case ledger.CopyNotStated:
		copied = w.in.T("It was not noted whether a copy of the bill came with this payment.")
	}
	notices := append([]string{copied}, w.returnedNotices()...)
	switch {
	case w.City.Training:
		return append(notices, w.in.T("Made in training: no money was taken, and nothing will be posted."))
	case w.Void != nil:
		return append(notices, w.in.T("This payment is void and will not be posted to your account."))
	case len(w.Postings) > 0:
		return append(notices, w.postedNotice())
	}
	return append(notices, w.in.T("Billing is offline. The balance on your account is not known today. This payment will be posted when billing returns, as of the date above. Keep this receipt."))
}

// money.Amount.Display leaves the currency to the reader; a figure on its own
// says it.
func dollars(a money.Amount) string { return "$" + a.Display() }
