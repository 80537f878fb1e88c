package ui

import (
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// refuseScan says why a scan was not taken.
func (c *counter) refuseScan(why string) {
	c.say(widgets.Note, why)
	c.wrongScan()
}

// wrongScan sounds that a scan was not taken as it should be, unless whoever
// works here wants no sound.
func (c *counter) wrongScan() {
	if wants, err := c.ledger.Preferences(c.session.Name()); err == nil && wants.Silent {
		return
	}
	c.beep()
}

// soundCommand turns that sound off, or on again, for whoever is signed in.
func (c *counter) soundCommand() keys.Command {
	return keys.Command{Name: "sound", Label: words.T("Sound on a wrong scan"), Menu: menuCounter, Run: func() {
		wants, err := c.ledger.Preferences(c.session.Name())
		if err == nil {
			wants.Silent = !wants.Silent
			err = c.ledger.Prefer(c.session, wants)
		}
		switch {
		case err != nil:
			c.say(widgets.Stop, widgets.Sentence(err))
		case wants.Silent:
			c.say(widgets.Note, words.T("A wrong scan makes no sound any more, for %s.", c.session.Name()))
		default:
			c.beep()
			c.say(widgets.Note, words.T("A wrong scan sounds like this, for %s.", c.session.Name()))
		}
	}}
}
