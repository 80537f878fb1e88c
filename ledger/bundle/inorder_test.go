package bundle_test

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"testing"

	"counterfoil/ledger/bundle"
)

// Lines that are more than is held at once, all in the same memory, as a
// scanner gives them.
func manyLines(n int, last error) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		line := make([]byte, 1000)
		for i := range n {
			if !yield(append(line[:0], fmt.Sprintf("%01000d", i)...), nil) {
				return
			}
		}
		if last != nil {
			yield(nil, last)
		}
	}
}

func TestLinesComeInTheirOrder(t *testing.T) {
	const many = 5 * bundle.AheadBytes / 1000
	cut, wrong := errors.New("cut off"), errors.New("not a number")
	for _, c := range []struct {
		name  string
		lines int
		last  error // of the lines
		bad   int   // the line that the work does not take; -1: none
		stop  int   // after so many; -1: never
		want  int
		err   error
	}{
		{"whole", many, nil, -1, -1, many, nil},
		{"none", 0, nil, -1, -1, 0, nil},
		{"cut off", many, cut, -1, -1, many, cut},
		{"cut off at once", 0, cut, -1, -1, 0, cut},
		{"a bad line", many, nil, many / 2, -1, many / 2, wrong},
		{"a bad line before the cut", many, cut, many - 1, -1, many - 1, wrong},
		{"nobody reads on", many, nil, -1, many / 2, many / 2, nil},
	} {
		work := func(line []byte) (int, error) {
			n, err := strconv.Atoi(string(line))
			if n == c.bad {
				err = wrong
			}
			return n, err
		}
		got := 0
		var err error
		for n, failed := range bundle.InOrder(manyLines(c.lines, c.last), work) {
			if failed != nil {
				if err != nil {
					t.Errorf("%s: a second error", c.name)
				}
				err = failed
				continue
			}
			if n != got {
				t.Errorf("%s: line %d stands where line %d should", c.name, n, got)
			}
			if got++; got == c.stop {
				break
			}
		}
		if got != c.want || err != c.err {
			t.Errorf("%s: %d lines, %v; want %d, %v", c.name, got, err, c.want, c.err)
		}
	}
}
