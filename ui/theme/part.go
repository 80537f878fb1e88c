package theme

import "image/color"

// parts are pale enough for ink on them, and no two neighbors are alike to
// those who do not tell red from green.
var parts = []color.Color{rgb(0xF2D9A0), rgb(0xB9D6EC), rgb(0xF0BFB0), rgb(0xC9DFAF), rgb(0xD8C6E6), rgb(0xA9DAD2)}

// Part is the background of the i-th part of a line of characters.
func Part(i int) color.Color { return parts[i%len(parts)] }
