package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// layOut puts what is to be paid on the left and how it is paid on the right.
func (s *intake) layOut() fyne.CanvasObject {
	gap := func(objects ...fyne.CanvasObject) *fyne.Container {
		return container.New(layout.NewCustomPaddedVBoxLayout(8), objects...)
	}
	amount, bill, payor := widgets.NewField(words.T("Paid on this stub"), s.amount), widgets.NewField(words.T("Bill number"), s.bill), widgets.NewField(words.T("Received from"), s.payor)
	ofStub := widgets.NewColumns(2, amount, bill)
	ofPayment := widgets.NewColumns(2, payor, container.NewVBox(s.spoken, s.copy))
	s.left = container.NewBorder(gap(s.stubField, widgets.NewWrongs(2, s.stubField), s.account.box),
		gap(ofStub, ofPayment, widgets.NewWrongs(2, amount, bill, payor)), nil, nil, padded(8, s.stubs))

	s.tendering = container.NewBorder(nil, s.form.box, nil, nil, s.tenders)
	s.giving = container.NewBorder(s.paperTitle, nil, nil, nil,
		container.NewHBox(layout.NewSpacer(), s.paper.Sheet, layout.NewSpacer()))
	figures := container.New(layout.NewCustomPaddedVBoxLayout(0), s.tendered, s.change)
	s.pages = views{widgets.NewPage(s.left), widgets.NewPage(container.NewStack(s.tendering, s.giving))}
	right := container.NewBorder(s.total, figures, nil, nil, s.pages[1])
	return widgets.Middle(margin(container.New(&halves{left: 0.58, gap: 20, pages: s.pages}, s.pages[0], right)))
}

func padded(above float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(above, above, 0, 0), o)
}

// halves shares the width out between two columns. Each gets what it needs; if
// there is not enough for both, and they can be scrolled, its share.
type halves struct {
	left, gap float32
	pages     views // of the columns; nil: they cannot be scrolled
}

func (h *halves) Layout(columns []fyne.CanvasObject, size fyne.Size) {
	left, right := columns[0], columns[1]
	least, rest := left.MinSize().Width, right.MinSize().Width
	room := size.Width - h.gap
	if h.pages != nil {
		if l, r := h.pages[0].Need().Width, h.pages[1].Need().Width; l+r <= room {
			least, rest = l, max(r, rest)
		}
	}
	width := min(max(room*h.left, least), room-rest)
	left.Move(fyne.NewPos(0, 0))
	left.Resize(fyne.NewSize(width, size.Height))
	right.Move(fyne.NewPos(width+h.gap, 0))
	right.Resize(fyne.NewSize(size.Width-width-h.gap, size.Height))
}

func (h *halves) MinSize(columns []fyne.CanvasObject) fyne.Size {
	left, right := columns[0].MinSize(), columns[1].MinSize()
	return fyne.NewSize(left.Width+h.gap+right.Width, max(left.Height, right.Height))
}

func newStubTable() *widgets.Table[draftStub] {
	type column = widgets.Column[draftStub]
	table := widgets.NewTable(
		column{Title: words.T("Account"), Width: 12, Text: func(s draftStub) string { return s.line.Account }},
		column{Title: words.T("Bill"), Width: 8, Text: func(s draftStub) string { return s.line.Bill }},
		column{Title: words.T("Due"), Width: 10, Text: func(s draftStub) string { return s.line.Due.Display() }},
		column{Title: words.T("On the bill"), Width: 9, Align: fyne.TextAlignTrailing, Text: draftStub.due},
		column{Title: words.T("Paid"), Width: 9, Align: fyne.TextAlignTrailing, Text: draftStub.paid},
	)
	table.Empty = words.T("No stub yet")
	table.MinRows = 2
	return table
}

func (s draftStub) due() string {
	if s.line.AmountDue == nil {
		return words.T("not stated")
	}
	return widgets.Dollars(*s.line.AmountDue)
}

func (s draftStub) paid() string {
	if s.line.Amount.IsZero() {
		return "?"
	}
	return widgets.Dollars(s.line.Amount)
}

func newTenderTable() *widgets.Table[draftTender] {
	type column = widgets.Column[draftTender]
	table := widgets.NewTable(
		column{Title: words.T("Paid by"), Width: 8, Text: draftTender.words},
		column{Title: words.T("Amount"), Width: 10, Align: fyne.TextAlignTrailing, Text: func(t draftTender) string { return widgets.Dollars(t.Amount) }},
	)
	table.Empty = words.T("F3 cash   F4 check   F10 card")
	table.MinRows = 2
	return table
}

var tenderNames = map[ledger.TenderKind]phrase.Word{
	ledger.Cash: "Cash", ledger.Check: "Check", ledger.Card: "Card on the terminal",
}

func (t draftTender) words() string {
	said := words.Say(tenderNames[t.Kind])
	if t.Number != "" {
		said += " " + t.Number
	}
	return said
}
