package widgets_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"counterfoil/ui/keys"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
)

// counter is a window with a board, and the journal of what reached the board.
type counter struct {
	fyne.Canvas
	board *keys.Board
	ran   []string
}

// open shows widgets in a window whose screen has the keys F1 to F12, Esc and
// Enter.
func open(t *testing.T, shown ...fyne.CanvasObject) *counter {
	t.Helper()
	app := test.NewApp()
	t.Cleanup(app.Quit)
	app.Settings().SetTheme(theme.New(theme.Look{}))
	w := test.NewWindow(container.NewVBox(shown...))
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(1024, 768))

	c := &counter{Canvas: w.Canvas(), board: keys.NewBoard()}
	var table keys.Table
	for _, key := range append(functionKeys, fyne.KeyEscape, fyne.KeyReturn) {
		table = append(table, keys.Command{Name: string(key), Key: key, Run: func() { c.ran = append(c.ran, keys.Caption(key)) }})
	}
	c.board.Show(table, func(r rune) { c.ran = append(c.ran, string(r)) })
	c.board.Attach(w)
	return c
}

var functionKeys = []fyne.KeyName{
	fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
	fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12,
}

// press does what the driver does with keys.
func (c *counter) press(names ...fyne.KeyName) {
	for _, name := range names {
		ev := &fyne.KeyEvent{Name: name}
		if focused := c.Focused(); focused != nil {
			focused.TypedKey(ev)
		} else {
			c.OnTypedKey()(ev)
		}
	}
}

func (c *counter) write(text string) {
	for _, r := range text {
		if focused := c.Focused(); focused != nil {
			focused.TypedRune(r)
		} else {
			c.OnTypedRune()(r)
		}
	}
}

func (c *counter) want(t *testing.T, ran ...string) {
	t.Helper()
	if !slices.Equal(c.ran, ran) {
		t.Errorf("the screen got %q, want %q", c.ran, ran)
	}
	c.ran = nil
}

func TestFunctionKeysAndEscReachTheScreenFromEverywhere(t *testing.T) {
	disabled := widgets.NewButton("Record", nil)
	disabled.Disable()
	for name, widget := range map[string]fyne.Focusable{
		"entry":  widgets.NewEntry(),
		"digits": widgets.NewDigitsEntry(),
		"secret": widgets.NewSecretEntry(),
		"money":  widgets.NewMoneyEntry(),
		"button": widgets.NewButton("Record", nil),
		"check":  widgets.NewCheck("Copy of the bill received"),
		"choice": widgets.NewChoice("Wrong account", "Wrong amount"),
		"table":  newNames("Ada", "Ben"),
		"none":   nil,
	} {
		t.Run(name, func(t *testing.T) {
			var shown []fyne.CanvasObject
			if widget != nil {
				shown = append(shown, widget.(fyne.CanvasObject))
			}
			c := open(t, shown...)
			c.Focus(widget)
			if c.Focused() != widget {
				t.Fatal("it cannot have the keyboard")
			}
			c.press(functionKeys...)
			c.press(fyne.KeyEscape)
			c.want(t, "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "Esc")
		})
	}
}

func TestCharactersThatNoWidgetTakesReachTheScreen(t *testing.T) {
	for name, widget := range map[string]fyne.Focusable{
		"button": widgets.NewButton("Record", nil),
		"check":  widgets.NewCheck("Copy of the bill received"),
		"choice": widgets.NewChoice("Wrong account", "Wrong amount"),
		"table":  newNames("Ada"),
		"none":   nil,
	} {
		t.Run(name, func(t *testing.T) {
			var shown []fyne.CanvasObject
			if widget != nil {
				shown = append(shown, widget.(fyne.CanvasObject))
			}
			c := open(t, shown...)
			c.Focus(widget)
			c.write("9x")
			c.want(t, "9", "x")
		})
	}
}

func TestEnterOfAFieldGoesToOnSubmittedOrTheScreen(t *testing.T) {
	entry := widgets.NewEntry()
	c := open(t, entry)
	c.Focus(entry)
	c.press(fyne.KeyReturn, fyne.KeyEnter)
	c.want(t, "Enter", "Enter")

	submitted := ""
	entry.OnSubmitted = func(text string) { submitted = text }
	c.write("1023233234")
	c.press(fyne.KeyReturn)
	c.want(t)
	if submitted != "1023233234" {
		t.Errorf("submitted %q", submitted)
	}
}
