package theme

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
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
	// SizeNameReading is how wide a column of words or fields is at most: a
	// longer line is hard to follow with the eye.
	SizeNameReading fyne.ThemeSizeName = "counterfoilReading"
)

// size is how large something is at the usual size of text, and at twice that.
type size struct{ usual, twice float32 }

func same(s float32) size { return size{s, s} }

// What is read at arm's length doubles. What is large already grows by less:
// it stays the largest and leaves room for the rest.
var sizes = map[fyne.ThemeSizeName]size{
	fynetheme.SizeNameCaptionText:     {13, 26},
	fynetheme.SizeNameText:            {15, 30},
	fynetheme.SizeNameInlineIcon:      {18, 34},
	fynetheme.SizeNameSubHeadingText:  {18, 33},
	fynetheme.SizeNameHeadingText:     {23, 36},
	SizeNameFigure:                    {40, 48},
	SizeNameBigFigure:                 {60, 64},
	fynetheme.SizeNamePadding:         same(4),
	fynetheme.SizeNameInnerPadding:    same(7),
	fynetheme.SizeNameLineSpacing:     same(4),
	fynetheme.SizeNameScrollBar:       same(12),
	fynetheme.SizeNameScrollBarSmall:  same(6),
	fynetheme.SizeNameInputBorder:     same(1),
	fynetheme.SizeNameInputRadius:     same(3),
	fynetheme.SizeNameButtonRadius:    same(3),
	fynetheme.SizeNameSelectionRadius: same(3),
	fynetheme.SizeNamePopupRadius:     same(4),
	fynetheme.SizeNameDialogRadius:    same(4),
	fynetheme.SizeNameMenuRadius:      same(3),
	// A blur is drawn by the CPU on machines without graphics hardware.
	fynetheme.SizeNameModalBlurRadius: same(0),
	SizeNameFocusRing:                 {3, 4},
	SizeNameDialog:                    {560, 900},
	SizeNameReading:                   {1400, 1900},
}
