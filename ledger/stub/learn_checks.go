package stub

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// The weights that scan lines are known to use.
var knownWeights = [][]int{
	{2, 1}, {1, 2}, {3, 1}, {1, 3},
	{7, 3, 1}, {3, 1, 7}, {1, 7, 3}, {3, 7, 1}, {7, 1, 3}, {1, 3, 7},
	{2, 3, 4, 5, 6, 7}, {7, 6, 5, 4, 3, 2}, {2, 3, 4, 5, 6, 7, 8, 9}, {9, 8, 7, 6, 5, 4, 3, 2},
	{1, 2, 3, 4, 5, 6, 7, 8, 9}, {1},
}

// How likely it may be that stubs without a check digit fit some rule by
// accident: where one is likely to stand, and anywhere else. Every further stub
// makes it ten times less.
const (
	maxChance       = 0.01
	maxChanceInside = 0.0001
)

// checks finds the check digits: at the end of the line; else at any position
// that no field has; and at the end of the account and of the bill, over the
// rest of them.
func (c *class) checks(fields []Field) ([]Check, []string, error) {
	var found []Check
	var notes []string
	last := c.length - 1
	atEnd := c.free(fields, last) && c.varies[last]
	if atEnd {
		fits := c.fits(fields, last, c.coversBefore(fields, last))
		check, err := fits.only(last)
		if err != nil {
			return nil, nil, err
		}
		found = append(found, check...)
		notes = append(notes, fits.notes()...)
	}
	inside, tooFew, err := c.checksInside(fields, len(found) > 0)
	if err != nil {
		return nil, nil, err
	}
	found = append(found, inside...)
	if tooFew {
		notes = append(notes, "Whether a check digit stands elsewhere in the line takes more stubs to tell.")
	}
	switch {
	case len(found) > 0:
	case atEnd:
		notes = append(notes, fmt.Sprintf("Position %d changes from stub to stub, and no known rule makes a check digit of it.", last+1))
		fallthrough
	default:
		notes = append(notes, "No check digit was found: a digit that is misread goes unnoticed.")
	}
	return found, notes, nil
}

// checksInside finds the check digits that do not end the line, and whether
// there were too few stubs to look everywhere.
func (c *class) checksInside(fields []Field, found bool) (checks []Check, tooFew bool, err error) {
	type place struct {
		digit  int
		covers [][]int
	}
	var places []place
	for at := range c.length {
		if c.free(fields, at) && c.varies[at] && at < c.length-1 {
			covers := c.coversBefore(fields, at)
			if !found {
				covers = append(covers, c.coversAfter(fields, at)...)
			}
			places = append(places, place{at, covers})
		}
	}
	for _, f := range fields {
		if f.kind() == textField && f.Length > 2 {
			places = append(places, place{f.last() - 1, [][]int{c.digitsOf(f.From-1, f.last()-1)}})
		}
	}
	for _, p := range places {
		p.covers = slices.DeleteFunc(p.covers, c.tooAlike)
		if slices.ContainsFunc(checks, func(check Check) bool { return check.last() > p.digit && check.Digit <= p.digit+1 }) {
			continue
		}
		fits := c.fits(fields, p.digit, p.covers)
		// With few stubs some rule fits any digit; that is no evidence.
		if fits.chance*float64(len(places)) > maxChanceInside {
			tooFew = true
			continue
		}
		check, err := fits.only(p.digit)
		if err != nil {
			return nil, false, err
		}
		checks = append(checks, check...)
	}
	return checks, tooFew, nil
}

// minDistinct is how often what a digit is made from must differ to tell
// anything: of a date, only the day of the month does.
const minDistinct = 7

func (c *class) tooAlike(positions []int) bool {
	distinct := map[string]bool{}
	for _, line := range c.lines {
		distinct[string(pick(line, positions))] = true
	}
	return len(distinct) < minDistinct
}

func (c *class) free(fields []Field, at int) bool {
	return !slices.ContainsFunc(fields, Field{From: at + 1, Length: 1}.overlaps)
}

// fits are the check rules that make the digit of every sample right. Rules
// that make the same digit of every line are one, and so are those that differ
// only at positions that no field has and that are the same on every stub.
type fits struct {
	rules   []Check
	covers  map[string]bool // what the rules that are one cover
	samples int
	chance  float64 // that one fits by accident
}

func (c *class) fits(fields []Field, digit int, covers [][]int) *fits {
	found := &fits{covers: map[string]bool{}, samples: len(c.lines)}
	known := map[string]bool{}
	for _, positions := range covers {
		for _, check := range c.rulesFor(digit, positions, found) {
			if signature := c.signature(fields, check); !known[signature] {
				known[signature] = true
				found.rules = append(found.rules, check)
			}
			found.covers[check.Covers] = true
		}
	}
	return found
}

// only is the one rule that fits, or none.
func (f *fits) only(digit int) ([]Check, error) {
	switch {
	case len(f.rules) == 0:
		return nil, nil
	case len(f.rules) > 1:
		words := make([]string, min(len(f.rules), 3))
		for i := range words {
			words[i] = f.rules[i].Words()
		}
		return nil, &UncertainError{fmt.Sprintf("%d check rules fit all %d stubs, such as: %s", len(f.rules), f.samples, strings.Join(words, "; or "))}
	case f.chance > maxChance:
		return nil, &UncertainError{fmt.Sprintf("one check rule fits all %d stubs, but so few may fit it by accident: %s", f.samples, f.rules[0].Words())}
	}
	return f.rules, nil
}

