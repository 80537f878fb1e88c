// Package widgets holds what the screens are made of. Every widget that can
// have the keyboard does what fields and buttons do with it and hands all
// other keys and characters to the window, as if nothing were focused: there
// the commands of the screen are attached.
package widgets

import (
	"fyne.io/fyne/v2"

	"counterfoil/ui/keys"
)

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

// deliver lets the window's board count a character before its widget gets it,
// because a scanner may have sent it.
func deliver(to keys.Holder, r rune, take func()) {
	if board := keys.BoardOf(canvasOf(to)); board != nil {
		board.Character(r, to, take)
	} else {
		take()
	}
}

// usedUp reports whether a key ended a scan, which the board has taken, or
// moved the keyboard on: then the widget does nothing about it.
func usedUp(from fyne.Focusable, ev *fyne.KeyEvent) bool {
	canvas := canvasOf(from)
	if board := keys.BoardOf(canvas); board != nil && board.Scanned(ev.Name, secret(from)) {
		return true
	}
	if ev.Name != fyne.KeyTab || canvas == nil {
		return false
	}
	canvas.FocusNext()
	return true
}

// keepScan leaves a scan where it was fired.
func keepScan(at fyne.Focusable, ev *fyne.KeyEvent) {
	if board := keys.BoardOf(canvasOf(at)); board != nil && keys.IsEnter(ev.Name) {
		board.Scanner().Forget()
	}
}

// acceptsTab keeps the driver from moving the keyboard with a Tab that ends a
// scan.
func acceptsTab(from fyne.Focusable) bool {
	board := keys.BoardOf(canvasOf(from))
	return board != nil && board.EndsScan(secret(from))
}

// amidScan reports whether a character comes from a scanner, as far as one can
// tell before it has ended.
func amidScan(from fyne.Focusable) bool {
	board := keys.BoardOf(canvasOf(from))
	return board != nil && board.Amid()
}

func secret(f fyne.Focusable) bool {
	e, ok := f.(*Entry)
	return ok && e.Password
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

// gained brings a widget in sight that got the keyboard.
func gained(w fyne.Focusable) {
	if board := keys.BoardOf(canvasOf(w)); board != nil {
		board.Focused(w.(fyne.CanvasObject))
	}
}

// focus moves the keyboard to a widget of the same canvas as from.
func focus(from, to fyne.Focusable) {
	if c := canvasOf(from); c != nil {
		c.Focus(to)
	}
}
