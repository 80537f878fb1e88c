package stub

import (
	"strconv"
	"strings"

	"counterfoil/ledger/phrase"
)

// positions are those of the check digits and of what they cover.
func (c Check) positions(length int) []int {
	positions, _ := c.covered(length)
	for position := c.Digit; position <= c.last(); position++ {
		positions = append(positions, position)
	}
	return positions
}

// covered reads Covers, for a line of that many characters.
func (c Check) covered(length int) ([]int, error) {
	seen := make([]bool, length+1)
	for position := c.Digit; position <= c.last(); position++ {
		seen[position] = true
	}
	var positions []int
	if c.Covers == "" {
		for position, isDigit := range seen {
			if position > 0 && !isDigit {
				positions = append(positions, position)
			}
		}
		return positions, nil
	}
	for part := range strings.SplitSeq(c.Covers, ",") {
		from, to, err := parseRange(part)
		if err != nil {
			return nil, err
		}
		if from < 1 || from > to || to > length {
			return nil, phrase.Errorf("covers %s does not run upward within 1-%d", strings.TrimSpace(part), length)
		}
		for position := from; position <= to; position++ {
			if seen[position] {
				return nil, phrase.Errorf("covers names position %d twice, or it is the check digit; name each covered position once", position)
			}
			seen[position] = true
			positions = append(positions, position)
		}
	}
	return positions, nil
}

func parseRange(text string) (from, to int, err error) {
	first, last, isRange := strings.Cut(strings.TrimSpace(text), "-")
	if !isRange {
		last = first
	}
	low, lowErr := strconv.ParseUint(first, 10, 16)
	high, highErr := strconv.ParseUint(last, 10, 16)
	if lowErr != nil || highErr != nil {
		return 0, 0, phrase.Errorf(`covers has %q; write it like "1-10, 12-20"`, text)
	}
	return int(low), int(high), nil
}
