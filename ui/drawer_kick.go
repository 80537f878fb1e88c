package ui

import (
	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/keys"
	"counterfoil/ui/words"
)

// kickCommand opens the cash drawer without a payment.
func (c *counter) kickCommand() keys.Command {
	there := func() bool { _, ok := c.printers.CashDrawer(); return ok }
	return keys.Command{Name: "kick", Label: words.T("Open cash drawer"), Menu: menuDrawer, Key: fyne.KeyInsert, Enabled: there, Run: c.askKick}
}

// askKick asks why, and a supervisor when none is signed in. The entry is made
// before the drawer opens.
func (c *counter) askKick() {
	reasons := phrase.Words("Change for a customer", "Coins for the drawer", "The drawer did not open by itself", "A note to look at again")
	var reason string
	c.dialogs.Reason(words.T("Open the cash drawer without a payment?"), words.T("It is put down in the journal, with the reason and the supervisor."), reasons, func(given string) error {
		reason = given
		if c.session.Role() == ledger.Supervisor {
			return c.recordKick(c.session, reason)
		}
		return nil
	}).About("cash-drawer").Then(func() {
		const opened phrase.Word = "The cash drawer is opened. Close it before the next customer."
		if c.session.Role() == ledger.Supervisor {
			c.kick(words.Say(opened))
			return
		}
		c.secondSignIn(words.T("Open the cash drawer?"), words.T("Reason: %s. A supervisor signs in to open it.", reason),
			func(approver ledger.Session) error { return c.recordKick(approver, reason) },
			func() { c.kick(words.Say(opened)) }).About("cash-drawer")
	})
}

func (c *counter) recordKick(by ledger.Session, reason string) error {
	drawer, _ := c.printers.CashDrawer()
	return c.ledger.KickDrawer(by, c.session, drawer.Name, reason)
}
