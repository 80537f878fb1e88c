package ui

import (
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/stub"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// longestScan is room for the seal of a receipt, the longest that is scanned.
const longestScan = 300

// takesScans is a screen with a place of its own for what a scanner fires.
type takesScans interface{ scanned(scan string) }

// holdsMore is a screen that holds more than its fields do.
type holdsMore interface {
	// hold remembers what it holds, so that a scan fired at it can be taken back.
	hold() (giveBack func())
}

// listenToScanner sends what a scanner fires to the stub field, wherever the
// keyboard is.
func (c *counter) listenToScanner() {
	scanner := c.board.Scanner()
	timing := c.ledger.City().Scanner
	scanner.Gap, scanner.Least = timing.Burst(), timing.Least
	scanner.Knows = func(text string) (string, bool) { return scanAtEnd(c.ledger, text) }
	scanner.Take = c.takeScan
	scanner.Hold = func() func() {
		if s, ok := c.screen.(holdsMore); ok {
			return s.hold()
		}
		return nil
	}
}

// takeScan takes a scan fired while no dialog is open.
func (c *counter) takeScan(scan string) {
	_, isCheck := stub.ReadCheck(c.ledger.City().MICR, scan)
	screen, takes := c.screen.(takesScans)
	switch {
	case takes:
		screen.scanned(scan)
	case !c.signedIn():
		c.refuseScan(words.T("That was a scan, and it was not taken. Sign in first, then scan again."))
	case !c.takesPayments():
		c.refuseScan(words.T("That was a scan, and it was not taken: only clerks and supervisors take payments."))
	case isCheck:
		c.refuseScan(words.T("That was a check, and it was not taken. Checks are read on the intake screen: press Esc, then read it again."))
	case isReceipt(scan):
		c.refuseScan(words.T("That was the code of a receipt, and it was not taken. Receipts are looked up on the Find screen: press F5 at intake, then scan it again."))
	default:
		c.keepScan(scan)
	}
}

// isReceipt reports whether a text is what stands in a code of a receipt.
func isReceipt(text string) bool { return ledger.IsSeal(text) || ledger.IsReceiptNumber(text) }

// keepScan puts a stub that was scanned elsewhere into the stub field, where
// Enter takes it.
func (c *counter) keepScan(scan string) {
	intake := c.intake().(*intake)
	if intake.stub.Filled() {
		c.refuseScan(words.T("A stub was scanned, and it was not taken: the stub field of the intake screen (Esc) still holds another."))
		return
	}
	intake.stub.SetText(scan)
	c.say(widgets.Note, words.T("A stub was scanned. It waits in the stub field of the intake screen: press Esc to go there, then Enter to take it."))
}

// scanAtEnd returns the scan that a text ends in: the whole of it, where it is
// a stub's or a check's, an account or a receipt's; else, of a known account, its end.
func scanAtEnd(l *ledger.Ledger, text string) (scan string, ok bool) {
	text = strings.TrimRight(text, " ")
	if isScan(l, text) {
		return text, true
	}
	return stubAtEnd(l, text)
}

// isScan reports whether a text is what the city's scanners read, well or
// badly.
func isScan(l *ledger.Ledger, text string) bool {
	city := l.City()
	if _, isCheck := stub.ReadCheck(city.MICR, text); isCheck || isReceipt(text) {
		return true
	}
	_, misfit := stub.Match(city.Scanlines, text)
	if misfit == nil || nearly(misfit) && !wrongCharacters(misfit) {
		return true
	}
	_, known, err := l.Account(strings.TrimSpace(text))
	return err == nil && known
}

// stubAtEnd returns the scan line of a known account that a text ends in. With
// an unknown one any digits might be the end of a longer line.
func stubAtEnd(l *ledger.Ledger, text string) (scan string, ok bool) {
	for _, p := range l.City().Scanlines {
		start := len(text) - p.Length
		if start <= 0 {
			continue
		}
		read, err := p.Parse(text[start:])
		if err != nil || !read.OK() {
			continue
		}
		if strings.HasSuffix(text[:start], p.Prefix) {
			start -= len(p.Prefix)
		}
		if _, known, err := l.Account(read.Account); err == nil && known {
			return text[start:], true
		}
	}
	return "", false
}
