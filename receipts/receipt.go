// Package receipts makes the documents of a payment counter out of plain
// values of the ledger: receipts, closings, the day's reconciliation, sample
// bills. The same values make the same bytes.
//
// Each document is first put into words, in one model, and then set for its
// paper: PDF, plain text, or the bytes of a receipt printer.
package receipts

import (
	"fmt"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// receipt is what a receipt says, in words.
type receipt struct {
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
	notStated    = "not stated"

	balanceUnknown = "Billing is offline. The balance on your account is not known today. This payment will be posted when billing returns, as of the date above. Keep this receipt."
	notPosted      = "This payment is void and will not be posted to your account."
)

func newReceipt(r ledger.Receipt) receipt {
	doc := receipt{
		number: officialNumber(r), at: r.At, letterhead: letterheadOf(r.City),
		facts:   receiptFacts(r),
		total:   r.Total.Display(),
		change:  r.Change.Display(),
		notices: receiptNotices(r),
		footer:  paragraphs(r.City.Receipt.Footer),
		code:    r.Code(),
	}
	if r.Prints > 0 {
		doc.duplicate = fmt.Sprint("DUPLICATE ", r.Prints)
	}
	if v := r.Void; v != nil {
		doc.void = []string{
			"VOID",
			fmt.Sprintf("Voided %s by %s, approved by %s.", v.At.Format(timeLayout), v.By, v.ApprovedBy),
			"Reason: " + v.Reason,
		}
		if v.Refund != nil {
			doc.void = append(doc.void, v.Refund.Words())
		}
	}
	for i, line := range r.Payment.Lines {
		stub := newReceiptStub(line, i+1, r.Warnings)
		stub.account = r.AccountOf(i + 1)
		stub.marks = append(stub.marks, correctionMarks(r, i+1)...)
		doc.stubs = append(doc.stubs, stub)
	}
	for _, tender := range r.Payment.Tenders {
		doc.tenders = append(doc.tenders, newReceiptTender(tender))
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

func receiptFacts(r ledger.Receipt) []fact {
	facts := receivedFacts(r)
	if ledger.DayOf(r.At) != r.Day {
		facts = append(facts, fact{"Business day", r.Day.Display()})
	}
	payor := r.Payment.Payor
	if payor == "" {
		payor = notStated
	}
	facts = append(facts, fact{"Station", r.Station}, takerFact(r), fact{"Received from", payor})
	return append(facts, linkFacts(r)...)
}

func newReceiptStub(line ledger.Line, n int, warnings []ledger.Warning) receiptStub {
	stub := receiptStub{
		account: line.Account, bill: line.Bill, due: line.Due.Display(), amountDue: notStated, amount: line.Amount.Display(),
	}
	if line.AmountDue != nil {
		stub.amountDue = line.AmountDue.Display()
		switch line.Amount.Cmp(*line.AmountDue) {
		case -1:
			stub.marks = append(stub.marks, "PARTIAL: less than the bill")
		case +1:
			stub.marks = append(stub.marks, "OVER: more than the bill")
		}
	}
	for _, f := range line.Funds {
		stub.funds = append(stub.funds, fact{f.Name, f.Amount.Display()})
	}
	for _, w := range warnings {
		if w.Kind == ledger.UnknownAccount && w.Line == n {
			stub.marks = append(stub.marks, "This account is not in our list; it will be looked up when billing returns")
		}
	}
	return stub
}

func newReceiptTender(t ledger.Tender) receiptTender {
	label := tenderName(t.Kind)
	if t.Number != "" {
		label += " " + t.Number
	}
	var details []string
	if t.Routing != "" {
		details = append(details, "Bank "+t.Routing)
	}
	if t.Last4 != "" {
		details = append(details, "Ending "+t.Last4)
	}
	if t.Name != "" {
		details = append(details, t.Name)
	}
	return receiptTender{label, strings.Join(details, ", "), t.Amount.Display()}
}

func tenderName(kind ledger.TenderKind) string {
	return map[ledger.TenderKind]string{ledger.Cash: "Cash", ledger.Check: "Check", ledger.Card: "Card"}[kind]
}

func receiptNotices(r ledger.Receipt) []string {
	notices := []string{map[ledger.BillCopy]string{
		ledger.CopyReceived:  "A copy of the bill came with this payment.",
		ledger.NoCopy:        "No copy of the bill came with this payment.",
		ledger.CopyNotStated: "It was not noted whether a copy of the bill came with this payment.",
	}[r.Payment.Copy]}
	if r.Void != nil {
		return append(notices, notPosted)
	}
	notices = append(notices, returnedNotices(r)...)
	return append(notices, balanceUnknown)
}

// money.Amount.Display leaves the currency to the reader; a figure on its own
// says it.
func dollars(a money.Amount) string { return "$" + a.Display() }
