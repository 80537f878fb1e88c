package receipts

import (
	"fmt"
	"strings"

	"counterfoil/ledger"
)

// ReportKind is a report that there is.
type ReportKind struct {
	Key     string // "voids"
	Title   string
	Summary string // what it is for
	fill    func(reader, *Report) error
}

// reader is where a report reads from, and what it was asked besides.
type reader struct {
	*ledger.Ledger
	holds ledger.HoldWindow
}

// ReportKinds lists the reports in the order of the close-out pack.
func ReportKinds() []ReportKind {
	return []ReportKind{
		{"day", "Takings by day", "What was taken, by business day and drawer", fillDays},
		{"clerk", "Takings by clerk", "What each clerk took, and what their counts were over or short", fillClerks},
		{"closing", "Drawer closings", "Every numbered closing (Z), by tender", fillClosings},
		{"match", "Stubs, receipts and deposits", "Stubs counted, lines of receipts, money counted and deposited, held against each other", fillMatch},
		{"deposit", "Deposits", "Every bag that went to the bank, with its checks", fillDeposits},
		{"undeposited", "Money not deposited", "Counted money that is in no deposit, and deposits the bank has not confirmed", fillUndeposited},
		{"voids", "Voids and reprints", "Payments taken back and receipts given out again, by whom", fillVoids},
		{"sequence", "Sequence proof", "Every receipt, entry, closing, deposit and export number accounted for", fillSequence},
		{"holds", "Holds", "Bills paid during the outage, not to be penalized or cut off", fillHolds},
		{"autopay", "AutoPay collisions", "Accounts on AutoPay that paid at the counter", fillAutoPay},
		{"exceptions", "Exceptions", "Overrides and reasons, lockouts, the clock, copies, corrections, returned checks", fillExceptions},
		{"posting", "Posting in billing", "What billing was given, accepted, rejected and has not answered", fillPosting},
	}
}

// ReportKindOf returns the kind with that key.
func ReportKindOf(key string) (ReportKind, error) {
	var keys []string
	for _, kind := range ReportKinds() {
		if kind.Key == key {
			return kind, nil
		}
		keys = append(keys, kind.Key)
	}
	return ReportKind{}, &ledger.Error{Code: ledger.NotFound, Field: "report", Text: fmt.Sprintf("there is no report %q; there are %s", key, strings.Join(keys, ", "))}
}

// Make reads a report of a scope. The window is that of the holds.
func (k ReportKind) Make(l *ledger.Ledger, sc ledger.Scope, holds ledger.HoldWindow) (Report, error) {
	r := Report{Kind: k.Key, Title: k.Title, City: l.City(), Scope: sc, Notes: blindNote(sc)}
	if err := k.fill(reader{l, holds}, &r); err != nil {
		return r, err
	}
	for i := range r.Tables {
		if err := r.Tables[i].addUp(); err != nil {
			return r, err
		}
	}
	return r, nil
}

// MakePack reads every report of a scope.
func MakePack(l *ledger.Ledger, sc ledger.Scope) ([]Report, error) {
	var reports []Report
	for _, kind := range ReportKinds() {
		r, err := kind.Make(l, sc, l.City().Holds.HoldWindow)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kind.Title, err)
		}
		reports = append(reports, r)
	}
	return reports, nil
}

// table begins a table of the report; the report has the rest added to it.
func (r *Report) table(key, title, empty string, columns ...ReportColumn) *ReportTable {
	r.Tables = append(r.Tables, ReportTable{Key: key, Title: title, Empty: empty, Columns: columns})
	return &r.Tables[len(r.Tables)-1]
}

func (r *Report) note(format string, args ...any) {
	r.Notes = append(r.Notes, fmt.Sprintf(format, args...))
}
func (r *Report) alarm(format string, args ...any) {
	r.Alarms = append(r.Alarms, fmt.Sprintf(format, args...))
}

func col(key, title string, kind CellKind, width int) ReportColumn {
	return ReportColumn{Key: key, Title: title, Kind: kind, Width: width}
}

// summed is a column whose sum the table's totals have.
func summed(key, title string, kind CellKind, width int) ReportColumn {
	return ReportColumn{Key: key, Title: title, Kind: kind, Width: width, Sum: true}
}

// numbered names what has a number of its own: Z3; nothing for 0.
func numbered(letter string, n int64) Cell {
	if n == 0 {
		return nil
	}
	return fmt.Sprintf("%s%d", letter, n)
}

// dated is a day, or nothing when there is none.
func dated(day ledger.Day) Cell {
	if day == "" {
		return nil
	}
	return day
}
