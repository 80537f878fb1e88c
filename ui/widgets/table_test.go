package widgets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"counterfoil/ui/widgets"
)

type person struct{ name, note string }

func newNames(names ...string) *widgets.Table[person] {
	table := widgets.NewTable(
		widgets.Column[person]{Title: "Name", Width: 10, Text: func(p person) string { return p.name }},
		widgets.Column[person]{Title: "Note", Width: 10, Align: fyne.TextAlignTrailing, Text: func(p person) string { return p.note }},
	)
	rows := make([]person, len(names))
	for i, name := range names {
		rows[i] = person{name, "note of " + name}
	}
	table.SetRows(rows)
	return table
}

func newHundred() *widgets.Table[person] {
	names := make([]string, 100)
	for i := range names {
		names[i] = fmt.Sprintf("n%02d", i)
	}
	table := newNames(names...)
	table.MinRows = 10
	return table
}

func TestTheArrowsSelectRowsAndKeepThemInSight(t *testing.T) {
	table := newHundred()
	c := open(t, table)
	c.Focus(table)
	var heard []string
	table.OnSelect = func(p person) { heard = append(heard, p.name) }
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyUp, 0}, {fyne.KeyDown, 1}, {fyne.KeyDown, 2}, {fyne.KeyPageDown, 12}, {fyne.KeyPageUp, 2},
		{fyne.KeyPageUp, 0}, {fyne.KeyEnd, 99}, {fyne.KeyDown, 99}, {fyne.KeyUp, 98}, {fyne.KeyHome, 0},
	} {
		c.press(step.key)
		got, row := table.Selected()
		if got != step.want || row.name != fmt.Sprintf("n%02d", step.want) {
			t.Errorf("after %s row %d %v is selected, want %d", step.key, got, row, step.want)
		}
		if first, count := table.InSight(); count != 10 || got < first || got >= first+count {
			t.Errorf("after %s rows %d to %d are in sight, not %d", step.key, first, first+count-1, got)
		}
	}
	if want := []string{"n01", "n02", "n12", "n02", "n00", "n99", "n98", "n00"}; !slices.Equal(heard, want) {
		t.Errorf("heard of %q, want %q", heard, want)
	}
	c.want(t)
}

func TestEnterOpensTheRowOrGoesToTheScreen(t *testing.T) {
	table := newNames("Ada", "Ben")
	c := open(t, table)
	c.Focus(table)
	c.press(fyne.KeyReturn)
	c.want(t, "Enter")
	opened := ""
	table.OnOpen = func(p person) { opened += p.name }
	c.press(fyne.KeyDown, fyne.KeyReturn, fyne.KeyHome, fyne.KeyEnter)
	if opened != "BenAda" {
		t.Errorf("opened %q", opened)
	}
	table.SetRows(nil)
	c.press(fyne.KeyReturn, fyne.KeyDown, fyne.KeyEnd, fyne.KeyPageUp)
	if i, row := table.Selected(); i != -1 || row != (person{}) || opened != "BenAda" {
		t.Errorf("without rows %d %v is selected, opened %q", i, row, opened)
	}
	c.want(t)
}

func TestTheMouseSelectsAndOpensRows(t *testing.T) {
	table := newHundred()
	c := open(t, table)
	opened := ""
	table.OnOpen = func(p person) { opened = p.name }
	third := fyne.PointEvent{Position: fyne.NewPos(20, table.Size().Height/11*3.5)}
	table.MouseDown(&desktop.MouseEvent{PointEvent: third})
	if i, _ := table.Selected(); i != 2 || c.Focused() != table {
		t.Errorf("row %d is selected", i)
	}
	table.DoubleTapped(&third)
	if opened != "n02" {
		t.Errorf("opened %q", opened)
	}
	table.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	if first, _ := table.InSight(); first != 3 {
		t.Errorf("the first row in sight is %d", first)
	}
	for range 100 {
		table.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	}
	if first, count := table.InSight(); first != 90 || count != 10 {
		t.Errorf("rows %d and %d more are in sight", first, count)
	}
	table.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, 2)}})
	if i, _ := table.Selected(); i != 2 {
		t.Error("the head selected a row")
	}
}

func TestATableShowsTitlesAndRowsInSight(t *testing.T) {
	table := newNames("Ada", "A name that is far too long for its column and every column beside it on any screen that this program will meet")
	table.Empty = "Nobody yet."
	open(t, table)
	shown := texts(table)
	for _, want := range []string{"Name", "Note", "Ada", "note of Ada"} {
		if !slices.Contains(shown, want) {
			t.Errorf("%q is not shown: %q", want, shown)
		}
	}
	if !slices.ContainsFunc(shown, func(s string) bool { return strings.HasPrefix(s, "A name") && strings.HasSuffix(s, "…") }) {
		t.Errorf("the long name is not shortened: %q", shown)
	}
	if slices.Contains(shown, "Nobody yet.") {
		t.Error("it says it is empty")
	}
	table.SetRows(nil)
	if shown := texts(table); !slices.Contains(shown, "Nobody yet.") || slices.Contains(shown, "Ada") {
		t.Errorf("empty, it shows %q", shown)
	}
}

