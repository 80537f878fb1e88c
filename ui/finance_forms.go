package ui

import (
	"cmp"
	"context"
	"os"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger/billing"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/roster"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// askForms asks how dates and amounts of a list are written, and shows what
// that makes of its first rows.
func (p *financePage) askForms(path string, m mapping, take func(*billing.List)) {
	dates, amounts := []string{words.T("As the list shows")}, []string{words.T("As the list shows")}
	for _, format := range dateForms {
		dates = append(dates, string(format))
	}
	for _, style := range roster.AmountStyles() {
		amounts = append(amounts, words.Say(amountForms[style]))
	}
	byDate, byAmount := widgets.NewChoice(dates...), widgets.NewChoice(amounts...)
	byDate.Pick(slices.Index(dateForms, m.Dates) + 1)
	byAmount.Pick(slices.Index(roster.AmountStyles(), m.Amounts) + 1)
	sample := newListSample(p.stage, path)
	pick := func(int) {
		m.Dates, m.Amounts = "", ""
		if at, _ := byDate.Picked(); at > 0 {
			m.Dates = dateForms[at-1]
		}
		if at, _ := byAmount.Picked(); at > 0 {
			m.Amounts = roster.AmountStyles()[at-1]
		}
		sample.read(m.Mapping)
	}
	byDate.OnChanged, byAmount.OnChanged = pick, pick
	p.dialogs.Open(dialogs.Form{
		Title: words.T("How are dates and amounts written?"), Confirm: words.T("Read the list"),
		Fields:    []dialogs.Field{{Name: words.T("Dates"), Input: byDate}, {Name: words.T("Amounts"), Input: byAmount}},
		Body:      sample.body,
		OnConfirm: func() error { return sample.wrong },
	}).Then(func() { p.readList(path, m, take) })
	pick(0)
}

// dateForms are those that one list may be read by several of.
var dateForms = []roster.DateFormat{roster.MDY, roster.DMY, roster.YMD, roster.YYYYMMDD, roster.MMDDYYYY, roster.MMDDYY, roster.YYMMDD}

var amountForms = map[roster.AmountStyle]phrase.Word{
	roster.Dollars: "Dollars: 1,234.50", roster.Comma: "Dollars: 1.234,50", roster.Cents: "Cents: 123450",
}

// listSample shows the first rows of a list as a mapping reads them.
type listSample struct {
	stage *stage
	path  string
	turns int   // readings begun
	wrong error // why none of the rows can be taken; nil: some can

	body    fyne.CanvasObject
	outcome *widgets.Text
	rows    *widgets.Table[billing.Row]
}

func newListSample(s *stage, path string) *listSample {
	p := &listSample{stage: s, path: path, outcome: widgets.NewText("")}
	p.outcome.Style.Bold = true
	type column = widgets.Column[billing.Row]
	p.rows = widgets.NewTable(
		column{Title: words.T("Line"), Width: 5, Align: fyne.TextAlignTrailing, Text: func(r billing.Row) string { return strconv.Itoa(r.At) }},
		column{Title: words.T("Payment or account"), Width: 18, Text: func(r billing.Row) string { return cmp.Or(r.PaymentID, r.Receipt, r.Account) }},
		column{Title: words.T("Amount"), Width: 11, Align: fyne.TextAlignTrailing, Text: theirAmount},
		column{Title: words.T("Date"), Width: 11, Text: func(r billing.Row) string { return r.Date.Display() }},
		column{Title: words.T("What is wrong"), Width: 36, Text: wrongWords},
	)
	p.rows.MinRows = 3
	p.body = container.New(layout.NewCustomPaddedVBoxLayout(4), p.outcome, p.rows)
	return p
}

// theirAmount is the amount of a row of theirs, where it says one.
func theirAmount(r billing.Row) string {
	if r.Amount == nil {
		return ""
	}
	return widgets.Dollars(*r.Amount)
}

func wrongWords(r billing.Row) string {
	if r.Wrong == nil {
		return ""
	}
	return words.Say(r.Wrong)
}

// read reads the first rows; what an earlier reading gives after it is not
// shown.
func (p *listSample) read(m billing.Mapping) {
	p.turns++
	turn := p.turns
	p.stage.background(func() {
		list, err := billing.ReadFirst(context.Background(), p.path, os.TempDir(), m)
		fyne.Do(func() {
			if turn == p.turns {
				p.show(list, err)
			}
		})
	})
}

func (p *listSample) show(list *billing.List, err error) {
	if p.wrong = err; err != nil {
		p.rows.SetRows(nil)
		p.outcome.SetText(widgets.Sentence(err))
		return
	}
	p.rows.SetRows(list.Rows)
	wrong := 0
	for _, r := range list.Rows {
		if r.Wrong != nil {
			wrong++
		}
	}
	said := words.N(len(list.Rows), "The first row as it is read:", "The first %d rows as they are read:")
	if wrong > 0 {
		said = words.N(wrong, "%[1]d of the first %[2]d rows does not fit:", "%[1]d of the first %[2]d rows do not fit:", len(list.Rows))
	}
	if wrong > 0 && wrong == len(list.Rows) {
		p.wrong = phrase.Errorf("none of the first rows fits; pick other forms, or look at the columns' names")
	}
	p.outcome.SetText(said)
}
