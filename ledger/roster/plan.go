package roster

import (
	"maps"
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

// Plan says how a file is read: which column is what, and how dates and amounts
// are written where the file leaves it open.
type Plan struct {
	Columns map[Field]int // counted from 0; a field without a column is not loaded
	Dates   map[Field]DateFormat
	Amounts AmountStyle // empty: as the survey found
}

// Guess plans by the columns' names, where what is in the column fits. Without
// names only the account is guessed: the first column that is one all through.
func (s *Survey) Guess() Plan {
	p := Plan{Columns: map[Field]int{}, Dates: map[Field]DateFormat{}}
	taken := map[int]bool{}
	for _, field := range Fields {
		best, at := 0, -1
		for i := range s.Columns {
			if likeness := field.likeness(s.Columns[i].Name); likeness > best && !taken[i] && s.Columns[i].fits(field) {
				best, at = likeness, i
			}
		}
		if at >= 0 {
			p.Columns[field], taken[at] = at, true
		}
	}
	if s.Header == 0 {
		if at := slices.IndexFunc(s.Columns, func(c Column) bool { return c.accounts == s.Rows }); at >= 0 {
			p.Columns[Account] = at
		}
	}
	return p
}

// Read changes a plan by words like "account=Acct #, due=F": a field and the
// name or the letter of its column. "due=" loads no due date.
func (s *Survey) Read(p Plan, words []string) (Plan, error) {
	p.Columns = maps.Clone(p.Columns)
	for _, word := range words {
		field, column, err := ReadColumn(word, Fields)
		if err != nil {
			return p, err
		}
		if column == "" {
			delete(p.Columns, field)
			continue
		}
		at := s.named(column)
		if at < 0 {
			return p, phrase.Errorf("%s has no column %q; its columns are %s", s.file.Name, column, strings.Join(s.names(), ", "))
		}
		p = p.With(field, at)
	}
	return p, nil
}

// ReadColumn reads words like "account=Acct #": one of the fields, and how its
// column is called; empty: it has none.
func ReadColumn[F ~string](word string, fields []F) (field F, column string, err error) {
	name, column, ok := strings.Cut(word, "=")
	field = F(strings.ToLower(strings.TrimSpace(name)))
	if !ok || !slices.Contains(fields, field) {
		return "", "", phrase.Errorf("%q is not a field and its column; write it like account=Acct. The fields are %s", word, Listed(fields))
	}
	return field, oneSpaced(column), nil
}

// With gives a column to a field, and takes it from any other.
func (p Plan) With(field Field, column int) Plan {
	columns := maps.Clone(p.Columns)
	maps.DeleteFunc(columns, func(_ Field, at int) bool { return at == column })
	columns[field] = column
	p.Columns = columns
	return p
}

// Without loads nothing from a column.
func (p Plan) Without(column int) Plan {
	p.Columns = maps.Clone(p.Columns)
	maps.DeleteFunc(p.Columns, func(_ Field, at int) bool { return at == column })
	return p
}

// FieldOf is what a column is loaded as; empty: it is not.
func (p Plan) FieldOf(column int) Field {
	for field, at := range p.Columns {
		if at == column {
			return field
		}
	}
	return ""
}

// Listed writes words one after another, for a message about what there is.
func Listed[T ~string](words []T) string {
	texts := make([]string, len(words))
	for i, word := range words {
		texts[i] = string(word)
	}
	return strings.Join(texts, ", ")
}

func (s *Survey) names() []string {
	names := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		names[i] = c.Name
	}
	return names
}

// named is the column of that name or letter, or -1.
func (s *Survey) named(name string) int {
	at := slices.IndexFunc(s.Columns, func(c Column) bool { return strings.EqualFold(c.Name, name) })
	for i := range s.Columns {
		if at < 0 && letter(i) == strings.ToUpper(name) {
			at = i
		}
	}
	return at
}

// Question is what a person must say about the file, because it can be read in
// two ways.
type Question struct {
	Field   Field
	Example string // a value of the column
	Choices []Choice
}

// Choice is one way to read, and the plan that reads so.
type Choice struct {
	Label phrase.Text // what the example means then
	Plan  Plan
}

// Questions are those that the plan leaves open.
func (s *Survey) Questions(p Plan) []Question {
	var all []Question
	for _, field := range Fields {
		column, mapped := p.Columns[field]
		switch {
		case !mapped:
		case field.isDate() && p.Dates[field] == "":
			if formats := s.DateFormats(column); len(formats) > 1 {
				all = append(all, s.askDate(p, field, formats))
			}
		case field == Balance && p.Amounts == "":
			if styles := s.AmountStyles(column); len(styles) > 1 {
				all = append(all, s.askAmount(p, styles))
			}
		}
	}
	return all
}

