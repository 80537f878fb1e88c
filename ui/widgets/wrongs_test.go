package widgets_test

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2/container"

	"counterfoil/ui/widgets"
)

func TestFieldsShareOnePlaceForWhatIsWrong(t *testing.T) {
	number, routing := widgets.NewField("Check number", widgets.NewEntry()), widgets.NewField("Routing number", widgets.NewDigitsEntry())
	wrongs := widgets.NewWrongs(2, number, routing)
	form := container.NewVBox(container.NewGridWithColumns(2, number, routing), wrongs)
	c := open(t, form)
	before := form.MinSize()
	says := func(want string) {
		t.Helper()
		if said := strings.Join(texts(wrongs), " "); said != want {
			t.Errorf("it says %q, want %q", said, want)
		}
		if form.MinSize() != before {
			t.Errorf("the form needs %v, before %v", form.MinSize(), before)
		}
	}
	says("")
	number.Input.SetError(errors.New("a check needs its number"))
	says("Check number: A check needs its number.")
	c.Focus(routing.Input)
	c.write("e")
	says("Routing number: “e” was left out: only digits go here. Check the field.")
	number.Input.SetError(errors.New(strings.Repeat("far too long ", 30)))
	if form.MinSize() != before {
		t.Errorf("the form needs %v, before %v", form.MinSize(), before)
	}
	number.Input.SetError(nil)
	says("Routing number: “e” was left out: only digits go here. Check the field.")
	routing.Input.SetError(nil)
	says("")
}

func TestTheOnlyFieldOfAPlaceIsNotNamedInIt(t *testing.T) {
	field := widgets.NewField("Stub: scan it", widgets.NewEntry())
	wrongs := widgets.NewWrongs(1, field)
	open(t, container.NewVBox(field, wrongs))
	field.Input.SetError(errors.New("scan a stub first"))
	if said := strings.Join(texts(wrongs), " "); said != "Scan a stub first." {
		t.Errorf("it says %q", said)
	}
}
