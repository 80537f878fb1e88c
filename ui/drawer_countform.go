package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// countForm is a count sheet to key into. What should be in the drawer stands
// nowhere on it.
type countForm struct {
	counter     *counter
	sheet       *countSheet
	fields      []*widgets.Field
	worths      []*widgets.Text
	cash, total *widgets.Figure
	finish      *widgets.Button
	body        fyne.CanvasObject
}

// newCountForm shows that many lines of a sheet below some words, and a button
// for what comes after the count.
func newCountForm(c *counter, sheet *countSheet, lines int, said, confirm string, finish func()) *countForm {
	f := &countForm{
		counter: c, sheet: sheet,
		fields: make([]*widgets.Field, lines), worths: make([]*widgets.Text, lines),
		cash: widgets.NewFigure(words.T("Cash counted")), total: widgets.NewFigure(words.T("Total counted")),
		finish: widgets.NewButton(confirm+"   F9", finish),
	}
	f.finish.Importance = widget.HighImportance
	for line := range lines {
		f.addLine(line)
	}
	f.follow()
	f.body = f.layOut(said)
	return f
}

// wrong says at its line what keeps the count from being taken.
func (f *countForm) wrong(err error) {
	var at *lineError
	if !errors.As(err, &at) {
		f.counter.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	input := f.fields[at.line].Input
	f.counter.window.Canvas().Focus(input)
	input.SetError(at.err)
}

func (f *countForm) addLine(line int) {
	input, entry := countInput(line)
	entry.SetText(f.sheet.keyed[line])
	entry.OnChanged = func(text string) {
		f.sheet.keyed[line] = text
		f.follow()
	}
	walks(entry, line, f.goTo)
	f.fields[line] = widgets.NewField(lineName(line), input)
	f.worths[line] = widgets.NewText("")
	f.worths[line].SizeName = fynetheme.SizeNameCaptionText
	f.worths[line].Align = fyne.TextAlignTrailing
}

// walks lets Enter and the arrows go from a field to those before and after it.
func walks(entry *widgets.Entry, at int, goTo func(at int)) {
	entry.OnSubmitted = func(string) { goTo(at + 1) }
	entry.OnKey = func(key fyne.KeyName) bool {
		switch key {
		case fyne.KeyDown:
			goTo(at + 1)
		case fyne.KeyUp:
			goTo(at - 1)
		}
		return key == fyne.KeyDown || key == fyne.KeyUp
	}
}

func countInput(line int) (widgets.Input, *widgets.Entry) {
	if isAmount(line) {
		input := widgets.NewMoneyEntry()
		return input, &input.Entry
	}
	input := widgets.NewDigitsEntry()
	input.Limit = 6
	input.Replace = true
	return input, input
}

func lineName(line int) string {
	switch line {
	case looseLine:
		return words.T("Cash not counted by piece, as rolled coin")
	case checksLine:
		return words.T("Number of checks")
	case checksSum:
		return words.T("Total of checks")
	case cardsLine:
		return words.T("Number of card slips")
	case cardsSum:
		return words.T("Total of card slips")
	case stubsLine:
		return words.T("Bill stubs (empty: not counted)")
	}
	return denominationName(ledger.Denominations[line])
}

func denominationName(value money.Amount) string {
	if cents := value.Cents(); cents < 100 {
		return words.T("%d¢ coins", cents)
	}
	return words.T("$%d bills", value.Cents()/100)
}

// goTo puts the keyboard on a line; past the last one, on the button that
// closes the drawer.
func (f *countForm) goTo(line int) {
	var next fyne.Focusable = f.finish
	if line < len(f.fields) {
		next = f.fields[max(line, 0)].Input
	}
	f.counter.window.Canvas().Focus(next)
}

// follow shows what each line and the whole come to.
func (f *countForm) follow() {
	for line, text := range f.worths {
		worth, err := f.sheet.worth(line)
		switch {
		case err != nil || isAmount(line) || worth.IsZero():
			text.SetText("")
		default:
			text.SetText(widgets.Dollars(worth))
		}
	}
	f.cash.SetAmount(f.sheet.cash())
	f.total.SetAmount(f.sheet.total())
}

const firstCoin = 7 // of ledger.Denominations; before it are the bills

func (f *countForm) layOut(said string) fyne.CanvasObject {
	lines := len(f.fields)
	coins, slips := f.column(firstCoin, min(checksLine, lines)), f.column(checksLine, min(stubsLine, lines))
	if stubsLine < lines {
		coins.Add(f.fields[stubsLine])
	}
	for _, o := range []fyne.CanvasObject{f.cash, f.total, container.NewHBox(layout.NewSpacer(), f.finish)} {
		slips.Add(o)
	}
	apart := layout.NewCustomPaddedLayout(8, 0, 0, 24)
	return container.NewBorder(widgets.NewText(said).InLines(), widgets.NewWrongs(1, f.fields...), nil, nil, widgets.NewColumns(3,
		container.New(apart, f.column(0, firstCoin)), container.New(apart, coins),
		container.New(layout.NewCustomPaddedLayout(8, 0, 0, 0), slips)))
}

// column stacks lines, each with its worth at the right above its field.
func (f *countForm) column(first, end int) *fyne.Container {
	column := container.New(layout.NewCustomPaddedVBoxLayout(4))
	for line := first; line < end; line++ {
		column.Add(container.NewStack(f.fields[line], container.NewVBox(f.worths[line])))
	}
	return column
}
