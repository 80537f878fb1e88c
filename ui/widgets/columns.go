package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
)

// NewColumns sets objects side by side in that many columns of one width. Where
// text is large, and they have less room than they need, it takes fewer.
func NewColumns(most int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{most: most}, objects...)
}

type columns struct {
	most  int
	width float32 // that it was laid out for
}

// fitting is how many columns of a width have room; all, before it is known.
func (c *columns) fitting(widest float32) int {
	n := c.most
	if fynetheme.TextSize() < largeText {
		return n
	}
	for c.width > 0 && n > 1 && float32(n)*(widest+fynetheme.Padding())-fynetheme.Padding() > c.width+1 {
		n--
	}
	return n
}

// sizes are that of the largest object, and how high each line of n is.
func (c *columns) sizes(objects []fyne.CanvasObject) (n int, largest fyne.Size, lines []float32) {
	for _, o := range objects {
		largest = largest.Max(o.MinSize())
	}
	n = c.fitting(largest.Width)
	for i, o := range objects {
		if i%n == 0 {
			lines = append(lines, 0)
		}
		last := len(lines) - 1
		lines[last] = max(lines[last], o.MinSize().Height)
	}
	return n, largest, lines
}

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	n, _, lines := c.sizes(objects)
	gap := fynetheme.Padding()
	width := (size.Width - gap*float32(n-1)) / float32(n)
	y := float32(0)
	for i, o := range objects {
		column, line := i%n, i/n
		if i > 0 && column == 0 {
			y += lines[line-1] + gap
		}
		o.Move(fyne.NewPos(float32(column)*(width+gap), y))
		o.Resize(fyne.NewSize(width, lines[line]))
	}
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	n, largest, lines := c.sizes(objects)
	gap := fynetheme.Padding()
	height := gap * float32(max(len(lines)-1, 0))
	for _, line := range lines {
		height += line
	}
	if fynetheme.TextSize() >= largeText {
		n = 1
	}
	return fyne.NewSize(float32(n)*(largest.Width+gap)-gap, height)
}
