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
	"counterfoil/receipts"
	"counterfoil/ui/keys"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
)

// paperColumns is how many characters a receipt on screen is wide.
const paperColumns = 34

// paper shows one receipt as its original, with what the office knows of it
// above: also how often it was given out. With the keyboard on it, the arrows
// and page keys move it.
type paper struct {
	widget.BaseWidget
	leave func() // Esc and Enter

	window  fyne.Window
	remarks *widget.Label
	text    *widget.Label
	scroll  *container.Scroll
	sheet   *widgets.Band
	ring    *canvas.Rectangle
}

func newPaper(window fyne.Window) *paper {
	p := &paper{
		window:  window,
		remarks: widget.NewLabel(""),
		text:    widget.NewLabel(""),
		sheet:   widgets.NewBand(fynetheme.ColorNameInputBackground).Edged(fynetheme.ColorNameInputBorder),
		ring:    canvas.NewRectangle(color.Transparent),
	}
	p.remarks.Wrapping = fyne.TextWrapWord
	p.remarks.SizeName = fynetheme.SizeNameCaptionText
	p.remarks.TextStyle.Bold = true
	p.text.SizeName = fynetheme.SizeNameCaptionText
	p.text.TextStyle.Monospace = true
	p.scroll = container.NewVScroll(container.NewVBox(p.remarks, p.text))
	p.ExtendBaseWidget(p)
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
	p.scroll.Refresh() // the remarks take another number of lines than before
	p.scroll.ScrollToTop()
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
	p.scroll.Refresh() // or it does not know yet how long the text is
	p.move(pitch * float32(receipts.StubsAt(original(receipt), paperColumns)))
}

func original(receipt *ledger.Receipt) ledger.Receipt {
	r := *receipt
	r.Prints = 0
	return r
}

func (p *paper) TypedKey(ev *fyne.KeyEvent) {
	if keys.BoardOf(p.window.Canvas()).Scanned(ev.Name, false) {
		return
	}
	line := fyne.MeasureText("0", fynetheme.CaptionTextSize(), p.text.TextStyle).Height
	page := p.scroll.Size().Height - line
	switch ev.Name {
	case fyne.KeyDown:
		p.move(line)
	case fyne.KeyUp:
		p.move(-line)
	case fyne.KeyPageDown:
		p.move(page)
	case fyne.KeyPageUp:
		p.move(-page)
	case fyne.KeyHome:
		p.scroll.ScrollToTop()
	case fyne.KeyEnd:
		p.scroll.ScrollToBottom()
	default:
		if ev.Name == fyne.KeyEscape || keys.IsEnter(ev.Name) {
			p.leave()
			return
		}
		p.window.Canvas().OnTypedKey()(ev)
	}
}

func (p *paper) AcceptsTab() bool { return keys.BoardOf(p.window.Canvas()).EndsScan(false) }

func (p *paper) move(by float32) {
	lowest := max(p.scroll.Content.MinSize().Height-p.scroll.Size().Height, 0)
	p.scroll.ScrollToOffset(fyne.NewPos(0, min(max(p.scroll.Offset.Y+by, 0), lowest)))
}

func (p *paper) TypedRune(r rune) { p.window.Canvas().OnTypedRune()(r) }

func (p *paper) Tapped(*fyne.PointEvent) { p.window.Canvas().Focus(p) }

func (p *paper) FocusGained() {
	p.ring.StrokeColor, p.ring.StrokeWidth = fynetheme.Color(theme.ColorNameFocusRing), fynetheme.Size(theme.SizeNameFocusRing)
	p.ring.Refresh()
}

func (p *paper) FocusLost() {
	p.ring.StrokeColor = color.Transparent
	p.ring.Refresh()
}

func (p *paper) CreateRenderer() fyne.WidgetRenderer {
	width := canvas.NewRectangle(color.Transparent)
	digit := fyne.MeasureText("0", fynetheme.CaptionTextSize(), p.text.TextStyle).Width
	width.SetMinSize(fyne.NewSize(digit*paperColumns+3*fynetheme.InnerPadding(), 0))
	inset := container.New(layout.NewCustomPaddedLayout(4, 4, 4, 4), p.scroll)
	return widget.NewSimpleRenderer(container.NewStack(width, p.sheet, inset, p.ring))
}
