// Package keys holds what the keys of a screen do. One table of commands feeds
// the keyboard, the main menu and the legend, so that they cannot disagree.
package keys

import (
	"strings"

	"fyne.io/fyne/v2"

	"counterfoil/ledger/phrase"
)

// Quit is the name of the command that closes the program. It needs its own
// name because the toolkit puts a Quit of its own into a menu without one, and
// that one asks nobody.
const Quit = "quit"

// Command is one thing a screen can do.
type Command struct {
	Name    string       // names it in code; unique on its screen
	Label   string       // what the clerk reads: "Cash"
	Menu    phrase.Word  // the menu it stands in; "" for none
	Key     fyne.KeyName // the key without modifiers that runs it; "" for none
	Beside  bool         // the screen shows the key beside what it changes, and the legend does not
	Enabled func() bool  // nil means always
	Run     func()
}

// Ready reports whether the command can be run now.
func (c Command) Ready() bool { return c.Enabled == nil || c.Enabled() }

// Words are the label with its key, for menus and buttons: "Cash   F3". What
// is not ready stands in parentheses, because color alone is not read by
// everyone.
func (c Command) Words(ready bool) string {
	words := c.Label
	if c.Key != "" {
		words += "   " + Caption(c.Key)
	}
	if !ready {
		words = "(" + words + ")"
	}
	return words
}

// Table is the commands of a screen or a dialog in the order of the legend.
type Table []Command

// Named returns the command of that name.
func (t Table) Named(name string) (Command, bool) {
	return t.find(func(c Command) bool { return c.Name == name })
}

// Under returns the command of that key. The two Enter keys are one key.
func (t Table) Under(key fyne.KeyName) (Command, bool) {
	return t.find(func(c Command) bool { return c.Key != "" && same(c.Key, key) })
}

func (t Table) find(wanted func(Command) bool) (Command, bool) {
	for _, c := range t {
		if wanted(c) {
			return c, true
		}
	}
	return Command{}, false
}

// mustBeClear panics when two commands share a name or a key: no clerk's input
// can cause it, and the first look at the screen shows it.
func (t Table) mustBeClear() {
	for i, c := range t {
		for _, other := range t[:i] {
			if c.Name == other.Name || c.Key != "" && same(c.Key, other.Key) {
				panic("keys: " + c.Name + " and " + other.Name + " have one name or one key")
			}
		}
	}
}

func same(a, b fyne.KeyName) bool { return a == b || IsEnter(a) && IsEnter(b) }

// IsEnter reports whether the key is one of the two Enter keys.
func IsEnter(key fyne.KeyName) bool { return key == fyne.KeyReturn || key == fyne.KeyEnter }

// IsFunction reports whether the key is F1 to F12.
func IsFunction(key fyne.KeyName) bool {
	return len(key) >= 2 && key[0] == 'F' && strings.Trim(string(key[1:]), "0123456789") == ""
}

// Caption is what is printed on a key: "F3", "Esc", "Enter", "Page Up".
func Caption(key fyne.KeyName) string {
	switch key {
	case fyne.KeyEscape:
		return "Esc"
	case fyne.KeyReturn, fyne.KeyEnter:
		return "Enter"
	case fyne.KeyPageUp:
		return "Page Up"
	case fyne.KeyPageDown:
		return "Page Down"
	}
	return string(key)
}
