package dialogs

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
)

// face is what a dialog looks like.
type face struct {
	content fyne.CanvasObject
	sheet   *widgets.Page
	wrong   *widgets.Wrong // why it did not close, when no field is to blame
	confirm *widgets.Button
}

func (o *Dialog) newFace() face {
	body := container.New(layout.NewCustomPaddedVBoxLayout(10))
	if o.form.Text != "" {
		text := widget.NewLabel(o.form.Text)
		text.Wrapping = fyne.TextWrapWord
		flush := -fynetheme.InnerPadding() // in line with the names of the fields
		body.Add(container.New(layout.NewCustomPaddedLayout(flush, flush, flush, flush), text))
	}
	for _, f := range o.form.Fields {
		body.Add(widgets.NewField(f.Name, f.Input))
	}
	if o.form.Body != nil {
		body.Add(o.form.Body)
	}
	wrong := widgets.NewWrong()
	body.Add(wrong)

	confirm, buttons := o.buttons()

	width := canvas.NewRectangle(color.Transparent)
	above, below := head(o.form.Title), container.New(layout.NewCustomPaddedLayout(4, 16, 20, 20), buttons)
	least, most := o.room(above, below)
	width.SetMinSize(fyne.NewSize(least, 0))
	sheet := widgets.NewFittedPage(container.New(layout.NewCustomPaddedLayout(14, 6, 20, 20), container.NewStack(width, body)), most)
	return face{container.NewBorder(above, below, nil, nil, sheet), sheet, wrong, confirm}
}

// room is how wide a dialog is at least, and the most that the window has for
// what stands between its head and its buttons.
func (o *Dialog) room(head, buttons fyne.CanvasObject) (least float32, most func() fyne.Size) {
	const around, margins = 48, 40 // of the window that stays in sight; beside the words
	most = func() fyne.Size {
		return o.canvas.Size().SubtractWidthHeight(around, around+head.MinSize().Height+buttons.MinSize().Height)
	}
	return min(fynetheme.Size(theme.SizeNameDialog), most().Width) - margins, most
}

// buttons says on each button which key does the same; they are for the mouse.
func (o *Dialog) buttons() (confirm *widgets.Button, row fyne.CanvasObject) {
	commands := o.commands()
	enter, esc := commands[0], commands[1]
	confirm = widgets.NewButton(enter.Words(true), enter.Run)
	confirm.Importance = widget.HighImportance
	if o.form.Danger {
		confirm.Importance = widget.DangerImportance
	}
	if o.form.Notice {
		return confirm, container.NewHBox(layout.NewSpacer(), confirm)
	}
	return confirm, container.NewHBox(layout.NewSpacer(), widgets.NewButton(esc.Words(true), esc.Run), confirm)
}

func head(title string) fyne.CanvasObject {
	text := widgets.NewHeading(title)
	text.ColorName = theme.ColorNameOnBar
	text.InLines()
	band := widgets.NewBand(theme.ColorNameBar).Rounded(fynetheme.SizeNamePopupRadius)
	return container.NewStack(band, container.New(layout.NewCustomPaddedLayout(8, 8, 20, 20), text))
}
