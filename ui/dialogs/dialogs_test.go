package dialogs_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
)

// counter is a window with a screen of one field and the keys F3, Enter and
// Esc, and the journal of what happened.
type counter struct {
	fyne.Canvas
	*dialogs.Dialogs
	board *keys.Board
	stub  *widgets.Entry
	ran   []string
}

func open(t *testing.T) *counter {
	t.Helper()
	app := test.NewApp()
	t.Cleanup(app.Quit)
	app.Settings().SetTheme(theme.New(theme.Look{}))
	stub := widgets.NewEntry()
	w := test.NewWindow(container.NewVBox(stub))
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(1024, 768))

	c := &counter{Canvas: w.Canvas(), board: keys.NewBoard(), stub: stub}
	c.Dialogs = dialogs.New(w, c.board)
	c.board.Show(keys.Table{
		{Name: "cash", Label: "Cash", Menu: "Payment", Key: fyne.KeyF3, Run: c.note("cash")},
		{Name: "next", Label: "Next", Key: fyne.KeyReturn, Run: c.note("next")},
		{Name: "back", Label: "Back", Key: fyne.KeyEscape, Run: c.note("back")},
	}, func(rune) { c.note("typed")() })
	c.board.Attach(w)
	c.Focus(stub)
	return c
}

func (c *counter) note(what string) func() { return func() { c.ran = append(c.ran, what) } }

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

// scan fires a scanner.
func (c *counter) scan() {
	c.write("10463850340000009985")
	c.press(fyne.KeyReturn)
}

func (c *counter) isOpen() bool { return c.Overlays().Top() != nil }

// says are the words of the dialog on top.
func (c *counter) says() string {
	if !c.isOpen() {
		return ""
	}
	var words []string
	for _, o := range test.LaidOutObjects(c.Overlays().Top()) {
		switch o := o.(type) {
		case *canvas.Text:
			words = append(words, o.Text)
		case *widget.RichText:
			words = append(words, o.String())
		}
	}
	return strings.Join(words, "|")
}

func (c *counter) want(t *testing.T, ran ...string) {
	t.Helper()
	if !slices.Equal(c.ran, ran) {
		t.Errorf("%q happened, want %q", c.ran, ran)
	}
	c.ran = nil
}

// back checks that the dialog is gone and the screen is as it was.
func (c *counter) back(t *testing.T) {
	t.Helper()
	if c.isOpen() || c.Focused() != c.stub {
		t.Error("the dialog is open or the keyboard did not return")
	}
	c.ran = nil
	c.press(fyne.KeyF3, fyne.KeyReturn, fyne.KeyEscape)
	c.want(t, "cash", "next", "back")
}

func TestAMessageIsReadWithEnterOrEsc(t *testing.T) {
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape} {
		c := open(t)
		c.Message("Printer", "The printer is out of paper.", c.note("read"))
		if said := c.says(); !strings.Contains(said, "Printer") || !strings.Contains(said, "out of paper") {
			t.Errorf("it says %q", said)
		}
		c.want(t)
		c.press(key)
		c.want(t, "read")
		c.back(t)
	}
}

func TestAnErrorIsASentence(t *testing.T) {
	c := open(t)
	c.Error("Not recorded", errors.New("the disk is full"), nil)
	if said := c.says(); !strings.Contains(said, "The disk is full.") {
		t.Errorf("it says %q", said)
	}
	c.press(fyne.KeyReturn)
	c.back(t)
}

func TestConfirm(t *testing.T) {
	for key, want := range map[fyne.KeyName][]string{fyne.KeyReturn: {"yes"}, fyne.KeyEscape: nil} {
		c := open(t)
		c.Confirm("Leave this payment?", "What was keyed is lost.", "Leave it", c.note("yes"))
		if said := c.says(); !strings.Contains(said, "Leave it   Enter") || !strings.Contains(said, "Cancel   Esc") {
			t.Errorf("it says %q", said)
		}
		c.press(key)
		c.want(t, want...)
		c.back(t)
	}
}

func TestAScanAnswersNoQuestion(t *testing.T) {
	for name, ask := range map[string]func(*counter){
		"confirm": func(c *counter) { c.Confirm("Next customer?", "It is lost.", "Clear", c.note("yes")) },
		"message": func(c *counter) { c.Message("Printer", "The printer is out of paper.", c.note("yes")) },
		"danger": func(c *counter) {
			c.Open(dialogs.Form{Title: "Close the drawer?", Danger: true}).Then(c.note("yes"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t)
			ask(c)
			for range 2 {
				c.scan()
				c.want(t)
				if !c.isOpen() || !strings.Contains(c.says(), "This was a scan, and it was not taken.") {
					t.Fatalf("it says %q", c.says())
				}
			}
			c.press(fyne.KeyReturn)
			c.want(t, "yes")
			c.back(t)
		})
	}
}

