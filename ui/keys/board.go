package keys

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Board is the keyboard of a window: the commands of the screen that is shown
// and, above them, those of open dialogs. Only the topmost answer. All methods
// belong to the user interface's goroutine.
type Board struct {
	layers  []*layer
	latest  *layer // shown or covered last
	changed []func()
	scanner *Scanner
	canvas  fyne.Canvas // of the window it is attached to
	pressed []func()
}

type layer struct {
	commands Table
	typed    func(rune)
	scanned  func(scan string) // of a dialog
	view     View
}

// View is what can be moved to show more of it: a page that its window has
// less room for than it needs.
type View interface {
	// Reveal brings in sight what got the keyboard.
	Reveal(fyne.CanvasObject)
	// Turn moves it by a key that nothing else has a use for.
	Turn(fyne.KeyName)
}

// NewBoard returns a board without a screen.
func NewBoard() *Board { return &Board{layers: []*layer{{}}, scanner: newScanner()} }

// Show puts the commands of a screen in the place of the last screen's. Typed
// takes the characters that no field took; nil drops them. Open dialogs stay
// above.
func (b *Board) Show(commands Table, typed func(rune)) {
	commands.mustBeClear()
	b.layers[0] = &layer{commands: commands, typed: typed}
	b.latest = b.layers[0]
	b.Changed()
}

// Cover lets only these commands answer, until uncover is called, and hands
// scanned what a scanner fires; nil leaves it where it was fired. Uncovering
// also takes off what was put above since.
func (b *Board) Cover(commands Table, scanned func(scan string)) (uncover func()) {
	commands.mustBeClear()
	cover := &layer{commands: commands, scanned: scanned}
	b.layers = append(b.layers, cover)
	b.latest = cover
	b.Changed()
	return func() {
		if i := slices.Index(b.layers, cover); i > 0 {
			b.layers = b.layers[:i]
			b.Changed()
		}
	}
}

// Views names what can be moved of the screen or dialog whose commands came
// last.
func (b *Board) Views(v View) { b.latest.view = v }

// Focused tells that a widget got the keyboard.
func (b *Board) Focused(what fyne.CanvasObject) {
	if v := b.top().view; v != nil {
		v.Reveal(what)
	}
}

// Handle runs the command under the key, or else turns the page by it. It
// reports whether there is a command, ready or not.
func (b *Board) Handle(key fyne.KeyName) bool {
	c, ok := b.top().commands.Under(key)
	if ok {
		b.run(c)
	} else if v := b.top().view; v != nil {
		v.Turn(key)
	}
	return ok
}

// Run runs the screen's command of that name if it is Ready, and reports
// whether it did.
func (b *Board) Run(name string) bool {
	c, ok := b.Named(name)
	return ok && !b.covered() && b.run(c)
}

func (b *Board) run(c Command) bool {
	if !c.Ready() {
		return false
	}
	c.Run()
	b.Changed()
	return true
}

// Ready reports whether the screen's command of that name would run now: it is
// enabled and no dialog is open.
func (b *Board) Ready(name string) bool {
	c, ok := b.Named(name)
	return ok && !b.covered() && c.Ready()
}

// Named returns the screen's command of that name, covered or not.
func (b *Board) Named(name string) (Command, bool) { return b.layers[0].commands.Named(name) }

// Type takes a character that no field took.
func (b *Board) Type(r rune) {
	b.Character(r, nil, func() {
		if typed := b.top().typed; typed != nil {
			typed(r)
		}
	})
}

// Hint is one command as the legend shows it.
type Hint struct {
	Name, Key, Label string
	Ready            bool
	Beside           bool // the legend leaves it out
}

// Hints returns the commands that answer to a key now.
func (b *Board) Hints() []Hint {
	var hints []Hint
	for _, c := range b.top().commands {
		if c.Key != "" {
			hints = append(hints, Hint{c.Name, Caption(c.Key), c.Label, c.Ready(), c.Beside})
		}
	}
	return hints
}

// Changed tells legend, menu and buttons that a command may have become ready
// or not. Every command that has run does so by itself.
func (b *Board) Changed() {
	for _, f := range b.changed {
		f()
	}
}

// OnChanged adds a listener to Changed.
func (b *Board) OnChanged(f func()) { b.changed = append(b.changed, f) }

// OnPressed adds a listener to every key that goes down, whatever it does.
func (b *Board) OnPressed(f func()) { b.pressed = append(b.pressed, f) }

func (b *Board) covered() bool { return len(b.layers) > 1 }

func (b *Board) top() *layer { return b.layers[len(b.layers)-1] }
