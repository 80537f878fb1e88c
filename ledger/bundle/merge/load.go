package merge

import (
	"context"

	"counterfoil/ledger/bundle"
)

// The values of the columns void and billing, as docs/BUNDLE.md has them.
const (
	void         = "void"
	reversal     = "reversal"
	resubmission = "resubmission"
)

// load puts the rows of the chosen bundles together, those of a station in the
// order of its batches.
func (s *Set) load(ctx context.Context, o Options) error {
	for i, source := range s.Sources {
		if err := s.loadOne(ctx, source, o); err != nil {
			return err
		}
		o.Progress(lookedAt + (loadedAt-lookedAt)*float64(i+1)/float64(len(s.Sources)+1))
	}
	for _, t := range tables {
		if err := s.store.exec("CREATE INDEX " + t.sql() + "_in_order ON " + t.sql() + " (station, n, m, key)"); err != nil {
			return err
		}
	}
	return s.store.correct(ctx)
}

func (s *Set) loadOne(ctx context.Context, source Source, o Options) error {
	b, err := bundle.Open(source.Path, o.Identities...)
	if err != nil {
		return err
	}
	defer b.Close()
	for _, t := range tables {
		columns, err := b.Columns(t.name)
		if err != nil {
			return err
		}
		if err := s.store.know(t, columns); err != nil {
			return err
		}
		for row, err := range b.Rows(t.name) {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				err = s.store.add(t, cells{columns, row.Cells()})
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// add folds one row of a bundle into the set.
func (s *store) add(t table, c cells) error {
	have, _, found, err := s.row(t, t.keyOf(c))
	if err != nil {
		return err
	}
	switch {
	case t.fold == keepFirst && found:
		return nil
	case t.fold == keepFirst, t.fold == keepLast:
		return s.put(t, c)
	case c.get("billing") == resubmission && found:
		have.set("account", c.get("account"))
		have.set("account_keyed", c.get("account_keyed"))
		return s.put(t, have)
	case c.get("void") == reversal:
		return s.takeBack(t, c, have, found)
	case found:
		return nil
	}
	return s.put(t, c)
}

// takeBack folds a row that an earlier batch carried as standing. When that
// batch is not in the set, billing may have it nevertheless: the row stays a
// reversal.
func (s *store) takeBack(t table, c, have cells, found bool) error {
	if t.name == tables[payments].name {
		if !found {
			return s.put(t, c)
		}
		have.set("void", void)
		return s.put(t, have)
	}
	_, standing, _, err := s.row(tables[payments], lineKey(c.get("payment_id"), 1))
	if err != nil {
		return err
	}
	switch {
	case t.fold == lift && found:
		return s.exec("DELETE FROM "+t.sql()+" WHERE key = ?", t.keyOf(c))
	case found:
		c = have
	}
	if standing == void {
		c.set("void", void)
	}
	return s.put(t, c)
}

// correct gives every line the account that it was corrected to last.
func (s *store) correct(ctx context.Context) error {
	var all []cells
	for c, err := range s.rows(ctx, tables[corrections]) {
		if err != nil {
			return err
		}
		all = append(all, c)
	}
	first := map[string]string{}
	for _, c := range all {
		key := c.get("payment_id") + separator + c.get("line")
		if _, known := first[key]; !known {
			first[key] = c.get("account_from")
		}
		for _, t := range []table{tables[payments], tables[holds]} {
			have, _, found, err := s.row(t, key)
			if err != nil {
				return err
			}
			if !found {
				continue
			}
			have.set("account", c.get("account_to"))
			have.set("account_keyed", first[key])
			if err := s.put(t, have); err != nil {
				return err
			}
		}
	}
	return nil
}
