package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// newPINPad returns digits for a finger, which key into the entry; the digits
// themselves are shown nowhere. Done is the key that signs in.
func newPINPad(into *widgets.Entry, done func()) fyne.CanvasObject {
	pad := container.NewGridWithColumns(3)
	key := func(label string, press func()) *widgets.Button {
		b := widgets.NewButton(label, press)
		b.Next = func() fyne.Focusable { return into }
		pad.Add(b)
		return b
	}
	for _, digit := range "123456789" {
		key(string(digit), func() { into.SetText(into.Text + string(digit)) })
	}
	key(words.T("Erase"), func() {
		if keyed := []rune(into.Text); len(keyed) > 0 {
			into.SetText(string(keyed[:len(keyed)-1]))
		}
	})
	key("0", func() { into.SetText(into.Text + "0") })
	key(words.T("Sign in"), done).Importance = widget.HighImportance
	const rows, least = 4, 48 // a finger needs 44
	height := max(least, 3.2*fynetheme.TextSize())
	return container.NewGridWrap(fyne.NewSize(max(pad.MinSize().Width, 6.6*height), rows*height), pad)
}
