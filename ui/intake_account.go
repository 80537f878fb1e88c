package ui

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
)

// accountCard says what the roster knows of a stub's account, and what is out
// of the ordinary about the stub.
type accountCard struct {
	ledger        *ledger.Ledger
	name          *widgets.Text
	address, owes *widgets.Text
	remarks       *widget.Label
	box           fyne.CanvasObject
}

func newAccountCard(l *ledger.Ledger) *accountCard {
	a := &accountCard{
		ledger:  l,
		name:    widgets.NewText(""),
		address: widgets.NewText(""),
		owes:    widgets.NewText(""),
		remarks: widget.NewLabel(""),
	}
	a.name.SizeName = fynetheme.SizeNameSubHeadingText
	a.name.Style.Bold = true
	a.remarks.Wrapping = fyne.TextWrapWord
	a.remarks.Importance = widget.WarningImportance
	a.remarks.TextStyle.Bold = true
	a.remarks.SizeName = fynetheme.SizeNameCaptionText
	a.remarks.Hide()
	sheet := canvas.NewRectangle(fynetheme.Color(fynetheme.ColorNameHeaderBackground))
	sheet.CornerRadius = fynetheme.Size(fynetheme.SizeNameInputRadius)
	flush := -fynetheme.InnerPadding()
	lines := container.New(layout.NewCustomPaddedVBoxLayout(2), a.name, a.address, a.owes,
		container.New(layout.NewCustomPaddedLayout(flush/2, flush, flush, flush), a.remarks))
	a.box = container.NewStack(sheet, container.New(layout.NewCustomPaddedLayout(8, 8, 12, 12), lines))
	return a
}

func (a *accountCard) show(s draftStub, warnings []ledger.Warning) {
	a.name.SetText(s.account.Name)
	a.address.SetText(s.account.Address)
	a.owes.SetText(a.balance(s))
	if !s.known {
		a.name.SetText("Account " + s.line.Account)
		a.address.SetText("Not in the roster")
	}
	remarks := make([]string, len(warnings))
	for i, w := range warnings {
		remarks[i] = "! " + widgets.Sentence(errors.New(w.Text))
	}
	a.remarks.SetText(strings.Join(remarks, "\n"))
	a.remarks.Hidden = len(remarks) == 0
	a.remarks.Refresh()
}

func (a *accountCard) clear() {
	a.name.SetText("Ready for the next customer")
	a.address.SetText("Several stubs can be paid at once: scan one after the other.")
	a.owes.SetText("")
	a.remarks.Hide()
}

// balance says what was owed when the roster was saved: what is owed today
// nobody knows.
func (a *accountCard) balance(s draftStub) string {
	if !s.known {
		return ""
	}
	roster, _, err := a.ledger.Roster()
	if err != nil {
		return ""
	}
	return "Balance " + widgets.Dollars(s.account.Balance) + " as of " + roster.AsOf.Display()
}
