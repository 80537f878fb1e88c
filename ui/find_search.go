package ui

import (
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// search is what was looked for and found, and the one receipt looked at.
type search struct {
	ledger  *ledger.Ledger
	sought  ledger.Sought
	list    *ledger.Listing // nil: nothing could be read
	receipt *ledger.Receipt
}

// find lists the receipts that the text fits, newest first, and looks at the
// first of them.
func (s *search) find(text string) error {
	s.sought.Text = text
	return s.begin()
}

// begin begins the list anew.
func (s *search) begin() (err error) {
	s.receipt = nil
	if s.list, err = s.ledger.List(s.sought); err != nil {
		return err
	}
	return s.lookAtNewest()
}

// lookAtNewest looks at the first of the list.
func (s *search) lookAtNewest() error {
	newest, err := s.page(0, 1)
	if err != nil || len(newest) == 0 {
		return err
	}
	return s.look(newest[0].ID)
}

func (s *search) page(from, count int) ([]ledger.Found, error) {
	if s.list == nil {
		return nil, nil
	}
	return s.list.Page(from, count)
}

// found is how many are found so far.
func (s *search) found() int {
	if s.list == nil {
		return 0
	}
	return s.list.Len()
}

// whole reports whether nothing more is to be found.
func (s *search) whole() bool { return s.list == nil || s.list.Whole() }

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
	if err := s.begin(); err != nil || looked == nil {
		return err
	}
	return s.look(looked.Payment.ID)
}

// place is where the receipt looked at stands in the list.
func (s *search) place() int {
	if s.receipt == nil || s.list == nil {
		return 0
	}
	place, err := s.list.Place(s.receipt.Number)
	if err != nil {
		return 0
	}
	return place
}

// summary says how many were found, and whether there may be others.
func (s *search) summary() string {
	if s.list == nil || s.list.Unsearched == 0 || !s.whole() {
		return s.counted()
	}
	unread := int(max(100*s.list.Unsearched/s.list.Entries, 1))
	return words.T("%s. Older receipts are still being read in (%d%% to go): search again in a moment.", strings.TrimSuffix(s.counted(), "."), unread)
}

func (s *search) counted() string {
	asked := strings.TrimSpace(s.sought.Text)
	switch n := s.found(); {
	case !s.whole() && n == 0:
		return words.T("Looking …")
	case !s.whole():
		return words.T("%s receipts so far, the newest first …", widgets.Count(n))
	case n == 0 && asked != "":
		return words.T("No receipt has the number, account, name, amount or check number “%s”.", asked)
	case n == 0 && s.sought.Filtered():
		return words.T("No receipt is like that.")
	case n == 0:
		return words.T("No receipts yet.")
	case n == 1:
		return words.T("1 receipt")
	default:
		return words.T("%s receipts", widgets.Count(n))
	}
}

// remarks is what the office knows of the receipt looked at and the paper does
// not say. The printer is the one that its paper waits for; empty: none.
func (s *search) remarks(printer string) []string {
	if s.receipt == nil {
		return nil
	}
	r := s.receipt
	given := givenOut(r.Prints)
	if printer != "" {
		given = words.T("Waits for printer %s: F3 prints it elsewhere or saves it.", printer)
	}
	remarks := []string{given, exported(r.Batch)}
	if v := r.Void; v != nil {
		remarks = append([]string{words.T("VOID by %s, approved by %s, %s: %s", v.By, v.ApprovedBy, v.At.Format(stamp), words.Say(v.Reason))}, remarks...)
		if v.Refund != nil {
			remarks = append(remarks, words.Say(v.Refund.Words()))
		}
	}
	remarks = append(remarks, s.postings(*r)...)
	if r.ReplacedBy != "" {
		remarks = append(remarks, words.T("Keyed in again as receipt %s.", r.ReplacedBy))
	}
	for _, w := range r.Warnings {
		remark := words.T("Warning: %s", words.Say(w.Text))
		if w.Reason != "" {
			remark += words.T(". Reason given: %s", words.Say(w.Reason))
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
