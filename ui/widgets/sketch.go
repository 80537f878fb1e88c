package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
)

// sketch renders a widget that is drawn anew, whole, whenever it changes.
type sketch struct {
	of      fyne.CanvasObject
	draw    func()
	size    fyne.Size
	objects []fyne.CanvasObject
}

func (s *sketch) Destroy()                     {}
func (s *sketch) Objects() []fyne.CanvasObject { return s.objects }

func (s *sketch) Layout(size fyne.Size) {
	s.size = size
	s.redraw()
}

func (s *sketch) Refresh() {
	s.redraw()
	canvas.Refresh(s.of)
}

func (s *sketch) redraw() {
	s.objects = nil
	s.draw()
}

func (s *sketch) text(words string, x, y float32, color fyne.ThemeColorName, style fyne.TextStyle) {
	text := canvas.NewText(words, fynetheme.Color(color))
	text.TextSize, text.TextStyle = fynetheme.CaptionTextSize(), style
	text.Move(fyne.NewPos(x, y))
	text.Resize(text.MinSize())
	s.objects = append(s.objects, text)
}

func (s *sketch) box(x, y, width, height float32, fill fyne.ThemeColorName) {
	box := canvas.NewRectangle(fynetheme.Color(fill))
	box.StrokeColor, box.StrokeWidth = fynetheme.Color(fynetheme.ColorNamePrimary), 1
	box.Move(fyne.NewPos(x, y))
	box.Resize(fyne.NewSize(width, height))
	s.objects = append(s.objects, box)
}
