package widgets_test

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ui/widgets"
)

// showTiles shows so many tiles in three lines of three.
func showTiles(t *testing.T, count int) (tiles *widgets.Tiles[int], opened *[]int) {
	t.Helper()
	opened = &[]int{}
	tiles = widgets.NewTiles(2, func(n int) []string { return []string{strconv.Itoa(n), "below"} })
	tiles.OnOpen = func(n int) { *opened = append(*opened, n) }
	rows := make([]int, count)
	for i := range rows {
		rows[i] = i
	}
	tiles.SetRows(rows)
	place := container.NewStack()
	c := open(t, place) // with the theme, which says how large a tile is
	least := tiles.MinSize()
	place.Add(tiles)
	place.Layout = layout.NewGridWrapLayout(fyne.NewSize(3*least.Width, least.Height))
	place.Refresh()
	c.Focus(tiles)
	return tiles, opened
}

func TestTilesAreOpenedByTheArrows(t *testing.T) {
	tiles, opened := showTiles(t, 20)
	for _, step := range []struct {
		keys []fyne.KeyName
		want int
	}{
		{nil, 0},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyDown}, 4},
		{[]fyne.KeyName{fyne.KeyLeft, fyne.KeyUp}, 0},
		{[]fyne.KeyName{fyne.KeyUp}, 0},
		{[]fyne.KeyName{fyne.KeyEnd}, 19},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyDown}, 19},
		{[]fyne.KeyName{fyne.KeyPageUp}, 10},
		{[]fyne.KeyName{fyne.KeyHome}, 0},
		{[]fyne.KeyName{fyne.KeyPageDown}, 9},
	} {
		for _, key := range step.keys {
			tiles.TypedKey(&fyne.KeyEvent{Name: key})
		}
		tiles.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if got := (*opened)[len(*opened)-1]; got != step.want {
			t.Errorf("%v opens %d, want %d", step.keys, got, step.want)
		}
		if first, count := tiles.InSight(); step.want < first || step.want >= first+count {
			t.Errorf("%d is not in sight: %d from %d", step.want, count, first)
		}
	}
}

func TestTilesAreMovedByWheelAndFinger(t *testing.T) {
	tiles, opened := showTiles(t, 20)
	line := tiles.MinSize().Height / 3
	tiles.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	wantFirst(t, tiles, 3)
	for range 10 {
		tiles.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, -line/4)})
	}
	wantFirst(t, tiles, 9)
	tiles.DragEnd()
	tiles.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 5)})
	tiles.Tapped(&fyne.PointEvent{Position: fyne.NewPos(tiles.Size().Width-20, 5)})
	if len(*opened) != 2 || (*opened)[0] != 9 || (*opened)[1] != 11 {
		t.Errorf("opened are %v", *opened)
	}
	for range 10 {
		tiles.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	}
	wantFirst(t, tiles, 12) // the last lines fill the place
	tiles.Tapped(&fyne.PointEvent{Position: fyne.NewPos(tiles.Size().Width-20, 2*line+5)})
	if len(*opened) != 2 {
		t.Errorf("a touch beside the tiles opened %v", *opened)
	}
}

func wantFirst(t *testing.T, tiles *widgets.Tiles[int], want int) {
	t.Helper()
	if first, _ := tiles.InSight(); first != want {
		t.Errorf("the first in sight is %d, want %d", first, want)
	}
}

func TestTilesAreWideAndHighEnoughForAFinger(t *testing.T) {
	tiles, _ := showTiles(t, 1)
	if size := tiles.MinSize(); size.Width < 44 || size.Height < 3*44 {
		t.Errorf("a tile is %v in three lines", size)
	}
}

func TestNoTilesSaySo(t *testing.T) {
	tiles, opened := showTiles(t, 0)
	tiles.Empty = "nobody"
	tiles.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	tiles.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	tiles.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 5)})
	if len(*opened) != 0 {
		t.Errorf("opened are %v", *opened)
	}
}
