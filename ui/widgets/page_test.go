package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"counterfoil/ui/keys"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
)

func TestAPageShowsWhatHasTheKeyboard(t *testing.T) {
	app := test.NewApp()
	t.Cleanup(app.Quit)
	app.Settings().SetTheme(theme.New(theme.Look{TextPercent: theme.MostText}))
	fields := container.NewVBox()
	var entries []*widgets.Entry
	for range 20 {
		e := widgets.NewEntry()
		entries = append(entries, e)
		fields.Add(widgets.NewField("Field", e))
	}
	p := widgets.NewPage(fields)
	w := test.NewWindow(p)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	board := keys.NewBoard()
	board.Attach(w)
	board.Show(nil, nil)
	board.Views(p)
	top := func(e *widgets.Entry) float32 { return app.Driver().AbsolutePositionForObject(e).Y }
	inSight := func(e *widgets.Entry) bool { return top(e) >= 0 && top(e)+e.Size().Height <= 300 }

	if !p.Overflows() || !inSight(entries[0]) || inSight(entries[19]) {
		t.Fatal("it shows all, or not its beginning")
	}
	for _, at := range []int{19, 10, 0} {
		w.Canvas().Focus(entries[at])
		if !inSight(entries[at]) {
			t.Errorf("field %d has the keyboard at %v, out of sight", at, top(entries[at]))
		}
	}
	w.Canvas().Unfocus()
	for _, key := range []fyne.KeyName{fyne.KeyPageDown, fyne.KeyDown} {
		before := top(entries[0])
		board.Handle(key)
		if top(entries[0]) >= before {
			t.Errorf("%s does not turn the page", key)
		}
	}
	app.Settings().SetTheme(theme.New(theme.Look{}))
	w.Resize(fyne.NewSize(400, 1600))
	if p.Overflows() {
		t.Errorf("it needs %v of %v", p.Need(), p.Size())
	}
}
