package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
)

// rosterPage is how many accounts are written or read before a payment may
// come between: some hundredths of a second.
const rosterPage = 2000

// rosterLoad writes accounts beside those in force, under the number that the
// load's entry will have, page by page. The entry then puts them in force and
// the old ones out of it, in one transaction.
type rosterLoad struct {
	ledger *Ledger
	actor  string
	number int64
	entry  rosterLoaded
}

func (r *rosterLoad) run(accounts iter.Seq2[Account, error]) error {
	if err := r.begin(); err != nil {
		return err
	}
	err := r.fill(accounts)
	if err == nil {
		r.entry.SHA256, err = r.digest()
	}
	if err == nil {
		err = r.ledger.write(r.actor, func(t *tx) error {
			_, err := t.record(&r.entry)
			return err
		})
	}
	// Rows that are not in force do no harm: the next load takes away what
	// cannot be taken away now.
	r.ledger.dropRows("load <> " + inForce)
	return err
}

// begin takes away what a load left behind that the program did not survive.
func (r *rosterLoad) begin() error {
	if err := r.ledger.dropRows("load <> " + inForce); err != nil {
		return err
	}
	return r.ledger.read(func(s *store) error { return s.get("SELECT 1 + "+inForce, nil, &r.number) })
}

// dropRows takes accounts out of the roster's table, page by page.
func (l *Ledger) dropRows(where string) error {
	for {
		var dropped int64
		err := l.rows(func(s *store) error {
			result, err := s.execResult(fmt.Sprintf("DELETE FROM roster WHERE (load, account) IN (SELECT load, account FROM roster WHERE %s LIMIT %d)", where, rosterPage))
			if err != nil {
				return err
			}
			dropped, err = result.RowsAffected()
			return err
		})
		if err != nil || dropped < rosterPage {
			return err
		}
	}
}

func (r *rosterLoad) fill(accounts iter.Seq2[Account, error]) error {
	page := make([]Account, 0, rosterPage)
	for a, err := range accounts {
		switch {
		case asBadRow(err):
			r.entry.Refused++
			continue
		case err != nil:
			return err
		}
		if page = append(page, a); len(page) == rosterPage {
			if err := r.add(page); err != nil {
				return err
			}
			page = page[:0]
		}
	}
	return r.add(page)
}

func (r *rosterLoad) add(page []Account) error {
	r.entry.Accounts += len(page)
	return r.ledger.rows(func(s *store) error {
		for _, a := range page {
			if err := s.addAccount(r.number, a); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *store) addAccount(load int64, a Account) error {
	if err := a.Check(); err != nil {
		return err
	}
	result, err := s.execResult("INSERT INTO roster (load, "+accountFields+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
		load, a.Account, a.Customer, a.Name, a.Address, a.Balance.Cents(), a.Bill, string(a.BillDate), string(a.Due), string(a.CutOff), a.AutoPay, a.NoChecks, a.Language)
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

// digest reads the accounts back, as Verify will.
func (r *rosterLoad) digest() (string, error) {
	rows := newRosterDigest()
	for last := ""; ; {
		var page []Account
		err := r.ledger.read(func(s *store) (err error) {
			page, err = list(s, scanAccount, fmt.Sprintf(accountColumns+"WHERE load = ? AND account > ? ORDER BY account LIMIT %d", rosterPage), r.number, last)
			return err
		})
		for _, a := range page {
			if err := rows.add(a); err != nil {
				return "", err
			}
			last = a.Account
		}
		if err != nil || len(page) < rosterPage {
			return rows.sum(), err
		}
	}
}

// rosterDigest tells the accounts that the counter works with from any others.
func (s *store) rosterDigest() (string, error) {
	rows := newRosterDigest()
	err := each(s, scanAccount, rows.add, accountColumns+"WHERE load = "+inForce+" ORDER BY account")
	return rows.sum(), err
}

type rosterDigest struct {
	add func(Account) error
	sum func() string
}

func newRosterDigest() rosterDigest {
	rows := sha256.New()
	lines := json.NewEncoder(rows)
	return rosterDigest{
		add: func(a Account) error { return lines.Encode(a) },
		sum: func() string { return hex.EncodeToString(rows.Sum(nil)) },
	}
}

// rows changes reference data, of which the journal says nothing: accounts that
// no entry has put in force.
func (l *Ledger) rows(change func(*store) error) error {
	return l.write("", func(t *tx) error {
		if err := l.room(); err != nil {
			return err
		}
		return change(t.store)
	})
}
