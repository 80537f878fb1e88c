// Package theme is how Counterfoil looks: a ledger on warm paper, written in
// dark ink and ruled in green. Every color and size on screen comes from here.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Colors beyond Fyne's own.
const (
	// ColorNameFocusRing marks the one thing that has the keyboard.
	ColorNameFocusRing fyne.ThemeColorName = "counterfoilFocusRing"
	// ColorNameStripe is every second line of a table, as on ledger paper.
	ColorNameStripe fyne.ThemeColorName = "counterfoilStripe"
	// ColorNameBar is the dark band of the status bar and of dialog heads.
	ColorNameBar fyne.ThemeColorName = "counterfoilBar"
	// ColorNameOnBar is text on ColorNameBar.
	ColorNameOnBar fyne.ThemeColorName = "counterfoilOnBar"
	// ColorNameInfo is the band of a banner that only informs.
	ColorNameInfo fyne.ThemeColorName = "counterfoilInfo"
)

// Sizes beyond Fyne's own.
const (
	// SizeNameFigure is the text size of a total.
	SizeNameFigure fyne.ThemeSizeName = "counterfoilFigure"
	// SizeNameBigFigure is the text size of the change, read across the counter.
	SizeNameBigFigure fyne.ThemeSizeName = "counterfoilBigFigure"
	// SizeNameFocusRing is the width of the focus ring.
	SizeNameFocusRing fyne.ThemeSizeName = "counterfoilFocusRing"
	// SizeNameDialog is the width of a dialog.
	SizeNameDialog fyne.ThemeSizeName = "counterfoilDialog"
)

var (
	paper   = rgb(0xF7F2E4)
	sheet   = rgb(0xFFFDF7)
	ink     = rgb(0x1C2622)
	muted   = rgb(0x565F58)
	green   = rgb(0x1D4F3F)
	burnt   = rgb(0xB84A00)
	red     = rgb(0x9A1B1B)
	ocher   = rgb(0x7A4A00)
	blue    = rgb(0x234B6B)
	pencil  = rgb(0x85806C)
	ruling  = rgb(0xCFC7AF)
	clay    = rgb(0xE8E0CB)
	stripe  = rgb(0xF1F3E4)
	heading = rgb(0xDDE6D5)
	marked  = rgb(0xC9DFCF)
)

var colors = map[fyne.ThemeColorName]color.Color{
	fynetheme.ColorNameBackground:                paper,
	fynetheme.ColorNameButton:                    clay,
	fynetheme.ColorNameDisabled:                  muted,
	fynetheme.ColorNameDisabledButton:            paper,
	fynetheme.ColorNameError:                     red,
	fynetheme.ColorNameFocus:                     faint(burnt, 0x28),
	fynetheme.ColorNameForeground:                ink,
	fynetheme.ColorNameForegroundOnError:         sheet,
	fynetheme.ColorNameForegroundOnPrimary:       sheet,
	fynetheme.ColorNameForegroundOnSuccess:       sheet,
	fynetheme.ColorNameForegroundOnWarning:       sheet,
	fynetheme.ColorNameHeaderBackground:          heading,
	fynetheme.ColorNameHover:                     faint(ink, 0x14),
	fynetheme.ColorNameHyperlink:                 green,
	fynetheme.ColorNameInnerWindowBorder:         clay,
	fynetheme.ColorNameInnerWindowBorderInactive: paper,
	fynetheme.ColorNameInputBackground:           sheet,
	fynetheme.ColorNameInputBorder:               pencil,
	fynetheme.ColorNameMenuBackground:            sheet,
	fynetheme.ColorNameOverlayBackground:         paper,
	fynetheme.ColorNamePlaceHolder:               muted,
	fynetheme.ColorNamePressed:                   faint(ink, 0x28),
	fynetheme.ColorNamePrimary:                   green,
	fynetheme.ColorNameScrollBar:                 pencil,
	fynetheme.ColorNameScrollBarBackground:       clay,
	fynetheme.ColorNameSelection:                 marked,
	fynetheme.ColorNameSeparator:                 ruling,
	fynetheme.ColorNameShadow:                    faint(ink, 0x59),
	fynetheme.ColorNameSuccess:                   green,
	fynetheme.ColorNameWarning:                   ocher,
	ColorNameFocusRing:                           burnt,
	ColorNameStripe:                              stripe,
	ColorNameBar:                                 green,
	ColorNameOnBar:                               sheet,
	ColorNameInfo:                                blue,
}

var sizes = map[fyne.ThemeSizeName]float32{
	fynetheme.SizeNameCaptionText:     13,
	fynetheme.SizeNameText:            15,
	fynetheme.SizeNameSubHeadingText:  18,
	fynetheme.SizeNameHeadingText:     23,
	SizeNameFigure:                    40,
	SizeNameBigFigure:                 60,
	fynetheme.SizeNamePadding:         4,
	fynetheme.SizeNameInnerPadding:    7,
	fynetheme.SizeNameLineSpacing:     4,
	fynetheme.SizeNameInputBorder:     1,
	fynetheme.SizeNameInputRadius:     3,
	fynetheme.SizeNameButtonRadius:    3,
	fynetheme.SizeNameSelectionRadius: 3,
	fynetheme.SizeNamePopupRadius:     4,
	fynetheme.SizeNameDialogRadius:    4,
	fynetheme.SizeNameMenuRadius:      3,
	// A blur is drawn by the CPU on machines without graphics hardware.
	fynetheme.SizeNameModalBlurRadius: 0,
	SizeNameFocusRing:                 3,
	SizeNameDialog:                    560,
}

type ledgerPaper struct{ fyne.Theme }

// New returns the theme. It has one variant, light.
func New() fyne.Theme { return ledgerPaper{fynetheme.DefaultTheme()} }

func (t ledgerPaper) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := colors[name]; ok {
		return c
	}
	return t.Theme.Color(name, fynetheme.VariantLight)
}

func (t ledgerPaper) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	return t.Theme.Size(name)
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

func faint(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
