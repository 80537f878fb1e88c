package bundle

import (
	"bytes"
	"iter"
	"runtime"
	"sync"
)

// aheadBytes bounds what inOrder holds of a file, lines that are longer
// excepted: at least one is held.
const aheadBytes = 1 << 20

// inOrder does the work of each line on every processor, and gives the results
// in the order of the lines. The work keeps its line. It ends with the first
// error, of the lines or of the work.
func inOrder[T any](lines iter.Seq2[[]byte, error], work func(line []byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var held [][]byte
		heldBytes := 0
		give := func() bool {
			for _, r := range eachAtOnce(held, work) {
				if !yield(r.value, r.err) || r.err != nil {
					return false
				}
			}
			held, heldBytes = held[:0], 0
			return true
		}
		for line, err := range lines {
			if err != nil {
				if give() {
					var none T
					yield(none, err)
				}
				return
			}
			held, heldBytes = append(held, bytes.Clone(line)), heldBytes+len(line)+1
			if heldBytes >= aheadBytes && !give() {
				return
			}
		}
		give()
	}
}

type result[T any] struct {
	value T
	err   error
}

// eachAtOnce shares the lines out among the processors, each with a stretch of
// its own.
func eachAtOnce[T any](lines [][]byte, work func(line []byte) (T, error)) []result[T] {
	results := make([]result[T], len(lines))
	var working sync.WaitGroup
	stretch := max(1, (len(lines)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	for from := 0; from < len(lines); from += stretch {
		working.Go(func() {
			for i := from; i < min(from+stretch, len(lines)); i++ {
				results[i].value, results[i].err = work(lines[i])
			}
		})
	}
	working.Wait()
	return results
}
