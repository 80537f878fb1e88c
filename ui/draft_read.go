package ui

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/stub"
)

// read tells what a scanned or keyed text is: the stubs that the city's
// scan lines make of it, or an account number. More than one is a choice.
//
// An account that the roster does not have is refused once, because it may be
// a misread scan or a receipt's number; the same text again is taken.
func (d *draft) read(text string) ([]ledger.Line, error) {
	text = strings.TrimSpace(text)
	if _, isCheck := d.readCheck(text); isCheck {
		return nil, phrase.Errorf("this is the line of a check: scan the stub first, then press F4 and read the check")
	}
	if ledger.IsSeal(text) {
		return nil, phrase.Errorf("this is the code of a receipt, not of a stub; to look it up, press F5 and scan it again")
	}
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
	receipt := ledger.IsReceiptNumber(text)
	if known || text == d.doubted || !hasRoster && !receipt {
		return []ledger.Line{keyed}, nil
	}
	d.doubted = text
	if receipt {
		return nil, phrase.Errorf("%s is the number of a receipt; to look it up, press F5. To take it as an account all the same, press Enter again", text)
	}
	if amountLike.MatchString(text) {
		return nil, phrase.Errorf("is %s the amount? It belongs below, after the account or the scan. To take it as an account all the same, press Enter again", text)
	}
	if nearly(misfit) {
		return nil, phrase.Errorf("%w. To take it as an account all the same, press Enter again", misfit)
	}
	return nil, phrase.Errorf("account %s is not in the roster; compare it with the bill. To take it all the same, press Enter again", text)
}

var amountLike = regexp.MustCompile(`^[0-9]+\.[0-9]{2}$`)

// misread says of a text that is no account number what it rather is: a scan
// line with a fault, or one that was not read whole.
func misread(text string, misfit, noAccount error) error {
	length := utf8.RuneCountInString(text)
	switch {
	case nearly(misfit):
		return misfit
	case length > longestAccount:
		return phrase.Errorf("%d characters fit none of the city’s scan lines; scan it again, or key in the account number", length)
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

// wrongCharacters reports whether a text is not made of what a scan line is
// made of.
func wrongCharacters(misfit error) bool {
	wrong, ok := errors.AsType[*stub.Error](misfit)
	return ok && wrong.Rule == stub.RuleCharacters
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

// scanIn finds a scan that a slow scanner fired into a field of something else.
// Rest is what the field holds without it.
func (d *draft) scanIn(text, held string) (scan, rest string, found bool) {
	if d.isScan(text) {
		return text, held, true
	}
	if scan, cut := strings.CutPrefix(text, held); cut && d.isScan(scan) {
		return scan, held, true
	}
	if scan, found := stubAtEnd(d.ledger, text); found {
		return scan, strings.TrimSuffix(text, scan), true
	}
	return "", text, false
}

// isScan reports whether a text is a scan line without fault, or a check's.
func (d *draft) isScan(text string) bool {
	if _, ok := d.readCheck(text); ok {
		return true
	}
	stubs, err := stub.Match(d.ledger.City().Scanlines, text)
	return err == nil && stubs[0].OK()
}

// readCheck reads the line of a check as the city's readers send it.
func (d *draft) readCheck(text string) (stub.CheckLine, bool) {
	return stub.ReadCheck(d.ledger.City().MICR, text)
}
