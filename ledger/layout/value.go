package layout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"counterfoil/ledger/money"
)

// Stop says why a profile's file cannot be written: a payment does not fit it.
type Stop struct {
	Profile string
	Receipt string // empty: in a header or total
	After   string // of a header or total: the last receipt that it is of
	Record  Kind   // empty: the payment as a whole
	Column  string
	Why     string // what does not fit, and what to do
}

func (s *Stop) Error() string {
	at := s.Profile + ": "
	if s.Receipt != "" {
		at += "receipt " + s.Receipt + ", "
	}
	if s.Record != "" {
		at += fmt.Sprintf("%s record, column %s", s.Record, s.Column)
	}
	if s.After != "" {
		at += ", after receipt " + s.After
	}
	return strings.TrimSuffix(at, ", ") + ": " + s.Why
}

// text is the column's value as it stands in the file, but for padding and
// quotes. The error says what does not fit, without where.
func (c *Column) text(at *place, p *Profile) (string, error) {
	value, err := c.formatted(at, p)
	if err != nil {
		return "", err
	}
	if len(c.Map) > 0 {
		mapped, ok := c.Map[value]
		if !ok {
			mapped, ok = c.Map["*"]
		}
		if !ok {
			return "", fmt.Errorf("%q has no word in its map; add it there", value)
		}
		value = mapped
	}
	if value == "" {
		if c.Required {
			return "", fmt.Errorf("there is no value and it must have one; take \"required\" out of the profile, or correct the payment")
		}
		value = c.Empty
	}
	switch c.Case {
	case Upper:
		value = strings.ToUpper(value)
	case Lower:
		value = strings.ToLower(value)
	}
	if c.Plain {
		value = p.Encoding.plain(value)
	}
	if c.Truncate && utf8.RuneCountInString(value) > c.Width {
		value = strings.TrimRight(string([]rune(value)[:c.Width]), " ")
	}
	return value, c.check(value, p)
}

