package keys

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"counterfoil/ui/words"
)

// Menu returns the main menu of the screen's commands, each under its Menu,
// with Quit last in the first menu. Covered commands are disabled. It is nil
// when no command stands in a menu.
func (b *Board) Menu() *fyne.MainMenu {
	main := &fyne.MainMenu{}
	for _, c := range b.layers[0].commands {
		if c.Menu != "" && c.Name != Quit {
			menu := menuOf(main, words.Say(c.Menu))
			menu.Items = append(menu.Items, b.menuItem(c))
		}
	}
	if c, ok := b.Named(Quit); ok {
		first := firstMenu(main, words.Say(c.Menu))
		if len(first.Items) > 0 {
			first.Items = append(first.Items, fyne.NewMenuItemSeparator())
		}
		item := b.menuItem(c)
		item.IsQuit = true
		first.Items = append(first.Items, item)
	}
	if len(main.Items) == 0 {
		return nil
	}
	return main
}

func menuOf(main *fyne.MainMenu, label string) *fyne.Menu {
	for _, m := range main.Items {
		if m.Label == label {
			return m
		}
	}
	m := fyne.NewMenu(label)
	main.Items = append(main.Items, m)
	return m
}

func firstMenu(main *fyne.MainMenu, otherwise string) *fyne.Menu {
	if len(main.Items) == 0 {
		return menuOf(main, otherwise)
	}
	return main.Items[0]
}

func (b *Board) menuItem(c Command) *fyne.MenuItem {
	ready := b.Ready(c.Name)
	item := fyne.NewMenuItem(c.Words(ready), func() { b.Run(c.Name) })
	item.Disabled = !ready
	return item
}

// Attach connects the board to a window: its keys and characters when nothing
// is focused or the focused widget has no use for them, and its main menu.
func (b *Board) Attach(w fyne.Window) {
	b.canvas = w.Canvas()
	attached[b.canvas] = b
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if !modified() && !b.Scanned(ev.Name, false) {
			b.Handle(ev.Name)
		}
	})
	w.Canvas().SetOnTypedRune(b.Type)
	if keyboard, ok := w.Canvas().(desktop.Canvas); ok {
		keyboard.SetOnKeyDown(b.keyDown)
	}
	shown := ""
	show := func() {
		// A new menu closes an open one, so the window gets it only when it differs.
		if state := b.menuState(); state != shown {
			shown = state
			w.SetMainMenu(b.Menu())
		}
	}
	b.OnChanged(show)
	show()
}

// keyDown hears of every key. While nothing is focused the driver tells nobody
// else of Tab, which may end a scan.
func (b *Board) keyDown(ev *fyne.KeyEvent) {
	for _, f := range b.pressed {
		f()
	}
	if ev.Name == fyne.KeyTab && b.focused() == nil {
		b.Scanned(ev.Name, false)
	}
}

func modified() bool {
	driver, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && driver.CurrentKeyModifiers() != 0
}

func (b *Board) menuState() string {
	var state strings.Builder
	for _, c := range b.layers[0].commands {
		if c.Menu != "" {
			fmt.Fprintf(&state, "%q %q %q %t\n", c.Menu, c.Name, c.Label, b.Ready(c.Name))
		}
	}
	return state.String()
}