func TestAChoiceNotMadeIsAskedFor(t *testing.T) {
	c := open(t)
	c.Open(dialogs.Form{Title: "Which bill is it?", Fields: []dialogs.Field{{Name: "Bill", Input: widgets.NewChoice("Water", "Parking")}}})
	c.press(fyne.KeyReturn)
	if said := c.says(); !strings.Contains(said, "Choose one.") || strings.Contains(said, "Fill this in") {
		t.Errorf("it says %q", said)
	}
}

func TestAnOpenDialogCoversTheScreen(t *testing.T) {
	c := open(t)
	c.Message("Printer", "The printer is out of paper.", nil)
	check := func() {
		t.Helper()
		c.press(fyne.KeyF3)
		c.write("x")
		c.board.Menu().Items[0].Items[0].Action()
		c.want(t)
		if !c.board.Menu().Items[0].Items[0].Disabled {
			t.Error("the menu is not disabled")
		}
	}
	check()
	c.Unfocus() // a click beside the dialog
	check()
	c.press(fyne.KeyEscape)
	c.back(t)
}

func TestEnterGoesToWhatNeedsSomethingAndThenConfirms(t *testing.T) {
	c := open(t)
	float, bag, note := widgets.NewMoneyEntry(), widgets.NewDigitsEntry(), widgets.NewEntry()
	c.Open(dialogs.Form{
		Title: "Deposit",
		Fields: []dialogs.Field{
			{Name: "Amount", Input: float},
			{Name: "Note", Input: note, Needed: dialogs.Optional},
			{Name: "Bag", Input: bag},
		},
		OnConfirm: func() error {
			amount, err := float.Amount()
			c.note("confirm " + amount.String() + " " + bag.Text)()
			return err
		},
		OnClosed: func(confirmed bool) {
			if confirmed {
				c.note("closed")()
			}
		},
	})
	at := func(want fyne.Focusable) {
		t.Helper()
		if c.Focused() != want {
			t.Errorf("the keyboard is at %T", c.Focused())
		}
	}
	at(float)
	c.press(fyne.KeyReturn)
	at(bag)
	c.press(fyne.KeyReturn)
	at(float)
	c.write("100")
	c.press(fyne.KeyReturn)
	at(bag)
	c.press(fyne.KeyReturn)
	at(bag)
	if !strings.Contains(c.says(), "Fill this in.") {
		t.Errorf("it says %q", c.says())
	}
	c.want(t)
	c.write("17")
	c.press(fyne.KeyReturn)
	c.want(t, "confirm 100.00 17", "closed")
	c.back(t)
}

func TestNothingWrongIsConfirmed(t *testing.T) {
	c := open(t)
	float, note := widgets.NewMoneyEntry(), widgets.NewEntry()
	c.Open(dialogs.Form{
		Title:     "Open the drawer",
		Fields:    []dialogs.Field{{Name: "Float", Input: float}, {Name: "Note", Input: note}},
		OnConfirm: func() error { c.note("confirmed")(); return nil },
	})
	c.write("12,30")
	c.press(fyne.KeyReturn)
	c.write("counted twice")
	c.press(fyne.KeyReturn)
	c.want(t)
	if c.Focused() != float || float.Text != "12,30" || !strings.Contains(c.says(), "is not an amount") {
		t.Errorf("the field holds %q, it says %q", float.Text, c.says())
	}
}

func TestAnErrorKeepsTheDialogOpenWithWhatWasKeyed(t *testing.T) {
	for name, wrap := range map[string]func(widgets.Input, error) error{
		"at a field": dialogs.At,
		"in general": func(_ widgets.Input, err error) error { return err },
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t)
			field := widgets.NewEntry()
			refuse := true
			c.Open(dialogs.Form{
				Title:  "Open the drawer",
				Fields: []dialogs.Field{{Name: "Drawer", Input: field}},
				OnConfirm: func() error {
					if refuse {
						return wrap(field, errors.New("the drawer is open already"))
					}
					return nil
				},
			})
			c.write("A")
			c.press(fyne.KeyReturn)
			if !c.isOpen() || c.Focused() != field || field.Text != "A" || !strings.Contains(c.says(), "The drawer is open already.") {
				t.Errorf("open %t, keyed %q, it says %q", c.isOpen(), field.Text, c.says())
			}
			refuse = false
			c.press(fyne.KeyReturn)
			c.back(t)
		})
	}
}