// check holds a value to the column's width and characters.
func (c *Column) check(value string, p *Profile) error {
	for _, r := range value {
		switch {
		case !printable(r):
			return fmt.Errorf("%q has a character that cannot stand in a file", value)
		case !p.Encoding.has(r):
			return fmt.Errorf("%q has the character %q, which %s does not have; choose another encoding in the profile, or for text that people typed set plain = true", value, r, p.Encoding)
		case c.Chars == Digits && !isDigit(r), c.Chars == Alphanumeric && !isAlphanumeric(r):
			return fmt.Errorf("%q has the character %q, and the column takes %s only", value, r, c.Chars)
		}
	}
	if n := utf8.RuneCountInString(value); c.Width > 0 && n > c.Width {
		return fmt.Errorf("%q has %d characters and the column takes %d; make the column wider in the profile if billing allows it, or let billing load another form", value, n, c.Width)
	}
	return nil
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isAlphanumeric(r rune) bool {
	return isDigit(r) || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// formatted is the field's value as text; empty: it is not known.
func (c *Column) formatted(at *place, p *Profile) (string, error) {
	if c.Const != nil {
		return *c.Const, nil
	}
	switch v := c.field.valueAt(at).(type) {
	case string:
		if c.field.sort != day {
			return v, nil
		}
		date, err := time.Parse(time.DateOnly, v)
		if err != nil {
			return "", fmt.Errorf("%q is not a day", v)
		}
		return formatTime(date, c.dateFormat()), nil
	case time.Time:
		return formatTime(v, c.dateFormat()), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case money.Amount:
		return c.amount(v, p)
	}
	return "", nil
}

// amount writes money. The sign is put in by pad when zeros go before it.
func (c *Column) amount(a money.Amount, p *Profile) (string, error) {
	digits := strings.TrimPrefix(a.String(), "-")
	if c.Format == Cents {
		digits = strings.TrimLeft(strings.Replace(digits, ".", "", 1), "0")
		if digits == "" {
			digits = "0"
		}
	}
	switch {
	case c.Sign == Trailing && a.IsNegative():
		return digits + "-", nil
	case c.Sign == Trailing && p.Form == Fixed:
		return digits + " ", nil
	case c.Sign == Unsigned && a.IsNegative() && !c.field.money:
		return "", fmt.Errorf("%s is below zero and the column has no sign; give it one in the profile", a)
	case c.Sign != Unsigned && a.IsNegative():
		return "-" + digits, nil
	}
	return digits, nil
}

// padded fills a value up to the column's width.
func (c *Column) padded(value string) string {
	fill := strings.Repeat(c.padding(), max(0, c.Width-utf8.RuneCountInString(value)))
	if c.alignment() == Left {
		return value + fill
	}
	if digits, negative := strings.CutPrefix(value, "-"); negative && c.Pad == "0" && c.field != nil && c.field.sort == amount {
		return "-" + fill + digits
	}
	return fill + value
}

func (c *Column) padding() string {
	if c.Pad == "" {
		return " "
	}
	return c.Pad
}

// alignment is as declared, or else numbers on the right.
func (c *Column) alignment() Align {
	if c.Align == "" && c.field != nil && (c.field.sort == amount || c.field.sort == count) {
		return Right
	}
	if c.Align == "" {
		return Left
	}
	return c.Align
}

// quoted puts a value of a delimited file in quotes where it needs them.
func (p *Profile) quoted(value string) (string, error) {
	needs := strings.ContainsAny(value, p.Delimiter+`"`) || strings.TrimSpace(value) != value
	switch {
	case p.Quote == QuoteNever && strings.Contains(value, p.Delimiter):
		return "", fmt.Errorf("%q has the delimiter in it, and the profile allows no quotes; set quote = \"needed\"", value)
	case p.Quote == QuoteAlways, p.Quote == QuoteNeeded && needs:
		return `"` + strings.ReplaceAll(value, `"`, `""`) + `"`, nil
	}
	return value, nil
}

// namedDates are the formats that have a name, in the notation of strftime.
var namedDates = map[string]string{
	"YYYY-MM-DD": "%Y-%m-%d", "YYYYMMDD": "%Y%m%d", "YYMMDD": "%y%m%d",
	"MM/DD/YYYY": "%m/%d/%Y", "MM/DD/YY": "%m/%d/%y", "MMDDYYYY": "%m%d%Y", "mmddyyyy": "%m%d%Y", "MMDDYY": "%m%d%y",
	"DDMMYYYY": "%d%m%Y", "julian": "%y%j", "HHMM": "%H%M", "HHMMSS": "%H%M%S",
}

// rfc3339 is a moment as the bundle's own files write it.
const rfc3339 = "rfc3339"

func (c *Column) dateFormat() string {
	switch {
	case c.Format != "":
		return c.Format
	case c.field.sort == moment:
		return rfc3339
	}
	return "YYYY-MM-DD"
}

var timeParts = map[byte]func(time.Time) string{
	'Y': func(t time.Time) string { return t.Format("2006") },
	'y': func(t time.Time) string { return t.Format("06") },
	'm': func(t time.Time) string { return t.Format("01") },
	'd': func(t time.Time) string { return t.Format("02") },
	'j': func(t time.Time) string { return t.Format("002") },
	'H': func(t time.Time) string { return t.Format("15") },
	'M': func(t time.Time) string { return t.Format("04") },
	'S': func(t time.Time) string { return t.Format("05") },
	'%': func(time.Time) string { return "%" },
}

func formatTime(t time.Time, format string) string {
	if format == rfc3339 {
		return t.Format(time.RFC3339)
	}
	if named, ok := namedDates[format]; ok {
		format = named
	}
	var text strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] == '%' && i+1 < len(format) {
			i++
			text.WriteString(timeParts[format[i]](t))
			continue
		}
		text.WriteByte(format[i])
	}
	return text.String()
}

// checkTimeFormat refuses a format that would leave a date or a time unsaid.
func checkTimeFormat(format string, of sort) error {
	pattern, named := namedDates[format]
	if !named {
		pattern = format
	}
	if format == rfc3339 && of == moment {
		return nil
	}
	if !named && !strings.Contains(format, "%") {
		return fmt.Errorf("%q is not a date format; write YYYYMMDD, MMDDYYYY, MMDDYY, YYMMDD, julian, or a pattern like %%m/%%d/%%Y", format)
	}
	for i := 0; i < len(pattern); i++ {
		if pattern[i] != '%' {
			continue
		}
		i++
		if i == len(pattern) || timeParts[pattern[i]] == nil {
			return fmt.Errorf("%q has an unknown part; the parts are %%Y %%y %%m %%d %%j %%H %%M %%S", format)
		}
		if of == day && slices.Contains([]byte("HMS"), pattern[i]) {
			return fmt.Errorf("%q asks for a time, and the field is a day", format)
		}
	}
	return nil
}
