package receipts

import (
	"fmt"

	"counterfoil/ledger"
)

// What a receipt says of what happened before it was recorded, when it was
// written by hand, and since: that it replaces another or was replaced, that
// an account was corrected, that a check came back.

// officialNumber is the number that the customer knows the receipt by: of a
// handwritten one, that on the paper.
func officialNumber(r ledger.Receipt) string {
	if h := r.Payment.Handwritten; h != nil {
		return h.Number
	}
	return r.Number
}

// receivedFacts say when the money came, and who took it.
func receivedFacts(r ledger.Receipt) []fact {
	h := r.Payment.Handwritten
	if h == nil {
		return []fact{{"Receipt", r.Number}, {"Received", r.At.Format(timeLayout)}}
	}
	written := h.At().In(r.At.Location())
	layout := timeLayout
	if written.Hour() == 0 && written.Minute() == 0 { // the paper says only the day
		layout = "01/02/2006"
	}
	return []fact{
		{"Receipt", h.Number + ", handwritten"}, {"Received", written.Format(layout)},
		{"Entered as", r.Number + ", " + r.At.Format(timeLayout)},
	}
}

// takerFact says who took the money.
func takerFact(r ledger.Receipt) fact {
	if h := r.Payment.Handwritten; h != nil {
		return fact{"Received by", h.Writer + "; keyed in by " + r.Clerk}
	}
	return fact{"Received by", r.Clerk}
}

// linkFacts name the receipt that this one stands in for, and the one that
// stands in for it.
func linkFacts(r ledger.Receipt) (facts []fact) {
	if r.Payment.Replaces != "" {
		facts = append(facts, fact{"Replaces", r.Payment.Replaces + ", which is void"})
	}
	if r.ReplacedBy != "" {
		facts = append(facts, fact{"Replaced by", r.ReplacedBy})
	}
	return facts
}

// correctionMarks tell of each correction of a line's account.
func correctionMarks(r ledger.Receipt, line int) (marks []string) {
	for _, c := range r.Corrections {
		if c.Line == line {
			marks = append(marks, fmt.Sprintf("Account corrected from %s on %s by %s, approved by %s: %s",
				c.From, c.At.Format("01/02/2006"), c.By, c.ApprovedBy, c.Reason))
		}
	}
	return marks
}

// returnedNotices tell of the checks that the bank did not pay.
func returnedNotices(r ledger.Receipt) (notices []string) {
	for _, c := range r.Returned {
		notices = append(notices, fmt.Sprintf("Check %s, %s, came back from the bank unpaid on %s: %s. What it paid is not paid.",
			c.Check.Number, dollars(c.Check.Amount), c.On.Display(), c.Reason))
	}
	return notices
}
