package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"counterfoil/ui/theme"
)

func (t *Tiles[Row]) CreateRenderer() fyne.WidgetRenderer {
	return &tilesRenderer[Row]{tiles: t, thumb: canvas.NewRectangle(nil), empty: NewCaption("")}
}

// tilesRenderer keeps as many tiles as fit, and fills them anew whenever the
// rows move.
type tilesRenderer[Row any] struct {
	tiles *Tiles[Row]
	size  fyne.Size
	faces []tileFace
	thumb *canvas.Rectangle
	empty *Text
}

type tileFace struct {
	box   *canvas.Rectangle
	lines []*canvas.Text
}

func (r *tilesRenderer[Row]) Destroy() {}

func (r *tilesRenderer[Row]) tileWidth() float32 { return digitWidth() * float32(r.tiles.Width) }

func (r *tilesRenderer[Row]) MinSize() fyne.Size {
	return fyne.NewSize(r.tileWidth()+tableScroll, tileHeight(r.tiles.count)*float32(r.tiles.MinLines))
}

func (r *tilesRenderer[Row]) Layout(size fyne.Size) {
	t := r.tiles
	r.size = size
	t.columns = max(int((size.Width-tableScroll)/r.tileWidth()), 1)
	t.inSight = max(int(size.Height/tileHeight(t.count)), 1)
	for len(r.faces) < t.columns*t.inSight {
		face := tileFace{box: canvas.NewRectangle(nil)}
		for range t.count {
			face.lines = append(face.lines, canvas.NewText("", nil))
		}
		r.faces = append(r.faces, face)
	}
	r.faces = r.faces[:t.columns*t.inSight]
	t.first = t.within(t.first)
	r.fill()
}

func (r *tilesRenderer[Row]) Refresh() {
	r.Layout(r.size)
	canvas.Refresh(r.tiles)
}

func (r *tilesRenderer[Row]) Objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, face := range r.faces {
		objects = append(objects, face.box)
		for _, line := range face.lines {
			objects = append(objects, line)
		}
	}
	return append(objects, r.thumb, r.empty)
}

func (r *tilesRenderer[Row]) fill() {
	first, count := r.tiles.InSight()
	for i, face := range r.faces {
		r.show(face, i, first+i, i < count)
	}
	r.showThumb()
	r.empty.SetText("")
	if len(r.tiles.rows) == 0 {
		r.empty.SetText(r.tiles.Empty)
	}
	r.empty.Resize(fyne.NewSize(r.size.Width, rowHeight()))
}

func (r *tilesRenderer[Row]) show(face tileFace, place, row int, shown bool) {
	t, size := r.tiles, r.tiles.tileSize()
	at := fyne.NewPos(float32(place%t.columns)*size.Width+tileGap, float32(place/t.columns)*size.Height+tileGap)
	face.box.Hidden = !shown
	face.box.Move(at)
	face.box.Resize(size.SubtractWidthHeight(2*tileGap, 2*tileGap))
	face.box.CornerRadius = 2 * fynetheme.Size(fynetheme.SizeNameButtonRadius)
	face.box.FillColor = fynetheme.Color(fynetheme.ColorNameButton)
	if shown && t.Marked != nil && t.Marked(t.rows[row]) {
		face.box.FillColor = fynetheme.Color(fynetheme.ColorNameSelection)
	}
	face.box.StrokeColor, face.box.StrokeWidth = fynetheme.Color(fynetheme.ColorNameInputBorder), 1
	if shown && t.focused && row == t.selected {
		face.box.StrokeColor, face.box.StrokeWidth = fynetheme.Color(theme.ColorNameFocusRing), fynetheme.Size(theme.SizeNameFocusRing)
	}
	var words []string
	if shown {
		words = t.lines(t.rows[row])
	}
	y := at.Y + fynetheme.InnerPadding()/2
	for i, line := range face.lines {
		y += r.write(line, i == 0, words, i, fyne.NewPos(at.X+fynetheme.InnerPadding(), y), size.Width-2*tileGap-2*fynetheme.InnerPadding())
	}
}

// write fills one line of a tile and returns its height.
func (r *tilesRenderer[Row]) write(line *canvas.Text, name bool, words []string, i int, at fyne.Position, width float32) float32 {
	line.TextSize, line.TextStyle = fynetheme.Size(fynetheme.SizeNameCaptionText), fyne.TextStyle{}
	if name {
		line.TextSize, line.TextStyle = fynetheme.Size(fynetheme.SizeNameSubHeadingText), fyne.TextStyle{Bold: true}
	}
	line.Color = fynetheme.Color(fynetheme.ColorNameForeground)
	line.Text = ""
	if i < len(words) {
		line.Text = fit(words[i], width, line.TextSize, line.TextStyle)
	}
	height := fyne.MeasureText("0", line.TextSize, line.TextStyle).Height
	line.Move(at)
	line.Resize(fyne.NewSize(width, height))
	return height
}

func (r *tilesRenderer[Row]) showThumb() {
	t := r.tiles
	lines := (len(t.rows) + t.columns - 1) / t.columns
	r.thumb.Hidden = lines <= t.inSight
	if r.thumb.Hidden {
		return
	}
	r.thumb.FillColor = fynetheme.Color(fynetheme.ColorNameScrollBar)
	r.thumb.CornerRadius = tableScroll / 2
	r.thumb.Resize(fyne.NewSize(tableScroll-3, max(r.size.Height*float32(t.inSight)/float32(lines), 12)))
	room := r.size.Height - r.thumb.Size().Height
	r.thumb.Move(fyne.NewPos(r.size.Width-tableScroll+3, room*float32(t.first)/float32(lines-t.inSight)))
}
