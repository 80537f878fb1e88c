package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/receipts/printer"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// printing is the screen of what is not printed yet.
type printing struct {
	counter *counter
	list    *widgets.Table[printer.Job]
	why     *widgets.Text
	body    fyne.CanvasObject
}

func newPrinting(c *counter) screen { return newPrintingOf(c, 0) }

// newPrintingOf opens the screen at a job, where there is one.
func newPrintingOf(c *counter, job int) *printing {
	type column = widgets.Column[printer.Job]
	s := &printing{counter: c, why: widgets.NewCaption("")}
	s.list = widgets.NewTable(
		column{Title: words.T("Document"), Width: 18, Text: func(j printer.Job) string { return j.Name }},
		column{Title: words.T("Printer"), Width: 11, Text: func(j printer.Job) string { return j.Printer }},
		column{Title: words.T("Since"), Width: 20, Text: func(j printer.Job) string { return c.ledger.Local(j.Since).Format(stamp) }},
		column{Title: words.T("How it stands"), Width: 14, Text: func(j printer.Job) string { return words.Say(stateWords[j.State]) }},
		column{Title: words.T("Why"), Width: 33, Text: func(j printer.Job) string { return words.Say(j.Problem) }},
	)
	s.list.Empty = words.T("Everything is printed, or given to a print queue.")
	s.list.MinRows = 8
	s.list.OnSelect = func(printer.Job) { s.tell() }
	s.body = page(container.NewBorder(nil, s.why, nil, nil, s.list))
	s.list.SetRows(c.printers.Jobs())
	s.list.Select(slices.IndexFunc(c.printers.Jobs(), func(j printer.Job) bool { return j.ID == job }))
	return s
}

var stateWords = map[printer.State]phrase.Word{
	printer.Waiting: "waits", printer.Sending: "is being sent", printer.Unsure: "printed or not?", printer.Broken: "cannot be read",
}

// printingCommand leads here from the screen of receipts.
func (c *counter) printingCommand() keys.Command {
	return keys.Command{Name: "printing", Label: words.T("Not printed"), Menu: menuGo, Key: fyne.KeyF3, Run: func() { c.goTo(newPrinting) }}
}

func (s *printing) title() string         { return words.T("Not printed yet") }
func (s *printing) typed(rune)            {}
func (s *printing) focus() fyne.Focusable { return s.list }

func (s *printing) content() fyne.CanvasObject {
	s.show()
	return s.body
}

// show lists the jobs anew, at the one that was selected.
func (s *printing) show() {
	at, before := s.list.Selected()
	jobs := s.counter.printers.Jobs()
	s.list.SetRows(jobs)
	if now := slices.IndexFunc(jobs, func(j printer.Job) bool { return j.ID == before.ID }); now >= 0 {
		at = now
	}
	s.list.Select(at)
	s.tell()
	s.counter.board.Changed()
}

// tell says the whole of what the table may have cut off.
func (s *printing) tell() {
	_, j := s.list.Selected()
	said := ""
	if j.Problem != "" {
		said = widgets.Sentence(j.Name + ": " + words.Say(j.Problem))
	}
	if j.Office && s.counter.session.Role() == ledger.Clerk {
		said = strings.TrimSpace(said + " A supervisor prints it.")
	}
	s.why.SetText(said)
}

func (s *printing) commands() keys.Table {
	chosen := func() bool { i, _ := s.list.Selected(); return i >= 0 }
	office := s.counter.session.Role() != ledger.Clerk
	whole := func() bool {
		_, j := s.list.Selected()
		return chosen() && j.State != printer.Broken && (office || !j.Office)
	}
	return keys.Table{
		{Name: "retry", Label: words.T("Print now"), Menu: menuPrinting, Key: fyne.KeyF6, Enabled: whole, Run: s.retry},
		{Name: "redirect", Label: words.T("Other printer"), Menu: menuPrinting, Key: fyne.KeyF4, Enabled: whole, Run: s.redirect},
		{Name: "save", Label: words.T("As PDF"), Menu: menuPrinting, Key: fyne.KeyF7, Enabled: whole, Run: s.save},
		{Name: "discard", Label: words.T("Do not print"), Menu: menuPrinting, Key: fyne.KeyF9, Enabled: chosen, Run: s.discard},
	}
}

const menuPrinting phrase.Word = "Printing"

// retry sends a job again. One that may be on paper asks first: two originals
// of a receipt must not get about.
func (s *printing) retry() {
	_, j := s.list.Selected()
	s.unlessPrinted(j, func() {
		s.done(s.counter.printers.Retry(j.ID), words.T("%s is sent to printer %s.", j.Name, j.Printer))
	})
}

func (s *printing) unlessPrinted(j printer.Job, send func()) {
	if j.State != printer.Unsure {
		send()
		return
	}
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("Is %s on paper?", j.Name),
		Text:    words.T("Look at the printer. If it is on paper, press Esc and then F9. If a part of it is, tear that up."),
		Confirm: words.T("It is not: print it"),
		Danger:  true,
	}).Then(send)
}

func (s *printing) redirect() {
	_, j := s.list.Selected()
	others := slices.DeleteFunc(s.counter.printers.All(), func(p ledger.Printer) bool { return p.Name == j.Printer })
	if len(others) == 0 {
		s.counter.say(widgets.Note, words.T("There is no other printer. F7 saves it as PDF."))
		return
	}
	names := make([]string, len(others))
	for i, p := range others {
		names[i] = p.Name
	}
	choice := widgets.NewChoice(names...)
	choice.Pick(0)
	var to ledger.Printer
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("Print %s on another printer", j.Name),
		Fields:  []dialogs.Field{{Name: words.T("Printer (press its digit)"), Input: choice}},
		Confirm: words.T("Print there"),
		OnConfirm: func() error {
			i, _ := choice.Picked()
			to = others[i]
			return nil
		},
	}).Then(func() {
		s.unlessPrinted(j, func() {
			s.done(s.counter.printers.Redirect(j.ID, to), words.T("%s is sent to printer %s.", j.Name, to.Name))
		})
	})
}

func (s *printing) save() {
	_, j := s.list.Selected()
	path, err := s.counter.printers.SavePDF(j.ID)
	s.done(err, words.T("%s is saved as %s.", j.Name, path))
}

func (s *printing) discard() {
	_, j := s.list.Selected()
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("Do not print %s?", j.Name),
		Text:    words.T("The payment stays as it is. Its receipt can be printed later, as a duplicate."),
		Confirm: words.T("Do not print"),
		Danger:  true,
	}).Then(func() { s.done(s.counter.printers.Discard(j.ID), words.T("%s is not printed.", j.Name)) })
}

func (s *printing) done(err error, said string) {
	s.show()
	s.counter.refreshStatus()
	if err != nil {
		s.counter.say(widgets.Warning, widgets.Sentence(err))
		return
	}
	s.counter.say(widgets.Note, said)
}
