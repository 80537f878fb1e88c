package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// setupPages lists what can be set up, in the order of the digits that open
// them. A page is a screen of its own; its Esc is backToSetup.
func setupPages() []setupPage {
	return []setupPage{
		{words.T("People"), words.T("Who works here, in which role"), newPeople, roles(ledger.Administrator)},
		{words.T("Roster"), words.T("Accounts and balances that billing saved before the outage"), newRosterPage, roles(ledger.Supervisor, ledger.Administrator)},
		{words.T("Outage"), words.T("Since when billing is down, and what is not finished"), newOutages, roles(ledger.Supervisor, ledger.Administrator)},
		{words.T("Scan lines"), words.T("What the lines on bills say; learn a new kind from stubs"), newScanLines, roles(ledger.Supervisor, ledger.Administrator)},
		{words.T("Paper book"), words.T("Print and register books of blank receipts; account for each number"), newBooks, roles(ledger.Supervisor, ledger.Administrator)},
		{words.T("Returned checks"), words.T("Accounts whose checks came back, until a supervisor lifts it"), newNoChecks, roles(ledger.Supervisor)},
		{words.T("Printers"), words.T("Where receipts and reports are printed; print a test page"), newPrinters, roles(ledger.Supervisor, ledger.Administrator)},
		{words.T("Mirror"), words.T("A second disk or stick on which every entry is kept"), newMirrorPage, roles(ledger.Supervisor, ledger.Administrator)},
		{words.T("Backup"), words.T("The backups there are; make one now"), newBackup, roles(ledger.Supervisor, ledger.Administrator)},
	}
}

// setupPage is one page of Set-up, for people in these roles.
type setupPage struct {
	title, summary string
	open           func(*counter) screen
	roles          []ledger.Role
}

func roles(r ...ledger.Role) []ledger.Role { return r }

// setupPages are those that whoever is signed in may see.
func (c *counter) setupPages() []setupPage {
	return slices.DeleteFunc(setupPages(), func(p setupPage) bool { return !slices.Contains(p.roles, c.session.Role()) })
}

// setup is the screen from which everything is set up. It is where an
// administrator's work begins.
type setup struct{ contents }

func newSetup(c *counter) screen {
	if c.steps != nil && c.session.Role() == ledger.Administrator {
		return c.steps // the first run is not finished
	}
	var pages []contentsPage
	for _, p := range c.setupPages() {
		pages = append(pages, contentsPage{title: p.title, summary: p.summary, open: func() { c.goTo(p.open) }})
	}
	station := widgets.NewCaption(words.T("This is station %s. It signs with the key %s, which finance registers to know its bundles by.", c.ledger.City().Station, c.ledger.PublicKey().Fingerprint()))
	return &setup{newContents(pages, station)}
}

// backToSetup is the Esc of a page.
func backToSetup(c *counter) keys.Command {
	return keys.Command{Name: "setup", Label: words.T("Set-up"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() { c.goTo(newSetup) }}
}

func (s *setup) title() string        { return words.T("Set-up") }
func (s *setup) commands() keys.Table { return nil }
