package ui

import (
	"fmt"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"counterfoil/ledger"
	"counterfoil/ui/theme"
)

// look is a way to look at a screen.
type look struct {
	theme.Look
	width, height float32
}

func (l look) String() string {
	return fmt.Sprintf("%s-%d-%vx%v", l.Variant, l.TextPercent, l.width, l.height)
}

var looks = []look{
	{theme.Look{Variant: theme.Light, TextPercent: 100}, 1024, 768},
	{theme.Look{Variant: theme.Dark, TextPercent: 100}, 1280, 800},
	{theme.Look{Variant: theme.Contrast, TextPercent: 100}, 1920, 1080},
	{theme.Look{Variant: theme.Light, TextPercent: 150}, 1280, 800},
	{theme.Look{Variant: theme.Dark, TextPercent: 200}, 1024, 768},
	{theme.Look{Variant: theme.Contrast, TextPercent: 200}, 1280, 800},
	{theme.Look{Variant: theme.Light, TextPercent: 200}, 1920, 1080},
}

const slack = 6 // of what the toolkit rounds where it breaks lines

type sight struct {
	name string
	open func(*testing.T) *seat
	anew []fyne.KeyName // opens it again, where it was made for a look
}

// sights are all screens, and the dialogs that ask for most, as people meet
// them.
var sights = []sight{
	{"sign-in", func(t *testing.T) *seat {
		s := newCounterOffice(t).sits(ledger.Session{})
		s.show(newSignIn(s.counter))
		return s
	}, nil},
	{"intake", atIntake, nil},
	{"intake-cash", func(t *testing.T) *seat {
		s := atIntake(t)
		s.scans(plainScan, "5550001")
		s.press(fyne.KeyF3)
		s.write("300")
		return s
	}, nil},
	{"intake-check", func(t *testing.T) *seat {
		s := atIntake(t)
		s.scans(wrongDigit, plainScan)
		s.press(fyne.KeyF4)
		s.write("1041")
		return s
	}, nil},
	{"intake-refused", func(t *testing.T) *seat {
		s := atIntake(t)
		s.scans(plainScan)
		s.press(fyne.KeyF4, fyne.KeyF9)
		return s
	}, nil},
	{"intake-paid", func(t *testing.T) *seat {
		s := atIntake(t)
		s.scans(plainScan)
		s.press(fyne.KeyF3)
		s.write("300")
		s.press(fyne.KeyF9)
		return s
	}, nil},
	{"float", func(t *testing.T) *seat {
		o := newCounterOffice(t)
		s := o.sits(o.is("ana"))
		s.show(s.home())
		s.press(fyne.KeyF8, fyne.KeyF9)
		return s
	}, nil},
	{"find", func(t *testing.T) *seat {
		o := twoDays(t)
		s := o.sits(o.is("sue"))
		s.show(newFind(s.counter))
		s.press(fyne.KeyReturn)
		return s
	}, nil},
	{"void", func(t *testing.T) *seat {
		o := newCounterOffice(t)
		ana := o.hasDrawer("ana", 100_00)
		o.takes(ana, paidInCash("1", "Ames & Sons", 30_00))
		s := o.sits(ana)
		s.show(newFind(s.counter))
		s.press(fyne.KeyReturn, fyne.KeyF4)
		return s
	}, nil},
	{"drawer", func(t *testing.T) *seat {
		o := newCounterOffice(t)
		s := o.sits(o.hasDrawer("ana", 100_00))
		s.show(newDrawer(s.counter))
		return s
	}, nil},
	{"closing", func(t *testing.T) *seat {
		o := newOffice(t)
		swapped(o)
		s := o.sits(o.is("ana"))
		s.show(newDrawer(s.counter))
		return s
	}, nil},
	{"drawers", func(t *testing.T) *seat {
		o := newOffice(t)
		swapped(o)
		s := o.sits(o.is("sue"))
		s.show(newDrawers(s.counter))
		return s
	}, nil},
	{"moves", func(t *testing.T) *seat {
		o := newOffice(t)
		swapped(o)
		s := o.sits(o.is("sue"))
		s.show(newDrawers(s.counter))
		s.press(fyne.KeyF9)
		return s
	}, nil},
	{"drop", func(t *testing.T) *seat {
		o := newCounterOffice(t)
		s := o.sits(o.hasDrawer("ana", 100_00))
		s.show(newDrawer(s.counter))
		s.press(fyne.KeyF3)
		s.write("2")
		return s
	}, nil},
	{"day", func(t *testing.T) *seat {
		o := twoDays(t)
		s := o.sits(o.is("sue"))
		s.show(newDay(s.counter))
		return s
	}, nil},
	{"deposits", func(t *testing.T) *seat {
		o := countedDay(t)
		s := o.sits(o.is("sue"))
		s.show(newDeposit(s.counter))
		return s
	}, nil},
	{"bag", func(t *testing.T) *seat {
		o := countedDay(t)
		s := o.sits(o.is("sue"))
		s.show(newDeposit(s.counter))
		s.write(" ")
		s.press(fyne.KeyDown, fyne.KeyReturn, fyne.KeyF9)
		return s
	}, nil},
	{"reports", func(t *testing.T) *seat {
		o := twoDays(t)
		s := o.sits(o.is("fay"))
		s.show(newReportsOf(s.counter, "2026-11-24"))
		return s
	}, nil},
	{"report", func(t *testing.T) *seat {
		o := twoDays(t)
		s := o.sits(o.is("fay"))
		s.show(newReportsOf(s.counter, "2026-11-24"))
		s.press(fyne.KeyReturn)
		return s
	}, nil},
	{"printing", func(t *testing.T) *seat {
		o := newCounterOffice(t)
		s := o.sits(o.hasDrawer("ana", 0))
		s.show(newPrinting(s.counter))
		return s
	}, nil},
	{"setup", func(t *testing.T) *seat {
		o := newCounterOffice(t)
		s := o.sits(o.is("sue"))
		s.show(newSetup(s.counter))
		return s
	}, nil},
	{"learn", func(t *testing.T) *seat {
		s := atScanLines(t)
		s.show(newLearning(s.counter))
		s.teaches(taught(t)[:10]...)
		return s
	}, nil},
	{"wizard", func(t *testing.T) *seat {
		s, _ := atWizard(t, ledger.Folder(filepath.Join(t.TempDir(), "new")))
		s.press(fyne.KeyReturn)
		return s
	}, nil},
	{"help", func(t *testing.T) *seat {
		s := atIntake(t)
		s.press(fyne.KeyF1)
		return s
	}, []fyne.KeyName{fyne.KeyEscape, fyne.KeyF1}},
	{"display", func(t *testing.T) *seat {
		s := atIntake(t)
		s.askDisplay()
		return s
	}, nil},
	{"mirror-kept", func(t *testing.T) *seat {
		o := newOffice(t)
		s := o.sits(o.is("sue"))
		s.show(newMirrorPage(s.counter))
		s.keysIn(t.TempDir())
		return s
	}, nil},
	{"second-sign-in", func(t *testing.T) *seat {
		o := newCounterOffice(t)
		s := o.sits(o.hasDrawer("ana", 100_00))
		s.show(newDrawer(s.counter))
		s.press(fyne.KeyF3)
		s.write("1")
		s.press(fyne.KeyF9)
		return s
	}, nil},
}

