package ui

import (
	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// practiceCommands are none where there is nothing to practice beside: in
// training itself and in the demonstration.
func (c *counter) practiceCommands() keys.Table {
	if c.openTraining == nil {
		return nil
	}
	return keys.Table{{Name: "practice", Label: words.T("Practice"), Menu: menuCounter, Key: fyne.KeyF10, Run: c.practice}}
}

// practice opens the training counter in a window of its own. The real one
// stays as it is beside it.
func (c *counter) practice() {
	c.work(words.T("Preparing the training counter"), c.ledger.PrepareTraining, func(err error) {
		if ledger.CodeOf(err) == ledger.Busy {
			c.say(widgets.Note, words.T("The training counter is open already, in a window of its own."))
			return
		}
		if err == nil {
			err = c.openTraining()
		}
		if err != nil {
			c.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		c.say(widgets.Note, words.T("The training counter opens in a window of its own, with a bar across the top."))
	})
}

// sayTraining says above every screen, and in the window's title, that this is
// not the real counter.
func (c *counter) sayTraining() {
	if c.ledger.City().Training {
		c.window.SetTitle(words.T("%s TRAINING", windowName))
		c.training.Say(widgets.Warning, words.T("TRAINING. No money is taken here. Nothing that is printed is a receipt, and nothing is exported."))
	}
}
