package ui

import (
	"errors"
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/receipts"
	"counterfoil/ui/widgets"
)

// approveClosing asks for the sign-in of a supervisor, and before that for a
// reason where a swap is suspected; done comes once the closing is approved.
func (c *counter) approveClosing(closing ledger.Closing, done func()) {
	var reason string
	sign := func() {
		c.secondSignIn(fmt.Sprintf("Approve closing Z%d", closing.Number), approvalQuestion(closing),
			func(approver ledger.Session) error {
				_, err := c.ledger.ApproveClosing(approver, closing.Number, reason)
				return err
			}, done)
	}
	if len(closing.Swaps()) == 0 {
		sign()
		return
	}
	c.dialogs.Reason("Cash and checks do not agree with the receipts", alarmWords(closing)+" Why is it approved?", swapReasons, func(given string) error {
		reason = given
		return nil
	}).Then(sign)
}

func approvalQuestion(c ledger.Closing) string {
	return fmt.Sprintf("Drawer of %s, %s. %s A supervisor who did not count this drawer signs in to approve it.",
		c.Drawer.Clerk, c.Drawer.Day.Display(), verdict(c))
}

var swapReasons = []string{"Explained in writing by the clerk", "Passed on to the auditor", "Counted again; it stays so"}

func alarmWords(c ledger.Closing) string {
	var words []string
	for _, alarm := range c.Alarms() {
		words = append(words, widgets.Sentence(errors.New(alarm)))
	}
	return strings.Join(words, " ")
}

// printClosing gives out the document of a closing.
func (c *counter) printClosing(closing ledger.Closing) {
	c.printLetter(fmt.Sprintf("Z-%06d", closing.Number), fmt.Sprintf("Closing Z%d", closing.Number), func() ([]byte, error) {
		return receipts.ClosingPDF(closing, c.ledger.City())
	})
}
