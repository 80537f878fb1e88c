package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
)

func TestBarsAreAsLongAsTheirAmountsAndSayThem(t *testing.T) {
	test.NewTempApp(t)
	b := widgets.NewBars([3]string{"Cash", "Checks", "Cards"})
	window := test.NewTempWindow(t, b)
	window.Resize(fyne.NewSize(500, 300))
	amounts := func(cash, check, card int64) [3]money.Amount {
		return [3]money.Amount{money.FromCents(cash), money.FromCents(check), money.FromCents(card)}
	}
	b.SetBars([]widgets.Bar{
		{Name: "8 AM", Parts: amounts(100, 0, 0), Figure: "$1.00 in 1"},
		{Name: "9 AM", Parts: amounts(100, 50, 50), Figure: "$2.00 in 3"},
		{Name: "10 AM", Figure: "$0.00 in 0"},
		{Name: "11 AM", Parts: amounts(-100, 0, 0), Figure: "−$1.00 in 0"},
	})
	widths := map[float32][]float32{} // of the boxes, by their line
	said := map[string]bool{}
	for _, o := range test.LaidOutObjects(b) {
		switch o := o.(type) {
		case *canvas.Rectangle:
			y := o.Position().Y
			widths[y] = append(widths[y], o.Size().Width)
			if right := o.Position().X + o.Size().Width; right > b.Size().Width {
				t.Errorf("a bar ends at %v of %v", right, b.Size().Width)
			}
		case *canvas.Text:
			said[o.Text] = true
			if right := o.Position().X + o.Size().Width; right > b.Size().Width {
				t.Errorf("%q ends at %v of %v", o.Text, right, b.Size().Width)
			}
		}
	}
	for _, want := range []string{"Cash", "Checks", "Cards", "8 AM", "11 AM", "$2.00 in 3", "$0.00 in 0", "−$1.00 in 0"} {
		if !said[want] {
			t.Errorf("it does not say %q", want)
		}
	}
	var bars [][]float32
	for _, w := range widths {
		if len(w) != 3 || w[0] != w[1] { // not the key
			bars = append(bars, w)
		}
	}
	if len(widths) != 3 { // the key and the two bars that have money
		t.Fatalf("%d lines have boxes: %v", len(widths), widths)
	}
	for _, w := range bars {
		if len(w) == 3 && (w[0] != w[1]+w[2] || w[1] != w[2]) {
			t.Errorf("the parts are %v long", w)
		}
	}
}
