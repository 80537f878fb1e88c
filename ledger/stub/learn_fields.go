package stub

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger/phrase"
)

// sought is a field to be found: what the paper says of it, stub by stub.
type sought struct {
	name, words string
	values      []string
	// places are where the line of one sample, or of each, says the values.
	places func(lines, values []string) []Field
}

func (c *class) sought() ([]sought, error) {
	account := sought{name: "account", words: "account", places: textPlaces("account")}
	amount := sought{name: "amount_due", words: "amount", places: amountPlaces}
	due := sought{name: "due", words: "due date", places: datePlaces}
	bill := sought{name: "bill", words: "bill number", places: textPlaces("bill")}
	for _, s := range c.samples {
		account.values = append(account.values, s.Account)
		amount.values = append(amount.values, s.AmountDue.String())
		due.values = append(due.values, s.Due)
		bill.values = append(bill.values, s.Bill)
	}
	all := []sought{account, amount}
	for _, optional := range []sought{due, bill} {
		missing := slices.Index(optional.values, "")
		switch {
		case missing < 0:
			all = append(all, optional)
		case strings.Join(optional.values, "") != "":
			return nil, &SampleError{missing + 1, fmt.Sprintf("it has no %s, and others have; key it in for every stub or for none", optional.words)}
		}
	}
	return all, nil
}

// fields finds the one way to lay the fields over the lines.
func (c *class) fields() ([]Field, error) {
	all, err := c.sought()
	if err != nil {
		return nil, err
	}
	layouts := [][]Field{nil}
	for _, s := range all {
		places := s.places(c.lines, s.values)
		if len(places) == 0 {
			return nil, c.misplaced(s)
		}
		var longer [][]Field
		for _, layout := range layouts {
			for _, place := range places {
				if !slices.ContainsFunc(layout, place.overlaps) {
					longer = append(longer, append(slices.Clone(layout), place))
				}
			}
		}
		if layouts = longer; len(layouts) == 0 {
			return nil, phrase.Errorf("the %s shares characters with another field on every stub; compare what you keyed in with the paper", s.words)
		}
		if len(layouts) > maxLayouts {
			return nil, &UncertainError{fmt.Sprintf("the %s could stand at many places", s.words)}
		}
	}
	if len(layouts) > 1 {
		return nil, undecided(layouts)
	}
	return layouts[0], nil
}

// maxLayouts bounds the work on lines such as "000…": far fewer are too many.
const maxLayouts = 1000

func (f Field) overlaps(other Field) bool { return f.From <= other.last() && other.From <= f.last() }

// undecided names the first field that could stand at more than one place.
func undecided(layouts [][]Field) error {
	for i, field := range layouts[0] {
		var places []string
		for _, layout := range layouts {
			if place := layout[i].whereabouts(); !slices.Contains(places, place) {
				places = append(places, place)
			}
		}
		if len(places) > 1 {
			return &UncertainError{fmt.Sprintf("the %s could stand at %s", strings.ReplaceAll(field.Name, "_", " "), strings.Join(places, " or at "))}
		}
	}
	return &UncertainError{"the fields could stand in more than one way"}
}

// whereabouts is "32-41", with the format where that tells two readings apart.
func (f Field) whereabouts() string {
	if f.kind() == dateField {
		return fmt.Sprintf("%d-%d as %s", f.From, f.last(), f.Format)
	}
	return fmt.Sprintf("%d-%d", f.From, f.last())
}

// misplaced says which stub keeps a field from standing at one place on all.
func (c *class) misplaced(s sought) error {
	alone := make([][]Field, len(c.lines))
	votes := map[Field]int{}
	var most Field
	for i := range c.lines {
		alone[i] = s.places(c.lines[i:i+1], s.values[i:i+1])
		if len(alone[i]) == 0 {
			return &SampleError{i + 1, fmt.Sprintf("its %s %s is nowhere in its line; compare the paper with what you keyed in, and key it in as the line has it", s.words, s.values[i])}
		}
		for _, place := range alone[i] {
			// Amounts differ in length and end at one place.
			key := Field{Length: place.last(), Format: place.Format}
			if votes[key]++; votes[key] > votes[most] {
				most = key
			}
		}
	}
	for i, places := range alone {
		here := func(f Field) bool { return f.last() == most.Length && f.Format == most.Format }
		if votes[most] > len(c.lines)/2 && !slices.ContainsFunc(places, here) {
			return &SampleError{i + 1, fmt.Sprintf("its %s ends at position %d, on the others at %d; compare it with the paper, or take it out if it is another kind of bill",
				s.words, places[0].last(), most.Length)}
		}
	}
	return phrase.Errorf("the %s does not stand at one place on all stubs; key each in as the line has it, leading zeros too, and take out other kinds of bill", s.words)
}

// textPlaces finds text: at the same characters of each line, or, when it is
// not equally long, with spaces around it.
func textPlaces(name string) func(lines, values []string) []Field {
	return func(lines, values []string) []Field {
		field := Field{Name: name, Length: len(slices.MaxFunc(values, func(a, b string) int { return len(a) - len(b) }))}
		if strings.Trim(strings.Join(values, ""), digits.chars) != "" {
			field.Format = "text"
		}
		if len(slices.MinFunc(values, func(a, b string) int { return len(a) - len(b) })) == field.Length {
			return field.everywhere(lines, func(i int, slice string) bool { return slice == values[i] })
		}
		field.Format = "text"
		return field.everywhere(lines, func(i int, slice string) bool { return strings.TrimSpace(slice) == values[i] })
	}
}

