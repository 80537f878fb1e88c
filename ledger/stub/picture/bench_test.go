package picture_test

import (
	"context"
	"testing"

	"counterfoil/ledger/stub/picture"
)

// BenchmarkPageWithoutCode is the longest that a picture takes: every look is
// tried. The page is a letter page at 300 dots an inch, full of words.
func BenchmarkPageWithoutCode(b *testing.B) {
	page := blank(2550, 3300)
	for y := 60; y < 3200; y += 24 {
		for x := 60; x < 2400; x += 520 {
			write(page, x, y, "The quick brown fox jumps over the lazy dog 01234")
		}
	}
	file, bills := pngOf(b, page), profiles(b)
	for b.Loop() {
		if taken, err := picture.Take(context.Background(), file, bills, keep); err != nil || len(taken.Stubs) > 0 {
			b.Fatal(taken.Stubs, err)
		}
	}
}
