// Package widgets holds what the screens are made of. Every widget that can
// have the keyboard does what fields and buttons do with it and hands all
// other keys and characters to the window, as if nothing were focused: there
// the commands of the screen are attached.
package widgets

import "fyne.io/fyne/v2"

// passKey hands a key that a focused widget has no use for to its window.
func passKey(from fyne.Focusable, ev *fyne.KeyEvent) {
	if c := canvasOf(from); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

// passRune hands on a character that a focused widget has no use for.
func passRune(from fyne.Focusable, r rune) {
	if c := canvasOf(from); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

// canvasOf finds the canvas of a widget. The driver knows only widgets that it
// has drawn, and a scanner or a quick hand types into a field that was focused
// but not drawn yet.
func canvasOf(w fyne.Focusable) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(w.(fyne.CanvasObject)); c != nil {
		return c
	}
	for _, window := range driver.AllWindows() {
		if window.Canvas().Focused() == w {
			return window.Canvas()
		}
	}
	return nil
}

// focus moves the keyboard to a widget of the same canvas as from.
func focus(from, to fyne.Focusable) {
	if c := canvasOf(from); c != nil {
		c.Focus(to)
	}
}