// texts are the texts that a widget draws.
func texts(o fyne.CanvasObject) []string {
	var found []string
	for _, drawn := range test.LaidOutObjects(o) {
		if text, ok := drawn.(*canvas.Text); ok && text.Visible() && text.Text != "" {
			found = append(found, text.Text)
		}
	}
	return found
}

// manyNames is a list that notes which rows are read of it.
type manyNames struct {
	count, read int
	broken      error
}

func (m *manyNames) pages(said *[]error) *widgets.Pages[person] {
	return &widgets.Pages[person]{
		Count: func() int { return m.count },
		Fetch: func(from, count int) ([]person, error) {
			m.read += count
			rows := make([]person, count)
			for i := range rows {
				rows[i].name = fmt.Sprintf("n%d", from+i)
			}
			return rows, m.broken
		},
		OnError: func(err error) { *said = append(*said, err) },
	}
}

func TestATableReadsOnlyWhatIsInSight(t *testing.T) {
	table := newHundred()
	c := open(t, table)
	c.Focus(table)
	list := &manyNames{count: 1_000_000}
	var said []error
	table.ShowRows(list.pages(&said))
	for _, step := range []struct {
		key   fyne.KeyName
		want  int
		least int // rows from here on are read
	}{
		{fyne.KeyDown, 1, 0}, {fyne.KeyEnd, 999_999, 999_936}, {fyne.KeyPageUp, 999_989, 999_936},
		{fyne.KeyHome, 0, 0}, {fyne.KeyEnd, 999_999, 999_936}, {fyne.KeyPageDown, 999_999, 999_936},
	} {
		c.press(step.key)
		if at, row := table.Selected(); at != step.want || row.name != fmt.Sprintf("n%d", step.want) {
			t.Errorf("after %s row %d %q is selected, want %d", step.key, at, row.name, step.want)
		}
	}
	if list.read > 4*64 {
		t.Errorf("%d rows are read of a million", list.read)
	}
	for range 100 {
		c.press(fyne.KeyPageUp)
	}
	if first, _ := table.InSight(); first != 999_999-1000 {
		t.Errorf("after 100 pages up from the end row %d is the topmost", first)
	}
	if list.read > 25*64 {
		t.Errorf("%d rows are read for a thousand that were in sight", list.read)
	}
	list.count += 10 // it grows
	c.press(fyne.KeyEnd)
	if at, row := table.Selected(); at != 1_000_009 || row.name != "n1000009" || len(said) > 0 {
		t.Errorf("row %d %q is the last, %v", at, row.name, said)
	}
}

func TestAPageThatCannotBeReadIsSaidOnce(t *testing.T) {
	table := newHundred()
	c := open(t, table)
	c.Focus(table)
	list := &manyNames{count: 1000, broken: fmt.Errorf("the disk is gone")}
	var said []error
	pages := list.pages(&said)
	table.ShowRows(pages)
	c.press(fyne.KeyDown, fyne.KeyDown)
	if len(said) != 1 {
		t.Errorf("it is said %d times: %v", len(said), said)
	}
	list.broken = nil
	pages.Forget()
	if said = nil; pages.At(1).name != "n1" || len(said) > 0 {
		t.Errorf("it is not read again: %v", said)
	}
}

func TestTheMarkOfThePlaceIsDragged(t *testing.T) {
	table := newHundred()
	open(t, table)
	list := &manyNames{count: 1_000_000}
	table.ShowRows(list.pages(new([]error)))
	edge, height := table.Size().Width-2, table.Size().Height
	at := func(y float32) fyne.PointEvent { return fyne.PointEvent{Position: fyne.NewPos(edge, y)} }
	drag := func(y float32) { table.Dragged(&fyne.DragEvent{PointEvent: at(y)}) }
	drag(height / 2)
	if first, _ := table.InSight(); first != 0 {
		t.Errorf("a drag that began elsewhere moved the rows to %d", first)
	}
	table.MouseDown(&desktop.MouseEvent{PointEvent: at(height / 2), Button: desktop.MouseButtonPrimary})
	if first, _ := table.InSight(); first < 300_000 || first > 600_000 {
		t.Errorf("half-way down is row %d", first)
	}
	drag(2 * height)
	if first, count := table.InSight(); first+count != 1_000_000 {
		t.Errorf("below the end is row %d", first)
	}
	drag(0)
	if first, _ := table.InSight(); first != 0 {
		t.Errorf("above the head is row %d", first)
	}
	if at, _ := table.Selected(); at != 0 {
		t.Errorf("row %d is selected by it", at)
	}
	table.DragEnd()
	drag(height)
	if first, _ := table.InSight(); first != 0 {
		t.Error("it moves on after the drag")
	}
}
