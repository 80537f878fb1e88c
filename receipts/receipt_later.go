package receipts

import "counterfoil/ledger"

// What a receipt says of what happened before it was recorded, when it was
// written by hand, and since: that it is void, that it replaces another or was
// replaced, that an account was corrected, that a check came back.

// void says who took the payment back, when and why.
func (w wording) void() []string {
	v := w.Void
	if v == nil {
		return nil
	}
	said := []string{
		w.in.T("VOID##receipt"),
		w.in.T("Voided %s by %s, approved by %s.", v.At.Format(timeLayout), v.By, v.ApprovedBy),
		w.in.T("Reason: %s##receipt", v.Reason),
	}
	if v.Refund != nil {
		said = append(said, w.refund(*v.Refund))
	}
	return said
}

func (w wording) refund(r ledger.Refund) string {
	switch r.Way {
	case ledger.FromDrawer:
		return w.in.T("The money was given back in cash, from the drawer of %s.##receipt", r.Clerk)
	case ledger.ByFinance:
		return w.in.T("Finance refunds the money.##receipt")
	}
	return w.in.T("No money moved: the payment was recorded in error.##receipt")
}

// receivedFacts say when the money came.
func (w wording) receivedFacts() []fact {
	name, received := w.in.T("Receipt##receipt"), w.in.T("Received##receipt")
	h := w.Payment.Handwritten
	if h == nil {
		return []fact{{name, w.Number}, {received, w.At.Format(timeLayout)}}
	}
	written, layout := w.ReceivedAt(), timeLayout
	if written.Hour() == 0 && written.Minute() == 0 { // the paper says only the day
		layout = "01/02/2006"
	}
	return []fact{
		{name, w.in.T("%s, handwritten", h.Number)}, {received, written.Format(layout)},
		{w.in.T("Entered as##receipt"), w.Number + ", " + w.At.Format(timeLayout)},
	}
}

// takerFact says who took the money.
func (w wording) takerFact() fact {
	name := w.in.T("Received by##receipt")
	if h := w.Payment.Handwritten; h != nil {
		return fact{name, w.in.T("%s; keyed in by %s", h.Writer, w.Clerk)}
	}
	return fact{name, w.Clerk}
}

// linkFacts name the receipt that this one stands in for, and the one that
// stands in for it.
func (w wording) linkFacts() (facts []fact) {
	if w.Payment.Replaces != "" {
		facts = append(facts, fact{w.in.T("Replaces##receipt"), w.in.T("%s, which is void", w.Payment.Replaces)})
	}
	if w.ReplacedBy != "" {
		facts = append(facts, fact{w.in.T("Replaced by##receipt"), w.ReplacedBy})
	}
	return facts
}

// postedMark says that billing has a line, and under which number.
func (w wording) postedMark(line int) (marks []string) {
	for _, p := range w.Postings {
		if p.Line != line || !p.Status.Posted() || w.Void != nil {
			continue
		}
		if p.Reference == "" {
			return []string{w.in.T("Posted to the account")}
		}
		return []string{w.in.T("Posted to the account, reference %s", p.Reference)}
	}
	return nil
}

// postedNotice says of a payment that billing answered about how much of it
// billing has: it is not offline anymore.
func (w wording) postedNotice() string {
	for n := range w.Payment.Lines {
		if w.postedMark(n+1) == nil {
			return w.in.T("Billing has posted what is marked as posted. The rest will be posted as of the date above. Keep this receipt.")
		}
	}
	return w.in.T("Billing has posted this payment as of the date above. Ask there for the balance of your account.")
}

// correctionMarks tell of each correction of a line's account.
func (w wording) correctionMarks(line int) (marks []string) {
	for _, c := range w.Corrections {
		if c.Line == line {
			marks = append(marks, w.in.T("Account corrected from %s on %s by %s, approved by %s: %s",
				c.From, c.At.Format("01/02/2006"), c.By, c.ApprovedBy, c.Reason))
		}
	}
	return marks
}

// returnedNotices tell of the checks that the bank did not pay.
func (w wording) returnedNotices() (notices []string) {
	if w.Void != nil {
		return nil
	}
	for _, c := range w.Returned {
		notices = append(notices, w.in.T("Check %s, %s, came back from the bank unpaid on %s: %s. What it paid is not paid.",
			c.Check.Number, dollars(c.Check.Amount), c.On.Display(), c.Reason))
	}
	return notices
}
