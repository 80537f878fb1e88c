package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/widgets"
)

func TestASheetIsReadByKeyboard(t *testing.T) {
	text := widget.NewLabel(strings.Repeat("A line.\n", 200))
	sheet := widgets.NewSheet(text)
	var left int
	sheet.OnLeave = func() { left++ }
	sheet.OnRune = func(r rune) bool { return r == '1' }
	c := open(t, sheet)
	c.Focus(sheet)
	at := func() float32 { return -text.Position().Y }
	end := text.MinSize().Height - sheet.Size().Height
	for _, step := range []struct {
		key  fyne.KeyName
		want func(before float32) bool
	}{
		{fyne.KeyUp, func(float32) bool { return at() == 0 }},
		{fyne.KeyDown, func(before float32) bool { return at() > before }},
		{fyne.KeyPageDown, func(before float32) bool { return at() > before }},
		{fyne.KeyPageUp, func(before float32) bool { return at() < before }},
		{fyne.KeyEnd, func(float32) bool { return at() >= end }},
		{fyne.KeyDown, func(before float32) bool { return at() == before }},
		{fyne.KeyHome, func(float32) bool { return at() == 0 }},
	} {
		before := at()
		c.press(step.key)
		if !step.want(before) {
			t.Errorf("%s moves it from %v to %v", step.key, before, at())
		}
	}
	c.press(fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF3)
	c.write("12")
	c.want(t, "F3", "2")
	if left != 3 {
		t.Errorf("it was left %d times", left)
	}
}
