package keys_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"counterfoil/ui/keys"
)

// journal notes which commands ran.
type journal []string

func (j *journal) run(name string) func() { return func() { *j = append(*j, name) } }

func (j *journal) counter() keys.Table {
	return keys.Table{
		{Name: "cash", Label: "Cash", Menu: "Payment", Key: fyne.KeyF3, Run: j.run("cash")},
		{Name: "check", Label: "Check", Menu: "Payment", Key: fyne.KeyF4, Enabled: func() bool { return false }, Run: j.run("check")},
		{Name: "next", Label: "Next field", Key: fyne.KeyReturn, Run: j.run("next")},
		{Name: "back", Label: "Back", Key: fyne.KeyEscape, Run: j.run("back")},
		{Name: keys.Quit, Label: "Quit", Menu: "Payment", Run: j.run("quit")},
		{Name: "drawer", Label: "Drawer", Menu: "Drawer", Key: fyne.KeyF8, Run: j.run("drawer")},
	}
}

func want(t *testing.T, got journal, names ...string) {
	t.Helper()
	if !slices.Equal(got, journal(names)) {
		t.Errorf("ran %q, want %q", got, names)
	}
}

func TestHandleRunsTheCommandUnderTheKey(t *testing.T) {
	var ran journal
	board := keys.NewBoard()
	board.Show(ran.counter(), nil)
	for key, taken := range map[fyne.KeyName]bool{
		fyne.KeyF3: true, fyne.KeyF4: true, fyne.KeyF9: false, fyne.KeyA: false, "": false,
	} {
		if got := board.Handle(key); got != taken {
			t.Errorf("Handle(%q) = %t, want %t", key, got, taken)
		}
	}
	want(t, ran, "cash")
}

func TestBothEnterKeysAreOne(t *testing.T) {
	var ran journal
	board := keys.NewBoard()
	board.Show(ran.counter(), nil)
	board.Handle(fyne.KeyReturn)
	board.Handle(fyne.KeyEnter)
	want(t, ran, "next", "next")
}

func TestACoverBlocksWhatIsBelowFromKeyNameAndMenu(t *testing.T) {
	var ran journal
	board := keys.NewBoard()
	board.Show(ran.counter(), func(rune) { ran.run("typed")() })
	uncover := board.Cover(keys.Table{{Name: "cancel", Label: "Cancel", Key: fyne.KeyEscape, Run: ran.run("cancel")}}, nil)

	if board.Handle(fyne.KeyF3) || board.Run("cash") || board.Ready("cash") || board.Run("cancel") {
		t.Error("a covered command answered, or a dialog's command answered to its name")
	}
	for _, menu := range board.Menu().Items {
		for _, item := range menu.Items {
			if !item.IsSeparator && !item.Disabled {
				t.Errorf("menu item %q is not disabled", item.Label)
			}
			item.Action()
		}
	}
	board.Type('7')
	board.Handle(fyne.KeyEscape)
	want(t, ran, "cancel")

	uncover()
	uncover()
	board.Handle(fyne.KeyF3)
	board.Type('7')
	want(t, ran, "cancel", "cash", "typed")
}

func TestUncoveringTakesOffWhatWasPutAbove(t *testing.T) {
	var ran journal
	board := keys.NewBoard()
	board.Show(ran.counter(), nil)
	first := board.Cover(nil, nil)
	second := board.Cover(nil, nil)
	first()
	if !board.Ready("cash") {
		t.Error("a cover is left")
	}
	board.Cover(nil, nil)
	first()
	second()
	if board.Ready("cash") {
		t.Error("a cover that is gone took another with it")
	}
}

func TestAScreenShownUnderADialogStaysCovered(t *testing.T) {
	var ran journal
	board := keys.NewBoard()
	uncover := board.Cover(nil, nil)
	board.Show(ran.counter(), nil)
	board.Handle(fyne.KeyF3)
	want(t, ran)
	uncover()
	board.Handle(fyne.KeyF3)
	want(t, ran, "cash")
}

