package ui

import (
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/receipts"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// approveClosing asks for the sign-in of a supervisor, and before that for a
// reason where a swap is suspected; done comes once the closing is approved.
func (c *counter) approveClosing(closing ledger.Closing, done func()) {
	var reason string
	sign := func() {
		c.secondSignIn(words.T("Approve closing Z%d", closing.Number), approvalQuestion(closing),
			func(approver ledger.Session) error {
				_, err := c.ledger.ApproveClosing(approver, closing.Number, reason)
				return err
			}, done).About("approve")
	}
	if len(closing.Swaps()) == 0 {
		sign()
		return
	}
	c.dialogs.Reason(words.T("Cash and checks do not agree with the receipts"), words.T("%s Why is it approved?", alarmWords(closing)), swapReasons, func(given string) error {
		reason = given
		return nil
	}).About("approve").Then(sign)
}

func approvalQuestion(c ledger.Closing) string {
	found := strings.Join(append([]string{verdict(c.OverShort)}, takenBackWords(c.TakenBack)...), " ")
	return words.T("Drawer of %s, %s. %s A supervisor who did not count this drawer signs in to approve it.", c.Drawer.Clerk, c.Drawer.Day.Display(), found)
}

var swapReasons = phrase.Words("Explained in writing by the clerk", "Passed on to the auditor", "Counted again; it stays so")

func alarmWords(c ledger.Closing) string {
	var said []string
	for _, alarm := range c.Alarms() {
		said = append(said, widgets.Sentence(alarm))
	}
	return strings.Join(said, " ")
}

// printClosing gives out the document of a closing.
func (c *counter) printClosing(closing ledger.Closing) {
	c.printPaper(filedSlip(fmt.Sprintf("Z-%06d", closing.Number)), words.T("Closing Z%d", closing.Number), func() (printable, error) {
		return receipts.Closing(closing, c.origin())
	})
}
