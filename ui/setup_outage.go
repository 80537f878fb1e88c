package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// outages is the page of Set-up where an outage is opened and closed.
type outages struct {
	counter *counter
	open    *ledger.Outage    // nil: none is
	items   []ledger.OpenItem // what is not finished in it
	now     *widgets.Text
	list    *widgets.Table[ledger.OpenItem]
	all     *widgets.Table[ledger.Outage]
	left    *widget.Label // what the selected outage left unfinished
	body    fyne.CanvasObject
}

func newOutages(c *counter) screen {
	type column = widgets.Column[ledger.Outage]
	type item = widgets.Column[ledger.OpenItem]
	s := &outages{counter: c, now: widgets.NewText("").InLines()}
	s.now.Style.Bold = true
	s.list = widgets.NewTable(
		item{Title: words.T("Not finished"), Width: 80, Text: func(i ledger.OpenItem) string { return words.Say(i.Text) }},
		item{Title: words.T("Before closing"), Width: 14, Text: func(i ledger.OpenItem) string {
			if i.Blocks {
				return words.T("must be done")
			}
			return words.T("or give a reason")
		}},
	)
	s.list.Empty = words.T("Everything is finished.")
	when := func(t time.Time) string { return c.ledger.Local(t).Format(stamp) }
	s.all = widgets.NewTable(
		column{Title: words.T("No."), Width: 4, Align: fyne.TextAlignTrailing, Text: func(o ledger.Outage) string { return fmt.Sprint(o.Number) }},
		column{Title: words.T("Billing was down"), Width: 38, Text: func(o ledger.Outage) string {
			if o.Closed == nil {
				return words.T("%s to now", when(o.StartedAt))
			}
			return words.T("%s to %s", when(o.StartedAt), when(o.Closed.EndedAt))
		}},
		column{Title: words.T("Reason"), Width: 28, Text: func(o ledger.Outage) string { return o.Reason }},
		column{Title: words.T("Closed by"), Width: 14, Text: func(o ledger.Outage) string {
			if o.Closed == nil {
				return words.T("open")
			}
			return o.Closed.By
		}},
	)
	s.all.Empty = words.T("No outage was opened yet.")
	s.all.MinRows = 4
	s.left = widget.NewLabel("")
	s.left.Wrapping = fyne.TextWrapWord
	s.all.OnSelect = func(o ledger.Outage) { s.left.SetText(leftWords(o)) }
	below := container.New(layout.NewCustomPaddedLayout(12, 0, 0, 0), container.NewVBox(s.all, s.left))
	s.body = page(container.NewBorder(container.New(layout.NewCustomPaddedLayout(4, 10, 0, 0), s.now), below, nil, nil, s.list))
	return s
}

// leftWords is what an outage was closed without.
func leftWords(o ledger.Outage) string {
	switch {
	case o.Closed == nil:
		return ""
	case len(o.Closed.Unfinished) == 0:
		return words.T("Everything was finished when it was closed.")
	}
	return words.T("Closed without: %s The reason: %s", phrase.Join(o.Closed.Unfinished, " "), o.Closed.Reason)
}

func (s *outages) title() string         { return words.T("Outage") }
func (s *outages) typed(rune)            {}
func (s *outages) focus() fyne.Focusable { return s.list }

// content reads how things stand each time the page is shown.
func (s *outages) content() fyne.CanvasObject {
	if err := s.read(); err != nil {
		return page(problemText(err))
	}
	return s.body
}

func (s *outages) read() error {
	all, err := s.counter.ledger.Outages()
	if err != nil {
		return err
	}
	s.open, s.items = nil, nil
	said := words.T("No outage is open: no drawer can be opened and no payment taken.")
	if len(all) > 0 && all[0].Closed == nil {
		s.open = &all[0]
		said = words.Say(s.counter.ledger.OutageWords(all[0]))
		if s.items, err = s.counter.ledger.OutageItems(); err != nil {
			return err
		}
	}
	s.now.SetText(said)
	s.list.SetRows(s.items)
	s.list.Hidden = s.open == nil
	s.all.SetRows(all)
	return nil
}

func (s *outages) commands() keys.Table {
	supervisor := s.counter.session.Role() == ledger.Supervisor
	open := func() bool { return supervisor && s.open != nil }
	none := func() bool { return supervisor && s.open == nil }
	return keys.Table{
		{Name: "open-outage", Label: words.T("Open"), Menu: menuOutage, Key: fyne.KeyF3, Enabled: none, Run: s.askOpen},
		{Name: "change-outage", Label: words.T("Correct"), Menu: menuOutage, Key: fyne.KeyF4, Enabled: open, Run: s.askChange},
		{Name: "close-outage", Label: words.T("Close"), Menu: menuOutage, Key: fyne.KeyF9, Enabled: open, Run: s.askClose},
		backToSetup(s.counter),
	}
}

