package theme

import (
	"fmt"
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
	// ColorNameBar is the band of the status bar and of dialog heads.
	ColorNameBar fyne.ThemeColorName = "counterfoilBar"
	// ColorNameOnBar is text on ColorNameBar.
	ColorNameOnBar fyne.ThemeColorName = "counterfoilOnBar"
	// ColorNameInfo is the band of a banner that only informs.
	ColorNameInfo fyne.ThemeColorName = "counterfoilInfo"
	// ColorNameOnInfo is text on ColorNameInfo.
	ColorNameOnInfo fyne.ThemeColorName = "counterfoilOnInfo"
)

// Parts is how many backgrounds ColorNamePart has before it begins anew.
const Parts = 6

// ColorNamePart is the background of the i-th part of a line of characters.
func ColorNamePart(i int) fyne.ThemeColorName {
	return fyne.ThemeColorName(fmt.Sprintf("counterfoilPart%d", i%Parts))
}

// palette is what a variant is mixed from.
type palette struct {
	paper, sheet uint32 // of the window; of what is written on
	ink, muted   uint32 // text, and text that matters less
	bar, onBar   uint32 // the dark band, and text on it
	primary      uint32 // headings, keycaps, the button that Enter presses
	onPrimary    uint32
	ring         uint32 // around what has the keyboard
	stop, onStop uint32 // an error as text, or as a band with text on it
	warn, onWarn uint32
	info, onInfo uint32
	edge, ruling uint32 // of fields; between lines
	button       uint32
	stripe, head uint32 // of tables
	marked       uint32 // the selected row
	parts        [Parts]uint32
}

var palettes = map[Variant]map[fyne.ThemeColorName]color.Color{
	Light: palette{
		paper: 0xF7F2E4, sheet: 0xFFFDF7, ink: 0x1C2622, muted: 0x565F58,
		bar: 0x1D4F3F, onBar: 0xFFFDF7, primary: 0x1D4F3F, onPrimary: 0xFFFDF7, ring: 0xB84A00,
		stop: 0x9A1B1B, onStop: 0xFFFDF7, warn: 0x7A4A00, onWarn: 0xFFFDF7, info: 0x234B6B, onInfo: 0xFFFDF7,
		edge: 0x85806C, ruling: 0xCFC7AF, button: 0xE8E0CB, stripe: 0xF1F3E4, head: 0xDDE6D5, marked: 0xC9DFCF,
		// No two neighbors are alike to those who do not tell red from green.
		parts: [Parts]uint32{0xF2D9A0, 0xB9D6EC, 0xF0BFB0, 0xC9DFAF, 0xD8C6E6, 0xA9DAD2},
	}.colors(),
	Dark: palette{
		paper: 0x171C1A, sheet: 0x101412, ink: 0xECE7D8, muted: 0xA7AFA5,
		bar: 0x24594A, onBar: 0xFFFDF7, primary: 0x8CD3B4, onPrimary: 0x0F1513, ring: 0xFFA94D,
		stop: 0xFF9C91, onStop: 0x2B0505, warn: 0xF0BE62, onWarn: 0x261800, info: 0x9CC7EA, onInfo: 0x06192A,
		edge: 0x7F8A82, ruling: 0x3C4741, button: 0x2B3531, stripe: 0x1A211E, head: 0x26332D, marked: 0x2F4C40,
		parts: [Parts]uint32{0x5C4712, 0x1E4663, 0x6B3324, 0x3A5219, 0x4C3565, 0x17544B},
	}.colors(),
	Contrast: palette{
		paper: 0x000000, sheet: 0x000000, ink: 0xFFFFFF, muted: 0xE6E6E6,
		bar: 0xFFFFFF, onBar: 0x000000, primary: 0xFFE600, onPrimary: 0x000000, ring: 0x00E5FF,
		stop: 0xFFB3AB, onStop: 0x000000, warn: 0xFFD27A, onWarn: 0x000000, info: 0xBFE3FF, onInfo: 0x000000,
		edge: 0xFFFFFF, ruling: 0x9A9A9A, button: 0x1F1F1F, stripe: 0x141414, head: 0x2A2A2A, marked: 0x003B66,
		parts: [Parts]uint32{0x3D2E00, 0x002B52, 0x4A1400, 0x153800, 0x33104F, 0x003B38},
	}.colors(),
}

// colors gives each color of the palette the names it goes by.
func (p palette) colors() map[fyne.ThemeColorName]color.Color {
	named := map[fyne.ThemeColorName]uint32{
		fynetheme.ColorNameBackground:                p.paper,
		fynetheme.ColorNameButton:                    p.button,
		fynetheme.ColorNameDisabled:                  p.muted,
		fynetheme.ColorNameDisabledButton:            p.paper,
		fynetheme.ColorNameError:                     p.stop,
		fynetheme.ColorNameForeground:                p.ink,
		fynetheme.ColorNameForegroundOnError:         p.onStop,
		fynetheme.ColorNameForegroundOnPrimary:       p.onPrimary,
		fynetheme.ColorNameForegroundOnSuccess:       p.onPrimary,
		fynetheme.ColorNameForegroundOnWarning:       p.onWarn,
		fynetheme.ColorNameHeaderBackground:          p.head,
		fynetheme.ColorNameHyperlink:                 p.primary,
		fynetheme.ColorNameInnerWindowBorder:         p.button,
		fynetheme.ColorNameInnerWindowBorderInactive: p.paper,
		fynetheme.ColorNameInputBackground:           p.sheet,
		fynetheme.ColorNameInputBorder:               p.edge,
		fynetheme.ColorNameMenuBackground:            p.sheet,
		fynetheme.ColorNameOverlayBackground:         p.paper,
		fynetheme.ColorNamePlaceHolder:               p.muted,
		fynetheme.ColorNamePrimary:                   p.primary,
		fynetheme.ColorNameScrollBar:                 p.edge,
		fynetheme.ColorNameScrollBarBackground:       p.button,
		fynetheme.ColorNameSelection:                 p.marked,
		fynetheme.ColorNameSeparator:                 p.ruling,
		fynetheme.ColorNameSuccess:                   p.primary,
		fynetheme.ColorNameWarning:                   p.warn,
		ColorNameFocusRing:                           p.ring,
		ColorNameStripe:                              p.stripe,
		ColorNameBar:                                 p.bar,
		ColorNameOnBar:                               p.onBar,
		ColorNameInfo:                                p.info,
		ColorNameOnInfo:                              p.onInfo,
	}
	colors := map[fyne.ThemeColorName]color.Color{
		fynetheme.ColorNameFocus:   rgb(p.ring, 0x28),
		fynetheme.ColorNameHover:   rgb(p.ink, 0x14),
		fynetheme.ColorNamePressed: rgb(p.ink, 0x28),
		fynetheme.ColorNameShadow:  rgb(0, 0x80),
	}
	for name, c := range named {
		colors[name] = rgb(c, 0xFF)
	}
	for i, c := range p.parts {
		colors[ColorNamePart(i)] = rgb(c, 0xFF)
	}
	return colors
}

func rgb(hex uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}
