// Emptywindow opens the least window of the toolkit that answers a key: it is
// white, and turns black. The counter's start is held against it.
package main

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
)

func main() {
	w := app.NewWithID("org.counterfoil.EmptyWindow").NewWindow("Empty")
	face := canvas.NewRectangle(color.White)
	w.SetPadded(false)
	w.SetContent(face)
	w.Canvas().SetOnTypedRune(func(rune) {
		face.FillColor = color.Black
		face.Refresh()
	})
	w.Resize(fyne.NewSize(1024, 740))
	w.ShowAndRun()
}
