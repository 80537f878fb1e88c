package ui

import (
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// till is the drawer of the person signed in: the open one with the count so
// far, or the last one that was closed.
type till struct {
	ledger  *ledger.Ledger
	session ledger.Session
	sheets  countSheets
	drawer  *ledger.Drawer     // nil: none is open
	sheet   *countSheet        // of the open drawer
	back    []ledger.TakenBack // its closings that were taken back
	closing *ledger.Closing    // of the last drawer; nil: nothing to show of it
}

// refresh reads how the drawer stands. A count goes on as it was left.
func (t *till) refresh() error {
	t.drawer, t.back = nil, nil
	switch drawer, err := t.ledger.OpenDrawerOf(t.session.Name()); {
	case err == nil:
		t.drawer, t.sheet, t.closing = &drawer, t.sheets.of(drawer), nil
		t.back, err = t.ledger.TakenBack(drawer.ID)
		return err
	case ledger.CodeOf(err) != ledger.NotFound:
		return err
	}
	if t.closing != nil {
		return t.show(t.closing.Number)
	}
	waiting, err := t.ledger.WaitingClosings()
	for i := range waiting {
		if waiting[i].Drawer.Clerk == t.session.Name() {
			t.closing = &waiting[i]
		}
	}
	return err
}

func (t *till) show(number int64) error {
	closing, err := t.ledger.Closing(number)
	if err == nil {
		t.closing = &closing
	}
	return err
}

// close ends the drawer with what was counted. Only now are the expected
// figures known.
func (t *till) close(witness ...ledger.Session) error {
	count, err := t.sheet.count()
	if err != nil {
		return err
	}
	closing, err := t.ledger.CloseDrawer(t.session, count, witness...)
	if err != nil {
		if line := t.sheet.lineOf(err); line >= 0 {
			return &lineError{line, err}
		}
		return err
	}
	delete(t.sheets, closing.Drawer.ID)
	t.drawer, t.sheet, t.back, t.closing = nil, nil, nil, &closing
	return nil
}

// waits tells whether a closing is shown that nobody approved yet.
func (t *till) waits() bool {
	return t.closing != nil && t.closing.ApprovedBy == "" && !t.closing.Superseded()
}

// tenderLine is one tender of a closing.
type tenderLine struct {
	name                         string
	counted, expected, overShort money.Amount
}

func tenderLines(c ledger.Closing) []tenderLine {
	return []tenderLine{
		{words.T("Cash, float included"), c.Counted.Cash, c.Expected.Cash, c.OverShort.Cash},
		{words.T("Checks"), c.Counted.Check, c.Expected.Check, c.OverShort.Check},
		{words.T("Cards"), c.Counted.Card, c.Expected.Card, c.OverShort.Card},
	}
}

// overShortWords says a difference in words, because a sign is overlooked, and
// beside the word is one too many: "$5.00 short", "$5.00 over", "even".
func overShortWords(a money.Amount) string {
	switch {
	case a.IsPositive():
		return words.T("%s over", widgets.Dollars(a))
	case a.IsNegative():
		return words.T("%s short", widgets.Dollars(money.FromCents(-a.Cents())))
	}
	return words.T("even")
}

// verdict says how a drawer came out, each tender for itself: cash that is
// over does not make up for a check that is missing.
func verdict(overShort ledger.Tally) string {
	var said []string
	for _, tender := range []struct {
		are string
		off money.Amount
	}{{words.T("Cash is"), overShort.Cash}, {words.T("Checks are"), overShort.Check}, {words.T("Cards are"), overShort.Card}} {
		if !tender.off.IsZero() {
			said = append(said, tender.are+" "+overShortWords(tender.off)+".")
		}
	}
	if len(said) == 0 {
		return words.T("The drawer is even.")
	}
	return strings.Join(said, " ")
}

// takenBackWords say what a count had found that was taken back.
func takenBackWords(back []ledger.TakenBack) []string {
	var said []string
	for _, b := range back {
		said = append(said, words.T("Z%d found before: %s Taken back by %s, %s: %s.", b.Number, verdict(b.OverShort), b.By, b.At.Format(stamp), words.Say(b.Reason)))
	}
	return said
}

// approval says whether a closing was approved, and by whom.
func approval(c ledger.Closing) string {
	if c.Superseded() {
		return words.T("Taken back by %s, %s: %s. The drawer was opened again.", c.ReopenedBy, c.ReopenedAt.Format(stamp), c.ReopenReason)
	}
	if c.ApprovedBy == "" {
		return words.T("Wait for a supervisor’s approval. They sign in here with F10, or at the day’s screen.")
	}
	said := words.T("Approved by %s, %s.", c.ApprovedBy, c.ApprovedAt.Format(stamp))
	if c.ApprovalReason != "" {
		said += words.T(" Reason: %s.", c.ApprovalReason)
	}
	return said
}

// counted says a count in a sentence, to be looked at before it is final.
func (s *countSheet) counted(c ledger.Count) string {
	return words.T("You counted %s: %s", widgets.Dollars(s.total()), s.countedByTender(c))
}

func (s *countSheet) countedByTender(c ledger.Count) string {
	return words.T("cash %s, %s for %s, %s for %s.", widgets.Dollars(s.cash()), words.N(c.Checks.Count, "%d check", "%d checks"), widgets.Dollars(c.Checks.Total), words.N(c.Cards.Count, "%d card slip", "%d card slips"), widgets.Dollars(c.Cards.Total))
}
