package bundle

import "iter"

// AheadBytes is how much of a file InOrder holds.
const AheadBytes = aheadBytes

// InOrder is how the entries of a bundle are read.
func InOrder[T any](lines iter.Seq2[[]byte, error], work func([]byte) (T, error)) iter.Seq2[T, error] {
	return inOrder(lines, work)
}