func TestCommandsOfADialog(t *testing.T) {
	c := open(t)
	field := widgets.NewEntry()
	c.Open(dialogs.Form{
		Title:    "Count",
		Fields:   []dialogs.Field{{Name: "Twenties", Input: field}},
		Commands: keys.Table{{Name: "clear", Label: "Clear", Key: fyne.KeyF3, Run: c.note("clear")}},
	})
	c.press(fyne.KeyF3)
	c.want(t, "clear")
	var hints []string
	for _, h := range c.board.Hints() {
		hints = append(hints, h.Key+" "+h.Label)
	}
	if want := []string{"Enter OK", "Esc Cancel", "F3 Clear"}; !slices.Equal(hints, want) {
		t.Errorf("the keys are %q, want %q", hints, want)
	}
}

func TestADialogAboveADialog(t *testing.T) {
	c := open(t)
	field := widgets.NewEntry()
	c.Open(dialogs.Form{
		Title:  "Void",
		Fields: []dialogs.Field{{Name: "Receipt", Input: field}},
		OnConfirm: func() error {
			c.Confirm("Sure?", "It cannot be undone.", "Void it", c.note("void"))
			return errors.New("waiting")
		},
	})
	c.write("17")
	c.press(fyne.KeyReturn, fyne.KeyEscape)
	if c.Focused() != field {
		t.Error("the keyboard is not back in the first dialog")
	}
	c.want(t)
	c.press(fyne.KeyEscape)
	c.back(t)
}

func TestReason(t *testing.T) {
	for name, test := range map[string]struct {
		keyed func(*counter)
		want  []string
	}{
		"listed":         {func(c *counter) { c.write("2"); c.press(fyne.KeyReturn) }, []string{"Wrong amount"}},
		"none":           {func(c *counter) { c.press(fyne.KeyReturn, fyne.KeyReturn) }, nil},
		"scanned":        {func(c *counter) { c.scan() }, nil},
		"scanned twice":  {func(c *counter) { c.scan(); c.scan() }, nil},
		"then listed":    {func(c *counter) { c.scan(); c.write("2"); c.press(fyne.KeyReturn) }, []string{"Wrong amount"}},
		"listed, scan":   {func(c *counter) { c.write("2"); c.press(fyne.KeyDown, fyne.KeyUp); c.scan(); c.press(fyne.KeyReturn) }, []string{"Wrong amount"}},
		"canceled":       {func(c *counter) { c.write("1"); c.press(fyne.KeyEscape) }, nil},
		"own, no words":  {func(c *counter) { c.write("3"); c.press(fyne.KeyReturn, fyne.KeyReturn) }, nil},
		"own words":      {func(c *counter) { c.write("3"); c.press(fyne.KeyReturn); c.write("Twice"); c.press(fyne.KeyReturn) }, []string{"Twice"}},
		"listed, words":  {func(c *counter) { c.write("1"); c.FocusNext(); c.write("swapped"); c.press(fyne.KeyReturn) }, []string{"Wrong account: swapped"}},
		"changed choice": {func(c *counter) { c.write("31"); c.press(fyne.KeyReturn) }, []string{"Wrong account"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t)
			c.Reason("Void", "Why?", []string{"Wrong account", "Wrong amount"}, func(reason string) error {
				c.note(reason)()
				return nil
			})
			test.keyed(c)
			c.want(t, test.want...)
		})
	}
}

func TestSecondSignIn(t *testing.T) {
	c := open(t)
	c.SecondSignIn("Void", "A supervisor signs in.", func(name, secret string) error {
		c.note("approve " + name + " " + secret)()
		if secret != "right" {
			return errors.New("name and secret do not fit")
		}
		return nil
	}, c.note("done"))
	c.write("Sam")
	c.press(fyne.KeyReturn)
	c.write("wrong")
	c.press(fyne.KeyReturn)
	c.want(t, "approve Sam wrong")
	if said := c.says(); !strings.Contains(said, "Name and secret do not fit.") || strings.Contains(said, "wrong") {
		t.Errorf("it says %q", said)
	}
	c.press(fyne.KeyReturn)
	c.want(t)
	c.write("right")
	c.press(fyne.KeyReturn)
	c.want(t, "approve Sam right", "done")
	c.back(t)
}

func TestAConfirmationMayMoveTheKeyboard(t *testing.T) {
	c := open(t)
	other := widgets.NewEntry()
	c.Content().(*fyne.Container).Add(other)
	c.Confirm("Next?", "The next customer.", "Next", func() { c.Focus(other) })
	c.press(fyne.KeyReturn)
	if c.isOpen() || c.Focused() != other {
		t.Error("the keyboard did not stay where it was moved")
	}
}
