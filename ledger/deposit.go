package ledger

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// Deposit is one bag of money that went to the bank: prepared by one person,
// verified by another.
type Deposit struct {
	Number     int64     // D, one after another for the station's life
	At         time.Time // in the station's zone
	PreparedBy string
	VerifiedBy string
	Bag        string // the number on the bag
	Drawers    []DepositedDrawer
	Cash       []Pieces
	Loose      money.Amount // cash without its denominations, such as rolled coin
	Checks     []BankedCheck
	DepositBalance
	Total  money.Amount // in the bag
	Reason string       // why the bag is not what it should be; empty: it is
	Hash   Hash
	Bank   *BankConfirmation // nil: in transit
}

// Name is how people call the deposit: D12.
func (d Deposit) Name() string { return depositName(d.Number) }

// Code is the short code on the deposit slip, as a receipt's is.
func (d Deposit) Code() string { return PrintedCode(d.Hash.String()).grouped() }

func depositName(number int64) string { return fmt.Sprintf("D%d", number) }

// depositMade is the entry of a deposit. Its actor prepared it.
type depositMade struct {
	Number     int64             `json:"deposit"`
	Bag        string            `json:"bag"`
	Drawers    []DepositedDrawer `json:"drawers"`
	Cash       []Pieces          `json:"cash,omitempty"`
	Loose      money.Amount      `json:"loose"`
	Checks     []BankedCheck     `json:"checks,omitempty"` // in the bag; one without a receipt is on none
	Missing    []BankedCheck     `json:"missing,omitempty"`
	Receipts   Tally             `json:"receipts"`
	Counted    Tally             `json:"counted"`
	Banked     Tally             `json:"banked"`
	Total      money.Amount      `json:"total"`
	VerifiedBy string            `json:"verified_by"`
	Reason     string            `json:"reason,omitempty"`
}

func (*depositMade) kind() Kind { return "deposit_made" }

func (b *depositMade) project(s *store, e Entry) error {
	if err := s.exec("INSERT INTO deposits (number, seq, bag) VALUES (?,?,?)", b.Number, e.Seq, b.Bag); err != nil {
		return err
	}
	for _, d := range b.Drawers {
		if err := s.exec("INSERT INTO deposited_drawers (drawer, deposit) VALUES (?,?)", d.Drawer, b.Number); err != nil {
			return err
		}
	}
	return nil
}

func init() { register(&depositMade{}) }

// DepositDraft is what the preparer says is in the bag.
type DepositDraft struct {
	Drawers []string // ids of the drawers whose money it is
	Bag     string   // the number on the bag
	Cash    []Pieces
	Loose   money.Amount
	Present []CheckRef    // checks of receipts that are there
	Extra   []BankedCheck // checks that are there and on no receipt
	Reason  string
}

// checked returns the draft with surrounding space trimmed, or an error that
// names the field.
func (d DepositDraft) checked() (DepositDraft, error) {
	if len(d.Drawers) == 0 {
		return d, invalid("drawers", "choose the drawers whose money goes to the bank")
	}
	d.Bag = strings.TrimSpace(d.Bag)
	if !numberForm.MatchString(d.Bag) {
		return d, invalid("bag", "a deposit needs its bag's number, up to 20 letters, digits or hyphens; got %q", clip(d.Bag))
	}
	if err := (Count{Cash: d.Cash, Loose: d.Loose}).check(); err != nil {
		return d, err
	}
	var err error
	if d.Extra, err = checkedExtra(d.Extra); err != nil {
		return d, err
	}
	return d, checkTexts(typed{"reason", &d.Reason})
}

// checkedExtra holds checks that are on no receipt to the rules of those that
// are.
func checkedExtra(extra []BankedCheck) ([]BankedCheck, error) {
	var checked []BankedCheck
	for i, c := range extra {
		tender, err := Tender{Kind: Check, Number: c.Number, Routing: c.Routing, Name: c.Name, Amount: c.Amount}.checked(fmt.Sprintf("extra[%d].", i))
		if err != nil {
			return nil, err
		}
		checked = append(checked, BankedCheck{Number: tender.Number, Routing: tender.Routing, Name: tender.Name, Amount: tender.Amount})
	}
	return checked, nil
}

// MakeDeposit records a bag that goes to the bank. Each drawer's money goes in
// one bag only, and what is not as the receipts and counts say needs a reason.
//
// The verifier counted the bag again: a person other than the preparer, who
// worked none of its drawers. One of the two is a supervisor or of finance.
func (l *Ledger) MakeDeposit(by, verifier Session, draft DepositDraft) (Deposit, error) {
	if err := by.may("prepare a deposit", Clerk, Finance, Supervisor); err != nil {
		return Deposit{}, err
	}
	draft, err := draft.checked()
	if err != nil {
		return Deposit{}, err
	}
	made := &depositMade{Bag: draft.Bag, Cash: draft.Cash, Loose: draft.Loose, VerifiedBy: verifier.Name(), Reason: draft.Reason}
	err = l.write(by.Name(), func(t *tx) error {
		plan, err := t.planDeposit(draft.Drawers)
		if err != nil {
			return err
		}
		if err := plan.mayVerify(by, verifier); err != nil {
			return err
		}
		balance, err := plan.Balance(draft)
		if err != nil {
			return err
		}
		if problems := balance.Problems(); draft.Reason == "" && len(problems) > 0 {
			return NewError(NeedsReasons, "reason", "give a reason: %s", phrase.Join(problems, "; "))
		}
		if err := t.mustBeNewBag(draft.Bag); err != nil {
			return err
		}
		if err := t.get("SELECT coalesce(max(number), 0) + 1 FROM deposits", nil, &made.Number); err != nil {
			return err
		}
		made.Drawers = plan.Drawers
		made.Checks = append(plan.present(draft.Present), draft.Extra...)
		made.Missing = balance.Missing
		made.Receipts, made.Counted, made.Banked = balance.Receipts, balance.Counted, balance.Banked
		if made.Total, err = balance.Banked.Sum(); err != nil {
			return err
		}
		if !made.Total.IsPositive() {
			return invalid("cash", "the bag is empty; count what is in it, or leave the drawers for another deposit")
		}
		_, err = t.record(made)
		return err
	})
	if err != nil {
		return Deposit{}, err
	}
	l.TendDeposits()
	return l.Deposit(made.Number)
}

