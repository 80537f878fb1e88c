package stub

import (
	"fmt"
	"strings"

	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// How many samples a profile is learned from.
const (
	MinSamples = 3
	MaxSamples = 20
)

// Sample is a stub in hand: its scan line and what the paper says.
type Sample struct {
	Scan      string
	Account   string // as the line has it, leading zeros too
	AmountDue money.Amount
	Due       string // YYYY-MM-DD; empty: not given
	Bill      string // empty: not given
}

// Lesson is what samples teach.
type Lesson struct {
	Profile Profile
	Notes   []string // what the samples leave open, a sentence each
}

// SampleError says which sample does not go with the others, and why. The
// error names it by its place among the samples.
type SampleError struct {
	Sample int // counted from 1
	Why    string
}

func (e *SampleError) Error() string { return fmt.Sprintf("stub %d: %s", e.Sample, e.Why) }

// UncertainError says that the samples are right and too few or too alike:
// more than one profile reads them all.
type UncertainError struct{ Why string }

func (e *UncertainError) Error() string {
	return e.Why + "; scan more stubs, as different from each other as can be"
}

// Learn finds the profile that reads every sample as its paper says: where the
// account and the amount stand and, when the samples have them, due date and
// bill; and how the check digits are made. It never guesses: where several
// profiles would do, the error is an *UncertainError; where a sample does not
// go with the others, a *SampleError.
func Learn(name string, samples []Sample) (Lesson, error) {
	class, err := newClass(samples)
	if err != nil {
		return Lesson{}, err
	}
	fields, err := class.fields()
	if err != nil {
		return Lesson{}, err
	}
	lesson, err := class.teach(name, fields)
	if err != nil {
		return Lesson{}, err
	}
	if err := lesson.Profile.Validate(); err != nil {
		return Lesson{}, err
	}
	for i, s := range samples {
		if err := s.ReadBy(lesson.Profile); err != nil {
			return Lesson{}, &SampleError{i + 1, err.Error()}
		}
	}
	return lesson, nil
}

// ReadBy is an error when the profile does not read the sample as its paper
// says.
func (s Sample) ReadBy(p Profile) error {
	read, err := p.Parse(s.Scan)
	if err == nil {
		err = read.Err()
	}
	if err != nil {
		return err
	}
	for _, field := range []struct{ name, got, want string }{
		{"account", read.Account, s.Account},
		{"amount", amountText(read.AmountDue), s.AmountDue.String()},
		{"due date", read.Due, s.Due},
		{"bill", read.Bill, s.Bill},
	} {
		if field.want != "" && field.got != field.want {
			return phrase.Errorf("%s reads its %s as %q, and the paper says %q", p.Name, field.name, field.got, field.want)
		}
	}
	return nil
}

func amountText(a *money.Amount) string {
	if a == nil {
		return ""
	}
	return a.String()
}

// teach completes the fields to a profile. An amount is taken as wide as its
// leading zeros allow, so that a larger one is not cut off; only where no check
// digit comes of that, and one does of a narrower amount, it is narrower.
func (c *class) teach(name string, fields []Field) (Lesson, error) {
	widest := c.zerosBefore(fields)
	var first Lesson
	for zeros := widest; zeros >= 0; zeros-- {
		lesson, err := c.complete(name, widened(fields, zeros))
		if err != nil {
			return Lesson{}, err
		}
		if len(lesson.Profile.Checks) > 0 {
			return lesson, nil
		}
		if zeros == widest {
			first = lesson
		}
	}
	if blamed := c.wrongCheckDigit(widened(fields, widest)); blamed != nil {
		return Lesson{}, blamed
	}
	return first, nil
}

func (c *class) complete(name string, fields []Field) (Lesson, error) {
	checks, notes, err := c.checks(fields)
	if err != nil {
		return Lesson{}, err
	}
	constants, err := c.constants(fields, checks)
	if err != nil {
		return Lesson{}, err
	}
	profile := Profile{Name: name, Length: c.length, Fields: append(fields, constants...), Checks: checks}
	profile.sortFields()
	return Lesson{profile, append(notes, c.readPast(profile)...)}, nil
}

// class is the samples together, as lines of one length.
type class struct {
	samples []Sample
	lines   []string
	length  int
	varies  []bool // by index in the line: not the same on every stub
	digit   []bool // a digit on every stub
}

func newClass(samples []Sample) (*class, error) {
	if n := len(samples); n < MinSamples || n > MaxSamples {
		return nil, phrase.Errorf("there are %d stubs; a profile is learned from %d to %d, and ten do well", n, MinSamples, MaxSamples)
	}
	c := &class{samples: samples}
	place := map[string]int{}
	for i, s := range samples {
		line := strings.TrimSpace(s.Scan)
		if strings.Trim(line, printable.chars) != "" {
			return nil, &SampleError{i + 1, "its line has characters that are not plain letters, digits or signs; scan it again"}
		}
		if before := place[line]; before > 0 {
			return nil, &SampleError{i + 1, fmt.Sprintf("its line is that of stub %d again; scan another stub", before)}
		}
		place[line] = i + 1
		if s.Account == "" {
			return nil, &SampleError{i + 1, "key in its account"}
		}
		c.lines = append(c.lines, line)
	}
	return c, c.measure()
}

func (c *class) measure() error {
	lengths := map[int]int{}
	for _, line := range c.lines {
		lengths[len(line)]++
		if n := len(line); lengths[n] > lengths[c.length] || c.length == 0 {
			c.length = n
		}
	}
	for i, line := range c.lines {
		if len(line) != c.length {
			return &SampleError{i + 1, fmt.Sprintf("its line has %s and the others have %d; scan it again, or take it out if it is another kind of bill",
				characters(len(line)), c.length)}
		}
	}
	if c.length < 1 || c.length > maxLength {
		return phrase.Errorf("the lines have %s; a scan line has 1 to %d", characters(c.length), maxLength)
	}
	c.varies, c.digit = make([]bool, c.length), make([]bool, c.length)
	for at := range c.length {
		c.digit[at] = true
		for _, line := range c.lines {
			c.varies[at] = c.varies[at] || line[at] != c.lines[0][at]
			c.digit[at] = c.digit[at] && isDigit(line[at])
		}
	}
	return nil
}

func isDigit(char byte) bool { return '0' <= char && char <= '9' }
