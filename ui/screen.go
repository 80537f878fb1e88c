package ui

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// screen is what fills the window between its heading and the legend.
type screen interface {
	title() string
	content() fyne.CanvasObject
	commands() keys.Table  // its own; the counter adds those that every screen has
	typed(r rune)          // a character that no field took
	focus() fyne.Focusable // where the next key belongs; nil: nowhere
}

// unfinished is a screen on which something can be half done.
type unfinished interface {
	// halfDone reports whether something keyed in would be lost with the screen.
	halfDone() bool
}

// letsGo is a screen that holds on to something: work that goes on, a file.
type letsGo interface {
	// left tells that another screen was gone to, and this one is done with.
	left()
}

// show puts a screen in the place of the last one.
func (c *counter) show(s screen) {
	if c.signedIn() {
		c.desk().screen = s
	}
	c.put(s, func() keys.Table { return c.commands(s) })
	c.dress(s)
	c.refreshStatus()
	c.refocus()
}

// viewOf is what can be moved of a screen: the page that it stands on, or the
// several that it has.
func viewOf(s screen, content fyne.CanvasObject) keys.View {
	if own, several := s.(interface{ view() keys.View }); several {
		return own.view()
	}
	view, _ := content.(keys.View)
	return view
}

// views are several pages, each of which moves for itself.
type views []*widgets.Page

// Reveal implements keys.View: each page moves only for what stands on it.
func (v views) Reveal(what fyne.CanvasObject) {
	for _, p := range v {
		p.Reveal(what)
	}
}

// Turn implements keys.View: the first page moves.
func (v views) Turn(key fyne.KeyName) { v[0].Turn(key) }

// goTo leaves the screen for another, and asks first when that loses something.
func (c *counter) goTo(open func(*counter) screen) {
	c.leave(func() { c.showBy(func() { c.show(open(c)) }) })
}

// loses reports whether leaving a screen loses something. The intake screen
// is kept while its clerk is signed in.
func loses(s screen) bool {
	if _, kept := s.(*intake); kept {
		return false
	}
	return halfDone(s)
}

func halfDone(s screen) bool {
	u, ok := s.(unfinished)
	return ok && u.halfDone()
}

// commands are a screen's own and those of every screen, by key.
func (c *counter) commands(s screen) keys.Table {
	table := append(s.commands(), c.everywhere(s)...)
	slices.SortStableFunc(table, func(a, b keys.Command) int { return rank(a.Key) - rank(b.Key) })
	return table
}

func (c *counter) everywhere(s screen) keys.Table {
	table := keys.Table{
		{Name: "help", Label: words.T("Help"), Menu: menuCounter, Key: fyne.KeyF1, Run: c.help},
		{Name: keys.Quit, Label: words.T("Quit"), Menu: menuCounter, Run: c.quit},
	}
	if !c.signedIn() {
		return table
	}
	table = append(table, keys.Command{Name: "lock", Label: words.T("Lock"), Menu: menuCounter, Key: fyne.KeyF12, Run: c.lock}, c.soundCommand(), c.displayCommand(""))
	goes := func(name, label string, key fyne.KeyName, open func(*counter) screen) {
		table = append(table, keys.Command{Name: name, Label: label, Menu: menuGo, Key: key, Run: func() { c.goTo(open) }})
	}
	goes("find", words.T("Find"), fyne.KeyF5, newFind)
	if c.takesPayments() {
		goes("drawer", words.T("Drawer"), fyne.KeyF8, newDrawer)
	}
	if c.session.Role() == ledger.Supervisor || c.session.Role() == ledger.Finance {
		goes("day", words.T("Day"), fyne.KeyF11, newDay)
	}
	if c.session.Role() == ledger.Clerk {
		goes("deposits", words.T("Deposits"), fyne.KeyF11, newDeposit)
	}
	_, taken := s.commands().Under(keySetup)
	if _, page := s.commands().Named("setup"); !taken && !page && len(c.setupPages()) > 0 {
		goes("setup", words.T("Set-up"), keySetup, newSetup)
	}
	if _, taken := s.commands().Under(fyne.KeyEscape); !taken {
		table = append(table, keys.Command{Name: "home", Label: words.T("Back"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() { c.goTo((*counter).home) }})
	}
	return table
}

const (
	menuCounter phrase.Word = "Counterfoil"
	menuPayment phrase.Word = "Payment"
	menuGo      phrase.Word = "Go to"
)

// keySetup is the next customer at the intake screen.
const keySetup = fyne.KeyF2

// rank orders the legend: F1 to F12, then the other keys.
func rank(key fyne.KeyName) int {
	if !keys.IsFunction(key) {
		return 13
	}
	n, _ := strconv.Atoi(string(key[1:]))
	return n
}

func (c *counter) takesPayments() bool {
	return c.session.Role() == ledger.Clerk || c.session.Role() == ledger.Supervisor
}

// home is the screen where a person's work begins.
func (c *counter) home() screen {
	switch {
	case c.takesPayments():
		return c.intake()
	case c.session.Role() == ledger.Finance:
		return newDay(c)
	}
	return newSetup(c)
}