// mayVerify refuses a verifier who would check their own work.
func (p DepositPlan) mayVerify(by, verifier Session) error {
	const act = "verify a deposit"
	if err := verifier.may(act, Clerk, Finance, Supervisor); err != nil {
		return err
	}
	switch {
	case verifier.Name() == by.Name():
		return errorf(NotAllowed, "%s prepared this deposit; somebody else counts the bag again and verifies it", by.Name())
	case slices.Contains(p.clerks, verifier.Name()):
		return errorf(NotAllowed, "money that %s took is in this deposit; somebody else verifies it", verifier.Name())
	case by.Role() == Clerk && verifier.Role() == Clerk:
		return errorf(NotAllowed, "%s and %s are clerks; one of the two people of a deposit is a supervisor or of finance", by.Name(), verifier.Name())
	}
	return nil
}

func (s *store) mustBeNewBag(bag string) error {
	var number int64
	err := s.get("SELECT number FROM deposits WHERE bag = ?", []any{bag}, &number)
	if isNoRows(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return NewError(Conflict, "bag", "bag %s went to the bank as deposit %s; key in the number of this bag", bag, depositName(number))
}

// Deposit returns the deposit with that D number.
func (l *Ledger) Deposit(number int64) (Deposit, error) {
	deposits, err := l.deposits("WHERE number = ?", number)
	if err != nil {
		return Deposit{}, err
	}
	if len(deposits) == 0 {
		return Deposit{}, errorf(NotFound, "there is no deposit %s in this ledger", depositName(number))
	}
	return deposits[0], nil
}

// Deposits lists the newest deposits, newest first.
func (l *Ledger) Deposits(most int) ([]Deposit, error) {
	return l.deposits("ORDER BY number DESC LIMIT ?", most)
}

// DepositsInTransit lists the deposits that the bank has not confirmed, oldest
// first.
func (l *Ledger) DepositsInTransit() ([]Deposit, error) {
	return l.deposits("WHERE confirmed IS NULL ORDER BY number")
}

func (l *Ledger) deposits(where string, args ...any) ([]Deposit, error) {
	var deposits []Deposit
	err := l.read(func(s *store) (err error) {
		deposits, err = l.readDeposits(s, latest, where, args...)
		return err
	})
	return deposits, err
}

// readDeposits reads deposits as they stood when the journal ended with the
// entry asOf: one that was confirmed later is in transit.
func (l *Ledger) readDeposits(s *store, asOf int64, where string, args ...any) ([]Deposit, error) {
	type row struct {
		seq       int64
		confirmed *int64
	}
	rows, err := list(s, func(r scanner) (w row, err error) {
		return w, r.Scan(&w.seq, &w.confirmed)
	}, "SELECT seq, confirmed FROM deposits "+where, args...)
	if err != nil {
		return nil, err
	}
	var deposits []Deposit
	for _, row := range rows {
		var b depositMade
		e, err := s.entry(row.seq, &b)
		if err != nil {
			return nil, err
		}
		d := Deposit{
			Number: b.Number, At: l.Local(e.At), PreparedBy: e.Actor, VerifiedBy: b.VerifiedBy, Bag: b.Bag,
			Drawers: b.Drawers, Cash: b.Cash, Loose: b.Loose, Checks: b.Checks, Total: b.Total, Reason: b.Reason, Hash: e.Hash,
		}
		if d.DepositBalance, err = b.balance(); err != nil {
			return nil, err
		}
		if row.confirmed != nil && *row.confirmed <= asOf {
			if d.Bank, err = l.readConfirmation(s, *row.confirmed); err != nil {
				return nil, err
			}
		}
		deposits = append(deposits, d)
	}
	return deposits, nil
}

// depositOf returns the number of the deposit that a drawer's money is in; 0:
// it is in none.
func (s *store) depositOf(drawer string) (number int64, err error) {
	err = s.get("SELECT deposit FROM deposited_drawers WHERE drawer = ?", []any{drawer}, &number)
	if isNoRows(err) {
		return 0, nil
	}
	return number, err
}

// DepositEntriesIn lists the entries within a batch that say that a deposit
// was made or confirmed.
func (l *Ledger) DepositEntriesIn(b Batch) ([]Entry, error) {
	var entries []Entry
	err := l.read(func(s *store) (err error) {
		entries, err = list(s, scanEntry, entryColumns+`WHERE seq IN (SELECT seq FROM deposits UNION SELECT confirmed FROM deposits)
			AND seq BETWEEN ? AND ? ORDER BY seq`, b.FromSeq, b.ToSeq)
		return err
	})
	for i := range entries {
		entries[i].Station = l.city.Station
	}
	return entries, err
}
