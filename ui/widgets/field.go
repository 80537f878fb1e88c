package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// Field is an input under its name, with what is wrong with it said below, or
// in the Wrongs it was given to.
type Field struct {
	widget.BaseWidget
	Input Input

	name  *Text
	wrong *Wrong
	box   *fyne.Container
	said  func() // after what is wrong has changed
}

// NewField puts an input under its name.
func NewField(name string, input Input) *Field {
	f := &Field{Input: input, name: NewCaption(name), wrong: NewWrong()}
	f.box = container.New(layout.NewCustomPaddedVBoxLayout(2), f.name, input, f.wrong)
	f.said = f.box.Refresh
	input.onError(func(err error) {
		f.wrong.Say(err)
		f.said()
	})
	f.ExtendBaseWidget(f)
	return f
}

// SetName changes the name of the field.
func (f *Field) SetName(name string) { f.name.SetText(name) }

// Wrong is what is said to be wrong; "" when nothing is.
func (f *Field) Wrong() string { return f.wrong.Text }

func (f *Field) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.box) }
