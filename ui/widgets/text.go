package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Text is a line of text in a size and color of the theme, without the padding
// of a label.
type Text struct {
	widget.BaseWidget

	Text      string
	SizeName  fyne.ThemeSizeName
	ColorName fyne.ThemeColorName
	Style     fyne.TextStyle
	Align     fyne.TextAlign

	room room
}

// room is what a text does where its line does not fit.
type room int

const (
	needed  room = iota // it asks for the room of the whole line
	lines               // it goes on in the next line
	clipped             // it ends with an ellipsis
)

// InLines lets the text go on in the next line where one is too short for it.
func (t *Text) InLines() *Text {
	t.room = lines
	return t
}

// Clipped lets the text end with an ellipsis where its line is too short: it
// can be read elsewhere, too.
func (t *Text) Clipped() *Text {
	t.room = clipped
	return t
}

// NewText returns a line in the body's size and ink.
func NewText(text string) *Text {
	return newText(text, fynetheme.SizeNameText, fynetheme.ColorNameForeground, fyne.TextStyle{})
}

// NewHeading returns the heading of a screen or a part of it.
func NewHeading(text string) *Text {
	return newText(text, fynetheme.SizeNameHeadingText, fynetheme.ColorNamePrimary, fyne.TextStyle{Bold: true})
}

// NewCaption returns small text in lines: the name of a field, a remark.
func NewCaption(text string) *Text {
	return newText(text, fynetheme.SizeNameCaptionText, fynetheme.ColorNamePlaceHolder, fyne.TextStyle{}).InLines()
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

// Resize implements fyne.CanvasObject. In another width it may have other
// lines.
func (t *Text) Resize(size fyne.Size) {
	before := t.Size()
	t.BaseWidget.Resize(size)
	if t.room != needed && before.Width != size.Width {
		t.Refresh()
	}
}

func (t *Text) measure(text string) fyne.Size {
	return fyne.MeasureText(text, fynetheme.Size(t.SizeName), t.Style)
}

// broken is the text in lines that fit the width it has.
func (t *Text) broken() []string {
	width := t.Size().Width
	switch {
	case t.room == needed || width == 0 || t.measure(t.Text).Width <= width:
		return []string{t.Text}
	case t.room == clipped:
		return []string{fit(t.Text, width, fynetheme.Size(t.SizeName), t.Style)}
	}
	var broken []string
	line := ""
	for _, word := range strings.Fields(t.Text) {
		if longer := strings.TrimSpace(line + " " + word); line == "" || t.measure(longer).Width <= width {
			line = longer
			continue
		}
		broken = append(broken, line)
		line = word
	}
	return append(broken, line)
}

// narrowest is how much of a line a text in lines asks for, in times its size.
const narrowest = 12

func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t}
	r.apply()
	return r
}

type textRenderer struct {
	text  *Text
	drawn []*canvas.Text // a line each
}

func (r *textRenderer) Destroy() {}

func (r *textRenderer) MinSize() fyne.Size {
	t := r.text
	whole := t.measure(t.Text)
	switch t.room {
	case lines:
		width := min(whole.Width, narrowest*fynetheme.Size(t.SizeName))
		return fyne.NewSize(width, whole.Height*float32(len(t.broken())))
	case clipped:
		return fyne.NewSize(0, whole.Height)
	}
	return whole
}

func (r *textRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.drawn))
	for i, line := range r.drawn {
		objects[i] = line
	}
	return objects
}

func (r *textRenderer) Layout(size fyne.Size) {
	height := size.Height / float32(max(len(r.drawn), 1))
	for i, line := range r.drawn {
		line.Move(fyne.NewPos(0, height*float32(i)))
		line.Resize(fyne.NewSize(size.Width, height))
	}
}

func (r *textRenderer) apply() {
	broken := r.text.broken()
	for len(r.drawn) < len(broken) {
		r.drawn = append(r.drawn, canvas.NewText("", nil))
	}
	r.drawn = r.drawn[:len(broken)]
	for i, line := range r.drawn {
		line.Text = broken[i]
		line.TextSize = fynetheme.Size(r.text.SizeName)
		line.Color = fynetheme.Color(r.text.ColorName)
		line.TextStyle = r.text.Style
		line.Alignment = r.text.Align
	}
}

func (r *textRenderer) Refresh() {
	r.apply()
	r.Layout(r.text.Size())
	canvas.Refresh(r.text)
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
