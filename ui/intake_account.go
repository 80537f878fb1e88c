package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// accountCard says what the roster knows of a stub's account, and what is out
// of the ordinary about the stub.
type accountCard struct {
	ledger        *ledger.Ledger
	name          *widgets.Text
	address, owes *widgets.Text
	terms         *widgets.Text // cut-off, AutoPay, no checks
	funds         *widgets.Text
	remarks       *widget.Label
	box           *fyne.Container
}

func newAccountCard(l *ledger.Ledger) *accountCard {
	a := &accountCard{
		ledger:  l,
		name:    widgets.NewText("").InLines(),
		address: widgets.NewText("").InLines(),
		owes:    widgets.NewText("").InLines(),
		terms:   widgets.NewText("").InLines(),
		funds:   widgets.NewText("").InLines(),
		remarks: widget.NewLabel(""),
	}
	a.name.SizeName = fynetheme.SizeNameSubHeadingText
	a.name.Style.Bold = true
	a.terms.Style.Bold = true
	a.remarks.Wrapping = fyne.TextWrapWord
	a.remarks.Importance = widget.WarningImportance
	a.remarks.TextStyle.Bold = true
	a.remarks.SizeName = fynetheme.SizeNameCaptionText
	sheet := widgets.NewBand(fynetheme.ColorNameHeaderBackground).Rounded(fynetheme.SizeNameInputRadius)
	// The remarks have room from the start, so that the screen does not jump.
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(0, 2*fynetheme.TextSize()+fynetheme.InnerPadding()))
	flush := -fynetheme.InnerPadding()
	lines := container.New(layout.NewCustomPaddedVBoxLayout(2), a.name, a.address, a.owes, a.terms, a.funds,
		container.NewStack(room, container.New(layout.NewCustomPaddedLayout(flush, flush, flush, flush), a.remarks)))
	a.box = container.NewStack(sheet, container.New(layout.NewCustomPaddedLayout(8, 8, 12, 12), lines))
	return a
}

func (a *accountCard) show(s draftStub, split []ledger.Fund, warnings []ledger.Warning) {
	say(a.terms, termsOf(s.account))
	say(a.funds, fundsWords(split))
	a.name.SetText(s.account.Name)
	a.address.SetText(s.account.Address)
	a.owes.SetText(a.balance(s))
	if !s.known {
		a.name.SetText(words.T("Account %s", s.line.Account))
		a.address.SetText(a.balance(s))
		a.owes.SetText("")
	}
	remarks := make([]string, len(warnings))
	for i, w := range warnings {
		remarks[i] = "! " + widgets.Sentence(w.Text)
	}
	a.remarks.SetText(strings.Join(remarks, "\n"))
}

func (a *accountCard) clear() {
	a.name.SetText(words.T("Ready for the next customer"))
	a.address.SetText(words.T("Several stubs can be paid at once: scan one after the other."))
	a.owes.SetText("")
	say(a.terms, "")
	say(a.funds, "")
	a.remarks.SetText("")
}

// balance says what was owed when the roster was saved: what is owed today
// nobody knows.
func (a *accountCard) balance(s draftStub) string {
	roster, loaded, err := a.ledger.Roster()
	switch {
	case err != nil:
		return widgets.Sentence(err)
	case !loaded:
		return words.T("No roster is loaded: name and balance are not known.")
	case !s.known:
		return words.T("Not in the roster of %s", roster.AsOf.Display())
	}
	return words.T("Balance %s as of %s", widgets.Dollars(s.account.Balance), roster.AsOf.Display())
}

// termsOf is what decides how fast the payment matters and how it may be made.
func termsOf(a ledger.Account) string {
	var terms []string
	if a.CutOff != "" {
		terms = append(terms, words.T("CUT-OFF %s", a.CutOff.Display()))
	}
	if a.AutoPay {
		terms = append(terms, words.T("ON AUTOPAY"))
	}
	if a.NoChecks {
		terms = append(terms, words.T("NO CHECKS"))
	}
	return strings.Join(terms, "   ")
}

// say sets a line that takes no room while it is empty.
func say(line *widgets.Text, text string) {
	line.SetText(text)
	if text == "" {
		line.Hide()
	} else {
		line.Show()
	}
}