func init() {
	sights = append(sights, financeSights...)
	for _, page := range setupPages() {
		name := "setup-" + strings.ReplaceAll(strings.ToLower(page.title), " ", "-")
		sights = append(sights, sight{name, func(t *testing.T) *seat {
			o := newCounterOffice(t)
			who := "sue"
			if page.roles[0] == ledger.Administrator {
				who = "zoe"
			}
			s := o.sits(o.is(who))
			s.show(page.open(s.counter))
			return s
		}, nil})
	}
}

// TestEveryScreenInEveryLook looks at each screen in each theme, size of
// window and size of text. Nothing is smaller than it needs to be, but what
// can be scrolled; nothing needs a larger window; no amount is cut off; and
// all text stands out from what is behind it. With PICTURES, a folder, it
// keeps a picture of each.
func TestEveryScreenInEveryLook(t *testing.T) {
	for _, sight := range sights {
		t.Run(sight.name, func(t *testing.T) {
			s := sight.open(t)
			for i, l := range looks {
				fyne.CurrentApp().Settings().SetTheme(theme.New(l.Look))
				s.window.Resize(fyne.NewSize(l.width, l.height-menuHeight))
				s.settle()
				s.press(sight.anew...)
				s.settle()
				s.keepPicture(sight.name + "-" + l.String())
				s.wantWhole(t, l)
				if i == 0 {
					s.wantMarkup(t, sight.name)
				}
			}
		})
	}
}

// settle lays the window out until nothing moves, as the driver does from one
// frame to the next.
func (s *seat) settle() {
	s.eachShown(func(o fyne.CanvasObject, _ frame) {
		if w, ok := o.(fyne.Widget); ok {
			w.Refresh()
		}
	})
	for range 4 {
		s.eachShown(func(o fyne.CanvasObject, _ frame) {
			switch o := o.(type) {
			case *fyne.Container:
				if o.Layout != nil {
					o.Layout.Layout(o.Objects, o.Size())
				}
			case fyne.Widget:
				test.WidgetRenderer(o).Layout(o.Size())
			}
		})
	}
}

// frame is where something is in the window, and what of the window it can be
// seen in.
type frame struct {
	at     fyne.Position
	seen   box
	scroll bool // the rest of it can be scrolled to
}

// box is a rectangle of the window.
type box struct{ from, to fyne.Position }

func boxOf(at fyne.Position, size fyne.Size) box { return box{at, at.AddXY(size.Width, size.Height)} }

