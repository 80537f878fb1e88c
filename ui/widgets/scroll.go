package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// turn moves what a scroll shows up or down by a key, and reports whether the
// key is one that does.
func turn(scroll *container.Scroll, key fyne.KeyName) bool {
	line, to := rowHeight(), scroll.Offset
	page := scroll.Size().Height - line
	switch key {
	case fyne.KeyDown:
		to.Y += line
	case fyne.KeyUp:
		to.Y -= line
	case fyne.KeyPageDown:
		to.Y += page
	case fyne.KeyPageUp:
		to.Y -= page
	case fyne.KeyHome:
		to.Y = 0
	case fyne.KeyEnd:
		to.Y = scroll.Content.MinSize().Height
	default:
		return false
	}
	scrollTo(scroll, to)
	return true
}

// scrollTo shows the content of a scroll from there on, as far as its end lets
// it.
func scrollTo(scroll *container.Scroll, to fyne.Position) {
	rest := scroll.Content.MinSize().Subtract(scroll.Size())
	scroll.ScrollToOffset(fyne.NewPos(max(min(to.X, rest.Width), 0), max(min(to.Y, rest.Height), 0)))
}
