package picture

import (
	"cmp"
	"image"
	"math"
	"slices"
)

// region is a part of a page where light and dark change along one direction
// and not across it, as over the bars of a code.
type region struct {
	middle        vector
	along, across vector  // of length 1
	long, high    float64 // pixels, in those directions
}

// A page is looked at in squares of so many pixels a side. Together with the
// eight around it a square holds several bars of a code.
const tileSide = 8

// What a region must have to be looked at: the shortest line of a bill has 100
// modules, and a picture that shows them in fewer pixels cannot be read.
const (
	minLong = 80
	minHigh = 2 * tileSide
)

// slope is the sum of the products of the light's change across (x) and down
// (y), over a number of pixels: the structure tensor.
type slope struct{ xx, yy, xy float64 }

func (s *slope) add(o slope) { s.xx, s.yy, s.xy = s.xx+o.xx, s.yy+o.yy, s.xy+o.xy }

// change is how much the light changes in all.
func (s slope) change() float64 { return s.xx + s.yy }

// direction is the one that the light changes in, with its angle doubled, so
// that left is the same as right. It is as long as there is more change in it
// than across it.
func (s slope) direction() vector { return vector{s.xx - s.yy, 2 * s.xy} }

// tiles are the squares of a page.
type tiles struct {
	wide, high int
	at         []slope
}

func tilesOf(page *image.Gray) tiles {
	t := tiles{wide: page.Rect.Dx() / tileSide, high: page.Rect.Dy() / tileSide}
	t.at = make([]slope, t.wide*t.high)
	for y := range min(t.high*tileSide, page.Rect.Dy()-1) {
		upper, lower := page.Pix[y*page.Stride:], page.Pix[(y+1)*page.Stride:]
		for tile := range t.wide {
			var xx, yy, xy int
			for x := tile * tileSide; x < min((tile+1)*tileSide, page.Rect.Dx()-1); x++ {
				a, b, c, d := int(upper[x]), int(upper[x+1]), int(lower[x]), int(lower[x+1])
				dx, dy := b+d-a-c, c+d-a-b
				xx, yy, xy = xx+dx*dx, yy+dy*dy, xy+dx*dy
			}
			t.at[y/tileSide*t.wide+tile].add(slope{float64(xx), float64(yy), float64(xy)})
		}
	}
	return t
}

// smoothed adds to each square those around it.
func (t tiles) smoothed() tiles {
	sums := tiles{t.wide, t.high, make([]slope, len(t.at))}
	for i := range t.at {
		for _, beside := range t.around(i) {
			sums.at[i].add(t.at[beside])
		}
	}
	return sums
}

// around are a square and those beside it.
func (t tiles) around(i int) []int {
	squares := make([]int, 0, 9)
	x, y := i%t.wide, i/t.wide
	for row := max(y-1, 0); row <= min(y+1, t.high-1); row++ {
		for column := max(x-1, 0); column <= min(x+1, t.wide-1); column++ {
			squares = append(squares, row*t.wide+column)
		}
	}
	return squares
}

// striped are the squares in which the light changes in one direction: by more
// than noise, and much more than across it.
func (t tiles) striped() []bool {
	const (
		faint = 50 * 9 * tileSide * tileSide // bars that are 12 of 255 darker than the paper
		clear = 0.35                         // of 1: nothing but bars
	)
	noise := t.noise()
	striped := make([]bool, len(t.at))
	for i, s := range t.at {
		in := s.direction().length()
		striped[i] = in >= faint && in >= noise/4 && in >= clear*(s.change()-noise)
	}
	return striped
}

// noise is the change in the quietest squares, of which every page has some.
func (t tiles) noise() float64 {
	if len(t.at) == 0 {
		return 0
	}
	changes := make([]float64, len(t.at))
	for i, s := range t.at {
		changes[i] = s.change()
	}
	slices.Sort(changes)
	return changes[len(changes)/10]
}

// regionsOf are the parts of a page that can hold bar codes, the largest
// first.
func regionsOf(page *image.Gray) []region {
	t := tilesOf(page).smoothed()
	striped := t.striped()
	var regions []region
	for i := range t.at {
		if !striped[i] {
			continue
		}
		if r := t.region(t.connected(i, striped)); r.long >= minLong && r.high >= minHigh {
			regions = append(regions, r)
		}
	}
	slices.SortStableFunc(regions, func(a, b region) int { return cmp.Compare(b.long*b.high, a.long*a.high) })
	return regions
}

// connected are the striped squares around one whose stripes lie the same way.
// They are taken out of the striped ones.
func (t tiles) connected(first int, striped []bool) []int {
	sameWay := math.Cos(2 * 15 * math.Pi / 180)
	striped[first] = false
	squares, direction := []int{first}, t.at[first].direction()
	for next := 0; next < len(squares); next++ {
		for _, beside := range t.around(squares[next]) {
			d := t.at[beside].direction()
			if striped[beside] && d.dot(direction) >= sameWay*d.length()*direction.length() {
				striped[beside] = false
				squares = append(squares, beside)
				direction = direction.plus(d)
			}
		}
	}
	return squares
}

// region is what squares cover, in the direction of their stripes.
func (t tiles) region(squares []int) region {
	var direction vector
	for _, i := range squares {
		direction = direction.plus(t.at[i].direction())
	}
	angle := math.Atan2(direction.y, direction.x) / 2
	r := region{along: vector{math.Cos(angle), math.Sin(angle)}}
	r.across = vector{-r.along.y, r.along.x}
	left, top := math.Inf(1), math.Inf(1)
	right, bottom := math.Inf(-1), math.Inf(-1)
	for _, i := range squares {
		at := vector{(float64(i%t.wide) + 0.5) * tileSide, (float64(i/t.wide) + 0.5) * tileSide}
		left, right = min(left, at.dot(r.along)), max(right, at.dot(r.along))
		top, bottom = min(top, at.dot(r.across)), max(bottom, at.dot(r.across))
	}
	r.long, r.high = right-left+tileSide, bottom-top+tileSide
	r.middle = r.along.times((left + right) / 2).plus(r.across.times((top + bottom) / 2))
	return r
}

type vector struct{ x, y float64 }

func (v vector) plus(o vector) vector   { return vector{v.x + o.x, v.y + o.y} }
func (v vector) minus(o vector) vector  { return vector{v.x - o.x, v.y - o.y} }
func (v vector) times(n float64) vector { return vector{v.x * n, v.y * n} }
func (v vector) dot(o vector) float64   { return v.x*o.x + v.y*o.y }
func (v vector) length() float64        { return math.Hypot(v.x, v.y) }
