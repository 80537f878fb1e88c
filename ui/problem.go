package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// ShowProblem says in a small window why the program cannot start, and returns
// when it is closed.
func ShowProblem(text string) {
	a := app.NewWithID(appID)
	a.Settings().SetTheme(theme.New(theme.Look{}))
	w := a.NewWindow(windowName)
	w.SetIcon(icon)
	why := widget.NewLabel(widgets.Sentence(text))
	why.Wrapping = fyne.TextWrapWord
	closing := widgets.NewButton(words.T("Close   Enter"), w.Close)
	closing.Importance = widget.HighImportance
	w.SetContent(container.New(layout.NewCustomPaddedLayout(16, 16, 20, 20), container.NewBorder(
		widgets.NewHeading(words.T("Counterfoil cannot start")), container.NewHBox(layout.NewSpacer(), closing), nil, nil, why)))
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape {
			w.Close()
		}
	})
	w.Resize(fyne.NewSize(560, 240))
	w.CenterOnScreen()
	w.Canvas().Focus(closing)
	w.ShowAndRun()
}
