// Package theme is how Counterfoil looks: a ledger on warm paper, written in
// dark ink and ruled in green; the same at night; and in black and white for
// eyes that need it. Every color and size on screen comes from here.
package theme

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Variant names a set of colors.
type Variant string

const (
	Light    Variant = "light"
	Dark     Variant = "dark"
	Contrast Variant = "contrast" // of 7:1 and more, for text
)

// Variants are all there are; the first is the usual one.
var Variants = []Variant{Light, Dark, Contrast}

// Text is from the usual size up to twice that.
const (
	LeastText, MostText = 100, 200
	TextStep            = 25
)

// Look is how somebody wants the window.
type Look struct {
	Variant     Variant // one that there is not: Light
	TextPercent int     // of the usual size, LeastText to MostText
}

// Whole is the look with what was not chosen, or cannot be, as it usually is.
func (l Look) Whole() Look {
	if !slices.Contains(Variants, l.Variant) {
		l.Variant = Variants[0]
	}
	l.TextPercent = min(max(l.TextPercent, LeastText), MostText)
	return l
}

// New returns the theme of a look.
func New(look Look) fyne.Theme {
	look = look.Whole()
	return ledgerPaper{fynetheme.DefaultTheme(), palettes[look.Variant], float32(look.TextPercent)/100 - 1}
}

type ledgerPaper struct {
	fyne.Theme
	colors map[fyne.ThemeColorName]color.Color
	larger float32 // 0: the usual size; 1: twice that
}

func (t ledgerPaper) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := t.colors[name]; ok {
		return c
	}
	return t.Theme.Color(name, fynetheme.VariantLight)
}

func (t ledgerPaper) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s.usual + (s.twice-s.usual)*t.larger
	}
	return t.Theme.Size(name)
}
