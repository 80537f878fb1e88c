package ledger

import (
	"fmt"

	"counterfoil/ledger/phrase"
	"counterfoil/ledger/stub"
)

// WarningKind names what is out of the ordinary about a payment.
type WarningKind string

const (
	UnknownAccount WarningKind = "unknown_account" // not in the roster
	Duplicate      WarningKind = "duplicate"       // same account and bill within the outage
	ScanDoubtful   WarningKind = "scan"            // the scan line has a wrong check digit, or is of another account
	Overpayment    WarningKind = "overpayment"
	Partial        WarningKind = "partial"
	RoutingWrong   WarningKind = "routing" // a check's routing number has a wrong check digit
	StaleCheck     WarningKind = "stale_check"
	PostDated      WarningKind = "post_dated_check"
	CopyMissing    WarningKind = "no_bill_copy"
	PayorMissing   WarningKind = "no_payor"
	AutoPay        WarningKind = "autopay"     // billing drafts the account as well
	NoChecks       WarningKind = "no_checks"   // a check on an account whose checks came back
	BeforeBook     WarningKind = "before_book" // written by hand before its book was registered
)

func (k WarningKind) known() bool {
	switch k {
	case UnknownAccount, Duplicate, ScanDoubtful, Overpayment, Partial, RoutingWrong, StaleCheck, PostDated, CopyMissing, PayorMissing, AutoPay, NoChecks, BeforeBook:
		return true
	}
	return false
}

// Warning is something the clerk is told before the payment is recorded. None
// ever stops the payment: one that needs a reason is answered with it, and
// both are in the journal.
type Warning struct {
	Kind        WarningKind `json:"kind"`
	Line        int         `json:"line"` // counted from 1; 0: the whole payment
	Text        string      `json:"text"`
	NeedsReason bool        `json:"needs_reason"`
	Reason      string      `json:"reason,omitempty"`
	// NeedsApproval is set when a supervisor must agree, ApprovedBy once one did.
	NeedsApproval bool   `json:"needs_approval,omitempty"`
	ApprovedBy    string `json:"approved_by,omitempty"`
}

// Review returns what RecordPayment would warn of, with the reasons given so
// far. Its errors are those of an invalid payment.
func (l *Ledger) Review(p Payment) ([]Warning, error) {
	if err := l.City().refuseCheckLines(p); err != nil {
		return nil, err
	}
	p, err := p.checked()
	if err != nil {
		return nil, err
	}
	var warnings []Warning
	err = l.read(func(s *store) (err error) {
		outage, err := s.outageAt(latest)
		if err != nil {
			return err
		}
		warnings, err = s.review(l.City(), l.Today(), outage, p)
		return err
	})
	return warnings, err
}

