package ui

import (
	"fmt"
	"strconv"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// countSheet is a drawer's count while it is keyed: the text of each line as
// it was typed, so that a half-keyed count is there again when the clerk comes
// back to it.
type countSheet struct{ keyed [countLines]string }

// countSheets are the counts that were begun, by the drawer's id.
type countSheets map[string]*countSheet

// of returns the sheet of a drawer, a new one if its count was not begun.
func (s countSheets) of(d ledger.Drawer) *countSheet {
	if s[d.ID] == nil {
		s[d.ID] = &countSheet{}
	}
	return s[d.ID]
}

// begun reports whether any sheet has something keyed in.
func (s countSheets) begun() bool {
	for _, sheet := range s {
		if sheet.begun() {
			return true
		}
	}
	return false
}

func (s *countSheet) begun() bool { return *s != countSheet{} }

// The lines of a sheet: the notes and coins in the order of
// ledger.Denominations, then these.
var (
	looseLine  = len(ledger.Denominations)
	checksLine = looseLine + 1
	checksSum  = looseLine + 2
	cardsLine  = looseLine + 3
	cardsSum   = looseLine + 4
	stubsLine  = looseLine + 5
)

const countLines = 12 + 6

// isAmount tells whether the line takes dollars; else it takes a number of
// pieces or slips.
func isAmount(line int) bool { return line == looseLine || line == checksSum || line == cardsSum }

// lineError says which line of a count is wrong.
type lineError struct {
	line int
	err  error
}

func (e *lineError) Error() string { return e.err.Error() }
func (e *lineError) Unwrap() error { return e.err }

// count reads the whole sheet. A line without text is a zero, but a sheet with
// nothing on it is no count. The error is a *lineError.
func (s *countSheet) count() (ledger.Count, error) {
	if !s.begun() {
		return ledger.Count{}, &lineError{0, phrase.Errorf("count the drawer first; key 0 where there is nothing")}
	}
	var count ledger.Count
	for line := range s.keyed {
		if err := s.read(line, &count); err != nil {
			return ledger.Count{}, &lineError{line, err}
		}
	}
	return count, nil
}

func (s *countSheet) read(line int, into *ledger.Count) error {
	var pieces int64
	var amount money.Amount
	var err error
	if isAmount(line) {
		amount, err = s.amount(line)
	} else {
		pieces, err = s.pieces(line)
	}
	if err != nil {
		return err
	}
	switch line {
	case looseLine:
		into.Loose = amount
	case checksLine:
		into.Checks.Count = pieces
	case checksSum:
		into.Checks.Total = amount
	case cardsLine:
		into.Cards.Count = pieces
	case cardsSum:
		into.Cards.Total = amount
	case stubsLine:
		// Stubs that nobody counted are not none.
		if strings.TrimSpace(s.keyed[line]) != "" {
			into.Stubs = &pieces
		}
	default:
		if pieces > 0 {
			into.Cash = append(into.Cash, ledger.Pieces{Value: ledger.Denominations[line], Count: pieces})
		}
	}
	return nil
}

func (s *countSheet) pieces(line int) (int64, error) {
	text := strings.TrimSpace(s.keyed[line])
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, phrase.Errorf("“%s” is not a number of pieces; key in digits only", text)
	}
	return n, nil
}

func (s *countSheet) amount(line int) (money.Amount, error) {
	if strings.TrimSpace(s.keyed[line]) == "" {
		return money.Amount{}, nil
	}
	return money.Parse(s.keyed[line])
}

// worth is what a line comes to: so many pieces of their value, or the amount
// itself. A number of slips comes to nothing by itself.
func (s *countSheet) worth(line int) (money.Amount, error) {
	switch {
	case isAmount(line):
		return s.amount(line)
	case line < looseLine:
		n, err := s.pieces(line)
		if err != nil {
			return money.Amount{}, err
		}
		return ledger.Denominations[line].Times(n)
	}
	return money.Amount{}, nil
}

// cash adds up the notes, coins and loose cash that can be read so far.
func (s *countSheet) cash() money.Amount { return s.sum(0, looseLine) }

// total adds up everything that can be read so far.
func (s *countSheet) total() money.Amount { return s.sum(0, countLines-1) }

func (s *countSheet) sum(first, last int) money.Amount {
	var sum money.Amount
	for line := first; line <= last; line++ {
		// A line that is wrong says so itself, and keeps the drawer from being
		// closed.
		if worth, err := s.worth(line); err == nil {
			if more, err := sum.Add(worth); err == nil {
				sum = more
			}
		}
	}
	return sum
}

// lineOf finds the line that an error of the ledger is about; -1: none.
func (s *countSheet) lineOf(err error) int {
	field := ledger.FieldOf(err)
	switch field {
	case "checks":
		return checksLine
	case "cards":
		return cardsLine
	case "loose":
		return looseLine
	case "stubs":
		return stubsLine
	}
	var nth int
	if _, err := fmt.Sscanf(field, "cash[%d]", &nth); err != nil {
		return -1
	}
	for line := range ledger.Denominations {
		if n, err := s.pieces(line); err == nil && n > 0 {
			if nth == 0 {
				return line
			}
			nth--
		}
	}
	return -1
}
