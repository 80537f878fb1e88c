package receipts

import (
	"fmt"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Report is any report: tables and notes about a scope. It is shown on screen
// and written as PDF, CSV and JSON by the same few functions, whatever it is
// about.
type Report struct {
	Kind   string // its key: "voids"
	Title  string
	City   ledger.City
	Scope  ledger.Scope
	Notes  []string // what the reader must know of the figures
	Alarms []string // what does not agree, or waits; empty: nothing
	Tables []ReportTable

	charts []chart // drawn above the tables that have their figures
}

// ReportTable is a table of a report. The first one is what the report is
// about.
type ReportTable struct {
	Key     string // "reprints"
	Title   string
	Columns []ReportColumn
	Rows    [][]Cell
	Totals  []Cell // of the columns that are summed; nil: none are
	Empty   string // said when there are no rows
}

// ReportColumn is a column of a report's table.
type ReportColumn struct {
	Key   string // "over_short"
	Title string
	Kind  CellKind
	Width int  // how many digits it needs
	Sum   bool // the table's totals have its sum
}

// CellKind says what a column holds.
type CellKind string

const (
	Text  CellKind = "text"
	Label CellKind = "label" // a number or name that must not be broken or cut
	Money CellKind = "money"
	Count CellKind = "count"
	Date  CellKind = "date"
	Time  CellKind = "time"
)

// Cell is what stands in a table: a string, a phrase.Word that screens translate, a money.Amount, an int64, a
// ledger.Day or a time.Time, as its column's kind says; nil: nothing.
type Cell any

// Right tells whether the cells of a column stand at the right.
func (c ReportColumn) Right() bool { return c.Kind == Money || c.Kind == Count }

// Shown writes a cell for people. A negative amount is one that is short.
func Shown(cell Cell) string {
	switch v := cell.(type) {
	case money.Amount:
		return v.Display()
	case ledger.Day:
		return v.Display()
	case time.Time:
		return v.Format("01/02/2006 3:04 PM")
	case nil:
		return ""
	}
	return fmt.Sprint(cell)
}

// plain writes a cell for programs.
func plain(cell Cell) string {
	switch v := cell.(type) {
	case money.Amount:
		return v.String()
	case ledger.Day:
		return string(v)
	case time.Time:
		return v.Format(fileTime)
	}
	return Shown(cell)
}

// fileTime is how files write a moment: in the station's zone, with its offset.
const fileTime = "2006-01-02T15:04:05-07:00"

// add appends a row, one cell a column.
func (t *ReportTable) add(cells ...Cell) { t.Rows = append(t.Rows, cells) }

// addUp makes the totals from the rows.
func (t *ReportTable) addUp() error {
	t.Totals = nil
	for i, column := range t.Columns {
		if !column.Sum {
			continue
		}
		if t.Totals == nil {
			t.Totals = make([]Cell, len(t.Columns))
			t.Totals[0] = "Total"
		}
		var err error
		if t.Totals[i], err = t.sum(i, column.Kind); err != nil {
			return fmt.Errorf("the total of %s: %w", column.Title, err)
		}
	}
	return nil
}

func (t *ReportTable) sum(i int, kind CellKind) (Cell, error) {
	var amount money.Amount
	var count int64
	var err error
	for _, row := range t.Rows {
		switch v := row[i].(type) {
		case money.Amount:
			if amount, err = amount.Add(v); err != nil {
				return nil, err
			}
		case int64:
			count += v
		}
	}
	if kind == Money {
		return amount, nil
	}
	return count, nil
}

// ScopeWords says what the report is about in a line.
func (r Report) ScopeWords() string {
	if r.Scope.Day != "" {
		return "Business day " + r.Scope.Day.Display()
	}
	return outageWords(r.Scope)
}

func outageWords(sc ledger.Scope) string {
	in := func(t time.Time) string { return t.In(sc.MadeAt.Location()).Format("01/02/2006") }
	words := fmt.Sprintf("Outage %d, since %s", sc.Outage.Number, in(sc.Outage.StartedAt))
	if sc.Outage.Closed != nil {
		words = fmt.Sprintf("Outage %d, %s to %s", sc.Outage.Number, in(sc.Outage.StartedAt), in(sc.Outage.Closed.EndedAt))
	}
	return words
}

// blindNote says which drawers a report leaves out.
func blindNote(sc ledger.Scope) []string {
	var notes []string
	for _, d := range sc.Hidden {
		notes = append(notes, fmt.Sprintf("Without the drawer of %s of %s: it is open, and is counted before its figures are shown.", d.Clerk, d.Day.Display()))
	}
	return notes
}

// Name is what a file with the report is called, without its ending.
func (r Report) Name() string {
	if r.Scope.Day != "" {
		return fmt.Sprintf("%s-%s", r.Kind, r.Scope.Day)
	}
	return fmt.Sprintf("%s-outage-%d", r.Kind, r.Scope.Outage.Number)
}