func (b box) and(o box) box {
	return box{
		fyne.NewPos(max(b.from.X, o.from.X), max(b.from.Y, o.from.Y)),
		fyne.NewPos(min(b.to.X, o.to.X), min(b.to.Y, o.to.Y)),
	}
}

func (b box) has(x, y float32) bool {
	return b.from.X <= x && x <= b.to.X && b.from.Y <= y && y <= b.to.Y
}

// eachShown visits everything that is shown, in the order in which it is
// painted.
func (s *seat) eachShown(visit func(fyne.CanvasObject, frame)) {
	var walk func(o fyne.CanvasObject, in frame)
	walk = func(o fyne.CanvasObject, in frame) {
		if !o.Visible() {
			return
		}
		visit(o, in)
		var below []fyne.CanvasObject
		switch o := o.(type) {
		case *fyne.Container:
			below = o.Objects
		case *container.Scroll:
			below, in.scroll, in.seen = []fyne.CanvasObject{o.Content}, true, in.seen.and(boxOf(in.at, o.Size()))
		case fyne.Widget:
			below = test.WidgetRenderer(o).Objects()
		}
		for _, child := range below {
			if child != nil {
				walk(child, frame{in.at.Add(child.Position()), in.seen, in.scroll})
			}
		}
	}
	whole := boxOf(fyne.Position{}, s.window.Canvas().Size())
	for _, top := range append([]fyne.CanvasObject{s.window.Content()}, s.window.Canvas().Overlays().List()...) {
		walk(top, frame{at: top.Position(), seen: whole})
	}
}

func (s *seat) wantWhole(t *testing.T, l look) {
	t.Helper()
	window := s.window.Canvas().Size()
	if window.Width > l.width || window.Height > l.height-menuHeight {
		t.Errorf("%v: the window grew to %v", l, window)
	}
	type ground struct {
		box
		fill color.NRGBA
	}
	grounds := []ground{{boxOf(fyne.Position{}, window), opaque(theme.New(l.Look).Color("background", 0))}}
	s.eachShown(func(o fyne.CanvasObject, f frame) {
		size, need := o.Size(), o.MinSize()
		if _, moves := o.(*container.Scroll); moves {
			need = fyne.Size{} // it shows at least some of what it holds
		}
		if size.Width < need.Width-slack || size.Height < need.Height-slack {
			t.Errorf("%v: %s has %v and needs %v", l, describe(o), size, need)
		}
		to := f.at.AddXY(size.Width, size.Height)
		if !f.scroll && (f.at.X < -slack || f.at.Y < -slack || to.X > window.Width+slack || to.Y > window.Height+slack) {
			t.Errorf("%v: %s lies out of the window, from %v to %v", l, describe(o), f.at, to)
		}
		switch o := o.(type) {
		case *canvas.Rectangle:
			if o.FillColor == nil {
				return
			}
			if fill := opaque(o.FillColor); fill.A > 0 {
				grounds = append(grounds, ground{f.seen.and(box{f.at, to}), fill})
			}
		case *canvas.Text:
			if o.Text == "" || size.Width == 0 {
				return
			}
			if cut := strings.HasSuffix(o.Text, "…"); cut && (o.Alignment == fyne.TextAlignTrailing || strings.ContainsAny(o.Text[:1], "$0123456789")) {
				t.Errorf("%v: %q is cut off", l, o.Text)
			}
			x, y := f.at.X+size.Width/2, f.at.Y+size.Height/2
			if !f.seen.has(x, y) {
				return
			}
			behind := grounds[0].fill
			for _, g := range grounds {
				if g.has(x, y) {
					behind = over(g.fill, behind)
				}
			}
			if ratio := contrast(opaque(o.Color), behind); ratio < 4.5 {
				t.Errorf("%v: %q has contrast %.1f with what is behind it", l, o.Text, ratio)
			}
		}
	})
}

func describe(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *canvas.Text:
		return fmt.Sprintf("the text %q", o.Text)
	}
	return fmt.Sprintf("a %T", o)
}

func opaque(c color.Color) color.NRGBA { return color.NRGBAModel.Convert(c).(color.NRGBA) }

func over(top, below color.NRGBA) color.NRGBA {
	mix := func(t, b uint8) uint8 { return uint8((int(t)*int(top.A) + int(b)*(255-int(top.A))) / 255) }
	return color.NRGBA{mix(top.R, below.R), mix(top.G, below.G), mix(top.B, below.B), 255}
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b color.NRGBA) float64 {
	luminance := func(c color.NRGBA) float64 {
		linear := func(v uint8) float64 {
			f := float64(v) / 255
			if f <= 0.04045 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func (s *seat) keepPicture(name string) {
	folder := os.Getenv("PICTURES")
	if folder == "" {
		return
	}
	file, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		s.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, s.window.Canvas().Capture()); err != nil {
		s.Fatal(err)
	}
}
