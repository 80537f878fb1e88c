package ui

import (
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// tenderForm is the fields of one tender. Which there are depends on its kind.
type tenderForm struct {
	number, routing, last4 *widgets.Entry
	name                   *widgets.Entry
	date                   *widgets.DateEntry
	amount                 *widgets.MoneyEntry

	changed func()
	kind    ledger.TenderKind
	fields  map[widgets.Input]*widgets.Field
	rows    *fyne.Container
	box     *fyne.Container
}

func newTenderForm(today func() ledger.Day) *tenderForm {
	f := &tenderForm{
		number:  widgets.NewEntry(),
		routing: widgets.NewDigitsEntry(),
		last4:   widgets.NewDigitsEntry(),
		name:    widgets.NewEntry(),
		date:    widgets.NewDateEntry(func() time.Time { return today().Time() }),
		amount:  widgets.NewMoneyEntry(),
		fields:  map[widgets.Input]*widgets.Field{},
	}
	f.routing.Limit, f.last4.Limit = 9, 4
	for _, e := range f.entries() {
		e.Replace = true
		e.OnChanged = func(string) { f.changed() }
	}
	var fields []*widgets.Field
	for _, input := range []widgets.Input{f.number, f.routing, f.last4, f.name, f.date, f.amount} {
		field := widgets.NewField("", input)
		f.fields[input] = field
		fields = append(fields, field)
	}
	f.rows = container.New(layout.NewCustomPaddedVBoxLayout(4))
	f.box = container.New(layout.NewCustomPaddedVBoxLayout(2), f.rows, widgets.NewWrongs(2, fields...))
	f.box.Hide()
	return f
}

// inRows are the inputs of the tender it shows, as they stand on the screen.
func (f *tenderForm) inRows() [][]widgets.Input {
	if f.box.Hidden {
		return nil
	}
	switch f.kind {
	case ledger.Check:
		return [][]widgets.Input{{f.number, f.routing, f.last4}, {f.name, f.date, f.amount}}
	case ledger.Card:
		return [][]widgets.Input{{f.number, f.last4}, {f.amount}}
	}
	return [][]widgets.Input{{f.amount}}
}

// inputs are those of the tender it shows, in their order.
func (f *tenderForm) inputs() []widgets.Input { return slices.Concat(f.inRows()...) }

// first is where the keyboard goes when the tender is begun: what has to be
// keyed.
func (f *tenderForm) first() widgets.Input { return f.inputs()[0] }

var tenderFieldNames = map[ledger.TenderKind][]phrase.Word{
	ledger.Cash:  {"Cash received"},
	ledger.Check: {"Check number", "Routing number", "Account, last 4", "Name on the check", "Date on it", "Amount on it"},
	ledger.Card:  {"Slip number", "Card, last 4 digits", "Amount on the slip"},
}

// show fills the fields with a tender; nil hides them.
func (f *tenderForm) show(t *draftTender) {
	if t == nil {
		f.box.Hide()
		return
	}
	if f.box.Hidden || f.kind != t.Kind {
		f.box.Hidden, f.kind = false, t.Kind
		f.arrange()
	}
	fill(f.number, t.Number)
	fill(f.routing, t.Routing)
	fill(f.last4, t.Last4)
	fill(f.name, t.Name)
	fillDate(f.date, t.Date)
	fillMoney(f.amount, t.Amount)
}

// named is the field of that name in a payment.
func (f *tenderForm) named(name string) widgets.Input {
	switch name {
	case "number":
		return f.number
	case "routing":
		return f.routing
	case "last4":
		return f.last4
	case "name":
		return f.name
	case "date":
		return f.date
	}
	return f.amount
}

func (f *tenderForm) entries() []*widgets.Entry {
	return []*widgets.Entry{f.number, f.routing, f.last4, f.name, &f.date.Entry, &f.amount.Entry}
}

// shows reports whether the form is of that kind of tender.
func (f *tenderForm) shows(kind ledger.TenderKind) bool { return !f.box.Hidden && f.kind == kind }

// begins reports whether the check in the form may be the one of that number,
// as far as it is keyed in.
func (f *tenderForm) begins(number string) bool {
	keyed := f.number.Text
	return keyed == number || !f.routing.Filled() && strings.HasPrefix(number, keyed)
}

// clear empties the fields, and takes back what is said at them.
func (f *tenderForm) clear() {
	for _, e := range f.entries() {
		e.SetText("")
	}
}

// arrange shows the fields that the kind of tender has.
func (f *tenderForm) arrange() {
	for i, input := range f.inputs() {
		f.fields[input].SetName(words.Say(tenderFieldNames[f.kind][i]))
	}
	f.rows.RemoveAll()
	for _, inputs := range f.inRows() {
		row := widgets.NewColumns(max(len(inputs), 2))
		for _, input := range inputs {
			row.Add(f.fields[input])
		}
		f.rows.Add(row)
	}
}

// fill writes a text into a field that holds another.
func fill(e *widgets.Entry, text string) {
	if e.Text != text {
		e.SetText(text)
	}
}

// fillMoney writes an amount into a field that holds another. What is being
// keyed is left alone.
func fillMoney(e *widgets.MoneyEntry, amount money.Amount) {
	switch held, ok := keyed(e); {
	case ok && held == amount, e.Problem() != nil:
	case amount.IsZero():
		e.SetText("")
	default:
		e.SetAmount(amount)
	}
}

// fillDate writes a date into a field that holds another. What is being keyed
// is left alone.
func fillDate(e *widgets.DateEntry, date ledger.Day) {
	switch {
	case keyedDate(e) == date, e.Problem() != nil:
	case date == "":
		e.SetText("")
	default:
		e.SetDate(date.Time())
	}
}

// keyedDate is the date in a field; empty: none, or none yet.
func keyedDate(e *widgets.DateEntry) ledger.Day {
	date, err := e.Date()
	if err != nil {
		return ""
	}
	return ledger.DayOf(date)
}

// keyed is the amount in a field, 0.00 when it is empty; not ok: what is in it
// is not an amount, yet.
func keyed(e *widgets.MoneyEntry) (amount money.Amount, ok bool) {
	if !e.Filled() {
		return amount, e.Problem() == nil
	}
	amount, err := e.Amount()
	return amount, err == nil
}

// standing is the amount that a field stands for while it is typed into: once
// there are more digits than an amount has, what it held before, because the
// first digits of a scan look like an amount.
func standing(e *widgets.MoneyEntry) (amount money.Amount, ok bool) {
	if !errors.Is(e.Problem(), widgets.ErrTooManyDigits) {
		return keyed(e)
	}
	if e.Entered() == "" {
		return amount, true
	}
	amount, err := money.Parse(e.Entered())
	return amount, err == nil
}
