package ui

import (
	"context"
	"errors"
	"maps"
	"os"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// mapping is how a list of billing is read, and the name to keep that under.
type mapping struct {
	billing.Mapping
	keep string // "": it is not kept
}

// askList asks for a list of billing and how it is read, unless one was given,
// and reads it. Of results, a column says what became of each payment.
func (p *financePage) askList(given, title, text string, results bool, take func(*billing.List)) {
	p.fileOr(given, fileQuestion{
		title: title, text: text, confirm: words.T("Next"),
		folder: &p.places.lists, newest: newestOf(".csv", ".xlsx", ".txt"),
		take: func(path string) { p.askMapping(path, results, take) },
	})
}

// readList reads a list of billing, and keeps its mapping once it proved good.
// Where the list does not show how dates or amounts are written, it asks.
func (p *financePage) readList(path string, m mapping, take func(*billing.List)) {
	page := p.screen
	var list *billing.List
	p.long(&p.running, words.T("Reading billing's list"), func(ctx context.Context, w *longWork) (err error) {
		list, err = billing.ReadList(ctx, path, os.TempDir(), m.Mapping, w.at)
		if err == nil && m.keep != "" {
			err = billing.SaveMapping(p.mappings(), m.keep, m.Mapping)
		}
		return err
	}, func(err error) {
		if _, unclear := errors.AsType[*billing.FormError](err); unclear && p.screen == page {
			p.askForms(path, m, take)
			return
		}
		p.ended(page, err, func() { take(list) })
	})
}

// askMapping asks which mapping reads the list: the program's own columns, one
// that was kept, or others.
func (p *financePage) askMapping(path string, results bool, take func(*billing.List)) {
	const mostKept = 7 // one a digit, beside the first and the last
	kept := billing.Mappings(p.mappings())
	kept = kept[:min(mostKept, len(kept))]
	own := words.T("payment_id or receipt, account, amount, date")
	if results {
		own = words.T("payment_id or receipt, status, reason, reference")
	}
	choice := widgets.NewChoice(append(append([]string{own}, kept...), words.T("Other columns, or other dates and amounts"))...)
	choice.Pick(0)
	m := mapping{Mapping: billing.DefaultMapping()}
	p.dialogs.Open(dialogs.Form{
		Title: words.T("How is the list written?"), Text: words.T("The names of its columns; a mapping that was kept stands under its name."), Confirm: words.T("Next"),
		Fields: []dialogs.Field{{Name: words.T("Its columns are (press the digit)"), Input: choice}},
		OnConfirm: func() (err error) {
			if at, name := choice.Picked(); at > 0 && at <= len(kept) {
				m.Mapping, err = billing.LoadMapping(p.mappings(), name)
			}
			return err
		},
	}).Then(func() {
		if at, _ := choice.Picked(); at > len(kept) {
			p.askColumns(path, results, take)
			return
		}
		p.readList(path, m, take)
	})
}

// askColumns asks which column is what. A field left empty keeps the program's
// own name.
func (p *financePage) askColumns(path string, results bool, take func(*billing.List)) {
	m := mapping{Mapping: billing.DefaultMapping()}
	m.Columns = maps.Clone(m.Columns)
	columns := []struct {
		name  string
		field billing.Field
		entry *widgets.Entry
	}{
		{words.T("Receipt number"), billing.Receipt, widgets.NewEntry()},
		{words.T("Account"), billing.Account, widgets.NewEntry()},
		{words.T("Amount"), billing.Amount, widgets.NewEntry()},
		{words.T("Date"), billing.Date, widgets.NewEntry()},
		{words.T("Billing's own number"), billing.Reference, widgets.NewEntry()},
		{words.T("What became of it"), billing.Status, widgets.NewEntry()},
		{words.T("Reason"), billing.Reason, widgets.NewEntry()},
	}
	if !results {
		columns = columns[:5]
	}
	name := widgets.NewEntry()
	form := dialogs.Form{
		Title: words.T("Which column is what"), Confirm: words.T("Next"),
		Text: words.T("Write each column's name as it stands in the list. Leave out what it does not have."),
		OnConfirm: func() error {
			for _, c := range columns {
				if column := strings.TrimSpace(c.entry.Text); column != "" {
					m.Columns[c.field] = column
				}
			}
			m.keep = strings.TrimSpace(name.Text)
			return nil
		},
	}
	for _, c := range columns {
		form.Fields = append(form.Fields, dialogs.Field{Name: c.name, Input: c.entry, Needed: dialogs.Optional})
	}
	if !results {
		form.Fields = append(form.Fields, keepField(name))
	}
	p.dialogs.Open(form).Then(func() {
		if results {
			p.askStatuses(path, m, take)
			return
		}
		p.askForms(path, m, take)
	})
}

func keepField(name *widgets.Entry) dialogs.Field {
	return dialogs.Field{Name: words.T("Keep this under a name (may stay empty)"), Input: name, Needed: dialogs.Optional}
}

// askStatuses asks what the words of billing mean.
func (p *financePage) askStatuses(path string, m mapping, take func(*billing.List)) {
	meanings := []struct {
		name   string
		status ledger.PostingStatus
		entry  *widgets.Entry
	}{
		{words.T("Means accepted, like OK,POSTED"), ledger.PostingAccepted, widgets.NewEntry()},
		{words.T("Means rejected; * is every other word"), ledger.PostingRejected, widgets.NewEntry()},
		{words.T("Means that billing had it already"), ledger.PostingDuplicate, widgets.NewEntry()},
	}
	name := widgets.NewEntry()
	form := dialogs.Form{
		Title: words.T("What billing's words mean"), Confirm: words.T("Next"),
		Text: words.T("Part several with commas. Without a column for it, write * where every row means the same."),
		OnConfirm: func() (err error) {
			for _, meaning := range meanings {
				if said := strings.TrimSpace(meaning.entry.Text); said != "" && err == nil {
					m.Mapping, err = m.WithStatuses(string(meaning.status) + "=" + said)
				}
			}
			m.keep = strings.TrimSpace(name.Text)
			return err
		},
	}
	for _, meaning := range meanings {
		form.Fields = append(form.Fields, dialogs.Field{Name: meaning.name, Input: meaning.entry, Needed: dialogs.Optional})
	}
	form.Fields = append(form.Fields, keepField(name))
	p.dialogs.Open(form).Then(func() { p.askForms(path, m, take) })
}