// amountPlaces finds amounts of a point and two digits, or of digits alone,
// with zeros before them.
func amountPlaces(lines, values []string) []Field {
	padded := func(format string, texts []string) []Field {
		width := max(3, len(slices.MaxFunc(texts, func(a, b string) int { return len(a) - len(b) })))
		return Field{Name: "amount_due", Length: width, Format: format}.everywhere(lines, func(i int, slice string) bool {
			zeros := len(slice) - len(texts[i])
			return strings.HasSuffix(slice, texts[i]) && strings.Trim(slice[:zeros], "0") == ""
		})
	}
	bare := make([]string, len(values))
	for i, value := range values {
		bare[i] = strings.TrimLeft(strings.Replace(value, ".", "", 1), "0")
	}
	return append(padded("decimal", values), padded("cents", bare)...)
}

// datePlaces finds dates in every format. A date within a longer one is that
// one without its century.
func datePlaces(lines, values []string) []Field {
	var places []Field
	for _, field := range []Field{
		{Name: "due", Length: 8, Format: "MMDDYYYY"}, {Name: "due", Length: 8, Format: "YYYYMMDD"}, {Name: "due", Length: 7, Format: "julian"},
		{Name: "due", Length: 6, Format: "MMDDYY"}, {Name: "due", Length: 6, Format: "YYMMDD"}, {Name: "due", Length: 5, Format: "julian"},
	} {
		shorter := field.everywhere(lines, func(i int, slice string) bool {
			date, err := time.Parse(field.dateLayout(), slice)
			return err == nil && date.Format(time.DateOnly) == values[i]
		})
		within := func(f Field) bool {
			return slices.ContainsFunc(places, func(longer Field) bool {
				return longer.Length > f.Length && longer.From <= f.From && f.last() <= longer.last()
			})
		}
		places = append(places, slices.DeleteFunc(shorter, within)...)
	}
	return places
}

// everywhere puts the field wherever it says the right thing on each line.
func (f Field) everywhere(lines []string, right func(i int, slice string) bool) []Field {
	var places []Field
	for f.From = 1; f.last() <= len(lines[0]); f.From++ {
		if f.right(lines, right) {
			places = append(places, f)
		}
	}
	return places
}

func (f Field) right(lines []string, right func(i int, slice string) bool) bool {
	for i, line := range lines {
		if !right(i, f.slice(line)) {
			return false
		}
	}
	return true
}

// maxAmountWidth is wider than the largest amount, so that what is read past
// in front of one is not a digit of it.
const maxAmountWidth = 12

// zerosBefore counts the positions before the amount that are 0 on every stub
// and in no field.
func (c *class) zerosBefore(fields []Field) int {
	amount := fields[slices.IndexFunc(fields, isAmountDue)]
	zeros := 0
	for at := amount.From - 2; at >= 0 && amount.Length+zeros < maxAmountWidth; at-- {
		taken := slices.ContainsFunc(fields, Field{From: at + 1, Length: 1}.overlaps)
		if taken || c.varies[at] || c.lines[0][at] != '0' {
			break
		}
		zeros++
	}
	return zeros
}

func isAmountDue(f Field) bool { return f.Name == "amount_due" }

func widened(fields []Field, zeros int) []Field {
	fields = slices.Clone(fields)
	amount := &fields[slices.IndexFunc(fields, isAmountDue)]
	amount.From -= zeros
	amount.Length += zeros
	return fields
}

// constants are the signs and letters that stand in no field. Digits that are
// the same on every stub are no constants: they may be next month's date.
func (c *class) constants(fields []Field, checks []Check) ([]Field, error) {
	letters := slices.ContainsFunc(checks, func(check Check) bool { return check.Scheme == mod43 })
	var constants []Field
	for at := range c.length {
		if c.digit[at] || slices.ContainsFunc(fields, Field{From: at + 1, Length: 1}.overlaps) {
			continue
		}
		if c.varies[at] && !letters {
			return nil, phrase.Errorf("position %d has letters or signs that change from stub to stub, and no field says what they are; key in the due date or the bill number too", at+1)
		}
		if c.varies[at] {
			continue
		}
		if n := len(constants); n > 0 && constants[n-1].last() == at {
			constants[n-1].Length++
			constants[n-1].Value += c.lines[0][at : at+1]
			continue
		}
		constants = append(constants, Field{Name: "const", From: at + 1, Length: 1, Value: c.lines[0][at : at+1]})
	}
	return constants, nil
}

func (p Profile) sortFields() {
	slices.SortFunc(p.Fields, func(a, b Field) int { return cmp.Compare(a.From, b.From) })
}

// readPast notes the digits that no field names.
func (c *class) readPast(p Profile) []string {
	var notes []string
	for _, gap := range c.gaps(p.Fields) {
		from, to := gap[0]+1, gap[len(gap)-1]+1
		if len(gap) == 1 && slices.ContainsFunc(p.Checks, func(check Check) bool { return check.Digit <= from && from <= check.last() }) {
			continue
		}
		same := ""
		if !slices.ContainsFunc(gap, func(at int) bool { return c.varies[at] }) {
			same = c.lines[0][from-1:to] + " on every stub and is "
		}
		notes = append(notes, fmt.Sprintf("What stands at %s is %sread past.", rangesOf(gap), same))
	}
	return notes
}

// gaps are the runs of positions, as indexes, that no field has.
func (c *class) gaps(fields []Field) [][]int {
	var gaps [][]int
	for at := range c.length {
		if slices.ContainsFunc(fields, Field{From: at + 1, Length: 1}.overlaps) {
			continue
		}
		if n := len(gaps); n > 0 && gaps[n-1][len(gaps[n-1])-1] == at-1 {
			gaps[n-1] = append(gaps[n-1], at)
		} else {
			gaps = append(gaps, []int{at})
		}
	}
	return gaps
}
