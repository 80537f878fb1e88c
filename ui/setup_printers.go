package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/receipts"
	"counterfoil/receipts/printer"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// printerPage is the page of Set-up that lists the printers that are set up
// and, below, those that this computer has.
type printerPage struct {
	counter *counter
	listed  []ledger.Printer
	list    *widgets.Table[ledger.Printer]
	found   *widgets.Table[ledger.Printer]
	advice  *widgets.Text
	body    fyne.CanvasObject
}

func newPrinters(c *counter) screen {
	type column = widgets.Column[ledger.Printer]
	s := &printerPage{counter: c, advice: widgets.NewCaption("")}
	s.list = widgets.NewTable(
		column{Title: words.T("Printer"), Width: 14, Text: func(p ledger.Printer) string { return p.Name }},
		column{Title: words.T("Prints"), Width: 11, Text: func(p ledger.Printer) string { return words.Say(roleNames[p.Role]) }},
		column{Title: words.T("Where"), Width: 28, Text: whereWords},
		column{Title: words.T("How"), Width: 30, Text: howWords},
		column{Title: words.T("Besides"), Width: 13, Text: besidesWords},
	)
	s.list.Empty = words.T("No printer is set up. F3 adds one; documents are saved as PDF meanwhile.")
	s.list.MinRows = 5
	s.list.OnOpen = func(ledger.Printer) { s.change() }
	s.found = widgets.NewTable(
		column{Title: words.T("Found on this computer"), Width: 34, Text: func(p ledger.Printer) string { return p.Name }},
		column{Title: words.T("Where"), Width: 60, Text: whereWords},
	)
	s.found.Empty = words.T("Nothing is found. A printer on the network is set up by its address.")
	s.found.MinRows = 4
	s.found.OnOpen = func(p ledger.Printer) { s.add(p) }
	below := container.New(layout.NewCustomPaddedVBoxLayout(8), s.found, s.advice)
	s.body = page(container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(12, 0, 0, 0), below), nil, nil, s.list))
	return s
}

var (
	roleNames = map[ledger.PrinterRole]phrase.Word{
		ledger.PrintsReceipts: "receipts", ledger.PrintsDocuments: "documents", ledger.PrintsBoth: "both", ledger.Spare: "on request",
	}
	kindNames = map[ledger.PrinterKind]phrase.Word{
		ledger.QueuePrinter: "queue", ledger.NetworkPrinter: "network", ledger.DevicePrinter: "device", ledger.FolderPrinter: "folder", ledger.ProgramPrinter: "program",
	}
)

func whereWords(p ledger.Printer) string {
	if p.Kind == ledger.ProgramPrinter {
		return words.T("program %s", p.Command[0])
	}
	return words.Say(kindNames[p.Kind]) + " " + p.To
}

func besidesWords(p ledger.Printer) string {
	switch {
	case p.Drawer && p.Slip:
		return words.T("drawer, slips")
	case p.Drawer:
		return words.T("cash drawer")
	case p.Slip:
		return words.T("slips")
	}
	return ""
}

func (s *printerPage) title() string         { return words.T("Printers") }
func (s *printerPage) typed(rune)            {}
func (s *printerPage) focus() fyne.Focusable { return s.list }

// content lists what is set up now, and looks for printers again: the system
// can take its time to answer.
func (s *printerPage) content() fyne.CanvasObject {
	s.show()
	var found []ledger.Printer
	s.counter.work(words.T("Looking for printers"), func() error {
		found = printer.Find()
		return nil
	}, func(error) {
		s.found.SetRows(found)
		s.counter.board.Changed()
	})
	return s.body
}

func (s *printerPage) show() {
	at, _ := s.list.Selected()
	s.listed = s.counter.ledger.City().Printers
	s.list.SetRows(s.listed)
	s.list.Select(at)
	s.advice.SetText(s.counter.printersAdvice(s.listed))
	s.counter.board.Changed()
}

