package ui

import (
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ui/words"
)

// mostFound is how many receipts a search lists.
const mostFound = 200

// search is what was looked for and found, and the one receipt looked at.
type search struct {
	ledger  *ledger.Ledger
	text    string
	found   []ledger.Found
	unread  int // how much of the journal could not be searched yet, in percent
	receipt *ledger.Receipt
}

// find lists the receipts that the text fits, newest first, and looks at the
// first of them.
func (s *search) find(text string) error {
	s.text, s.found, s.receipt = text, nil, nil
	matches, err := s.ledger.Find(text, mostFound)
	if err != nil {
		return err
	}
	s.found, s.unread = matches.Payments, 0
	if matches.Unsearched > 0 {
		s.unread = int(max(100*matches.Unsearched/matches.Entries, 1))
	}
	if len(s.found) == 0 {
		return nil
	}
	return s.look(s.found[0].ID)
}

// look reads the payment with that id as it stands now.
func (s *search) look(id string) error {
	receipt, err := s.ledger.ReceiptOf(id)
	if err != nil {
		return err
	}
	s.receipt = &receipt
	return nil
}

// again repeats the search and stays at the receipt looked at, which may have
// been voided or given out since.
func (s *search) again() error {
	looked := s.receipt
	if err := s.find(s.text); err != nil || looked == nil {
		return err
	}
	return s.look(looked.Payment.ID)
}

// place is where the receipt looked at stands in the list; 0 when it does not.
func (s *search) place() int {
	for i, f := range s.found {
		if s.receipt != nil && f.ID == s.receipt.Payment.ID {
			return i
		}
	}
	return 0
}

// summary says how many were found, and whether there may be others.
func (s *search) summary() string {
	if s.unread == 0 || len(s.found) == mostFound {
		return s.counted()
	}
	return words.T("%s. Older receipts are still being read in (%d%% to go): search again in a moment.", strings.TrimSuffix(s.counted(), "."), s.unread)
}

func (s *search) counted() string {
	asked := strings.TrimSpace(s.text) != ""
	switch n := len(s.found); {
	case n == 0 && asked:
		return words.T("No receipt has the number, account, name, amount or check number “%s”.", strings.TrimSpace(s.text))
	case n == 0:
		return words.T("No receipts yet.")
	case n == mostFound:
		return words.T("The newest %d receipts. Key in more to find others.", n)
	case n == 1:
		return words.T("1 receipt")
	default:
		return words.T("%d receipts", n)
	}
}

// remarks is what the office knows of the receipt looked at and the paper does
// not say.
func (s *search) remarks() []string {
	if s.receipt == nil {
		return nil
	}
	r := s.receipt
	remarks := []string{givenOut(r.Prints), exported(r.Batch)}
	if v := r.Void; v != nil {
		remarks = append([]string{words.T("VOID by %s, approved by %s, %s: %s", v.By, v.ApprovedBy, v.At.Format(stamp), v.Reason)}, remarks...)
		if v.Refund != nil {
			remarks = append(remarks, v.Refund.Words())
		}
	}
	remarks = append(remarks, s.postings(*r)...)
	if r.ReplacedBy != "" {
		remarks = append(remarks, words.T("Keyed in again as receipt %s.", r.ReplacedBy))
	}
	for _, w := range r.Warnings {
		remark := words.T("Warning: %s", w.Text)
		if w.Reason != "" {
			remark += words.T(". Reason given: %s", w.Reason)
		}
		remarks = append(remarks, remark)
	}
	return remarks
}

// postings say what billing did with each stub.
func (s *search) postings(r ledger.Receipt) (said []string) {
	if len(r.Postings) == 0 {
		return nil
	}
	lines, err := s.ledger.PostingLines(r)
	if err != nil {
		return []string{words.Say(err)}
	}
	for _, line := range lines {
		switch {
		case line.State == ledger.PostingPosted && line.Reference != "":
			said = append(said, words.T("Stub %d is posted in billing, reference %s.", line.Line, line.Reference))
		case line.State == ledger.PostingPosted:
			said = append(said, words.T("Stub %d is posted in billing.", line.Line))
		case line.State == ledger.PostingRefused:
			said = append(said, words.T("Billing rejected stub %d: %s. Correct the account, or have it sent again.", line.Line, line.Reason))
		case line.State == ledger.PostingWaits:
			said = append(said, words.T("Billing rejected stub %d; it goes into the next export again.", line.Line))
		}
	}
	return said
}

const stamp = "01/02/2006 3:04 PM"

func givenOut(prints int) string {
	switch prints {
	case 0:
		return words.T("Not given out yet: the next print is the original.")
	case 1:
		return words.T("Given out once: the next print says DUPLICATE 1.")
	}
	return words.T("Given out %d times: the next print says DUPLICATE %d.", prints, prints)
}

func exported(batch int64) string {
	if batch == 0 {
		return words.T("Not exported yet.")
	}
	return words.T("Exported in batch %d.", batch)
}

// standing reports whether the receipt looked at is of a payment that stands.
func (s *search) standing() bool { return s.receipt != nil && s.receipt.Void == nil }

// void takes the payment looked at back, with the word of a second person.
func (s *search) void(by, approver ledger.Session, reason string) error {
	receipt, err := s.ledger.Void(by, approver, s.receipt.Number, reason)
	if err == nil {
		s.receipt = &receipt
	}
	return err
}

// reverse takes the payment looked at back after its drawer was counted.
func (s *search) reverse(by, approver ledger.Session, reason string, way ledger.RefundWay, clerk string) error {
	receipt, err := s.ledger.Reverse(by, approver, s.receipt.Number, reason, way, clerk)
	if err == nil {
		s.receipt = &receipt
	}
	return err
}

func accountsOf(f ledger.Found) string {
	if f.Stubs > 1 {
		return fmt.Sprintf("%s +%d", f.Account, f.Stubs-1)
	}
	return f.Account
}

// paidBy says how a payment was made, and first whether it still stands.
func paidBy(f ledger.Found) string {
	kinds := make([]string, len(f.Tenders))
	for i, kind := range f.Tenders {
		kinds[i] = words.Say(kind)
	}
	said := strings.Join(kinds, "+")
	if f.Void {
		return words.T("VOID %s", said)
	}
	if f.Posting == ledger.PostingRefused {
		return words.T("REJECTED %s", said)
	}
	return said
}
