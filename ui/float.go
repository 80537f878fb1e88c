package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// begin is what happens once a person has signed in: they find what they had
// on the counter, and are told how their drawer stands. A clerk needs one; a
// supervisor is asked for a float only when they take a payment.
func (c *counter) begin(session ledger.Session) {
	c.session = session
	c.speak()
	c.resume()
	c.wearTheirs()
	if !c.takesPayments() {
		return
	}
	drawer, err := c.ledger.OpenDrawerOf(session.Name())
	switch {
	case ledger.CodeOf(err) == ledger.NotFound:
		if session.Role() == ledger.Clerk {
			c.askFloat(nil)
		} else {
			c.sayWaiting()
		}
	case err != nil:
		c.say(widgets.Stop, widgets.Sentence(err))
	case drawer.Day != c.ledger.Today():
		c.say(widgets.Warning, words.T("Your drawer is still open from %s, and payments go to that day. Count and close it (F8), then open one for today.", drawer.Day.Display()))
	}
}

// sayWaiting tells a supervisor without a drawer of the closings to approve.
func (c *counter) sayWaiting() {
	waiting, err := c.ledger.WaitingClosings()
	if err == nil && len(waiting) > 0 {
		c.say(widgets.Note, words.N(len(waiting), "A closing waits to be approved: press F11.", "%d closings wait to be approved: press F11."))
	}
}

// resume shows what the person left, or where their work begins.
func (c *counter) resume() {
	if left := c.desk().screen; left != nil {
		c.show(left)
		return
	}
	c.show(c.home())
}

func (c *counter) clockInDoubt() bool {
	return slices.ContainsFunc(c.ledger.Alarms(), func(a ledger.Alarm) bool { return a.Kind == ledger.AlarmClock })
}

var weekdays = [...]phrase.Word{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

// askDate lets a supervisor confirm the date after the clock jumped.
func (c *counter) askDate(then func()) {
	now := c.ledger.Local(c.ledger.Now())
	day := words.Say(weekdays[now.Weekday()]) + now.Format(", 01/02/2006, 3:04 PM")
	c.secondSignIn(words.T("Is it %s?", day), words.T("The computer's clock jumped. If this date or time is wrong, set the computer's clock first. If it is right, a supervisor signs in to confirm it; then the drawer can be opened."),
		c.ledger.ConfirmClock, func() {
			c.refreshStatus()
			then()
		}).About("clock")
}

// askFloat opens a drawer with the cash that is in it to begin with; then
// comes once it is open.
func (c *counter) askFloat(then func()) {
	if c.clockInDoubt() {
		c.askDate(func() { c.askFloat(then) })
		return
	}
	float := widgets.NewMoneyEntry()
	c.dialogs.Open(dialogs.Form{
		Title:  words.T("Open your drawer"),
		Text:   words.T("Count the cash that is in the drawer to give change from, and key it in. Leave it empty when there is none."),
		Fields: []dialogs.Field{{Name: words.T("Float"), Input: float, Needed: dialogs.Optional}},
		Commands: keys.Table{{Name: "pieces", Label: words.T("By notes and coins"), Key: fyne.KeyF3, Run: func() {
			c.dialogs.CloseAll()
			c.countFloat(then)
		}}},
		Confirm: words.T("Open drawer"),
		Cancel:  words.T("Later"),
		OnConfirm: func() error {
			var amount money.Amount
			if float.Filled() {
				var err error
				if amount, err = float.Amount(); err != nil {
					return dialogs.At(float, err)
				}
			}
			if _, err := c.ledger.OpenDrawer(c.session, amount); err != nil {
				return dialogs.At(float, err)
			}
			return nil
		},
		OnClosed: func(opened bool) {
			c.refreshStatus()
			c.refocus()
			if opened && then != nil {
				then()
			}
		},
	}).About("open-drawer")
}
