package layout

import (
	"cmp"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// Written is a record as it stands in the file, with the places of its values.
type Written struct {
	Record Kind // "titles" for the line that names the columns
	Text   string
	Spans  []Span // none of titles

	number int64
}

// Span is where a column's value stands in a record, in characters from 1.
type Span struct {
	Name  string
	From  int
	Width int // 0: the value is empty
}

// Preview is the first records of a file, and its last.
type Preview struct {
	Records []Written
	More    int64 // records between the first and the last ones that are not shown
	Totals  Totals
	// Stop is why the file cannot be written; nil: it can.
	Stop *Stop
}

// Preview shows the first records of the profile's file, up to most of them,
// and the totals behind them. It reads all payments, as the file would.
func (p *Profile) Preview(set Set, most int, payments iter.Seq2[Payment, error]) (Preview, error) {
	var shown Preview
	var foot []Written
	w := p.NewWriter(io.Discard, p.Files()[0], set, "")
	defer w.Discard()
	w.watch = func(r Written) {
		shown.More++
		switch {
		case r.Record == Header || r.Record == "titles" || len(shown.Records) < most:
			shown.Records = append(shown.Records, r)
		case r.Record == Trailer || r.Record == LockboxTotal || r.Record == BatchTotal:
			foot = append(foot, r)
		}
		if len(foot) > maxFoot {
			foot = foot[1:]
		}
	}
	err := func() error {
		for payment, err := range payments {
			if err == nil {
				err = w.Add(payment)
			}
			if err != nil {
				return err
			}
		}
		var err error
		shown.Totals, err = w.Finish()
		return err
	}()
	if !errors.As(err, &shown.Stop) && err != nil {
		return Preview{}, err
	}
	// A header with totals was written last, and stands first.
	shown.Records = append(shown.Records, foot...)
	slices.SortStableFunc(shown.Records, func(a, b Written) int { return cmp.Compare(a.number, b.number) })
	shown.More -= int64(len(shown.Records))
	return shown, nil
}

const maxFoot = 3 // the totals of the last batch and lockbox, and the trailer

// Ruled is a record for a screen of fixed-width characters: under a ruler, and
// over the names of its columns.
func (r Written) Ruled() string {
	width := utf8.RuneCountInString(r.Text)
	lines := []string{ruler(width, 10), ruler(width, 1), r.Text}
	return strings.Join(append(lines, r.names()...), "\n") + "\n"
}

// ruler numbers the positions: the tens on one line, the ones on the other.
func ruler(width, unit int) string {
	line := []byte(strings.Repeat(" ", width))
	for i := range line {
		if n := i + 1; unit == 1 {
			line[i] = '0' + byte(n%10)
		} else if tens := n / unit; n%unit == 0 {
			line[i] = '0' + byte(tens%10)
		}
	}
	return strings.TrimRight(string(line), " ")
}

// names puts each column's name under its first character, on the first line
// that has room for it.
func (r Written) names() []string {
	var lines []string
	var ends []int
	for _, span := range r.Spans {
		name := "^" + span.Name
		at := 0
		for at < len(ends) && ends[at] >= span.From-1 && ends[at] > 0 {
			at++
		}
		if at == len(ends) {
			ends, lines = append(ends, 0), append(lines, "")
		}
		lines[at] += strings.Repeat(" ", span.From-1-ends[at]) + name
		ends[at] = span.From - 1 + utf8.RuneCountInString(name)
	}
	return lines
}
