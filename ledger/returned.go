package ledger

import (
	"fmt"
	"time"

	"counterfoil/ledger/money"
)

// ReturnedCheck is a check that the bank did not pay. What it paid is unpaid
// again; the receipt stays, since the check was received.
type ReturnedCheck struct {
	Seq     int64
	Receipt string
	Item    int // the tender of the receipt, counted from 1
	Check   Tender
	On      Day    // the bank sent it back
	Reason  string // the bank's
	By      string
	At      time.Time // in the station's zone
	Unpaid  []UnpaidLine
}

// UnpaidLine is what of a stub's line is unpaid because a check came back.
type UnpaidLine struct {
	Line    int          `json:"line"`
	Account string       `json:"account"`
	Bill    string       `json:"bill,omitempty"`
	Amount  money.Amount `json:"amount"`
}

// checkReturned is the entry of a returned check.
type checkReturned struct {
	Payment string       `json:"payment"`
	Receipt string       `json:"receipt"`
	Item    int          `json:"item"`
	Check   Tender       `json:"check"`
	On      Day          `json:"returned_on"`
	Reason  string       `json:"reason"`
	Unpaid  []UnpaidLine `json:"unpaid"`
	Day     Day          `json:"business_day"` // on which it was recorded

	perpetuals
}

func (*checkReturned) kind() Kind { return "check_returned" }

func (b *checkReturned) project(s *store, e Entry) error {
	if err := s.exec("INSERT INTO returned_checks (payment, item, seq, business_day) VALUES ((SELECT seq FROM journal WHERE id = ?), ?, ?, ?)",
		b.Payment, b.Item, e.Seq, string(b.Day)); err != nil {
		return err
	}
	for _, line := range b.Unpaid {
		if err := s.exec("INSERT INTO no_checks (account, seq) VALUES (?,?) ON CONFLICT (account) DO UPDATE SET seq = excluded.seq", line.Account, e.Seq); err != nil {
			return err
		}
	}
	return nil
}

// noChecksLifted takes an account off the list of those whose checks came back.
type noChecksLifted struct {
	Account string `json:"account"`
	Reason  string `json:"reason"`
}

func (*noChecksLifted) kind() Kind { return "no_checks_lifted" }

func (b *noChecksLifted) project(s *store, _ Entry) error {
	return s.exec("DELETE FROM no_checks WHERE account = ?", b.Account)
}

func init() {
	register(&checkReturned{})
	register(&noChecksLifted{})
}

