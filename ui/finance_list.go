package ui

import (
	"context"
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

// readList reads a list of billing, and keeps its mapping once it proved good.
func (o *backOffice) readList(ctx context.Context, w *longWork, path string, m mapping) (*billing.List, error) {
	w.next(words.T("Reading billing's list"))
	list, err := billing.ReadList(ctx, path, os.TempDir(), m.Mapping, w.at)
	if err == nil && m.keep != "" {
		err = billing.SaveMapping(o.mappings(), m.keep, m.Mapping)
	}
	return list, err
}

// askList asks for a list of billing and how it is read. Of results, a column
// says what became of each payment.
func (o *backOffice) askList(title, text string, results bool, take func(path string, m mapping)) {
	if o.places.lists == "" {
		o.places.lists = downloads()
	}
	o.askFile(fileQuestion{
		title: title, text: text, confirm: words.T("Next"),
		folder: &o.places.lists, newest: newestOf(".csv", ".xlsx", ".txt"),
		take: func(path string) { o.askMapping(results, func(m mapping) { take(path, m) }) },
	})
}

// askMapping asks which mapping reads the list: the program's own columns, one
// that was kept, or others.
func (o *backOffice) askMapping(results bool, take func(mapping)) {
	const mostKept = 7 // one a digit, beside the first and the last
	kept := billing.Mappings(o.mappings())
	kept = kept[:min(mostKept, len(kept))]
	own := words.T("payment_id or receipt, account, amount, date")
	if results {
		own = words.T("payment_id or receipt, status, reason, reference")
	}
	choice := widgets.NewChoice(append(append([]string{own}, kept...), words.T("Other columns"))...)
	choice.Pick(0)
	m := mapping{Mapping: billing.DefaultMapping()}
	o.dialogs.Open(dialogs.Form{
		Title: words.T("How is the list written?"), Text: words.T("The names of its columns; a mapping that was kept stands under its name."), Confirm: words.T("Next"),
		Fields: []dialogs.Field{{Name: words.T("Its columns are (press the digit)"), Input: choice}},
		OnConfirm: func() (err error) {
			if at, name := choice.Picked(); at > 0 && at <= len(kept) {
				m.Mapping, err = billing.LoadMapping(o.mappings(), name)
			}
			return err
		},
	}).Then(func() {
		if at, _ := choice.Picked(); at > len(kept) {
			o.askColumns(results, take)
			return
		}
		take(m)
	})
}

// askColumns asks which column is what. A field left empty keeps the program's
// own name.
func (o *backOffice) askColumns(results bool, take func(mapping)) {
	m := mapping{Mapping: billing.DefaultMapping()}
	m.Columns = maps.Clone(m.Columns)
	fields := []columnField{{words.T("Receipt number"), billing.Receipt}, {words.T("Account"), billing.Account}, {words.T("Amount"), billing.Amount}, {words.T("Date"), billing.Date}, {words.T("Billing's own number"), billing.Reference}}
	if results {
		fields = append(fields, columnField{words.T("What became of it"), billing.Status}, columnField{words.T("Reason"), billing.Reason})
	}
	form, entries := columnForm(fields)
	name := widgets.NewEntry()
	form.Title, form.Confirm = words.T("Which column is what"), words.T("Next")
	form.Text = words.T("Write each column's name as it stands in the list. Leave out what it does not have.")
	if !results {
		form.Fields = append(form.Fields, keepField(name))
	}
	form.OnConfirm = func() error {
		for i, f := range fields {
			if column := strings.TrimSpace(entries[i].Text); column != "" {
				m.Columns[f.field] = column
			}
		}
		m.keep = strings.TrimSpace(name.Text)
		return nil
	}
	o.dialogs.Open(form).Then(func() {
		if results {
			o.askStatuses(m, take)
			return
		}
		take(m)
	})
}

type columnField struct {
	name  string
	field billing.Field
}

func columnForm(fields []columnField) (form dialogs.Form, entries []*widgets.Entry) {
	for _, f := range fields {
		e := widgets.NewEntry()
		entries = append(entries, e)
		form.Fields = append(form.Fields, dialogs.Field{Name: f.name, Input: e, Needed: dialogs.Optional})
	}
	return form, entries
}

func keepField(name *widgets.Entry) dialogs.Field {
	return dialogs.Field{Name: words.T("Keep this under a name (may stay empty)"), Input: name, Needed: dialogs.Optional}
}

// askStatuses asks what the words of billing mean.
func (o *backOffice) askStatuses(m mapping, take func(mapping)) {
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
		Title: words.T("What billing's words mean"), Confirm: words.T("Read the list"),
		Text: words.T("Part several with commas. Without a column for it, write * where every row means the same."),
	}
	for _, meaning := range meanings {
		form.Fields = append(form.Fields, dialogs.Field{Name: meaning.name, Input: meaning.entry, Needed: dialogs.Optional})
	}
	form.Fields = append(form.Fields, keepField(name))
	form.OnConfirm = func() (err error) {
		for _, meaning := range meanings {
			if said := strings.TrimSpace(meaning.entry.Text); said != "" && err == nil {
				m.Mapping, err = m.WithStatuses(string(meaning.status) + "=" + said)
			}
		}
		m.keep = strings.TrimSpace(name.Text)
		return err
	}
	o.dialogs.Open(form).Then(func() { take(m) })
}
