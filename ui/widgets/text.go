package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Text is one line of text in a size and color of the theme, without the
// padding of a label.
type Text struct {
	widget.BaseWidget

	Text      string
	SizeName  fyne.ThemeSizeName
	ColorName fyne.ThemeColorName
	Style     fyne.TextStyle
	Align     fyne.TextAlign
}

// NewText returns a line in the body's size and ink.
func NewText(text string) *Text {
	return newText(text, fynetheme.SizeNameText, fynetheme.ColorNameForeground, fyne.TextStyle{})
}

// NewHeading returns the heading of a screen or a part of it.
func NewHeading(text string) *Text {
	return newText(text, fynetheme.SizeNameHeadingText, fynetheme.ColorNamePrimary, fyne.TextStyle{Bold: true})
}

// NewCaption returns small text: the name of a field, a remark.
func NewCaption(text string) *Text {
	return newText(text, fynetheme.SizeNameCaptionText, fynetheme.ColorNamePlaceHolder, fyne.TextStyle{})
}

func newText(text string, size fyne.ThemeSizeName, color fyne.ThemeColorName, style fyne.TextStyle) *Text {
	t := &Text{Text: text, SizeName: size, ColorName: color, Style: style}
	t.ExtendBaseWidget(t)
	return t
}

// SetText changes the words.
func (t *Text) SetText(text string) {
	if t.Text != text {
		t.Text = text
		t.Refresh()
	}
}

func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t, drawn: canvas.NewText("", nil)}
	r.WidgetRenderer = widget.NewSimpleRenderer(r.drawn)
	r.apply()
	return r
}

type textRenderer struct {
	fyne.WidgetRenderer
	text  *Text
	drawn *canvas.Text
}

func (r *textRenderer) apply() {
	r.drawn.Text = r.text.Text
	r.drawn.TextSize = fynetheme.Size(r.text.SizeName)
	r.drawn.Color = fynetheme.Color(r.text.ColorName)
	r.drawn.TextStyle = r.text.Style
	r.drawn.Alignment = r.text.Align
}

func (r *textRenderer) Refresh() {
	r.apply()
	r.drawn.Refresh()
}

// fit shortens a text with an ellipsis until it is no wider than width.
func fit(text string, width, size float32, style fyne.TextStyle) string {
	if fyne.MeasureText(text, size, style).Width <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 {
		runes = runes[:len(runes)-1]
		if short := string(runes) + "…"; fyne.MeasureText(short, size, style).Width <= width {
			return short
		}
	}
	return ""
}
