package ledger

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// projections are the tables that a replay of the journal makes again.
var projections = []string{
	"totals", "settings", "city_settings", "people", "outages", "clock_anomalies", "recoveries", "rosters", "drawers",
	"payments", "lines", "tenders", "closings", "batches",
}

// rebuild replays the journal into an empty store in memory.
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

// sameTable compares two stores' tables row by row and returns how many rows
// there are; the error names the first row that differs.
func sameTable(have, want *store, table string) (int, error) {
	haveRows, err := readTable(have, table)
	if err != nil {
		return 0, err
	}
	wantRows, err := readTable(want, table)
	if err != nil {
		return 0, err
	}
	for i := range max(len(haveRows), len(wantRows)) {
		switch {
		case i >= len(haveRows):
			return 0, fmt.Errorf("table %s: a row is missing that the journal has: %s", table, wantRows[i])
		case i >= len(wantRows):
			return 0, fmt.Errorf("table %s: a row is not in the journal: %s", table, haveRows[i])
		case !reflect.DeepEqual(haveRows[i], wantRows[i]):
			return 0, fmt.Errorf("table %s: a row says %s where the journal says %s", table, haveRows[i], wantRows[i])
		}
	}
	return len(haveRows), nil
}

// tableRow is one row as text, with its columns' names.
type tableRow []string

func (r tableRow) String() string { return strings.Join(r, ", ") }

func readTable(s *store, table string) ([]tableRow, error) {
	names, err := list(s, scanText, "SELECT name FROM pragma_table_info('"+table+"') ORDER BY cid")
	if err != nil {
		return nil, err
	}
	return list(s, func(row scanner) (tableRow, error) {
		values := make([]any, len(names))
		into := make([]any, len(values))
		for i := range values {
			into[i] = &values[i]
		}
		if err := row.Scan(into...); err != nil {
			return nil, err
		}
		r := make(tableRow, len(values))
		for i, value := range values {
			r[i] = names[i] + " " + showValue(value)
		}
		return r, nil
	}, "SELECT "+strings.Join(names, ", ")+" FROM "+table+" ORDER BY 1, 2")
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
