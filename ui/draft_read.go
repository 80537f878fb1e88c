package ui

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"counterfoil/ledger"
	"counterfoil/ledger/stub"
)

// read tells what a scanned or keyed text is: the stubs that the city's
// scan lines make of it, or an account number. More than one is a choice.
//
// An account that the roster does not have is refused once, because it may be
// a misread scan; the same text again is taken.
func (d *draft) read(text string) ([]ledger.Line, error) {
	text = strings.TrimSpace(text)
	stubs, misfit := stub.Match(d.ledger.City().Scanlines, text)
	if misfit == nil {
		return linesOf(stubs), nil
	}
	keyed := ledger.Line{Account: text}
	if err := d.acceptable(keyed); err != nil {
		return nil, misread(text, misfit, err)
	}
	_, known, err := d.ledger.Account(text)
	if err != nil {
		return nil, err
	}
	_, hasRoster, err := d.ledger.Roster()
	if err != nil {
		return nil, err
	}
	if known || !hasRoster || text == d.doubted {
		return []ledger.Line{keyed}, nil
	}
	d.doubted = text
	if nearly(misfit) {
		return nil, fmt.Errorf("%w. To take it as an account all the same, press Enter again", misfit)
	}
	return nil, fmt.Errorf("account %s is not in the roster; compare it with the bill. To take it all the same, press Enter again", text)
}

// misread says of a text that is no account number what it rather is: a scan
// line with a fault, or one that was not read whole.
func misread(text string, misfit, noAccount error) error {
	length := utf8.RuneCountInString(text)
	switch {
	case nearly(misfit):
		return misfit
	case length > longestAccount:
		return fmt.Errorf("%d characters fit none of the city’s scan lines; scan it again, or key in the account number", length)
	}
	return noAccount
}

// longestAccount is how many characters the ledger takes as an account number.
const longestAccount = 32

// nearly reports whether a text has the length of a scan line and does not fit
// for another reason.
func nearly(misfit error) bool {
	wrong, ok := errors.AsType[*stub.Error](misfit)
	return ok && wrong.Rule != stub.RuleLength
}

func linesOf(stubs []stub.Stub) []ledger.Line {
	lines := make([]ledger.Line, len(stubs))
	for i, s := range stubs {
		lines[i] = ledger.Line{
			Account: s.Account, Bill: s.Bill, BillDate: ledger.Day(s.BillDate), Due: ledger.Day(s.Due),
			AmountDue: s.AmountDue, Scan: s.Scan,
		}
	}
	return lines
}

// scanIn finds a scan that a scanner fired into a field of something else. Rest
// is what the field holds without it. Behind something keyed only the scan of
// a known account is one: any digits might be the end of a longer line.
func (d *draft) scanIn(text, held string) (scan, rest string, found bool) {
	if d.isScan(text) {
		return text, held, true
	}
	if scan, cut := strings.CutPrefix(text, held); cut && d.isScan(scan) {
		return scan, held, true
	}
	for _, p := range d.ledger.City().Scanlines {
		start := len(text) - p.Length
		if start <= 0 || !d.isScan(text[start:]) {
			continue
		}
		read, err := p.Parse(text[start:])
		if err != nil {
			continue
		}
		if _, known, err := d.ledger.Account(read.Account); err == nil && known {
			return text[start:], strings.TrimSuffix(text[:start], p.Prefix), true
		}
	}
	return "", text, false
}

// isScan reports whether a text is a scan line without fault.
func (d *draft) isScan(text string) bool {
	stubs, err := stub.Match(d.ledger.City().Scanlines, text)
	return err == nil && stubs[0].OK()
}
