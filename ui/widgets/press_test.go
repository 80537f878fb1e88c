package widgets_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
)

func TestAButtonIsPressedWithEnterAndSpace(t *testing.T) {
	pressed := 0
	button := widgets.NewButton("Record", func() { pressed++ })
	c := open(t, button)
	c.Focus(button)
	c.press(fyne.KeyReturn, fyne.KeyEnter)
	// The driver sends a space as a key and then as a character.
	c.press(fyne.KeySpace)
	c.write(" ")
	if pressed != 3 {
		t.Errorf("pressed %d times, want 3", pressed)
	}
	button.Disable()
	c.press(fyne.KeyReturn)
	if pressed != 3 {
		t.Error("a disabled button was pressed")
	}
	c.want(t)
}

func TestAPressLeavesTheKeyboardWhereTheNextKeyBelongs(t *testing.T) {
	entry := widgets.NewEntry()
	var atWork fyne.Focusable
	var button *widgets.Button
	var c *counter
	button = widgets.NewButton("Record", func() { atWork = c.Focused() })
	c = open(t, entry, button)

	c.Focus(button)
	c.press(fyne.KeyReturn)
	if c.Focused() != button || atWork != button {
		t.Error("pressed with a key it does not keep the keyboard")
	}

	c.Focus(entry)
	button.MouseDown(&desktop.MouseEvent{})
	c.Unfocus() // as the driver does
	test.Tap(button)
	if c.Focused() != entry || atWork != entry {
		t.Error("pressed with the mouse it takes the keyboard")
	}

	button.Next = func() fyne.Focusable { return entry }
	c.Focus(button)
	c.press(fyne.KeyReturn)
	if c.Focused() != entry || atWork != entry {
		t.Error("Next is not followed before the work is done")
	}
}

func TestACommandButtonFollowsItsCommand(t *testing.T) {
	ready, ran := false, 0
	record := keys.Command{
		Name: "record", Label: "Record", Key: fyne.KeyF9,
		Enabled: func() bool { return ready }, Run: func() { ran++ },
	}
	board := keys.NewBoard()
	board.Show(keys.Table{record}, nil)
	button := widgets.NewCommandButton(board, record)
	c := open(t, button)
	if !button.Disabled() || button.Text != "(Record   F9)" {
		t.Errorf("not ready, it reads %q", button.Text)
	}
	ready = true
	board.Changed()
	if button.Disabled() || button.Text != "Record   F9" {
		t.Errorf("ready, it reads %q", button.Text)
	}
	c.Focus(button)
	c.press(fyne.KeyReturn)
	uncover := board.Cover(nil, nil)
	c.press(fyne.KeyReturn)
	uncover()
	if ran != 1 {
		t.Errorf("ran %d times, want 1", ran)
	}
}

func TestACheckIsTickedWithSpaceAndLeavesEnterToTheScreen(t *testing.T) {
	check := widgets.NewCheck("Copy of the bill received")
	c := open(t, check)
	c.Focus(check)
	var heard []bool
	check.OnChanged = func(ticked bool) { heard = append(heard, ticked) }
	c.press(fyne.KeySpace)
	c.write(" ")
	if !check.Filled() {
		t.Error("it is not ticked")
	}
	c.write(" ")
	c.press(fyne.KeyReturn)
	c.want(t, "Enter")
	if !slices.Equal(heard, []bool{true, false}) {
		t.Errorf("heard %v", heard)
	}
}

func TestAChoiceIsMadeWithDigitsAndArrows(t *testing.T) {
	choice := widgets.NewChoice("Wrong account", "Wrong amount", "Another reason")
	c := open(t, choice)
	c.Focus(choice)
	if i, words := choice.Picked(); i != -1 || words != "" || choice.Filled() {
		t.Errorf("at first %d %q is picked", i, words)
	}
	for _, step := range []struct {
		key  fyne.KeyName
		text string
		want int
	}{
		{text: "2", want: 1},
		{key: fyne.KeyDown, want: 2},
		{key: fyne.KeyDown, want: 2},
		{key: fyne.KeyHome, want: 0},
		{key: fyne.KeyUp, want: 0},
		{key: fyne.KeyEnd, want: 2},
		{text: "1", want: 0},
		{text: "4", want: 0},
		{text: "0", want: 0},
	} {
		if step.text != "" {
			c.write(step.text)
		} else {
			c.press(step.key)
		}
		if i, _ := choice.Picked(); i != step.want {
			t.Errorf("after %q%q %d is picked, want %d", step.key, step.text, i, step.want)
		}
	}
	c.want(t, "4", "0")
	c.press(fyne.KeyReturn)
	c.want(t, "Enter")

	choice.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, choice.Size().Height/2)}})
	if i, words := choice.Picked(); i != 1 || words != "Wrong amount" {
		t.Errorf("the mouse picked %d %q", i, words)
	}
}