func TestHintsComeFromTheCommandsThatAnswer(t *testing.T) {
	var ran journal
	board := keys.NewBoard()
	board.Show(ran.counter(), nil)
	hints := []keys.Hint{
		{Name: "cash", Key: "F3", Label: "Cash", Ready: true},
		{Name: "check", Key: "F4", Label: "Check", Ready: false},
		{Name: "next", Key: "Enter", Label: "Next field", Ready: true},
		{Name: "back", Key: "Esc", Label: "Back", Ready: true},
		{Name: "drawer", Key: "F8", Label: "Drawer", Ready: true},
	}
	if got := board.Hints(); !slices.Equal(got, hints) {
		t.Errorf("hints are %v, want %v", got, hints)
	}
	board.Cover(keys.Table{{Name: "cancel", Label: "Cancel", Key: fyne.KeyEscape, Run: ran.run("cancel")}}, nil)
	if got, want := board.Hints(), []keys.Hint{{Name: "cancel", Key: "Esc", Label: "Cancel", Ready: true}}; !slices.Equal(got, want) {
		t.Errorf("hints are %v, want %v", got, want)
	}
}

func TestMenuGroupsCommandsAndEndsTheFirstWithQuit(t *testing.T) {
	var ran journal
	board := keys.NewBoard()
	board.Show(ran.counter(), nil)
	menu := board.Menu()
	var got []string
	for _, m := range menu.Items {
		for _, item := range m.Items {
			label := m.Label + "/" + item.Label
			if item.Disabled {
				label += " off"
			}
			got = append(got, label)
		}
	}
	if want := []string{"Payment/Cash   F3", "Payment/(Check   F4) off", "Payment/", "Payment/Quit", "Drawer/Drawer   F8"}; !slices.Equal(got, want) {
		t.Errorf("menu is %q, want %q", got, want)
	}
	last := menu.Items[0].Items[3]
	if !last.IsQuit {
		t.Error("the toolkit would add a Quit of its own")
	}
	last.Action()
	menu.Items[0].Items[0].Action()
	menu.Items[0].Items[1].Action()
	want(t, ran, "quit", "cash")

	board.Show(nil, nil)
	if board.Menu() != nil {
		t.Error("a menu without commands")
	}
}

func TestEveryChangeIsHeard(t *testing.T) {
	board := keys.NewBoard()
	heard := 0
	board.OnChanged(func() { heard++ })
	board.Show(keys.Table{{Name: "cash", Key: fyne.KeyF3, Run: func() {}}}, nil)
	board.Handle(fyne.KeyF3)
	uncover := board.Cover(nil, nil)
	uncover()
	if heard != 4 {
		t.Errorf("heard %d changes, want 4", heard)
	}
}

func TestTwoCommandsCannotShareAKeyOrAName(t *testing.T) {
	for name, table := range map[string]keys.Table{
		"key":   {{Name: "a", Key: fyne.KeyF1}, {Name: "b", Key: fyne.KeyF1}},
		"enter": {{Name: "a", Key: fyne.KeyReturn}, {Name: "b", Key: fyne.KeyEnter}},
		"name":  {{Name: "a"}, {Name: "a"}},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			keys.NewBoard().Show(table, nil)
		})
	}
}

func TestAttachedBoardTakesWhatNoWidgetTook(t *testing.T) {
	app := test.NewApp()
	defer app.Quit()
	w := test.NewWindow(nil)
	var ran journal
	board := keys.NewBoard()
	board.Attach(w)
	board.Show(ran.counter(), func(r rune) { ran.run(string(r))() })

	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF3})
	test.TypeOnCanvas(w.Canvas(), "42")
	want(t, ran, "cash", "4", "2")

	menu := w.MainMenu()
	if menu == nil || menu.Items[0].Label != "Payment" {
		t.Fatalf("main menu is %v", menu)
	}
	board.Changed()
	if w.MainMenu() != menu {
		t.Error("the window got a new menu though nothing changed")
	}
	board.Cover(nil, nil)
	if w.MainMenu() == menu {
		t.Error("the menu does not show that its commands are covered")
	}
}

func TestKeys(t *testing.T) {
	for key, want := range map[fyne.KeyName]struct {
		function bool
		caption  string
	}{
		fyne.KeyF1: {true, "F1"}, fyne.KeyF12: {true, "F12"}, fyne.KeyF: {false, "F"},
		fyne.KeyEscape: {false, "Esc"}, fyne.KeyEnter: {false, "Enter"}, fyne.KeyReturn: {false, "Enter"},
		fyne.KeyPageDown: {false, "Page Down"},
	} {
		if keys.IsFunction(key) != want.function || keys.Caption(key) != want.caption {
			t.Errorf("%q: function %t, caption %q, want %v", key, keys.IsFunction(key), keys.Caption(key), want)
		}
	}
}
