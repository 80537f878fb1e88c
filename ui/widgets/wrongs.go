package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Wrongs is the one place where several fields say what is wrong. It has its
// room from the start: a screen that is full would else grow out of the window.
type Wrongs struct {
	widget.BaseWidget
	wrong  *Wrong
	lines  int
	fields []*Field
}

// NewWrongs takes what is wrong with the fields to a place of that many lines.
func NewWrongs(lines int, fields ...*Field) *Wrongs {
	w := &Wrongs{wrong: NewWrong(), lines: lines, fields: fields}
	for _, f := range fields {
		f.box.Remove(f.wrong)
		f.said = func() { w.follow(f) }
	}
	w.ExtendBaseWidget(w)
	return w
}

// follow says what is wrong with the field that changed, or else with the first
// that still holds something wrong.
func (w *Wrongs) follow(changed *Field) {
	w.wrong.Say(nil)
	for _, f := range append([]*Field{changed}, w.fields...) {
		if said := f.Wrong(); said != "" {
			w.wrong.SetText(w.where(f) + said)
			w.wrong.Show()
			break
		}
	}
	w.Refresh()
}

// where names the field, when it might be another.
func (w *Wrongs) where(f *Field) string {
	if len(w.fields) == 1 {
		return ""
	}
	return f.name.Text + ": "
}

// MinSize is the same whatever is said, unless large text takes more lines.
func (w *Wrongs) MinSize() fyne.Size {
	line := fyne.MeasureText("0", fynetheme.Size(w.wrong.SizeName), w.wrong.TextStyle).Height
	height := line * float32(w.lines)
	if w.wrong.Visible() && fynetheme.TextSize() >= largeText {
		height = max(height, w.wrong.MinSize().Height-2*fynetheme.InnerPadding())
	}
	return fyne.NewSize(0, height)
}

func (w *Wrongs) CreateRenderer() fyne.WidgetRenderer {
	flush := -fynetheme.InnerPadding() // in line with the names of the fields
	return widget.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(flush, flush, flush, flush), w.wrong))
}