func (s *store) review(city City, today Day, outage Outage, p Payment) ([]Warning, error) {
	var warnings []Warning
	warn := func(kind WarningKind, line int, needsReason bool, format string, args ...any) {
		warnings = append(warnings, Warning{Kind: kind, Line: line, Text: fmt.Sprintf(format, args...), NeedsReason: needsReason, Reason: p.Reasons[kind]})
	}
	hasRoster, err := s.hasRoster()
	if err != nil {
		return nil, err
	}
	inThisPayment := map[[2]string]int{}
	for i, line := range p.Lines {
		n := i + 1
		if hasRoster {
			account, known, err := s.account(line.Account)
			if err != nil {
				return nil, err
			}
			if !known {
				warn(UnknownAccount, n, false, "account %s is not in the roster; compare it with the bill", line.Account)
			}
			if account.AutoPay {
				warn(AutoPay, n, false, "account %s is on AutoPay: it is drafted as well, so the customer may pay twice", line.Account)
			}
			if account.NoChecks && p.slips(Check) > 0 {
				warn(NoChecks, n, false, "account %s is marked “no checks”", line.Account)
				warnings[len(warnings)-1].NeedsApproval = true
			}
		}
		if p.slips(Check) > 0 {
			returned, listed, err := s.cameBack(line.Account)
			if err != nil {
				return nil, err
			}
			if listed {
				warn(NoChecks, n, false, "%s", returned.words())
				warnings[len(warnings)-1].NeedsApproval = true
			}
		}
		key := [2]string{line.Account, line.Bill}
		if earlier := inThisPayment[key]; earlier > 0 {
			warn(Duplicate, n, true, "%s is on stub %d of this payment already", nameBill(line), earlier)
		} else if receipt, err := s.paidBefore(outage, line); err != nil {
			return nil, err
		} else if receipt > 0 {
			warn(Duplicate, n, true, "%s was paid with receipt %s already", nameBill(line), receiptNumber(city.Station, receipt))
		}
		inThisPayment[key] = n
		if problem := scanProblem(city.Scanlines, line); problem != "" {
			warn(ScanDoubtful, n, true, "%s", problem)
		}
		if line.AmountDue != nil {
			switch line.Amount.Cmp(*line.AmountDue) {
			case +1:
				warn(Overpayment, n, city.Rules.Overpayment == AskReason, "%s is more than the %s on the bill", line.Amount.Display(), line.AmountDue.Display())
			case -1:
				warn(Partial, n, city.Rules.Partial == AskReason, "%s is less than the %s on the bill", line.Amount.Display(), line.AmountDue.Display())
			}
		}
	}
	if early, err := s.beforeBook(city, p.Handwritten); err != nil {
		return nil, err
	} else if early != "" {
		warn(BeforeBook, 0, true, "%s", early)
	}
	for _, tender := range p.Tenders {
		city.Checks.review(tender, today, func(kind WarningKind, needsReason bool, format string, args ...any) {
			warn(kind, 0, needsReason, format, args...)
		})
	}
	if pictures, papers := p.copies(); pictures+papers < len(p.Lines) {
		warn(CopyMissing, 0, city.Rules.NoBillCopy == AskReason, "no copy of the bill was received")
	}
	if p.Payor == "" {
		warn(PayorMissing, 0, true, "the receipt does not say who pays")
	}
	return warnings, nil
}

func nameBill(line Line) string {
	if line.Bill == "" {
		return "account " + line.Account
	}
	return "bill " + line.Bill + " of account " + line.Account
}

// paidBefore returns the number of the receipt that paid the same account and
// bill in this outage, or 0.
func (s *store) paidBefore(outage Outage, line Line) (int64, error) {
	var number int64
	err := s.get(`SELECT p.number FROM lines JOIN payments p ON p.seq = payment
		WHERE lines.account = ? AND bill = ? AND p.outage = ? AND void IS NULL ORDER BY p.number LIMIT 1`,
		[]any{line.Account, line.Bill, outage.Number}, &number)
	if isNoRows(err) {
		return 0, nil
	}
	return number, err
}

// scanProblem compares the line with what its scan says.
func scanProblem(profiles []stub.Profile, line Line) string {
	if line.Scan == "" {
		return ""
	}
	stubs, err := stub.Match(profiles, line.Scan)
	if err != nil {
		return "the scan line does not fit: " + err.Error()
	}
	for _, s := range stubs {
		if s.Account == line.Account {
			if err := s.Err(); err != nil {
				return err.Error()
			}
			return ""
		}
	}
	return fmt.Sprintf("the scan line is of account %s, not %s", stubs[0].Account, line.Account)
}

// unanswered returns an error for the first warning that lacks its reason or
// its approval.
func unanswered(warnings []Warning) error {
	for _, w := range warnings {
		if w.NeedsReason && w.Reason == "" {
			return NewError(NeedsReasons, "reasons."+string(w.Kind), "%s; give a reason to take the payment all the same", phrase.Word(w.Text))
		}
		if w.NeedsApproval && w.ApprovedBy == "" {
			return NewError(NeedsApproval, "approval."+string(w.Kind), "%s; a supervisor must sign in to take the payment all the same", phrase.Word(w.Text))
		}
	}
	return nil
}

// approve notes who approved what the clerk may not decide alone. Money that
// was taken with nobody to ask is recorded as it is, for the supervisor to
// read.
func approve(warnings []Warning, clerk string, approver []Session) error {
	for _, session := range approver {
		if err := session.mayApprove(clerk); err != nil {
			return err
		}
		for i := range warnings {
			if warnings[i].NeedsApproval {
				warnings[i].ApprovedBy = session.Name()
			}
		}
	}
	return nil
}

// MayApprove refuses a session that cannot approve a payment of the clerk's: the
// approver is a supervisor and another person.
func (s Session) MayApprove(clerk Session) error { return s.mayApprove(clerk.Name()) }

func (s Session) mayApprove(clerk string) error { return s.second("approve a payment", clerk) }
