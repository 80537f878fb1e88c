// Package assets holds the files that are built into the program.
package assets

import _ "embed"

// The fonts of printed documents whose text the fonts of every PDF viewer
// cannot show. They are strings because a PDF writer works in the bytes it is
// given: a string is copied on the way out and cannot be changed.
// Their licenses lie beside them.
var (
	// DejaVuSans covers Latin with Vietnamese, Greek, Cyrillic, Hebrew, Arabic
	// and more. The condensed cut is about as wide as Helvetica.
	//go:embed fonts/DejaVuSansCondensed.ttf
	DejaVuSans string
	// DroidSansFallback covers Chinese and Japanese.
	//go:embed fonts/DroidSansFallbackFull.ttf
	DroidSansFallback string
	// NanumSquare covers Korean.
	//go:embed fonts/NanumSquareR.ttf
	NanumSquare string
)
