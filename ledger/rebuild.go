package ledger

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// projections are the tables that a replay of the journal makes again.
var projections = []string{
	"totals", "settings", "city_settings", "people", "told_of_people", "reprints", "outages", "outage_terms", "clock_anomalies", "recoveries", "rosters", "drawers",
	"payments", "lines", "bill_copies", "funds", "reversals", "replacements", "corrections", "returned_checks", "no_checks", "books", "book_receipts", "closings", "drops", "transfers", "batches", "batch_days", "postings", "posting_conflicts", "resubmissions", "deposits", "deposited_drawers",
}

// rebuild replays the journal into a store of its own.
func (s *store) rebuild() (_ *store, err error) {
	replayed, err := openStore("", readWrite)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			replayed.close()
		}
	}()
	if err := replayed.exec("PRAGMA cache_size = -16384"); err != nil { // KB
		return nil, err
	}
	if err := replayed.exec("BEGIN"); err != nil {
		return nil, err
	}
	if err := replayed.exec(schema); err != nil {
		return nil, err
	}
	if err := each(s, scanEntry, replayed.replay, entryColumns+"ORDER BY seq"); err != nil {
		return nil, err
	}
	return replayed, replayed.exec("COMMIT")
}

// sameTable compares two stores' tables row by row, in the order of their
// keys, and returns how many rows are the same; the error names the first row
// that differs. Neither table is held in memory.
func sameTable(have, want *store, table string) (same int, err error) {
	haveRows, err := openTable(have, table)
	if err != nil {
		return 0, err
	}
	defer haveRows.Close()
	wantRows, err := openTable(want, table)
	if err != nil {
		return 0, err
	}
	defer wantRows.Close()
	if !slices.Equal(haveRows.columns, wantRows.columns) {
		return 0, fmt.Errorf("table %s has the columns %v, not %v", table, haveRows.columns, wantRows.columns)
	}
	for ; ; same++ {
		h, err := haveRows.next()
		if err != nil {
			return same, err
		}
		w, err := wantRows.next()
		switch {
		case err != nil:
			return same, err
		case h == nil && w == nil:
			return same, nil
		case h == nil:
			return same, fmt.Errorf("table %s: a row is missing that the journal has: %s", table, wantRows.show())
		case w == nil:
			return same, fmt.Errorf("table %s: a row is not in the journal: %s", table, haveRows.show())
		case !slices.EqualFunc(h, w, sameValue):
			return same, fmt.Errorf("table %s: a row says %s where the journal says %s", table, haveRows.show(), wantRows.show())
		}
	}
}

// tableRows reads a table row by row.
type tableRows struct {
	*sql.Rows
	table   string
	columns []string
	row     []any // the last one read
	into    []any
}

func openTable(s *store, table string) (*tableRows, error) {
	columns, err := list(s, scanText, "SELECT name FROM pragma_table_info(?) ORDER BY cid", table)
	if err != nil {
		return nil, fmt.Errorf("table %s cannot be read: %w", table, err)
	}
	key, err := list(s, scanText, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", table)
	if err == nil && len(key) == 0 {
		err = errors.New("it has no key")
	}
	if err != nil {
		return nil, fmt.Errorf("table %s cannot be read: %w", table, err)
	}
	t := &tableRows{table: table, columns: columns, row: make([]any, len(columns)), into: make([]any, len(columns))}
	for i := range t.row {
		t.into[i] = &t.row[i]
	}
	statement, err := s.prepare("SELECT " + strings.Join(columns, ", ") + " FROM " + table + " ORDER BY " + strings.Join(key, ", "))
	if err == nil {
		t.Rows, err = statement.Query()
	}
	if err != nil {
		return nil, fmt.Errorf("table %s cannot be read: %w", table, err)
	}
	return t, nil
}

// next reads the next row; nil: there is none.
func (t *tableRows) next() ([]any, error) {
	if t.Next() {
		if err := t.Scan(t.into...); err != nil {
			return nil, fmt.Errorf("table %s cannot be read: %w", t.table, err)
		}
		return t.row, nil
	}
	if err := t.Err(); err != nil {
		return nil, fmt.Errorf("table %s cannot be read: %w", t.table, err)
	}
	return nil, nil
}

// show writes the last row with its columns' names.
func (t *tableRows) show() string {
	texts := make([]string, len(t.row))
	for i, value := range t.row {
		texts[i] = t.columns[i] + " " + showValue(value)
	}
	return strings.Join(texts, ", ")
}

func sameValue(a, b any) bool {
	blobA, isA := a.([]byte)
	blobB, isB := b.([]byte)
	if isA || isB {
		return isA && isB && bytes.Equal(blobA, blobB)
	}
	return a == b
}

// showValue writes a value so that another one never looks the same. SQLite's
// own quote() ends a text at its first zero byte.
func showValue(value any) string {
	switch v := value.(type) {
	case nil:
		return "NULL"
	case int64:
		return strconv.FormatInt(v, 10)
	case string:
		return strconv.Quote(v)
	}
	return fmt.Sprintf("%T %x", value, value)
}