// ReturnCheck records that the bank did not pay a check: the tender of the
// receipt, counted from 1. The accounts that it paid go on the list of those
// whose checks a supervisor decides about.
func (l *Ledger) ReturnCheck(by Session, number string, item int, on Day, reason string) (Receipt, error) {
	if err := by.may("enter a returned check", Finance, Supervisor); err != nil {
		return Receipt{}, err
	}
	if err := checkTexts(typed{"reason", &reason}); err != nil {
		return Receipt{}, err
	}
	if reason == "" {
		return Receipt{}, invalid("reason", "say why the bank did not pay, as its notice does")
	}
	asked, err := l.Receipt(number)
	if err != nil {
		return Receipt{}, err
	}
	if item < 1 || item > len(asked.Payment.Tenders) || asked.Payment.Tenders[item-1].Kind != Check {
		return Receipt{}, invalid("item", "receipt %s has no check as tender %d", asked.Number, item)
	}
	if _, err := ParseDay(string(on)); err != nil {
		return Receipt{}, invalid("returned_on", "%s", err)
	}
	if taken := DayOf(asked.At); on < taken || on > l.Today() {
		return Receipt{}, invalid("returned_on", "%s is not between the day the check was taken, %s, and today", on.Display(), taken.Display())
	}
	err = l.write(by.Name(), func(t *tx) error {
		r, err := l.readReceipt(t.store, "WHERE seq = ?", asked.Seq)
		if err != nil {
			return err
		}
		if r.Void != nil {
			return errorf(Conflict, "receipt %s is void, so its check pays nothing", r.Number)
		}
		check := r.Payment.Tenders[item-1]
		for _, earlier := range r.Returned {
			if earlier.Item == item {
				return errorf(Conflict, "check %s of receipt %s was entered as returned already, on %s", check.Number, r.Number, earlier.At.Format("01/02/2006"))
			}
		}
		unpaid, err := r.unpaidBy(check.Amount)
		if err != nil {
			return err
		}
		totals, err := t.totals()
		if err != nil {
			return err
		}
		_, err = t.record(&checkReturned{
			Payment: r.Payment.ID, Receipt: r.Number, Item: item, Check: check, On: on, Reason: reason, Unpaid: unpaid, Day: DayOf(l.Local(t.at)),
			perpetuals: totals.perpetuals,
		})
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	return l.ReceiptOf(asked.Payment.ID)
}

// unpaidBy spreads a check that came back over the lines: from the first on,
// each up to what is left of it after the checks that came back before. A
// check of more than that paid for change.
func (r Receipt) unpaidBy(check money.Amount) ([]UnpaidLine, error) {
	left := make([]money.Amount, len(r.Payment.Lines))
	for i, line := range r.Payment.Lines {
		left[i] = line.Amount
	}
	for _, earlier := range r.Returned {
		for _, line := range earlier.Unpaid {
			var err error
			if left[line.Line-1], err = left[line.Line-1].Sub(line.Amount); err != nil {
				return nil, err
			}
		}
	}
	var unpaid []UnpaidLine
	for i, line := range r.Payment.Lines {
		part := left[i]
		if check.Cmp(part) < 0 {
			part = check
		}
		if !part.IsPositive() {
			continue
		}
		var err error
		if check, err = check.Sub(part); err != nil {
			return nil, err
		}
		unpaid = append(unpaid, UnpaidLine{i + 1, r.AccountOf(i + 1), line.Bill, part})
	}
	return unpaid, nil
}

// readReturned reads the returned checks that the condition picks.
func (l *Ledger) readReturned(s *store, where string, args ...any) ([]ReturnedCheck, error) {
	seqs, err := list(s, scanSeq, "SELECT seq FROM returned_checks "+where, args...)
	if err != nil {
		return nil, err
	}
	var returned []ReturnedCheck
	for _, seq := range seqs {
		var b checkReturned
		e, err := s.entry(seq, &b)
		if err != nil {
			return nil, err
		}
		returned = append(returned, ReturnedCheck{
			Seq: seq, Receipt: b.Receipt, Item: b.Item, Check: b.Check, On: b.On, Reason: b.Reason, By: e.Actor, At: l.Local(e.At), Unpaid: b.Unpaid,
		})
	}
	return returned, nil
}

// ReturnedAccount is an account whose check came back, until a supervisor
// lifts it.
type ReturnedAccount struct {
	Account string
	Receipt string
	Check   string // its number
	On      Day
	Reason  string
}

// NoChecksList lists the accounts whose checks came back, by account.
func (l *Ledger) NoChecksList() ([]ReturnedAccount, error) {
	var accounts []ReturnedAccount
	err := l.read(func(s *store) error {
		numbers, err := list(s, scanText, "SELECT account FROM no_checks ORDER BY account")
		if err != nil {
			return err
		}
		for _, number := range numbers {
			a, _, err := s.cameBack(number)
			if err != nil {
				return err
			}
			accounts = append(accounts, a)
		}
		return nil
	})
	return accounts, err
}

// cameBack tells whether a check of the account came back, and which.
func (s *store) cameBack(account string) (ReturnedAccount, bool, error) {
	var seq int64
	err := s.get("SELECT seq FROM no_checks WHERE account = ?", []any{account}, &seq)
	if isNoRows(err) {
		return ReturnedAccount{}, false, nil
	}
	if err != nil {
		return ReturnedAccount{}, false, err
	}
	var b checkReturned
	_, err = s.entry(seq, &b)
	return ReturnedAccount{account, b.Receipt, b.Check.Number, b.On, b.Reason}, err == nil, err
}

// words is what the clerk is told before another check of the account is taken.
func (a ReturnedAccount) words() string {
	return fmt.Sprintf("check %s of account %s came back from the bank on %s: %s", a.Check, a.Account, a.On.Display(), a.Reason)
}

// LiftNoChecks takes an account off the list of those whose checks came back.
// The roster's own mark stays.
func (l *Ledger) LiftNoChecks(by Session, account, reason string) error {
	if err := by.may("lift “no checks”", Supervisor); err != nil {
		return err
	}
	if err := checkTexts(typed{"account", &account}, typed{"reason", &reason}); err != nil {
		return err
	}
	if reason == "" {
		return invalid("reason", "say why checks of this account can be taken again")
	}
	return l.write(by.Name(), func(t *tx) error {
		_, listed, err := t.cameBack(account)
		if err != nil {
			return err
		}
		if !listed {
			return errorf(NotFound, "no check of account %q came back", clip(account))
		}
		_, err = t.record(&noChecksLifted{account, reason})
		return err
	})
}
