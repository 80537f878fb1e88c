package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger/phrase"
	"counterfoil/ui/theme"
	"counterfoil/ui/words"
)

// Gravity is how much a banner matters. Its word stands before the message,
// because color alone is not read by everyone.
type Gravity int

const (
	Note Gravity = iota
	Warning
	Stop
)

var gravities = [...]struct {
	word phrase.Word
	band fyne.ThemeColorName
	text fyne.ThemeColorName
}{
	Note:    {phrase.Word("Note"), theme.ColorNameInfo, theme.ColorNameOnInfo},
	Warning: {phrase.Word("Warning"), fynetheme.ColorNameWarning, fynetheme.ColorNameForegroundOnWarning},
	Stop:    {phrase.Word("Stop"), fynetheme.ColorNameError, fynetheme.ColorNameForegroundOnError},
}

// Banner is one message across a screen. It takes no room while it has nothing
// to say.
type Banner struct {
	widget.BaseWidget
	gravity Gravity
	message string
}

// NewBanner returns a silent banner.
func NewBanner() *Banner {
	b := &Banner{}
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// Say shows a message in the place of the last one.
func (b *Banner) Say(gravity Gravity, message string) {
	b.gravity, b.message = gravity, message
	b.Refresh()
	b.Show()
}

// Clear takes the message away.
func (b *Banner) Clear() {
	b.message = ""
	b.Hide()
}

// Text is what it says: "Warning: …", or "".
func (b *Banner) Text() string {
	if b.message == "" {
		return ""
	}
	return words.Say(gravities[b.gravity].word) + ": " + b.message
}

func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	band := canvas.NewRectangle(nil)
	message := widget.NewRichText(&widget.TextSegment{Style: widget.RichTextStyleInline})
	message.Wrapping = fyne.TextWrapWord
	r := &bannerRenderer{widget.NewSimpleRenderer(container.NewStack(band, message)), b, band, message}
	r.apply()
	return r
}

type bannerRenderer struct {
	fyne.WidgetRenderer
	banner  *Banner
	band    *canvas.Rectangle
	message *widget.RichText
}

func (r *bannerRenderer) apply() {
	r.band.FillColor = fynetheme.Color(gravities[r.banner.gravity].band)
	segment := r.message.Segments[0].(*widget.TextSegment)
	segment.Text = r.banner.Text()
	segment.Style.ColorName = gravities[r.banner.gravity].text
	segment.Style.TextStyle.Bold = true
}

func (r *bannerRenderer) Refresh() {
	r.apply()
	r.message.Refresh()
	r.WidgetRenderer.Refresh()
}
