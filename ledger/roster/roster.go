// Package roster reads the accounts that a billing system saved before the
// outage, from CSV or Excel as it wrote them.
//
// A file is opened, surveyed whole, read by a plan that says which column is
// what, and loaded. The plan is guessed from the columns' names and from what
// is in them; a person confirms it, because nothing in the file proves it.
package roster

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

// Progress is told how much of the work is done, from 0 to 1.
type Progress func(fraction float64)

// Limits on what a file may hold, so that no file takes the counter's memory.
const (
	maxRows    = 2_000_000
	maxColumns = 200
)

// row is one row of the file.
type row struct {
	line  int // of the file, counted from 1, where the row begins
	cells []string
	bad   string // why it cannot be taken apart; else empty
}

func (r row) blank() bool {
	for _, cell := range r.cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return r.bad == ""
}

// cell is the text of a column, with space and line breaks inside it made one
// space each.
func (r row) cell(column int) string {
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return oneSpaced(r.cells[column])
}

func oneSpaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// each reads every row that is not blank, tells the progress, and ends when ctx
// does.
func (f *File) each(ctx context.Context, progress Progress) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		n := 0
		for r, err := range f.rows(progress) {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil && r.blank() {
				continue
			}
			if n++; n > maxRows {
				err = phrase.Errorf("%s has more than %d rows; is this a roster? Save one row an account", f.Name, maxRows)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Load reads the file by the plan and puts its accounts in the place of the
// roster. Rows that cannot be read are given to bad and left out. With an
// error, ctx's included, the old roster stays.
func Load(ctx context.Context, l *ledger.Ledger, by ledger.Session, asOf ledger.Day, s *Survey, p Plan, bad func(ledger.BadRow) error, progress Progress) (ledger.Roster, error) {
	if err := s.Ready(p); err != nil {
		return ledger.Roster{}, err
	}
	var failed error
	loaded, err := l.LoadRoster(by, asOf, s.file.Name, func(yield func(ledger.Account, error) bool) {
		for a, err := range s.Accounts(ctx, p, progress) {
			if row, isBad := errors.AsType[*ledger.BadRow](err); isBad {
				if failed = bad(*row); failed != nil {
					yield(a, failed)
					return
				}
			}
			if !yield(a, err) {
				return
			}
		}
	})
	if failed != nil {
		return loaded, failed
	}
	return loaded, err
}

// Accounts reads the file by the plan. A row that cannot be read comes as a
// *ledger.BadRow; any other error is the last thing.
func (s *Survey) Accounts(ctx context.Context, p Plan, progress Progress) iter.Seq2[ledger.Account, error] {
	return func(yield func(ledger.Account, error) bool) {
		seen := map[string]int{}
		for r, err := range s.file.each(ctx, progress) {
			if err != nil {
				yield(ledger.Account{}, err)
				return
			}
			if r.line <= s.Header {
				continue
			}
			a, err := s.account(r, p)
			if err == nil {
				if first, twice := seen[a.Account]; twice {
					err = &ledger.BadRow{Line: r.line, Field: string(Account), Reason: fmt.Sprintf("%s stands on line %d already; the first is kept", a.Account, first)}
				} else {
					seen[a.Account] = r.line
				}
			}
			if !yield(a, err) {
				return
			}
		}
		if len(seen) == 0 {
			yield(ledger.Account{}, phrase.Errorf("no row of %s could be read, so the roster stays as it is; check which column is what", s.file.Name))
		}
	}
}

// account reads one row.
func (s *Survey) account(r row, p Plan) (ledger.Account, error) {
	wrong := func(field Field, format string, args ...any) (ledger.Account, error) {
		return ledger.Account{}, &ledger.BadRow{Line: r.line, Field: string(field), Reason: fmt.Sprintf(format, args...)}
	}
	if r.bad != "" {
		return wrong("row", "%s", r.bad)
	}
	if n := used(r.cells); n > len(s.Columns) {
		return wrong("row", "it has %d columns where there are %d; is a text with a %s not in quotes?", n, len(s.Columns), s.file.Delimiter)
	}
	var a ledger.Account
	for _, field := range Fields {
		column, mapped := p.Columns[field]
		if !mapped {
			continue
		}
		// Of a worksheet's row the last empty cells are not written.
		if column >= len(r.cells) && !s.file.scratch {
			return wrong(field, "the row ends before this column")
		}
		if err := s.read(&a, field, r.cell(column), p); err != nil {
			return wrong(field, "%s", err)
		}
	}
	if err := a.Check(); err != nil {
		var at *ledger.Error
		errors.As(err, &at)
		return wrong(Field(at.Field), "%s", at.Text)
	}
	return a, nil
}

// used counts the cells up to the last that is not blank.
func used(cells []string) int {
	for n := len(cells); n > 0; n-- {
		if strings.TrimSpace(cells[n-1]) != "" {
			return n
		}
	}
	return 0
}

func (s *Survey) read(a *ledger.Account, field Field, text string, p Plan) (err error) {
	switch field {
	case Account:
		if text == "" {
			return phrase.Errorf("it is empty")
		}
		if shortened.MatchString(text) {
			return phrase.Errorf("%s is a number that a spreadsheet shortened; save the file again with this column as text", text)
		}
		if !strings.ContainsAny(text, "0123456789") && s.Columns[p.Columns[Account]].isNumbered() {
			return phrase.Errorf("%s has no digit, and the other accounts do; a line of totals is no account", clip(text))
		}
		a.Account = text
	case Customer:
		a.Customer = text
	case Name:
		a.Name = text
	case Address:
		a.Address = text
	case Bill:
		a.Bill = text
	case Balance:
		a.Balance, err = readAmount(text, s.amountStyle(p))
	case BillDate:
		a.BillDate, err = readDate(text, s.dateFormat(field, p), s.file.date1904)
	case Due:
		a.Due, err = readDate(text, s.dateFormat(field, p), s.file.date1904)
	case CutOff:
		a.CutOff, err = readDate(text, s.dateFormat(field, p), s.file.date1904)
	case AutoPay:
		a.AutoPay, err = readFlag(text)
	case NoChecks:
		a.NoChecks, err = readFlag(text)
	case Language:
		a.Language, err = readLanguage(text)
	}
	return err
}
