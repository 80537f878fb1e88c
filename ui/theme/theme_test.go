package theme_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"counterfoil/ui/theme"
)

// The ratios are those of WCAG 2.2: 1.4.3 for text, 1.4.6 for the text of who
// asks for more of it, 1.4.11 for the edges of controls and the focus ring.
const (
	forText  = 4.5
	forMore  = 7
	forEdges = 3
)

// on says what text stands on which ground.
var on = map[fyne.ThemeColorName][]fyne.ThemeColorName{
	fynetheme.ColorNameBackground:        anyText,
	fynetheme.ColorNameInputBackground:   anyText,
	fynetheme.ColorNameOverlayBackground: anyText,
	fynetheme.ColorNameMenuBackground:    anyText,
	theme.ColorNameStripe:                anyText,
	fynetheme.ColorNameHeaderBackground:  anyText,
	fynetheme.ColorNameButton:            {fynetheme.ColorNameForeground},
	fynetheme.ColorNameSelection:         {fynetheme.ColorNameForeground},
	fynetheme.ColorNameDisabledButton:    {fynetheme.ColorNameDisabled},
	fynetheme.ColorNamePrimary:           {fynetheme.ColorNameForegroundOnPrimary},
	fynetheme.ColorNameSuccess:           {fynetheme.ColorNameForegroundOnSuccess},
	fynetheme.ColorNameError:             {fynetheme.ColorNameForegroundOnError},
	fynetheme.ColorNameWarning:           {fynetheme.ColorNameForegroundOnWarning},
	theme.ColorNameBar:                   {theme.ColorNameOnBar},
	theme.ColorNameInfo:                  {theme.ColorNameOnInfo},
	theme.ColorNamePart(0):               {fynetheme.ColorNameForeground},
	theme.ColorNamePart(1):               {fynetheme.ColorNameForeground},
	theme.ColorNamePart(2):               {fynetheme.ColorNameForeground},
	theme.ColorNamePart(3):               {fynetheme.ColorNameForeground},
	theme.ColorNamePart(4):               {fynetheme.ColorNameForeground},
	theme.ColorNamePart(5):               {fynetheme.ColorNameForeground},
}

var anyText = []fyne.ThemeColorName{
	fynetheme.ColorNameForeground, fynetheme.ColorNamePlaceHolder, fynetheme.ColorNameDisabled,
	fynetheme.ColorNameError, fynetheme.ColorNameWarning, fynetheme.ColorNameSuccess,
	fynetheme.ColorNamePrimary, fynetheme.ColorNameHyperlink,
}

// eachVariant runs a test for each set of colors, with the contrast that its
// text must have.
func eachVariant(t *testing.T, test func(t *testing.T, of func(fyne.ThemeColorName) color.NRGBA, text float64)) {
	for _, variant := range theme.Variants {
		t.Run(string(variant), func(t *testing.T) {
			look, text := theme.New(theme.Look{Variant: variant}), forText
			if variant == theme.Contrast {
				text = forMore
			}
			test(t, func(name fyne.ThemeColorName) color.NRGBA {
				return color.NRGBAModel.Convert(look.Color(name, fynetheme.VariantDark)).(color.NRGBA)
			}, text)
		})
	}
}

func TestContrastOfText(t *testing.T) {
	eachVariant(t, func(t *testing.T, of func(fyne.ThemeColorName) color.NRGBA, want float64) {
		for ground, texts := range on {
			for _, text := range texts {
				if ratio := contrast(of(text), of(ground)); ratio < want {
					t.Errorf("%s on %s has contrast %.2f, want %.1f", text, ground, ratio, want)
				}
			}
		}
	})
}

func TestContrastOfEdges(t *testing.T) {
	eachVariant(t, func(t *testing.T, of func(fyne.ThemeColorName) color.NRGBA, _ float64) {
		for _, ground := range []fyne.ThemeColorName{fynetheme.ColorNameBackground, fynetheme.ColorNameInputBackground, theme.ColorNameStripe} {
			for _, edge := range []fyne.ThemeColorName{fynetheme.ColorNameInputBorder, fynetheme.ColorNameScrollBar, theme.ColorNameFocusRing} {
				if ratio := contrast(of(edge), of(ground)); ratio < forEdges {
					t.Errorf("%s on %s has contrast %.2f, want %d", edge, ground, ratio, forEdges)
				}
			}
		}
	})
}

func TestContrastUnderFocusHoverAndPress(t *testing.T) {
	eachVariant(t, func(t *testing.T, of func(fyne.ThemeColorName) color.NRGBA, _ float64) {
		for _, over := range []fyne.ThemeColorName{fynetheme.ColorNameFocus, fynetheme.ColorNameHover, fynetheme.ColorNamePressed} {
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
	})
}

func TestTextGrowsToTwiceItsSize(t *testing.T) {
	for _, test := range []struct{ percent, want int }{{0, 15}, {100, 15}, {150, 22}, {200, 30}, {900, 30}} {
		if got := theme.New(theme.Look{TextPercent: test.percent}).Size(fynetheme.SizeNameText); int(got) != test.want {
			t.Errorf("at %d %% text has %v, want %d", test.percent, got, test.want)
		}
	}
	large := theme.New(theme.Look{TextPercent: theme.MostText})
	if figure, text := large.Size(theme.SizeNameBigFigure), large.Size(fynetheme.SizeNameHeadingText); figure < 1.5*text {
		t.Errorf("the change has %v beside a heading of %v: it is not the largest by far", figure, text)
	}
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
