package picture

import "slices"

// ink tells dark from light along a line.
type ink func(light []float32) (dark []bool)

// local compares each point with the light around it, for pages in uneven
// light.
func local(light []float32) []bool {
	const around = 40 * finer
	sums := make([]float64, len(light)+1)
	for i, l := range light {
		sums[i+1] = sums[i] + float64(l)
	}
	bias := contrast(light) * 0.06
	dark := make([]bool, len(light))
	for i, l := range light {
		from, to := max(i-around, 0), min(i+around+1, len(light))
		mean := float32(sums[to]-sums[from]) / float32(to-from)
		dark[i] = l < mean-bias
	}
	return dark
}

// midway takes one bound for the whole line.
func midway(light []float32) []bool {
	low, high := extremes(light, 50)
	bound := (low + high) / 2
	dark := make([]bool, len(light))
	for i, l := range light {
		dark[i] = l < bound
	}
	return dark
}

// sharpened undoes some of a blur first, sharper undoes more.
func sharpened(light []float32) []bool { return local(sharpen(light)) }
func sharper(light []float32) []bool   { return local(sharpen(sharpen(light))) }

func sharpen(light []float32) []float32 {
	const reach = 2 * finer
	sharp := make([]float32, len(light))
	for i, l := range light {
		left, right := light[max(i-reach, 0)], light[min(i+reach, len(light)-1)]
		sharp[i] = 2*l - (left+right)/2
	}
	return sharp
}

func contrast(light []float32) float32 {
	low, high := extremes(light, 50)
	return high - low
}

// extremes are the darkest and the lightest that is no speck: that at least
// one in so many is.
func extremes(light []float32, oneIn int) (low, high float32) {
	const bins = 256
	var counts [bins]int
	for _, l := range light {
		counts[min(max(int(l), 0), bins-1)]++
	}
	few := len(light) / oneIn
	at := func(order []int) float32 {
		seen := 0
		for _, bin := range order {
			if seen += counts[bin]; seen > few {
				return float32(bin)
			}
		}
		return 0
	}
	up := make([]int, bins)
	for i := range up {
		up[i] = i
	}
	low = at(up)
	slices.Reverse(up)
	return low, at(up)
}

// A segment is a part of a line that can be a whole bar code: many bars, with
// light on both sides as wide as a code must have it.
type segment struct {
	middle, long float64 // on the line
	bars         []int   // the widths of its bars and gaps in turn, from bar to bar
}

func segments(dark []bool) []segment {
	runs := runsOf(dark)
	var found []segment
	known := map[[2]int]bool{}
	// How wide the light beside a code must be depends on its narrowest bar,
	// which is not known before: several are tried.
	for _, light := range []int{5, 10, 20, 40, 80} {
		start := -1
		for i, width := range runs {
			isLight := i%2 == 0
			if !isLight || width < light*finer && i < len(runs)-1 {
				continue
			}
			if start >= 0 && i-start > minBars && i-start < maxBars && !known[[2]int{start, i}] {
				known[[2]int{start, i}] = true
				bars := runs[start+1 : i]
				if clear := clearOf(bars); runs[start] >= clear && width >= clear {
					before, long := sum(runs[:start+1]), sum(bars)
					found = append(found, segment{float64(before) + float64(long)/2, float64(long), bars})
				}
			}
			start = i
		}
	}
	return found
}

const (
	minBars = 24
	maxBars = 2000
)

// clearOf is how wide the light beside a code with these bars is at the least.
func clearOf(bars []int) int { return 5 * narrowest(bars) }

// narrowest is the width of a narrow bar or gap: of those that a quarter are
// not wider than.
func narrowest(bars []int) int {
	sorted := slices.Clone(bars)
	slices.Sort(sorted)
	return max(sorted[len(sorted)/4], 1)
}

func sum(widths []int) (total int) {
	for _, width := range widths {
		total += width
	}
	return total
}

// runsOf are the lengths of light and dark in turn. The first and the last are
// light; they may be 0.
func runsOf(dark []bool) []int {
	runs := []int{0}
	for i, d := range dark {
		if was := i > 0 && dark[i-1]; d != was {
			runs = append(runs, 0)
		}
		runs[len(runs)-1]++
	}
	if len(runs)%2 == 0 {
		runs = append(runs, 0)
	}
	return runs
}