// printersAdvice says where documents go that no printer is set up for.
func (c *counter) printersAdvice(listed []ledger.Printer) string {
	takes := func(role ledger.PrinterRole) bool {
		return slices.ContainsFunc(listed, func(p ledger.Printer) bool { return p.Prints(role) })
	}
	switch {
	case len(listed) == 0 && c.ledger.City().Output.Queue != "none":
		return words.T("Until a printer is set up, the computer's default print queue gets everything, if there is one.")
	case !takes(ledger.PrintsReceipts):
		return words.T("No printer takes receipts: they are saved as PDF only.")
	case !takes(ledger.PrintsDocuments):
		return words.T("No printer takes closings and reports: they are saved as PDF only.")
	}
	return words.T("Every document is saved as PDF besides.")
}

func (s *printerPage) commands() keys.Table {
	chosen := func() bool { i, _ := s.list.Selected(); return i >= 0 }
	return keys.Table{
		{Name: "add", Label: words.T("Add"), Menu: menuPrinters, Key: fyne.KeyF3, Run: func() { s.add(ledger.Printer{Kind: ledger.NetworkPrinter, Format: ledger.FormatESCPOS}) }},
		{Name: "change", Label: words.T("Change"), Menu: menuPrinters, Key: fyne.KeyF4, Enabled: chosen, Run: s.change},
		{Name: "test", Label: words.T("Test page"), Menu: menuPrinters, Key: fyne.KeyF6, Enabled: chosen, Run: s.test},
		{Name: "found", Label: words.T("To what is found"), Key: fyne.KeyF7, Enabled: func() bool { return len(s.found.Rows()) > 0 }, Run: func() { s.counter.window.Canvas().Focus(s.found) }},
		{Name: "remove", Label: words.T("Take off"), Menu: menuPrinters, Key: fyne.KeyF9, Enabled: chosen, Run: s.remove},
		{Name: "printing", Label: words.T("Not printed"), Menu: menuGo, Key: fyne.KeyF10, Run: func() { s.counter.goTo(newPrinting) }},
		backToSetup(s.counter),
	}
}

const menuPrinters phrase.Word = "Printers"

// test prints a page on the printer that is selected.
func (s *printerPage) test() {
	_, p := s.list.Selected()
	city, now := s.counter.ledger.City(), s.counter.ledger.Local(s.counter.ledger.Now())
	document := printer.Document{
		Name: "test-page-" + now.Format("150405"), Role: ledger.PrintsReceipts,
		Make: func(p ledger.Printer) ([]byte, error) { return receipts.TestPage(city, p, now) },
	}
	s.counter.work(words.T("Printing a test page"), func() error { return s.counter.printers.GiveTo(p, document) }, func(err error) {
		if err != nil {
			s.counter.say(widgets.Warning, widgets.Sentence(err))
			return
		}
		s.counter.say(widgets.Note, words.T("A test page is on its way to printer %s. Compare it: the line of digits fills the paper, the names are readable, a reader takes the bar code.", p.Name))
	})
}

func (s *printerPage) remove() {
	at, p := s.list.Selected()
	s.counter.dialogs.Open(dialogs.Form{
		Title:     words.T("Take printer %s off the list?", p.Name),
		Text:      words.T("What waits for it can be sent to another printer."),
		Confirm:   words.T("Take off"),
		OnConfirm: func() error { return s.save(slices.Delete(slices.Clone(s.listed), at, at+1)) },
	}).Then(func() { s.saved(words.T("Printer %s is off the list.", p.Name)) })
}

// save puts the printers into the settings and in use.
func (s *printerPage) save(listed []ledger.Printer) error {
	if err := s.counter.ledger.SetPrinters(s.counter.session, listed); err != nil {
		return err
	}
	s.counter.printers.Set(s.counter.ledger.City().Printers)
	return nil
}

func (s *printerPage) saved(said string) {
	s.show()
	s.counter.refreshStatus()
	s.counter.say(widgets.Note, words.T("%s It is in force, and in the journal.", said))
}
