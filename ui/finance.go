package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// backOffice is what the pages of Finance work with: at a counter its ledger
// and whoever is signed in; on finance's own machine neither.
type backOffice struct {
	*stage
	finance *financedesk.Desk
	ledger  *ledger.Ledger // nil: there is none here
	by      ledger.Session
	places  *places
	show    func(screen)
	// find goes to a receipt; nil without a ledger.
	find func(receipt string)
	// back goes up from the list of pages; nil: there is nothing above it.
	back func()
}

// places are the folders where the last files were.
type places struct{ bundles, lists string }

// backOffice are the pages of Finance at this counter.
func (c *counter) backOffice() *backOffice {
	return &backOffice{
		stage: c.stage, finance: c.finance, ledger: c.ledger, by: c.session, show: c.show,
		places: &places{bundles: c.exportsFolder(), lists: downloads()},
		find:   func(receipt string) { c.goTo(func(c *counter) screen { return newFindOf(c, receipt) }) },
		back:   func() { c.goTo(newDay) },
	}
}

func (o *backOffice) goTo(open func(*backOffice) screen) {
	o.leave(func() { o.showBy(func() { o.show(open(o)) }) })
}

func (o *backOffice) to(next fyne.Focusable) { o.window.Canvas().Focus(next) }

// finance is the list of the pages of Finance.
type finance struct {
	contents
	office *backOffice
}

func newFinance(o *backOffice) screen {
	var pages []contentsPage
	add := func(title, summary string, open func(*backOffice) screen) {
		pages = append(pages, contentsPage{title: title, summary: summary, open: func() { o.goTo(open) }})
	}
	if o.ledger != nil {
		add(words.T("Export"), words.T("What waits; make the bundle for billing"), newExportPage)
	}
	add(words.T("Posting"), words.T("What billing took of each batch, and what is open; take its results"), newPostingPage)
	add(words.T("Verify"), words.T("Check a bundle before it is loaded"), newVerifyPage)
	add(words.T("Match"), words.T("Hold a bundle or a merged set against billing's own list"), newMatchPage)
	add(words.T("Merge"), words.T("Make one city-wide set out of many bundles"), newMergePage)
	add(words.T("Profiles"), words.T("See the files that billing loads, character by character"), newProfilesPage)
	add(words.T("Stations and key"), words.T("The stations finance knows; the key that bundles are encrypted to"), newStationsPage)
	folder := widgets.NewCaption(words.T("Finance's folder on this computer: %s", o.finance.Path()))
	return &finance{newContents(pages, folder), o}
}

func (s *finance) title() string { return words.T("Finance") }

func (s *finance) commands() keys.Table {
	if s.office.back == nil {
		return nil
	}
	return keys.Table{{Name: "back", Label: words.T("Day"), Menu: menuGo, Key: fyne.KeyEscape, Run: s.office.back}}
}

const menuFinance phrase.Word = "Finance"

// financePage is what the pages of Finance have in common.
type financePage struct {
	*backOffice
	name    string
	running *longWork // nil: nothing is
	body    fyne.CanvasObject
	first   fyne.Focusable
}

func (p *financePage) title() string              { return p.name }
func (p *financePage) content() fyne.CanvasObject { return p.body }
func (p *financePage) focus() fyne.Focusable      { return p.first }
func (p *financePage) typed(rune)                 {}
func (p *financePage) halfDone() bool             { return p.running != nil }
func (p *financePage) idle() bool                 { return p.running == nil }

// left ends what is running.
func (p *financePage) left() {
	if p.running != nil {
		p.running.stop()
	}
}

// esc cancels what is running, or goes back to the list of pages.
func (p *financePage) esc() keys.Command {
	return keys.Command{Name: "back", Label: words.T("Back, or cancel"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() {
		if p.running != nil {
			p.running.stop()
			return
		}
		p.goTo(newFinance)
	}}
}

// run does long work of the page; done hears of it only while the page is
// shown and when it was not canceled.
func (p *financePage) run(what string, do func(ctx context.Context, w *longWork) error, done func()) {
	page := p.screen
	p.long(&p.running, what, do, func(err error) { p.ended(page, err, done) })
}

// ended goes on after long work of a page.
func (p *financePage) ended(page screen, err error, done func()) {
	switch {
	case p.screen != page:
	case err == errCanceled:
		p.say(widgets.Note, words.T("It was canceled; nothing was changed."))
	case err != nil:
		p.say(widgets.Stop, widgets.Sentence(err))
	default:
		done()
	}
}

// looked says how work came out, and what a person must look at before they
// use it.
func (p *financePage) looked(gravity widgets.Gravity, said string, looks []phrase.Text) {
	for _, look := range looks {
		gravity = widgets.Warning
		said += " " + words.T("LOOK: %s", widgets.Sentence(look))
	}
	p.say(gravity, said)
}

// unlocked goes on once the key that reads encrypted bundles can be used. Only
// for these the passphrase is asked.
func (o *backOffice) unlocked(path string, next func()) {
	if !strings.HasSuffix(path, ".age") && !isFolder(path) || !o.finance.Locked() {
		next()
		return
	}
	o.askPassphrase(nil, next)
}

func (o *backOffice) askPassphrase(wrong error, next func()) {
	passphrase := widgets.NewSecretEntry()
	form := dialogs.Form{
		Title:  words.T("Finance's key"),
		Text:   words.T("Bundles may be encrypted. The passphrase of finance's key is kept until this window is closed."),
		Fields: []dialogs.Field{{Name: words.T("Passphrase"), Input: passphrase}},
	}
	o.dialogs.Open(form).Then(func() {
		var refused error
		o.work(words.T("Unlocking the key"), func() error {
			refused = o.finance.Unlock(passphrase.Text)
			return nil
		}, func(error) {
			if refused != nil {
				o.askPassphrase(refused, next)
				return
			}
			next()
		})
	})
	passphrase.SetError(wrong)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// mappings is the folder that keeps how billing's lists are read.
func (o *backOffice) mappings() string {
	if o.ledger != nil {
		return string(o.ledger.Folder())
	}
	return o.finance.Path()
}

func downloads() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	if folder := filepath.Join(home, "Downloads"); isFolder(folder) {
		return folder
	}
	return home
}
