package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/stub"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// find is the screen where a receipt is looked up, printed again or voided.
type find struct {
	counter *counter
	search  search

	field   *widgets.Entry
	filter  *widgets.Text // in words
	summary *widgets.Text
	results *widgets.Table[ledger.Found]
	rows    *widgets.Pages[ledger.Found]
	paper   *paper
	body    fyne.CanvasObject
	stop    context.CancelFunc // ends the looking for older receipts; nil: none goes on
}

func newFind(c *counter) screen { return newFindOf(c, "") }

// newFindOf opens the screen with the search done.
func newFindOf(c *counter, text string) *find {
	s := &find{
		counter: c,
		search:  search{ledger: c.ledger, sought: ledger.Sought{Text: text}},
		field:   widgets.NewEntry(),
		filter:  widgets.NewText(""),
		summary: widgets.NewCaption(""),
		results: newResults(),
		paper:   newPaper(),
	}
	s.rows = &widgets.Pages[ledger.Found]{Count: s.search.found, Fetch: s.search.page, OnError: s.sayProblem}
	s.filter.Style.Bold = true
	s.field.Replace = true
	s.field.Limit = longestScan
	s.field.SetPlaceHolder(words.T("Receipt number, account, name, amount or check number"))
	s.field.SetText(text)
	s.field.OnChanged = func(text string) { s.show(s.search.find(text)) }
	s.field.OnSubmitted = s.submitted
	s.field.OnKey = func(key fyne.KeyName) bool {
		down := key == fyne.KeyDown
		if down {
			s.to(s.results)
		}
		return down
	}
	s.results.OnSelect = func(f ledger.Found) { s.look(f) }
	s.results.OnOpen = func(ledger.Found) { s.to(s.paper.Sheet) }
	s.paper.OnLeave = func() { s.to(s.results) }
	s.body = s.layOut()
	return s
}

func newResults() *widgets.Table[ledger.Found] {
	type column = widgets.Column[ledger.Found]
	table := widgets.NewTable(
		column{Title: words.T("Receipt"), Width: 11, Text: func(f ledger.Found) string { return f.Receipt }},
		column{Title: words.T("Received"), Width: 13, Text: func(f ledger.Found) string { return f.At.Format("01/02 3:04 PM") }},
		column{Title: words.T("Payor"), Width: 16, Text: func(f ledger.Found) string { return f.Payor }},
		column{Title: words.T("Account"), Width: 13, Text: accountsOf},
		column{Title: words.T("Paid by"), Width: 11, Text: paidBy},
		column{Title: words.T("Total"), Width: 8, Align: fyne.TextAlignTrailing, Text: func(f ledger.Found) string { return widgets.Dollars(f.Total) }},
	)
	table.Empty = words.T("Nothing found")
	table.MinRows = 8
	return table
}

func (s *find) layOut() fyne.CanvasObject {
	left := container.NewBorder(
		container.New(layout.NewCustomPaddedVBoxLayout(4), widgets.NewField(words.T("Find"), s.field), s.filter.Clipped(), s.summary), nil, nil, nil, s.results)
	return page(container.NewBorder(nil, nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 8, 0), s.paper.Sheet), left))
}

// page is what a screen stands on, with a margin around it.
func page(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewPage(margin(o))
}

func margin(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(8, 8, 10, 10), o)
}

func (s *find) title() string          { return words.T("Find a receipt") }
func (s *find) focus() fyne.Focusable  { return s.field }
func (s *find) to(next fyne.Focusable) { s.counter.window.Canvas().Focus(next) }

// content reads the receipts again: they may have changed since the screen was
// last seen.
func (s *find) content() fyne.CanvasObject {
	s.show(s.search.again())
	return s.body
}

// typed begins a new search wherever the keyboard is.
func (s *find) typed(r rune) {
	s.to(s.field)
	s.field.TypedRune(r)
}

// scanned looks for the account of a stub, or for whatever else was scanned.
func (s *find) scanned(scan string) {
	city := s.counter.ledger.City()
	if _, isCheck := stub.ReadCheck(city.MICR, scan); isCheck {
		s.counter.refuseScan(words.T("That was a check. To find its payment, key in the check’s number."))
		return
	}
	if stubs, err := stub.Match(city.Scanlines, scan); err == nil {
		scan = stubs[0].Account
	}
	s.submitted(scan)
}

