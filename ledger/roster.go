package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"

	"counterfoil/ledger/money"
)

// Account is what billing knew of an account before the outage.
type Account struct {
	Account  string
	Customer string
	Name     string
	Address  string
	Balance  money.Amount
	Bill     string
	BillDate Day
	Due      Day
}

// Roster is one load of accounts.
type Roster struct {
	AsOf     Day // balances are as of the end of this day
	Source   string
	Accounts int
}

// rosterLoaded says which accounts the counter worked with. The rows are
// personal data and stay out of the journal; the digest tells them apart.
type rosterLoaded struct {
	AsOf     Day    `json:"as_of"`
	Source   string `json:"source"`
	Accounts int    `json:"accounts"`
	SHA256   string `json:"sha256"` // over the rows as JSON, one a line, by account
}

func (*rosterLoaded) kind() Kind { return "roster_loaded" }

func (b *rosterLoaded) project(s *store, _ Entry) error {
	return s.exec("INSERT INTO rosters (as_of, source, accounts, digest) VALUES (?,?,?,?)",
		string(b.AsOf), b.Source, b.Accounts, b.SHA256)
}

func init() { register(&rosterLoaded{}) }

// LoadRoster replaces the roster with accounts. All of them are checked and
// loaded, or, with an error that names the account, none.
func (l *Ledger) LoadRoster(by Session, asOf Day, source string, accounts iter.Seq[Account]) (Roster, error) {
	if err := by.may("load a roster", Supervisor, Administrator); err != nil {
		return Roster{}, err
	}
	loaded := &rosterLoaded{AsOf: asOf, Source: source}
	err := l.write(by.Name(), func(t *tx) error {
		if err := l.room(); err != nil {
			return err
		}
		if err := t.exec("DELETE FROM roster"); err != nil {
			return err
		}
		for a := range accounts {
			if err := t.addAccount(a); err != nil {
				return err
			}
			loaded.Accounts++
		}
		var err error
		if loaded.SHA256, err = t.rosterDigest(); err != nil {
			return err
		}
		_, err = t.record(loaded)
		return err
	})
	return Roster{asOf, source, loaded.Accounts}, err
}

func (t *tx) addAccount(a Account) error {
	if !accountForm.MatchString(a.Account) {
		return invalid("account", "%q is not an account number", clip(a.Account))
	}
	result, err := t.execResult("INSERT INTO roster (account, customer, name, address, balance, bill, bill_date, due) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
		a.Account, a.Customer, a.Name, a.Address, a.Balance.Cents(), a.Bill, string(a.BillDate), string(a.Due))
	if err != nil {
		return fmt.Errorf("account %s: %w", a.Account, err)
	}
	if added, err := result.RowsAffected(); err != nil {
		return err
	} else if added == 0 {
		return invalid("account", "%s stands twice in the roster", a.Account)
	}
	return nil
}

// Account returns what the roster knows of an account number, and whether it
// knows it.
func (l *Ledger) Account(number string) (a Account, known bool, err error) {
	err = l.read(func(s *store) (err error) {
		a, known, err = s.account(number)
		return err
	})
	return a, known, err
}

const accountColumns = "SELECT account, customer, name, address, balance, bill, bill_date, due FROM roster "

func scanAccount(row scanner) (Account, error) {
	var a Account
	var balance int64
	err := row.Scan(&a.Account, &a.Customer, &a.Name, &a.Address, &balance, &a.Bill, &a.BillDate, &a.Due)
	a.Balance = money.FromCents(balance)
	return a, err
}

func (s *store) account(number string) (Account, bool, error) {
	found, err := list(s, scanAccount, accountColumns+"WHERE account = ?", number)
	if err != nil || len(found) == 0 {
		return Account{}, false, err
	}
	return found[0], true, nil
}

// rosterDigest tells the accounts that the counter works with from any others.
func (s *store) rosterDigest() (string, error) {
	rows := sha256.New()
	lines := json.NewEncoder(rows)
	err := each(s, scanAccount, func(a Account) error { return lines.Encode(a) }, accountColumns+"ORDER BY account")
	return hex.EncodeToString(rows.Sum(nil)), err
}

func (s *store) hasRoster() (bool, error) {
	var n int
	err := s.get("SELECT count(*) FROM rosters", nil, &n)
	return n > 0, err
}

// Roster returns the roster in force, and false when none was loaded.
func (l *Ledger) Roster() (r Roster, loaded bool, err error) {
	err = l.read(func(s *store) error {
		return s.get("SELECT as_of, source, accounts FROM rosters ORDER BY number DESC LIMIT 1", nil, &r.AsOf, &r.Source, &r.Accounts)
	})
	if isNoRows(err) {
		return r, false, nil
	}
	return r, err == nil, err
}
