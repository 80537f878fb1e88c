package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/receipts"
	"counterfoil/ui/widgets"
)

// paperColumns is how many characters a receipt on screen is wide.
const paperColumns = 34

// paper shows one receipt as its original, with what the office knows of it
// above: also how often it was given out.
type paper struct {
	*widgets.Sheet
	remarks *widget.Label
	text    *widget.Label
}

func newPaper() *paper {
	p := &paper{remarks: widget.NewLabel(""), text: widget.NewLabel("")}
	p.remarks.Wrapping = fyne.TextWrapWord
	p.remarks.SizeName = fynetheme.SizeNameCaptionText
	p.remarks.TextStyle.Bold = true
	p.text.SizeName = fynetheme.SizeNameCaptionText
	p.text.TextStyle.Monospace = true
	width := canvas.NewRectangle(color.Transparent)
	digit := fyne.MeasureText("0", fynetheme.CaptionTextSize(), p.text.TextStyle).Width
	width.SetMinSize(fyne.NewSize(digit*paperColumns+2*fynetheme.InnerPadding(), 0))
	p.Sheet = widgets.NewSheet(container.NewStack(width, container.NewVBox(p.remarks, p.text)))
	return p
}

// show puts a receipt on the paper; nil empties it.
func (p *paper) show(remarks []string, receipt *ledger.Receipt) {
	p.remarks.Hidden = len(remarks) == 0
	p.remarks.SetText(strings.Join(remarks, "\n"))
	p.text.SetText("")
	if receipt != nil {
		p.text.SetText(receipts.ReceiptText(original(receipt), paperColumns))
	}
	p.ShowFrom(0)
}

// showStubs puts a receipt on a paper that is too low for the whole of it, at
// its first stub.
func (p *paper) showStubs(receipt *ledger.Receipt) {
	p.show(nil, receipt)
	if receipt == nil {
		return
	}
	lines := float32(strings.Count(p.text.Text, "\n") + 1)
	pitch := (p.text.MinSize().Height - 2*fynetheme.InnerPadding()) / lines
	p.ShowFrom(pitch * float32(receipts.StubsAt(original(receipt), paperColumns)))
}

func original(receipt *ledger.Receipt) ledger.Receipt {
	r := *receipt
	r.Prints = 0
	return r
}
