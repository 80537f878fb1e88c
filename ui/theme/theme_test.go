package theme_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"counterfoil/ui/theme"
)

// The ratios are those of WCAG 2.2: 1.4.3 for text, 1.4.11 for the edges of
// controls and the focus ring.
const (
	forText  = 4.5
	forEdges = 3.0
)

var surfaces = []fyne.ThemeColorName{
	fynetheme.ColorNameBackground,
	fynetheme.ColorNameInputBackground,
	fynetheme.ColorNameOverlayBackground,
	fynetheme.ColorNameMenuBackground,
	theme.ColorNameStripe,
}

func TestContrast(t *testing.T) {
	for _, surface := range surfaces {
		for _, text := range []fyne.ThemeColorName{
			fynetheme.ColorNameForeground, fynetheme.ColorNamePlaceHolder, fynetheme.ColorNameDisabled,
			fynetheme.ColorNameError, fynetheme.ColorNameWarning, fynetheme.ColorNameSuccess,
			fynetheme.ColorNamePrimary, fynetheme.ColorNameHyperlink,
		} {
			check(t, text, surface, forText)
		}
		check(t, fynetheme.ColorNameInputBorder, surface, forEdges)
		check(t, theme.ColorNameFocusRing, surface, forEdges)
	}
	for _, pair := range [][2]fyne.ThemeColorName{
		{fynetheme.ColorNameForeground, fynetheme.ColorNameButton},
		{fynetheme.ColorNameForeground, fynetheme.ColorNameSelection},
		{fynetheme.ColorNameForeground, fynetheme.ColorNameHeaderBackground},
		{fynetheme.ColorNameDisabled, fynetheme.ColorNameDisabledButton},
		{fynetheme.ColorNameForegroundOnPrimary, fynetheme.ColorNamePrimary},
		{fynetheme.ColorNameForegroundOnError, fynetheme.ColorNameError},
		{fynetheme.ColorNameForegroundOnWarning, fynetheme.ColorNameWarning},
		{fynetheme.ColorNameForegroundOnSuccess, fynetheme.ColorNameSuccess},
		{theme.ColorNameOnBar, theme.ColorNameBar},
		{theme.ColorNameOnBar, theme.ColorNameInfo},
	} {
		check(t, pair[0], pair[1], forText)
	}
}

func TestContrastUnderFocusHoverAndPress(t *testing.T) {
	for _, over := range []fyne.ThemeColorName{
		fynetheme.ColorNameFocus, fynetheme.ColorNameHover, fynetheme.ColorNamePressed,
	} {
		for text, below := range map[fyne.ThemeColorName]fyne.ThemeColorName{
			fynetheme.ColorNameForeground:          fynetheme.ColorNameButton,
			fynetheme.ColorNameForegroundOnPrimary: fynetheme.ColorNamePrimary,
			fynetheme.ColorNameForegroundOnError:   fynetheme.ColorNameError,
		} {
			if ratio := contrast(of(text), blend(of(over), of(below))); ratio < forText {
				t.Errorf("%s on %s under %s has contrast %.2f, want %.1f", text, below, over, ratio, forText)
			}
		}
	}
}

func check(t *testing.T, text, surface fyne.ThemeColorName, want float64) {
	t.Helper()
	if ratio := contrast(of(text), of(surface)); ratio < want {
		t.Errorf("%s on %s has contrast %.2f, want %.1f", text, surface, ratio, want)
	}
}

func of(name fyne.ThemeColorName) color.NRGBA {
	return color.NRGBAModel.Convert(theme.New().Color(name, fynetheme.VariantDark)).(color.NRGBA)
}

func blend(over, below color.NRGBA) color.NRGBA {
	mix := func(o, b uint8) uint8 {
		return uint8((int(o)*int(over.A) + int(b)*(255-int(over.A))) / 255)
	}
	return color.NRGBA{R: mix(over.R, below.R), G: mix(over.G, below.G), B: mix(over.B, below.B), A: 255}
}

func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
