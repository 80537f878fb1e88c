package ui

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"counterfoil/assets/help"
	"counterfoil/ledger"
	"counterfoil/receipts"
	"counterfoil/receipts/printer"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// helpDialog is the help inside the program: what the keys do on the screen or
// the dialog below, and a page for each task.
type helpDialog struct {
	*stage
	extra keys.Table // commands that have no key on the screens
	here  help.Page  // the keys of what is below, and its page
	pages []help.Page

	search *widgets.Entry
	list   *widgets.Table[help.Page]
	sheet  *helpSheet
}

// help opens the help at the screen that is shown.
func (c *counter) help() {
	extra := keys.Table{{Name: "card", Label: words.T("Print the counter card"), Key: fyne.KeyF6, Run: c.printCard}, c.displayCommand(fyne.KeyF8)}
	if c.signedIn() {
		sound := c.soundCommand()
		sound.Key = fyne.KeyF9
		extra = append(extra, sound)
	}
	c.helpHere(extra)
}

// helpHere opens the help at the screen that is shown, with commands that have
// no key there. They close the help, to be heard of below.
func (s *stage) helpHere(extra keys.Table) {
	for i, command := range extra {
		extra[i].Run = func() {
			s.dialogs.CloseAll()
			command.Run()
		}
	}
	s.showHelp(words.T("Keys of this screen: %s", s.screen.title()), helpPageOf(s.screen), extra)
}

// helpOver opens the help at a dialog, which stays open below as it is.
func (s *stage) helpOver(title, page string) {
	s.showHelp(words.T("Keys here: %s", title), cmp.Or(page, helpPageOf(s.screen)), nil)
}

// showHelp opens the help at the keys that answer now, and a page.
func (s *stage) showHelp(heading, page string, extra keys.Table) {
	d := &helpDialog{stage: s, extra: extra, pages: help.Pages(words.Language()), search: widgets.NewEntry(), sheet: newHelpSheet()}
	d.here = d.keysHere(heading, page)
	d.listen()
	d.dialogs.Open(dialogs.Form{
		Title: words.T("Help"), Confirm: words.T("Close"), Notice: true, IsHelp: true,
		Fields:   []dialogs.Field{{Name: words.T("Search all pages"), Input: d.search, Needed: dialogs.Optional}},
		Body:     d.layOut(),
		Commands: extra,
	})
}

// keysHere is a page that begins with the keys that answer now.
func (d *helpDialog) keysHere(heading, page string) help.Page {
	here := help.Page{Title: heading}
	for _, hint := range d.board.Hints() {
		here.Blocks = append(here.Blocks, help.Block{Kind: help.Bullet, Spans: []help.Span{{Key: hint.Key, Text: hint.Label}}})
	}
	if about, there := help.Named(d.pages, page); there {
		here.Blocks = append(here.Blocks, help.Block{Kind: help.Heading, Spans: []help.Span{{Text: about.Title}}})
		here.Blocks = append(here.Blocks, about.Blocks...)
	}
	return here
}

// listen lets the keyboard stay in the search field while the list and the
// page move.
func (d *helpDialog) listen() {
	d.search.OnChanged = func(string) { d.find() }
	d.search.OnSubmitted = func(string) { d.to(d.sheet.Sheet) }
	d.search.OnKey = func(key fyne.KeyName) bool {
		at, _ := d.list.Selected()
		switch key {
		case fyne.KeyDown:
			d.list.Select(at + 1)
		case fyne.KeyUp:
			d.list.Select(at - 1)
		case fyne.KeyPageDown, fyne.KeyPageUp:
			d.sheet.Turn(key)
		default:
			return false
		}
		return true
	}
	d.list = widgets.NewTable(widgets.Column[help.Page]{Title: words.T("Page"), Width: 16, Text: func(p help.Page) string { return p.Title }})
	d.list.Empty = words.T("No page has these words.")
	d.list.OnSelect = d.sheet.show
	d.list.OnOpen = func(help.Page) { d.to(d.sheet.Sheet) }
	d.sheet.follow = d.open
	d.sheet.OnLeave = func() { d.to(d.search) }
	d.find()
}

