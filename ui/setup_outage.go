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
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
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
	s := &outages{counter: c, now: widgets.NewText("")}
	s.now.Style.Bold = true
	s.list = widgets.NewTable(
		item{Title: "Not finished", Width: 80, Text: func(i ledger.OpenItem) string { return i.Text }},
		item{Title: "Before closing", Width: 14, Text: func(i ledger.OpenItem) string {
			if i.Blocks {
				return "must be done"
			}
			return "or give a reason"
		}},
	)
	s.list.Empty = "Everything is finished."
	when := func(t time.Time) string { return c.ledger.Local(t).Format(stamp) }
	s.all = widgets.NewTable(
		column{Title: "No.", Width: 4, Align: fyne.TextAlignTrailing, Text: func(o ledger.Outage) string { return fmt.Sprint(o.Number) }},
		column{Title: "Billing was down", Width: 38, Text: func(o ledger.Outage) string {
			if o.Closed == nil {
				return when(o.StartedAt) + " to now"
			}
			return when(o.StartedAt) + " to " + when(o.Closed.EndedAt)
		}},
		column{Title: "Reason", Width: 28, Text: func(o ledger.Outage) string { return o.Reason }},
		column{Title: "Closed by", Width: 14, Text: func(o ledger.Outage) string {
			if o.Closed == nil {
				return "open"
			}
			return o.Closed.By
		}},
	)
	s.all.Empty = "No outage was opened yet."
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
		return "Everything was finished when it was closed."
	}
	return "Closed without: " + strings.Join(o.Closed.Unfinished, " ") + " The reason: " + o.Closed.Reason
}

func (s *outages) title() string         { return "Outage" }
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
	words := "No outage is open: no drawer can be opened and no payment taken."
	if len(all) > 0 && all[0].Closed == nil {
		s.open = &all[0]
		words = s.counter.ledger.OutageWords(all[0])
		if s.items, err = s.counter.ledger.OutageItems(); err != nil {
			return err
		}
	}
	s.now.SetText(words)
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
		{Name: "open-outage", Label: "Open", Menu: menuOutage, Key: fyne.KeyF3, Enabled: none, Run: s.askOpen},
		{Name: "change-outage", Label: "Correct", Menu: menuOutage, Key: fyne.KeyF4, Enabled: open, Run: s.askChange},
		{Name: "close-outage", Label: "Close", Menu: menuOutage, Key: fyne.KeyF9, Enabled: open, Run: s.askClose},
		backToSetup(s.counter),
	}
}

const menuOutage = "Outage"

const timeHelp = "Date and time, like 01/15/2026 8:30 AM"

func (s *outages) askOpen() {
	s.ask("Open an outage", "Billing is down, and the counter takes payments on its own.", "Open", "", s.counter.ledger.Now(), s.counter.ledger.OpenOutage)
}

func (s *outages) askChange() {
	s.ask("Correct the outage", "What was said before stays in the journal.", "Correct", s.open.Reason, s.open.StartedAt, s.counter.ledger.ChangeOutage)
}

func (s *outages) ask(title, text, confirm, why string, since time.Time, act func(ledger.Session, string, time.Time) (ledger.Outage, error)) {
	reason, began := widgets.NewEntry(), s.timeEntry(since)
	reason.SetText(why)
	s.counter.dialogs.Open(dialogs.Form{
		Title: title, Text: text, Confirm: confirm,
		Fields: []dialogs.Field{{Name: "Reason", Input: reason}, {Name: "Billing is down since. " + timeHelp, Input: began}},
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
			s.counter.say(widgets.Warning, "The outage cannot be closed yet. "+item.Text)
			return
		}
		left = append(left, item.Text)
	}
	text, unfinished := "Everything is finished.", len(left) > 0
	if unfinished {
		text = "Not finished, and recorded so: " + strings.Join(left, " ")
	}
	now := s.counter.ledger.Now()
	ended, reason := s.timeEntry(now), widgets.NewEntry()
	fields := []dialogs.Field{{Name: "Billing is back since. " + timeHelp, Input: ended}}
	if unfinished {
		fields = append(fields, dialogs.Field{Name: "Why it is closed nevertheless", Input: reason})
	}
	s.counter.dialogs.Open(dialogs.Form{
		Title: fmt.Sprintf("Close outage %d?", s.open.Number), Confirm: "Close outage", Danger: true,
		Text:   text + " No payment is taken after this until another outage is opened.",
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
	return time.Time{}, fmt.Errorf("“%s” is not a time; key it in like 01/15/2026 8:30 AM", text)
}