// submitted looks for what was keyed or scanned, and goes to what it finds.
func (s *find) submitted(text string) {
	s.to(s.field)
	if isReceipt(text) && s.search.sought.Filtered() {
		s.limit(ledger.Sought{}) // the paper in hand is found whatever is listed
	}
	if ledger.IsSeal(text) {
		s.readSeal(text)
		return
	}
	s.field.SetText(text)
	s.enter()
}

func (s *find) commands() keys.Table {
	chosen := func() bool { return s.search.receipt != nil }
	table := keys.Table{
		{Name: "filter", Label: words.T("Filter"), Menu: menuReceipt, Key: fyne.KeyF2, Run: s.askFilter},
		{Name: "home", Label: words.T("Back"), Menu: menuGo, Key: fyne.KeyEscape, Run: s.back},
	}
	table = append(table, keys.Command{Name: "reprint", Label: words.T("Reprint"), Menu: menuReceipt, Key: fyne.KeyF6, Enabled: chosen, Run: s.reprint})
	hasPicture := func() bool { return len(pictured(s.search.receipt)) > 0 }
	table = append(table, keys.Command{Name: "copy", Label: words.T("Copy of bill"), Menu: menuReceipt, Key: fyne.KeyF7, Enabled: hasPicture, Run: s.viewCopy})
	table = append(table, s.counter.printingCommand())
	table = append(table, keys.Command{Name: "correct", Label: words.T("Correct account"), Menu: menuReceipt, Key: fyne.KeyF10, Enabled: s.search.standing, Run: s.correct})
	if role := s.counter.session.Role(); role == ledger.Supervisor || role == ledger.Finance {
		table = append(table, keys.Command{Name: "returned", Label: words.T("Check came back"), Menu: menuReceipt, Key: fyne.KeyInsert, Enabled: func() bool { return len(s.openChecks()) > 0 }, Run: s.checkReturned})
	}
	if s.counter.takesPayments() {
		table = append(table, keys.Command{Name: "again", Label: words.T("Key in again"), Menu: menuReceipt, Key: fyne.KeyF9, Enabled: s.canKeyAgain, Run: s.keyAgain})
		table = append(table, keys.Command{Name: "void", Label: words.T("Void"), Menu: menuReceipt, Key: fyne.KeyF4, Enabled: s.search.standing, Run: s.void})
	}
	return table
}

const menuReceipt phrase.Word = "Receipt"

// enter goes to the results, or straight to the receipt when it is the only
// one.
func (s *find) enter() {
	switch s.search.found() {
	case 0:
	case 1:
		s.to(s.paper.Sheet)
	default:
		s.to(s.results)
	}
}

// show lists what was found, at the receipt looked at.
func (s *find) show(err error) {
	s.rows.Forget()
	s.atPlace(func() { s.results.ShowRows(s.rows) })
	s.read(err)
	s.lookOn()
}

// atPlace shows the rows and selects that of the receipt looked at, which is
// not looked at again by it.
func (s *find) atPlace(rows func()) {
	s.summary.SetText(s.search.summary())
	hear := s.results.OnSelect
	s.results.OnSelect = nil
	rows()
	s.results.Select(s.search.place())
	s.results.OnSelect = hear
}

func (s *find) look(f ledger.Found) { s.read(s.search.look(f.ID)) }

// read shows the receipt looked at.
func (s *find) read(err error) {
	var printer string
	if r := s.search.receipt; r != nil {
		job, _ := s.counter.waitingPaper(r.Number)
		printer = job.Printer
	}
	s.paper.show(s.search.remarks(printer), s.search.receipt)
	s.counter.board.Changed()
	if err != nil {
		s.sayProblem(err)
	}
}

func (s *find) sayProblem(err error) { s.counter.say(widgets.Stop, widgets.Sentence(err)) }

// reprint gives the receipt out, which counts it, and prints it.
func (s *find) reprint() {
	s.counter.unlessWaiting(s.search.receipt.Number, s.giveOut)
}

func (s *find) giveOut() {
	receipt, err := s.counter.ledger.GiveOut(s.counter.session, s.search.receipt.Number)
	if err != nil {
		s.counter.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	s.counter.say(widgets.Note, words.T("Receipt %s is given out %s.", receipt.Number, copyWords(receipt.Prints)))
	s.counter.print(receipt)
	s.show(s.search.again())
}

func copyWords(prints int) string {
	if prints == 0 {
		return words.T("as the original")
	}
	return words.T("as DUPLICATE %d", prints)
}