func (d *helpDialog) to(next fyne.Focusable) { d.window.Canvas().Focus(next) }

// find lists the pages that have the words of the search; without any, all.
func (d *helpDialog) find() {
	if !d.search.Filled() {
		d.list.SetRows(append([]help.Page{d.here}, d.pages...))
		return
	}
	found := help.Find(d.pages, d.search.Text)
	d.list.SetRows(found)
	if len(found) == 0 {
		d.sheet.show(help.Page{})
	}
}

// open goes to a page that another leads to.
func (d *helpDialog) open(name string) {
	d.search.SetText("")
	for i, p := range d.list.Rows() {
		if p.Name == name {
			d.list.Select(i)
		}
	}
}

// layOut gives the help what room the window has beside the dialog's own
// parts, which grow with the text.
func (d *helpDialog) layOut() fyne.CanvasObject {
	window, line := d.window.Canvas().Size(), fynetheme.TextSize()
	room := fyne.NewSize(window.Width-90, max(window.Height-110-17*line, 8*line))
	columns := container.New(&halves{left: 0.34, gap: 14}, d.list, d.sheet.Sheet)
	how := widgets.NewCaption(words.T("The arrows choose a page, Enter goes to it; a digit follows what it leads to."))
	buttons := container.NewHBox()
	for _, c := range d.extra {
		buttons.Add(widgets.NewButton(c.Words(true), c.Run))
	}
	above := container.NewBorder(nil, how, nil, nil, columns)
	return container.New(layout.NewCustomPaddedVBoxLayout(4), container.NewGridWrap(room, above), container.NewHBox(layout.NewSpacer(), buttons))
}

// printCard prints the card that lies beside the counter.
func (c *counter) printCard() {
	language := words.Language()
	card := printer.Document{Name: "counter-card-" + string(language), Role: ledger.PrintsDocuments}
	c.printPaper(card, words.T("The counter card"), func() (printable, error) {
		pdf, err := receipts.CounterCardPDF(help.Card(language), c.ledger.City().Name)
		return letterPaper(pdf), err
	})
}

// helpPageOf is the name of the page that says most of a screen as it is.
func helpPageOf(s screen) string {
	switch s := s.(type) {
	case *signIn:
		return "sign-in"
	case *intake:
		return s.helpPage()
	case *find:
		return "find"
	case *drawer:
		return s.helpPage()
	case *drawers:
		return "all-drawers"
	case *counting:
		return s.helpPage()
	case *day:
		return "day"
	case *finance, *exportPage:
		return "export"
	case *postingPage:
		return "posting"
	case *verifyPage, *stationsPage:
		return "verify"
	case *matchPage, *mergePage:
		return "match"
	case *profilesPage:
		return "profiles"
	case *deposit, *bagForm:
		return "deposit"
	case *reports, *reportView:
		return "reports"
	case *setup:
		return "begin"
	case *people:
		return "people"
	case *rosterPage:
		return "roster"
	case *outages:
		return "outage"
	case *scanLinePage, *learning:
		return "scan-lines"
	case *booksPage:
		return "paper-book"
	case *noChecksPage:
		return "returned-check"
	case *printerPage:
		return "printers"
	case *printing:
		return "not-printed"
	case *backup, *mirrorPage:
		return "backup"
	}
	return "begin"
}

// helpPage follows the payment: a tender that is keyed in has a page of its own.
func (s *intake) helpPage() string {
	switch {
	case s.draft.handwritten != nil:
		return "paper-book"
	case s.form.shows(ledger.Check):
		return "check"
	case s.form.shows(ledger.Card):
		return "card"
	case len(s.draft.stubs) > 1:
		return "several-stubs"
	}
	return "cash"
}

func (s *drawer) helpPage() string {
	if s.till.drawer == nil {
		return "open-drawer"
	}
	return "count"
}

// helpPage goes by what is counted: a float has no checks, a drop no cards, a
// drawer that is handed over no stubs.
func (s *counting) helpPage() string {
	switch len(s.form.fields) {
	case looseLine:
		return "open-drawer"
	case cardsLine:
		return "drop"
	case stubsLine:
		return "hand-over"
	}
	return "all-drawers"
}
