package widgets

// Burst counts the characters typed where no field takes text. A stub may be
// scanned at any moment, and its Enter must not answer what it was not meant
// for. The zero value has counted none.
type Burst struct{ typed int }

// scanned is more characters than a hand types to correct itself, and fewer
// than any scan line has.
const scanned = 4

// Begins reports whether nothing was typed yet.
func (b *Burst) Begins() bool { return b.typed == 0 }

// Add counts a character.
func (b *Burst) Add() { b.typed++ }

// End reports whether so many were typed that they came from a scanner, and
// begins anew.
func (b *Burst) End() bool {
	typed := b.typed
	b.typed = 0
	return typed >= scanned
}
