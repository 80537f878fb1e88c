package ui

import "counterfoil/ui/widgets"

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
