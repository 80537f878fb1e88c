package stub

import (
	"fmt"
	"slices"
	"strings"
)

// coversBefore are the sets of positions in front of a check digit that it may
// be made from, the widest first: all of them, or some of the fields and of
// the gaps between them.
func (c *class) coversBefore(fields []Field, digit int) [][]int {
	return unions(c.slices(fields, 0, digit))
}

// coversAfter are those that include what stands behind the digit: all the
// rest of the line, all behind, and each field or gap there.
func (c *class) coversAfter(fields []Field, digit int) [][]int {
	before, after := slices.Concat(c.slices(fields, 0, digit)...), c.slices(fields, digit+1, c.length)
	behind := slices.Concat(after...)
	covers := [][]int{behind}
	if len(before) > 0 {
		covers = [][]int{slices.Concat(before, behind), behind}
	}
	if len(after) > 1 {
		covers = append(covers, after...)
	}
	return covers
}

// slices are the fields and gaps from one index up to another, without the
// characters that are letters or signs on every stub.
func (c *class) slices(fields []Field, from, to int) [][]int {
	runs := c.gaps(fields)
	for _, f := range fields {
		var run []int
		for at := f.From - 1; at < f.last(); at++ {
			run = append(run, at)
		}
		runs = append(runs, run)
	}
	var parts [][]int
	for _, run := range runs {
		run = slices.DeleteFunc(slices.Clone(run), func(at int) bool {
			return at < from || at >= to || !c.digit[at] && !c.varies[at]
		})
		if len(run) > 0 {
			parts = append(parts, run)
		}
	}
	slices.SortFunc(parts, func(a, b []int) int { return a[0] - b[0] })
	return parts
}

func (c *class) digitsOf(from, to int) []int {
	var positions []int
	for at := from; at < to; at++ {
		positions = append(positions, at)
	}
	return positions
}

// maxUnited bounds the unions of which every one is tried; of more slices only
// neighbors are united.
const maxUnited = 6

func unions(parts [][]int) [][]int {
	var all [][]int
	if len(parts) <= maxUnited {
		for chosen := 1; chosen < 1<<len(parts); chosen++ {
			var union []int
			for i, part := range parts {
				if chosen&(1<<i) != 0 {
					union = append(union, part...)
				}
			}
			all = append(all, union)
		}
	} else {
		for i := range parts {
			for j := i + 1; j <= len(parts); j++ {
				all = append(all, slices.Concat(parts[i:j]...))
			}
		}
	}
	slices.SortStableFunc(all, func(a, b []int) int { return len(b) - len(a) })
	return all
}

// rangesOf writes indexes as covers: "1-10, 12-20".
func rangesOf(positions []int) string {
	var ranges []string
	for start := 0; start < len(positions); {
		end := start
		for end+1 < len(positions) && positions[end+1] == positions[end]+1 {
			end++
		}
		if end == start {
			ranges = append(ranges, fmt.Sprint(positions[start]+1))
		} else {
			ranges = append(ranges, fmt.Sprintf("%d-%d", positions[start]+1, positions[end]+1))
		}
		start = end + 1
	}
	return strings.Join(ranges, ", ")
}