const menuOutage phrase.Word = "Outage"

const timeHelp phrase.Word = "Date and time, like 01/15/2026 8:30 AM"

func (s *outages) askOpen() {
	s.ask(words.T("Open an outage"), words.T("Billing is down, and the counter takes payments on its own."), words.T("Open"), "", s.counter.ledger.Now(), s.counter.ledger.OpenOutage)
}

func (s *outages) askChange() {
	s.ask(words.T("Correct the outage"), words.T("What was said before stays in the journal."), words.T("Correct"), s.open.Reason, s.open.StartedAt, s.counter.ledger.ChangeOutage)
}

func (s *outages) ask(title, text, confirm, why string, since time.Time, act func(ledger.Session, string, time.Time) (ledger.Outage, error)) {
	reason, began := widgets.NewEntry(), s.timeEntry(since)
	reason.SetText(why)
	s.counter.dialogs.Open(dialogs.Form{
		Title: title, Text: text, Confirm: confirm,
		Fields: []dialogs.Field{{Name: words.T("Reason"), Input: reason}, {Name: words.T("Billing is down since. %s", timeHelp), Input: began}},
		OnConfirm: func() error {
			when, err := s.timeOf(began, since)
			if err != nil {
				return err
			}
			_, err = act(s.counter.session, reason.Text, when)
			return at(err, map[string]widgets.Input{"reason": reason, "started": began})
		},
	}).Then(func() { s.counter.show(s) })
}

// askClose shows once more what is not finished. What blocks is said at once.
func (s *outages) askClose() {
	var left []string
	for _, item := range s.items {
		if item.Blocks {
			s.counter.say(widgets.Warning, words.T("The outage cannot be closed yet. %s", words.Say(item.Text)))
			return
		}
		left = append(left, words.Say(item.Text))
	}
	text, unfinished := words.T("Everything is finished."), len(left) > 0
	if unfinished {
		text = words.T("Not finished, and recorded so: %s", strings.Join(left, " "))
	}
	now := s.counter.ledger.Now()
	ended, reason := s.timeEntry(now), widgets.NewEntry()
	fields := []dialogs.Field{{Name: words.T("Billing is back since. %s", timeHelp), Input: ended}}
	if unfinished {
		fields = append(fields, dialogs.Field{Name: words.T("Why it is closed nevertheless"), Input: reason})
	}
	s.counter.dialogs.Open(dialogs.Form{
		Title: words.T("Close outage %d?", s.open.Number), Confirm: words.T("Close outage"), Danger: true,
		Text:   words.T("%s No payment is taken after this until another outage is opened.", text),
		Fields: fields,
		OnConfirm: func() error {
			when, err := s.timeOf(ended, now)
			if err != nil {
				return err
			}
			_, err = s.counter.ledger.CloseOutage(s.counter.session, when, reason.Text)
			return at(err, map[string]widgets.Input{"ended": ended, "reason": reason})
		},
	}).Then(func() { s.counter.show(s) })
}

func (s *outages) timeEntry(t time.Time) *widgets.Entry {
	e := widgets.NewEntry()
	e.Replace = true
	e.SetText(s.counter.ledger.Local(t).Format(stamp))
	return e
}

// timeOf reads a time at the station. What was shown and left alone is meant
// to the second.
func (s *outages) timeOf(e *widgets.Entry, shown time.Time) (time.Time, error) {
	zone := s.counter.ledger.Local(shown)
	if e.Text == zone.Format(stamp) {
		return shown, nil
	}
	t, err := parseTimeKeyed(e.Text, zone.Location())
	if err != nil {
		return t, dialogs.At(e, err)
	}
	return t, nil
}

func parseTimeKeyed(text string, zone *time.Location) (time.Time, error) {
	plain := strings.ToUpper(strings.Join(strings.Fields(text), " "))
	for _, form := range []string{"1/2/2006 3:04 PM", "1/2/2006 3:04PM", "1/2/2006 15:04", "1/2/2006"} {
		if t, err := time.ParseInLocation(form, plain, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, phrase.Errorf("“%s” is not a time; key it in like 01/15/2026 8:30 AM", text)
}
