package merge

import (
	"context"
	"encoding/json"
	"iter"
	"strconv"

	"counterfoil/ledger/bundle"
	"counterfoil/ledger/layout"
)

// keepForProfiles reads the payments once more, in the form that profiles take,
// and keeps those that are to be posted.
func (s *Set) keepForProfiles(ctx context.Context, o Options) error {
	if err := s.store.exec("CREATE TABLE IF NOT EXISTS forms (payment TEXT PRIMARY KEY, station TEXT, seq INTEGER, form TEXT) WITHOUT ROWID"); err != nil {
		return err
	}
	for _, source := range s.Sources {
		if err := s.keepForms(ctx, source, o); err != nil {
			return err
		}
	}
	return nil
}

func (s *Set) keepForms(ctx context.Context, source Source, o Options) error {
	b, err := bundle.Open(source.Path, o.Identities...)
	if err != nil {
		return err
	}
	defer b.Close()
	_, all, err := b.Payments(ctx)
	if err != nil {
		return err
	}
	for p, err := range all {
		if err != nil {
			return err
		}
		if err := s.keepForm(p); err != nil {
			return err
		}
	}
	return nil
}

// keepForm keeps a payment as it stands in the set: whole, with the accounts
// that it has there. A reversal is kept only where the set does not have the
// payment, because then billing has it.
func (s *Set) keepForm(p layout.Payment) error {
	var standing string
	for n := range p.Lines {
		row, void, found, err := s.store.row(tables[payments], lineKey(p.ID, n+1))
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		standing = void
		p.Lines[n].Account = row.get("account")
	}
	if standing == void || (standing == reversal) != p.Reversal {
		return nil
	}
	var whole bool
	if _, err := s.store.get("SELECT count(*) = ? FROM payments WHERE key > ? AND key < ?", []any{len(p.Lines), p.ID + separator, p.ID + afterSeparator}, &whole); err != nil {
		return err
	}
	if whole && !p.Reversal {
		p.Again, p.Only = false, nil
	}
	form, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.store.exec("INSERT OR REPLACE INTO forms VALUES (?,?,?,?)", p.ID, p.Station, p.Seq, string(form))
}

// forProfiles reads them in the order of stations and receipts, reversals last.
func (s *Set) forProfiles(ctx context.Context) iter.Seq2[layout.Payment, error] {
	return func(yield func(layout.Payment, error) bool) {
		rows, err := s.store.tx.QueryContext(ctx, "SELECT form FROM forms ORDER BY json_extract(form, '$.Reversal'), station, seq")
		if err != nil {
			yield(layout.Payment{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var form string
			var p layout.Payment
			err := rows.Scan(&form)
			if err == nil {
				err = json.Unmarshal([]byte(form), &p)
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(layout.Payment{}, err)
		}
	}
}

func lineKey(payment string, line int) string {
	return payment + separator + strconv.Itoa(line)
}
