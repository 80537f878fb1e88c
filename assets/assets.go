package assets

import _ "embed"

// The pictures, as PNG files. They are drawn in the SVG files beside them;
// rsvg-convert is in Debian's librsvg2-bin.
//
//go:generate rsvg-convert -w 512 icon.svg -o icon.png
//go:generate rsvg-convert -w 600 crest.svg -o crest.png
var (
	// Icon is the program's.
	//go:embed icon.png
	Icon []byte
	// Crest is the sample city's, on a transparent square.
	//go:embed crest.png
	Crest []byte
)
