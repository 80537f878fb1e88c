package roster

import (
	"context"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

const (
	sampleRows  = 8  // shown on the preview
	headRows    = 20 // a title and blank rows may stand above the columns' names
	keptValues  = 60 // of a column, to see whether two date formats would differ
	manyAmounts = 20 // so many whole numbers, and not one with cents, are doubtful
)

// Survey is what a file holds, read whole once.
type Survey struct {
	Header  int // the line of the columns' names; 0: there are none
	Columns []Column
	Rows    int        // below the header
	Sample  [][]string // the first of them, as they stand

	file *File
}

// Column is one column of the file.
type Column struct {
	Name string // as it stands; "Column C" when there are no names

	filled   int // cells that are not empty
	accounts int // that could be account numbers
	flags    int
	language int
	whole    int // that are amounts without decimals and not a multiple of 100
	pointed  int // that have a decimal point or comma
	dates    map[DateFormat]int
	amounts  map[AmountStyle]int
	values   []string
}

// Take surveys a file.
func Take(ctx context.Context, f *File, progress Progress) (*Survey, error) {
	s := &Survey{file: f}
	var head []row
	for r, err := range f.each(ctx, progress) {
		if err != nil {
			return nil, err
		}
		if s.Columns == nil {
			if head = append(head, r); len(head) == headRows {
				s.begin(head)
			}
			continue
		}
		s.count(r)
	}
	if s.Columns == nil {
		s.begin(head)
	}
	if s.Rows == 0 {
		return nil, phrase.Errorf("%s has no rows of accounts; save the accounts again", f.Name)
	}
	return s, nil
}

// begin finds the columns' names among the first rows, and counts the rows
// below.
func (s *Survey) begin(head []row) {
	best, at := 0, -1
	width := 0
	for i, r := range head {
		if n := named(r); n > best {
			best, at = n, i
		}
		width = max(width, min(used(r.cells), maxColumns))
	}
	if at < 0 && len(head) > 1 && !strings.ContainsAny(strings.Join(head[0].cells, ""), "0123456789") {
		at = 0 // names nobody has heard of; accounts would have digits
	}
	if at >= 0 {
		s.Header = head[at].line
		width = min(used(head[at].cells), maxColumns)
	}
	s.Columns = make([]Column, width)
	for i := range s.Columns {
		c := &s.Columns[i]
		*c = Column{Name: "Column " + letter(i), dates: map[DateFormat]int{}, amounts: map[AmountStyle]int{}}
		if at >= 0 && head[at].cell(i) != "" {
			c.Name = head[at].cell(i)
		}
	}
	for _, r := range head[at+1:] {
		s.count(r)
	}
}

// named counts the cells of a row that are names of columns. One alone may be
// a value.
func named(r row) (n int) {
	for _, field := range Fields {
		for i := range r.cells {
			if field.likeness(r.cells[i]) > 0 {
				n++
				break
			}
		}
	}
	if n < 2 && len(r.cells) > 1 {
		return 0
	}
	return n
}

// letter is a column's name in a spreadsheet.
func letter(column int) string {
	if column < 26 {
		return string(rune('A' + column))
	}
	return letter(column/26-1) + letter(column%26)
}

func (s *Survey) count(r row) {
	s.Rows++
	if r.bad != "" {
		return
	}
	if len(s.Sample) < sampleRows {
		s.Sample = append(s.Sample, r.cells)
	}
	for i := range s.Columns {
		if text := r.cell(i); text != "" {
			s.Columns[i].count(text, s.file.date1904)
		}
	}
}

func (c *Column) count(text string, date1904 bool) {
	c.filled++
	if len(c.values) < keptValues {
		c.values = append(c.values, text)
	}
	if (ledger.Account{Account: text}).Check() == nil && strings.ContainsAny(text, "0123456789") {
		c.accounts++
	}
	if _, err := readFlag(text); err == nil {
		c.flags++
	}
	if _, err := readLanguage(text); err == nil {
		c.language++
	}
	c.countAmount(text)
	if len(text) <= 30 && strings.ContainsAny(text, "0123456789") && !isNoDate(text) {
		part := datePart(text)
		for _, format := range dateFormats {
			if _, err := parseDate(part, format, date1904); err == nil {
				c.dates[format]++
			}
		}
	}
}

func (c *Column) countAmount(text string) {
	for _, style := range amountStyles {
		if _, err := readAmount(text, style); err == nil {
			c.amounts[style]++
		}
	}
	digits := strings.Trim(text, " $()-CRDr")
	switch {
	case strings.ContainsAny(digits, ".,"):
		c.pointed++
	case !strings.HasSuffix(digits, "00") && digits != "0":
		c.whole++
	}
}

// isNumbered tells whether the column's accounts have digits, but for a few
// lines like that of the totals.
func (c *Column) isNumbered() bool {
	return c.accounts > 1 && c.filled-c.accounts <= max(1, c.filled/10)
}

// fits tells whether the column's values are of the field's kind: most of them,
// because some may be wrong.
func (c *Column) fits(field Field) bool {
	good := c.filled
	switch {
	case field == Account:
		good = c.accounts
	case field == Balance:
		good = max(c.amounts[Dollars], c.amounts[Comma])
	case field.isDate():
		good = 0
		for _, n := range c.dates {
			good = max(good, n)
		}
		for _, text := range c.values {
			if isNoDate(text) {
				good++
			}
		}
	case field == AutoPay || field == NoChecks:
		good = c.flags
	case field == Language:
		good = c.language
	}
	return 2*good >= c.filled
}

// DateFormats are the formats in which most of a column's dates can be read;
// more than one when they would be read differently and nothing tells which is
// meant.
func (s *Survey) DateFormats(column int) []DateFormat {
	c := s.Columns[column]
	best := 0
	for _, n := range c.dates {
		best = max(best, n)
	}
	if best == 0 {
		return nil
	}
	var formats []DateFormat
	for _, format := range dateFormats {
		if c.dates[format] == best && (len(formats) == 0 || c.differ(formats[0], format, s.file.date1904)) {
			formats = append(formats, format)
		}
	}
	return formats
}

// differ tells whether two formats read a value of the column differently.
func (c *Column) differ(a, b DateFormat, date1904 bool) bool {
	for _, text := range c.values {
		dayA, errA := readDate(text, a, date1904)
		dayB, errB := readDate(text, b, date1904)
		if errA == nil && errB == nil && dayA != dayB {
			return true
		}
	}
	return false
}

// AmountStyles are the styles that a column's amounts can be of; more than one
// when many are whole numbers, none has cents, and nothing tells dollars from
// cents.
func (s *Survey) AmountStyles(column int) []AmountStyle {
	c := s.Columns[column]
	switch {
	case c.amounts[Comma] > c.amounts[Dollars]:
		return []AmountStyle{Comma}
	case c.pointed == 0 && c.whole >= manyAmounts:
		return []AmountStyle{Dollars, Cents}
	}
	return []AmountStyle{Dollars}
}

var errNoAccount = phrase.Errorf("no column is the account number; say which one is")
