package merge

import (
	"slices"
	"strconv"
	"strings"
)

// table is one of the CSV files of a set. Its columns are those of a bundle's.
type table struct {
	name  string
	key   []string // the columns that tell rows apart
	order []string // after the station: columns with numbers
	fold  foldRule
}

// foldRule says what becomes of a row when its key is there already, or when it
// takes an earlier one back.
type foldRule int

const (
	keepFirst foldRule = iota
	keepLast           // it may have been approved since
	withVoid           // a reversal makes the earlier row void
	lift               // a reversal takes the earlier row away
)

// tables are in the order in which they are loaded: the others ask payments
// what stands.
var tables = []table{
	{"payments.csv", []string{"payment_id", "line"}, []string{"receipt", "line"}, withVoid},
	{"tenders.csv", []string{"payment_id", "item"}, []string{"receipt", "item"}, withVoid},
	{"funds.csv", []string{"payment_id", "item"}, []string{"receipt", "item"}, withVoid},
	{"voids.csv", []string{"payment_id"}, []string{"receipt"}, withVoid},
	{"holds.csv", []string{"payment_id", "line"}, []string{"receipt", "line"}, lift},
	{"closings.csv", []string{"station", "closing"}, []string{"closing"}, keepLast},
	{"corrections.csv", []string{"station", "seq"}, []string{"seq"}, keepFirst},
	{"returned.csv", []string{"station", "seq", "line"}, []string{"seq", "line"}, keepFirst},
	{"deposits.csv", []string{"station", "seq"}, []string{"seq"}, keepFirst},
}

// The places among tables of those that are asked for.
const (
	payments    = 0
	tenders     = 1
	holds       = 4
	corrections = 6
)

// sql is the table's name in the database.
func (t table) sql() string { return strings.TrimSuffix(t.name, ".csv") }

// separator stands between cells. No cell of a bundle holds a control character.
const (
	separator      = "\x1f"
	afterSeparator = "\x20" // sorts behind every key that goes on with the separator
)

// cells is a row, by its columns.
type cells struct {
	columns []string
	values  []string
}

func (c cells) get(column string) string {
	if i := slices.Index(c.columns, column); i >= 0 {
		return c.values[i]
	}
	return ""
}

func (c cells) set(column, value string) {
	if i := slices.Index(c.columns, column); i >= 0 {
		c.values[i] = value
	}
}

func (c cells) text() string { return strings.Join(c.values, separator) }

func (t table) keyOf(c cells) string {
	parts := make([]string, len(t.key))
	for i, column := range t.key {
		parts[i] = c.get(column)
	}
	return strings.Join(parts, separator)
}

// place is where a row stands among those of its station.
func (t table) place(c cells) (place [2]int64) {
	for i, column := range t.order {
		text := c.get(column)
		if _, number, cut := strings.Cut(text, "-"); cut { // C1-000123
			text = number
		}
		place[i], _ = strconv.ParseInt(text, 10, 64) // Verify has read it
	}
	return place
}
