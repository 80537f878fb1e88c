package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger/money"
	"counterfoil/ui/theme"
)

// Figure shows an amount large: the total, the change.
type Figure struct {
	widget.BaseWidget
	name, amount *Text
	band         bool // light on the dark band, to stand out
}

// NewFigure returns the amount 0.00 under its name, in the size of a total.
func NewFigure(name string) *Figure { return newFigure(name, theme.SizeNameFigure, false) }

// NewBigFigure returns one to be read across the counter: the change.
func NewBigFigure(name string) *Figure { return newFigure(name, theme.SizeNameBigFigure, true) }

func newFigure(name string, size fyne.ThemeSizeName, band bool) *Figure {
	f := &Figure{
		name:   NewText(name),
		amount: newText("", size, fynetheme.ColorNameForeground, fyne.TextStyle{Bold: true}),
		band:   band,
	}
	if band {
		f.name.ColorName, f.amount.ColorName = theme.ColorNameOnBar, theme.ColorNameOnBar
	}
	f.name.Align, f.amount.Align = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	f.ExtendBaseWidget(f)
	f.SetAmount(money.Amount{})
	return f
}

// SetName changes what the amount is: "Still to pay", "Change".
func (f *Figure) SetName(name string) { f.name.SetText(name) }

// SetAmount changes the amount.
func (f *Figure) SetAmount(a money.Amount) { f.amount.SetText(Dollars(a)) }

// Text is the amount as it stands there.
func (f *Figure) Text() string { return f.amount.Text }

func (f *Figure) CreateRenderer() fyne.WidgetRenderer {
	lines := container.New(figureLines{}, f.name, f.amount)
	if !f.band {
		return widget.NewSimpleRenderer(lines)
	}
	band := NewBand(theme.ColorNameBar).Rounded(fynetheme.SizeNameInputRadius)
	return widget.NewSimpleRenderer(container.NewStack(band, container.New(layout.NewCustomPaddedLayout(6, 0, 14, 14), lines)))
}

// figureLines puts a name above its amount or, where text is large and room
// is dear, before it.
type figureLines struct{}

const largeText = 20

func (figureLines) Layout(o []fyne.CanvasObject, size fyne.Size) {
	name, amount := o[0], o[1]
	top := name.MinSize().Height
	if fynetheme.TextSize() >= largeText {
		top = 0
		name.Resize(fyne.NewSize(size.Width-amount.MinSize().Width-figureGap, size.Height))
	} else {
		name.Resize(fyne.NewSize(size.Width, top))
	}
	amount.Move(fyne.NewPos(0, top))
	amount.Resize(fyne.NewSize(size.Width, size.Height-top))
}

const figureGap = 12

func (figureLines) MinSize(o []fyne.CanvasObject) fyne.Size {
	name, amount := o[0].MinSize(), o[1].MinSize()
	if fynetheme.TextSize() >= largeText {
		return fyne.NewSize(name.Width+figureGap+amount.Width, max(name.Height, amount.Height))
	}
	return fyne.NewSize(max(name.Width, amount.Width), name.Height+amount.Height)
}

// Dollars writes an amount for people with its currency: "$1,234.50", "−$5.00".
func Dollars(a money.Amount) string {
	text := a.Display()
	if a.IsNegative() {
		return "−$" + text[1:]
	}
	return "$" + text
}

// Count writes a number of things with commas: "1,000,000".
func Count(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
