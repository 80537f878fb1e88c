package ledger

import (
	"errors"
	"fmt"
	"iter"
	"regexp"
	"unicode/utf8"

	"counterfoil/ledger/money"
)

// Account is what billing knew of an account before the outage.
type Account struct {
	Account  string
	Customer string
	Name     string
	Address  string // of the service
	Balance  money.Amount
	Bill     string
	BillDate Day
	Due      Day
	CutOff   Day    // service can be shut off after this day; empty: not known
	AutoPay  bool   // billing drafts what is owed by itself
	NoChecks bool   // checks of this customer came back; a supervisor decides
	Language string // the customer's, like "es"; empty: not known
}

// Roster is one load of accounts.
type Roster struct {
	AsOf     Day    // balances are as of the end of this day
	Source   string // the file's name
	Accounts int
	Refused  int // rows of the file that could not be read
}

// BadRow is a row of a roster's file that is left out, and why. It does not
// stop the rows around it.
type BadRow struct {
	Line   int    // of the file, counted from 1
	Field  string // what the row is read for there, like "balance"
	Reason string
}

func (e *BadRow) Error() string { return fmt.Sprintf("line %d, %s: %s", e.Line, e.Field, e.Reason) }

// rosterLoaded says which accounts the counter worked with. The rows are
// personal data and stay out of the journal; the digest tells them apart.
type rosterLoaded struct {
	AsOf     Day    `json:"as_of"`
	Source   string `json:"source"`
	Accounts int    `json:"accounts"`
	Refused  int    `json:"refused,omitempty"`
	SHA256   string `json:"sha256"` // over the rows as JSON, one a line, by account
}

func (*rosterLoaded) kind() Kind { return "roster_loaded" }

func (b *rosterLoaded) project(s *store, _ Entry) error {
	return s.exec("INSERT INTO rosters (as_of, source, accounts, refused, digest) VALUES (?,?,?,?,?)",
		string(b.AsOf), b.Source, b.Accounts, b.Refused, b.SHA256)
}

func init() { register(&rosterLoaded{}) }

// LoadRoster replaces the roster with accounts. A *BadRow among them is counted
// and left out; any other error ends the loading, and the roster stays as it
// was, as it does when the program ends before LoadRoster returns.
//
// The ledger is free for payments while the accounts come in: they are read as
// of the old roster until the new one is whole.
func (l *Ledger) LoadRoster(by Session, asOf Day, source string, accounts iter.Seq2[Account, error]) (Roster, error) {
	if err := by.may("load a roster", Supervisor, Administrator); err != nil {
		return Roster{}, err
	}
	if _, err := ParseDay(string(asOf)); err != nil {
		return Roster{}, invalid("as_of", "%s", err)
	}
	if asOf > l.Today() {
		return Roster{}, invalid("as_of", "%s is after today; give the day that the balances are of", asOf.Display())
	}
	if err := checkTexts(typed{"source", &source}); err != nil {
		return Roster{}, err
	}
	if !l.rosterLoading.TryLock() {
		return Roster{}, errorf(Conflict, "a roster is being loaded already; wait for it, or cancel it")
	}
	defer l.rosterLoading.Unlock()
	load := rosterLoad{ledger: l, actor: by.Name(), entry: rosterLoaded{AsOf: asOf, Source: source}}
	if err := load.run(accounts); err != nil {
		return Roster{}, err
	}
	return Roster{asOf, source, load.entry.Accounts, load.entry.Refused}, nil
}

var languageForm = regexp.MustCompile(`^[a-z]{2,3}$`)

// Check refuses what no roster holds. The field of the error is that of the
// account.
func (a Account) Check() error {
	if !accountForm.MatchString(a.Account) {
		return invalid("account", "%q is not an account number; use 1 to 32 digits or plain letters", clip(a.Account))
	}
	if a.Bill != "" && !accountForm.MatchString(a.Bill) {
		return invalid("bill", "%q is not a bill number; use up to 32 digits or plain letters", clip(a.Bill))
	}
	for field, text := range map[string]string{"customer": a.Customer, "name": a.Name, "address": a.Address} {
		if !printable(text) || utf8.RuneCountInString(text) > maxTextRunes {
			return invalid(field, "use at most %d printable characters", maxTextRunes)
		}
	}
	if a.Language != "" && !languageForm.MatchString(a.Language) {
		return invalid("language", "%q is not a language; write its code, like es", clip(a.Language))
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

const (
	accountFields  = "account, customer, name, address, balance, bill, bill_date, due, cut_off, autopay, no_checks, language"
	accountColumns = "SELECT " + accountFields + " FROM roster "

	// inForce is the load that the newest entry of a roster made.
	inForce = "(SELECT coalesce(max(number), 0) FROM rosters)"
)

func scanAccount(row scanner) (Account, error) {
	var a Account
	var balance int64
	err := row.Scan(&a.Account, &a.Customer, &a.Name, &a.Address, &balance, &a.Bill, &a.BillDate, &a.Due, &a.CutOff, &a.AutoPay, &a.NoChecks, &a.Language)
	a.Balance = money.FromCents(balance)
	return a, err
}

func (s *store) account(number string) (Account, bool, error) {
	found, err := list(s, scanAccount, accountColumns+"WHERE load = "+inForce+" AND account = ?", number)
	if err != nil || len(found) == 0 {
		return Account{}, false, err
	}
	return found[0], true, nil
}

func (s *store) hasRoster() (bool, error) {
	var n int
	err := s.get("SELECT count(*) FROM rosters", nil, &n)
	return n > 0, err
}

// Roster returns the roster in force, and false when none was loaded.
func (l *Ledger) Roster() (r Roster, loaded bool, err error) {
	err = l.read(func(s *store) error {
		return s.get("SELECT as_of, source, accounts, refused FROM rosters ORDER BY number DESC LIMIT 1", nil, &r.AsOf, &r.Source, &r.Accounts, &r.Refused)
	})
	if isNoRows(err) {
		return r, false, nil
	}
	return r, err == nil, err
}

// asBadRow tells whether an error is about one row only.
func asBadRow(err error) bool {
	_, ok := errors.AsType[*BadRow](err)
	return ok
}