func (s *Survey) askDate(p Plan, field Field, formats []DateFormat) Question {
	c := s.Columns[p.Columns[field]]
	q := Question{Field: field}
	for _, text := range c.values {
		if day, err := readDate(text, formats[0], s.file.date1904); err == nil && day != "" {
			if other, err := readDate(text, formats[1], s.file.date1904); err == nil && other != day {
				q.Example = text
				break
			}
		}
	}
	for _, format := range formats {
		day, err := readDate(q.Example, format, s.file.date1904)
		if err != nil {
			continue
		}
		q.Choices = append(q.Choices, Choice{spelled(day, format), s.WithDates(p, format)})
	}
	return q
}

// spelled is a date with the name of its month, so that nobody takes the one
// for the other.
func spelled(day ledger.Day, format DateFormat) phrase.Text {
	date := day.Time()
	return phrase.Of("%s %d, %d (%s)", months[date.Month()-1], date.Day(), date.Year(), string(format))
}

var months = [...]phrase.Word{
	"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
}

// WithDates reads every column of dates in a format that fits it.
func (s *Survey) WithDates(p Plan, format DateFormat) Plan {
	p.Dates = maps.Clone(p.Dates)
	for field, column := range p.Columns {
		if field.isDate() && slices.Contains(s.DateFormats(column), format) {
			p.Dates[field] = format
		}
	}
	return p
}

func (s *Survey) askAmount(p Plan, styles []AmountStyle) Question {
	c := s.Columns[p.Columns[Balance]]
	q := Question{Field: Balance, Example: c.values[0]}
	for _, text := range c.values {
		if len(text) > len(q.Example) {
			q.Example = text
		}
	}
	for _, style := range styles {
		amount, err := readAmount(q.Example, style)
		if err != nil {
			continue
		}
		p.Amounts = style
		q.Choices = append(q.Choices, Choice{phrase.Of("$%s", amount.Display()), p})
	}
	return q
}

// Ready returns why a file cannot be loaded by the plan; nil: it can.
func (s *Survey) Ready(p Plan) error {
	if _, mapped := p.Columns[Account]; !mapped {
		return phrase.Errorf("%s: %w", s.file.Name, errNoAccount)
	}
	if open := s.Questions(p); len(open) > 0 {
		q := open[0]
		labels := make([]string, len(q.Choices))
		for i, c := range q.Choices {
			labels[i] = c.Label.String()
		}
		return phrase.Errorf("the column %s can be read in two ways: %s is %s; say which", q.Field.Label(), q.Example, strings.Join(labels, " or "))
	}
	return nil
}

// dateFormat is how the dates of a field are read.
func (s *Survey) dateFormat(field Field, p Plan) DateFormat {
	if format := p.Dates[field]; format != "" {
		return format
	}
	if formats := s.DateFormats(p.Columns[field]); len(formats) > 0 {
		return formats[0]
	}
	return MDY
}

func (s *Survey) amountStyle(p Plan) AmountStyle {
	if p.Amounts != "" {
		return p.Amounts
	}
	return s.AmountStyles(p.Columns[Balance])[0]
}

// Reading says how a field's column is read, for people; empty: as it stands.
func (s *Survey) Reading(field Field, p Plan) string {
	switch {
	case field.isDate():
		return string(s.dateFormat(field, p))
	case field == Balance:
		return s.amountStyle(p).Example()
	}
	return ""
}

// Preview is the sample as the plan reads it: a text a column, what is wrong
// with it in its place.
func (s *Survey) Preview(p Plan) [][]string {
	var rows [][]string
	for _, cells := range s.Sample {
		texts := make([]string, len(s.Columns))
		for i := range texts {
			texts[i] = s.shown(p.FieldOf(i), row{cells: cells}.cell(i), p)
		}
		rows = append(rows, texts)
	}
	return rows
}

func (s *Survey) shown(field Field, text string, p Plan) string {
	if field == "" || text == "" {
		return text
	}
	var a ledger.Account
	if err := s.read(&a, field, text, p); err != nil {
		return text + " (?)"
	}
	switch field {
	case Balance:
		return a.Balance.Display()
	case BillDate:
		return a.BillDate.Display()
	case Due:
		return a.Due.Display()
	case CutOff:
		return a.CutOff.Display()
	case AutoPay:
		return yes(a.AutoPay)
	case NoChecks:
		return yes(a.NoChecks)
	case Language:
		return a.Language
	}
	return text
}

func yes(flag bool) string {
	if flag {
		return "yes"
	}
	return ""
}