func (f *fits) notes() []string {
	if len(f.rules) == 1 && len(f.covers) > 1 {
		return []string{"Whether the check digit covers the characters that are the same on every stub cannot be told; it is taken to."}
	}
	return nil
}

// rulesFor are the rules over these positions that fit every sample.
func (c *class) rulesFor(digit int, positions []int, found *fits) []Check {
	if len(positions) == 0 {
		return nil
	}
	var rules []Check
	try := func(check Check, odds float64) {
		found.chance += math.Pow(odds, -float64(len(c.lines)))
		if c.holds(check, positions) {
			rules = append(rules, check)
		}
	}
	covers := rangesOf(positions)
	numeric := c.allDigits(positions)
	if numeric && c.digit[digit] {
		try(Check{Digit: digit + 1, Covers: covers, Scheme: luhn}, 10)
	}
	if numeric && digit+1 < c.length && c.digit[digit] && c.digit[digit+1] && !slices.Contains(positions, digit+1) {
		try(Check{Digit: digit + 1, Covers: covers, Scheme: mod97}, 97)
	}
	try(Check{Digit: digit + 1, Covers: covers, Scheme: mod43}, 43)
	if !numeric || !c.digit[digit] {
		return rules
	}
	chars := make([][]byte, len(c.lines))
	for i, line := range c.lines {
		chars[i] = pick(line, positions)
	}
	for _, weights := range knownWeights {
		for _, from := range []string{"left", "right"} {
			for _, add := range []string{"product", "digits"} {
				way := Check{Digit: digit + 1, Covers: covers, Weights: weights, From: from, Add: add}
				rules = append(rules, c.weighted(way, chars, digit)...)
				found.chance += 8 * math.Pow(10, -float64(len(c.lines)))
			}
		}
	}
	return rules
}

// weighted tries every modulus and result of one way to add up. The first stub
// shuts out nearly all, so that the whole search is quick.
func (c *class) weighted(way Check, chars [][]byte, digit int) []Check {
	sums := make([]int, 0, len(c.lines))
	sum := func(i int) int {
		for len(sums) <= i {
			sums = append(sums, way.weightedSum(slices.Clone(chars[len(sums)])))
		}
		return sums[i]
	}
	var rules []Check
	for _, way.Modulus = range []int{10, 11, 9, 7} {
		for _, way.Result = range []string{"complement", "remainder"} {
			right := true
			for i := 0; right && i < len(c.lines); i++ {
				right = way.resultOf(sum(i)) == int(c.lines[i][digit]-'0')
			}
			if right {
				rules = append(rules, way)
			}
		}
	}
	return rules
}

// holds reports whether the scheme is right on every sample.
func (c *class) holds(check Check, positions []int) bool {
	for _, line := range c.lines {
		chars := pick(line, positions)
		if strings.Trim(string(chars), check.alphabet().chars) != "" || check.expected(chars) != line[check.Digit-1:check.last()] {
			return false
		}
	}
	return true
}

func pick(line string, positions []int) []byte {
	chars := make([]byte, len(positions))
	for i, at := range positions {
		chars[i] = line[at]
	}
	return chars
}

func (c *class) allDigits(positions []int) bool {
	return !slices.ContainsFunc(positions, func(at int) bool { return !c.digit[at] })
}

// signature is the same for two rules that make the same digit of every line
// like these: what each character at each position that may change adds.
func (c *class) signature(fields []Field, check Check) string {
	if check.Scheme == mod97 || check.Scheme == mod43 {
		return check.Scheme + check.Covers
	}
	rule := check.spelledOut()
	covered, _ := rule.covered(c.length)
	row := make([]string, c.length)
	for i, position := range covered {
		if c.varies[position-1] || !c.free(fields, position-1) {
			row[position-1] = rule.contributions(i, len(covered))
		}
	}
	return fmt.Sprint(rule.Modulus, row)
}

// contributions are what the digits 0 to 9 at the i-th of n covered positions
// add to the check digit.
func (c Check) contributions(i, n int) string {
	if c.From == "right" {
		i = n - 1 - i
	}
	sums := make([]byte, 10)
	for digit := range sums {
		product := digit * c.Weights[i%len(c.Weights)]
		if c.Add == "digits" {
			product = digitSum(product)
		}
		if c.Result == "complement" {
			product = c.Modulus - product%c.Modulus
		}
		sums[digit] = byte(product % c.Modulus)
	}
	if strings.Trim(string(sums), "\x00") == "" {
		return "" // as if it were not covered
	}
	return fmt.Sprint(sums)
}

// wrongCheckDigit finds the one stub whose check digit alone is wrong, when
// the others are many enough to tell.
func (c *class) wrongCheckDigit(fields []Field) error {
	last := c.length - 1
	if !c.free(fields, last) || !c.varies[last] {
		return nil
	}
	covers := c.coversBefore(fields, last)
	for i := range c.lines {
		others := &class{length: c.length, varies: c.varies, digit: c.digit, lines: slices.Delete(slices.Clone(c.lines), i, i+1)}
		fits := others.fits(fields, last, covers)
		if len(fits.rules) == 1 && fits.chance*float64(len(c.lines)) <= maxChance {
			result := fits.rules[0].result(c.lines[i])
			return &SampleError{i + 1, fmt.Sprintf("its check digit is %s, and by the rule that fits all others it should be %s; scan it again", result.Got, result.Expected)}
		}
	}
	return nil
}
