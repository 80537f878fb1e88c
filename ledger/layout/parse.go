package layout

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
)

// MaxBytes is the most that a profile's TOML can have.
const MaxBytes = 64 << 10

const (
	maxRecords = 64
	maxColumns = 256
	maxLength  = 4096 // characters in a record
)

// ParseError says what is wrong with a profile's TOML.
type ParseError struct {
	Table string // like "record 2 (detail), column 3 (account)"; empty: the profile itself
	Key   string // empty: the table as a whole
	Why   string // and what to do
}

func (e *ParseError) Error() string {
	var at []string
	for _, part := range []string{e.Table, e.Key} {
		if part != "" {
			at = append(at, part)
		}
	}
	if len(at) == 0 {
		return e.Why
	}
	return strings.Join(at, ", ") + ": " + e.Why
}

// Parse reads a profile and checks it whole. A key it does not know is an
// error. The error is a *ParseError.
func Parse(text []byte) (*Profile, error) {
	if len(text) > MaxBytes {
		return nil, &ParseError{Why: fmt.Sprintf("it is larger than %d KB; is this a profile?", MaxBytes>>10)}
	}
	p := &Profile{Encoding: UTF8, LineEnd: CRLF, Quote: QuoteNeeded, Rows: ByLine, Text: bytes.Clone(text)}
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(p); err != nil {
		return nil, explain(err)
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	return p, nil
}

// explain puts the library's errors into the words of the file's author.
func explain(err error) *ParseError {
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(unknown.Errors) > 0 {
		first := unknown.Errors[0]
		line, _ := first.Position()
		return &ParseError{Table: fmt.Sprintf("line %d", line), Key: strings.Join(first.Key(), "."), Why: "there is no such key; correct its spelling or take it out"}
	}
	if wrong, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, column := wrong.Position()
		return &ParseError{Table: fmt.Sprintf("line %d, column %d", line, column), Key: strings.Join(wrong.Key(), "."), Why: strings.TrimPrefix(wrong.Error(), "toml: ")}
	}
	return &ParseError{Why: strings.TrimPrefix(err.Error(), "toml: ")}
}

var (
	nameForm      = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,30}$`)
	extensionForm = regexp.MustCompile(`^[A-Za-z0-9]{1,8}$`)
)

func wrong(key, format string, args ...any) error {
	return &ParseError{Key: key, Why: fmt.Sprintf(format, args...)}
}

// among refuses a word that is not one of those a key takes.
func among[T ~string](key string, word T, words ...T) error {
	if slices.Contains(words, word) {
		return nil
	}
	return wrong(key, "%q is not known; write one of %s", word, list(words))
}

func list[T ~string](words []T) string {
	var quoted []string
	for _, word := range words {
		if word != "" {
			quoted = append(quoted, fmt.Sprintf("%q", word))
		}
	}
	return strings.Join(quoted, ", ")
}

func (p *Profile) check() error {
	if !nameForm.MatchString(p.Name) {
		return wrong("name", "%q is not a name; use up to 31 small letters, digits and hyphens, like our-billing", p.Name)
	}
	if !extensionForm.MatchString(p.Extension) {
		return wrong("extension", "%q is not how a file's name ends; use up to 8 letters or digits, like csv", p.Extension)
	}
	for _, err := range []error{
		among("form", p.Form, Fixed, Delimited),
		among("encoding", p.Encoding, UTF8, ASCII, Latin1, Windows1252, CP037),
		among("line_end", p.LineEnd, CRLF, LF, NoEnd),
		among("quote", p.Quote, QuoteNeeded, QuoteAlways, QuoteNever),
		among("rows", p.Rows, ByLine, ByTender, ByPart, ByFund),
		among("reversals", p.Reversals, Negative, OwnFile, Refuse),
		p.checkForm(), p.checkGroup("lockbox", p.Lockbox), p.checkGroup("batch", p.Batch),
	} {
		if err != nil {
			return err
		}
	}
	if len(p.Records) == 0 || len(p.Records) > maxRecords {
		return wrong("record", "a profile has 1 to %d [[record]] tables, not %d", maxRecords, len(p.Records))
	}
	for i := range p.Records {
		if err := p.checkRecord(&p.Records[i]); err != nil {
			misfit := err.(*ParseError)
			at := fmt.Sprintf("record %d", i+1)
			if kind := p.Records[i].Kind; slices.Contains(kinds, kind) {
				at += fmt.Sprintf(" (%s)", kind)
			}
			if misfit.Table != "" {
				at += ", " + misfit.Table
			}
			return &ParseError{at, misfit.Key, misfit.Why}
		}
	}
	return p.checkWhole()
}

func (p *Profile) checkForm() error {
	switch {
	case p.Form == Delimited && p.Length != 0:
		return wrong("length", "only a fixed form has a length; take it out")
	case p.Form == Delimited && (utf8.RuneCountInString(p.Delimiter) != 1 || strings.ContainsAny(p.Delimiter, "\"\r\n")):
		return wrong("delimiter", "%q is not a delimiter; write one character, like \",\" or \"\\t\"", p.Delimiter)
	case p.Form == Delimited && p.LineEnd == NoEnd:
		return wrong("line_end", "a delimited file needs line ends; write crlf or lf")
	case p.Form == Delimited && p.Delimiter != "\t" && !p.Encoding.has(firstRune(p.Delimiter)):
		return wrong("delimiter", "%s does not have the character %q", p.Encoding, p.Delimiter)
	case p.Form == Fixed && p.Delimiter != "":
		return wrong("delimiter", "a fixed form has none; take it out, or write form = \"delimited\"")
	case p.Form == Fixed && p.Titles:
		return wrong("titles", "only a delimited form has them; write a header record of constants instead")
	case p.Form == Fixed && p.Encoding == UTF8:
		return wrong("encoding", "positions are counted in bytes, and a character of utf-8 can have several; write ascii, latin-1, windows-1252 or cp037")
	case p.Form == Fixed && (p.Length < 0 || p.Length > maxLength):
		return wrong("length", "%d is not between 0 and %d", p.Length, maxLength)
	case p.LineEnd == NoEnd && p.Length == 0:
		return wrong("line_end", "records without line ends need one length; give it as length")
	}
	return nil
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

func (p *Profile) checkGroup(table string, g Group) error {
	for _, name := range g.By {
		if f := fields[name]; f == nil || f.scope != ofPayment || f.sort == amount {
			return &ParseError{table, "by", fmt.Sprintf("%q does not tell payments apart; write business_day, station, clerk, batch or tender", name)}
		}
	}
	if g.Most < 0 {
		return &ParseError{table, "most", fmt.Sprintf("%d is below zero; 0 is any number", g.Most)}
	}
	return nil
}

func (p *Profile) checkRecord(r *Record) error {
	if err := among("kind", r.Kind, kinds...); err != nil {
		return err
	}
	if r.Kind == Overflow && p.Rows != ByTender {
		return wrong("kind", "overflow records are the parts of a tender; write rows = \"tender\"")
	}
	if len(r.Columns) == 0 || len(r.Columns) > maxColumns {
		return wrong("columns", "a record has 1 to %d columns, not %d", maxColumns, len(r.Columns))
	}
	next := 1
	for i := range r.Columns {
		c := &r.Columns[i]
		err := p.checkColumn(r, c)
		if err == nil && p.Form == Fixed {
			next, err = p.checkPlace(c, next)
		}
		if err == nil && c.Sign == Unsigned && c.field != nil && c.field.money && p.Reversals == Negative && !r.has("void") {
			err = wrong("sign", "reversals are below zero here, and neither a sign nor a column void would show it")
		}
		if err != nil {
			misfit := err.(*ParseError)
			at := fmt.Sprintf("column %d", i+1)
			if label := c.label(); label != "" {
				at += fmt.Sprintf(" (%s)", label)
			}
			return &ParseError{at, misfit.Key, misfit.Why}
		}
	}
	return nil
}

// has tells whether a record has a column of a field.
func (r *Record) has(name string) bool {
	return slices.ContainsFunc(r.Columns, func(c Column) bool { return c.Field == name })
}

// checkPlace holds a fixed column to its place behind the one before it.
func (p *Profile) checkPlace(c *Column, next int) (int, error) {
	switch {
	case c.From < 1:
		return 0, wrong("from", "give the position of its first character, from 1")
	case c.Width < 1:
		return 0, wrong("width", "give its number of characters")
	case c.From < next:
		return 0, wrong("from", "position %d belongs to the column before it, which ends at %d; columns stand in their order", c.From, next-1)
	}
	end := c.From + c.Width - 1
	limit := maxLength
	if p.Length > 0 {
		limit = p.Length
	}
	if c.Width > maxLength || end > limit {
		return 0, wrong("width", "it ends at position %d and the record at %d", end, limit)
	}
	return end + 1, nil
}

func (p *Profile) checkColumn(r *Record, c *Column) error {
	if (c.Field == "") == (c.Const == nil) {
		return wrong("field", "a column has either a field or a const")
	}
	if p.Form == Delimited && c.From != 0 {
		return wrong("from", "only a fixed form has positions; take it out")
	}
	if c.Width < 0 || c.Width > maxLength {
		return wrong("width", "%d is not between 0 and %d", c.Width, maxLength)
	}
	for _, err := range []error{
		among("align", c.Align, "", Left, Right), among("case", c.Case, "", Upper, Lower),
		among("chars", c.Chars, "", Digits, Alphanumeric), among("sign", c.Sign, "", Leading, Trailing, Unsigned),
	} {
		if err != nil {
			return err
		}
	}
	if c.Pad != "" && (utf8.RuneCountInString(c.Pad) != 1 || !printable(firstRune(c.Pad)) || !p.Encoding.has(firstRune(c.Pad))) {
		return wrong("pad", "%q is not one character of %s", c.Pad, p.Encoding)
	}
	if c.Pad != "" && c.Width == 0 {
		return wrong("pad", "there is nothing to fill up without a width; give one")
	}
	if c.Const != nil {
		return p.checkConst(c)
	}
	if c.field = fields[c.Field]; c.field == nil {
		return wrong("field", "there is no field %q; the fields are %s", c.Field, strings.Join(Fields(), " "))
	}
	if !p.offers(r.Kind, c) {
		return wrong("field", "a %s record of a profile with rows = %q has no %s; %s", r.Kind, p.Rows, c.Field, c.field.scope.where())
	}
	return p.checkFieldKeys(c)
}

func (p *Profile) checkConst(c *Column) error {
	if c.Format != "" || c.Sign != "" || c.Map != nil || c.Empty != "" || c.Required || c.Truncate || c.Plain {
		return wrong("const", "a constant stands as it is; take format, sign, map, empty, required, truncate and plain out")
	}
	if err := c.check(*c.Const, p); err != nil {
		return wrong("const", "%s", err)
	}
	return p.checkQuotes("const", *c.Const)
}

// checkQuotes finds out early that a text of the profile's own cannot stand in
// its files.
func (p *Profile) checkQuotes(key, value string) error {
	if p.Form != Delimited {
		return nil
	}
	if _, err := p.quoted(value); err != nil {
		return wrong(key, "%s", err)
	}
	return nil
}

func (p *Profile) checkFieldKeys(c *Column) error {
	sort := c.field.sort
	switch {
	case sort == amount && c.Format != "" && c.Format != Decimal && c.Format != Cents:
		return wrong("format", "%q is not how an amount is written; write %q or %q", c.Format, Decimal, Cents)
	case (sort == text || sort == count) && c.Format != "":
		return wrong("format", "%s is not a date and not an amount; take it out", c.Field)
	case sort != amount && c.Sign != "":
		return wrong("sign", "%s is not an amount; take it out", c.Field)
	case (sort == amount || sort == count) && c.alignment() == Left && c.Pad != "" && isDigit(firstRune(c.Pad)):
		return wrong("pad", "digits behind a number would make it a larger one; write align = \"right\"")
	case (sort == amount || sort == count) && c.Pad != "" && c.Pad != "0" && c.Pad != " " && isDigit(firstRune(c.Pad)):
		return wrong("pad", "a number is filled up with spaces, zeros or marks, not with %q", c.Pad)
	case c.Sign == Trailing && c.alignment() == Left:
		return wrong("sign", "a trailing sign stands at the right; write align = \"right\"")
	case (c.Truncate || c.Plain) && !c.field.typed:
		return wrong("truncate", "%s must arrive whole and as it is; only text that people typed may be cut or lose accents: payor, name, note, clerk, writer, city", c.Field)
	case c.Truncate && c.Width == 0:
		return wrong("truncate", "give the width to cut it to")
	}
	if sort == day || sort == moment {
		if err := checkTimeFormat(c.dateFormat(), sort); err != nil {
			return wrong("format", "%s", err)
		}
	}
	own := map[string]string{"empty": c.Empty}
	for value, word := range c.Map {
		own["map."+value] = word
	}
	for key, value := range own {
		if err := c.check(value, p); err != nil {
			return wrong(key, "%s", err)
		}
	}
	return nil
}

// offers tells whether a column's field has a value in a kind of record.
func (p *Profile) offers(kind Kind, c *Column) bool {
	has := anywhere
	switch kind {
	case Detail:
		has |= ofPayment | ofBatch
		switch p.Rows {
		case ByTender:
			has |= ofTender
		case ByPart:
			has |= ofTender | ofLine
		case ByFund:
			has |= ofFund | ofLine
		default:
			has |= ofLine
		}
	case Overflow:
		has |= ofPayment | ofBatch | ofLine | ofTender | ofPart
	default:
		has |= ofTotals
	}
	if kind == BatchHeader || kind == BatchTotal {
		has |= ofBatch
	}
	return has&c.field.scope != 0 || slices.Contains(p.groupedBy(kind), c.Field)
}

// groupedBy are the fields that are the same in the whole lockbox or batch.
func (p *Profile) groupedBy(kind Kind) []string {
	switch kind {
	case LockboxHeader, LockboxTotal:
		return p.Lockbox.By
	case BatchHeader, BatchTotal:
		return slices.Concat(p.Lockbox.By, p.Batch.By)
	}
	return nil
}

// where says in words which records have a field.
func (s scope) where() string {
	switch s {
	case ofPayment:
		return "detail and overflow records have it, and those of a lockbox or batch that is made by it"
	case ofLine:
		return "rows of a line, a part or a fund have it, and overflow records"
	case ofTender:
		return "rows of a tender or a part have it, and overflow records"
	case ofFund:
		return "rows of a fund have it"
	case ofPart:
		return "overflow records have it"
	case ofBatch:
		return "records of a batch have it"
	}
	return "headers, totals and trailers have it"
}

// checkWhole finds what no record can be blamed for.
func (p *Profile) checkWhole() error {
	details := p.recordsOf(Detail)
	if len(details) == 0 {
		return wrong("record", "there is no detail record, so no payment would be in the file")
	}
	if p.Titles {
		for _, c := range details[0].Columns {
			if err := c.check(c.label(), p); err != nil && c.Width == 0 {
				return &ParseError{Table: "titles", Why: err.Error()}
			}
			if err := p.checkQuotes("titles", c.label()); err != nil {
				return err
			}
		}
	}
	told := append(slices.Clone(details), p.recordsOf(Overflow)...)
	if !slices.ContainsFunc(told, func(r *Record) bool { return r.has("amount") || r.has("net") }) {
		return wrong("record", "no detail record has the field amount, so no money would be in the file")
	}
	for i, r := range p.Records {
		at := fmt.Sprintf("record %d (%s)", i+1, r.Kind)
		if r.has("hash_total") && !slices.ContainsFunc(told, func(r *Record) bool { return r.has("account") }) {
			return &ParseError{at, "hash_total", "it adds up accounts, and no detail or overflow record has the field account"}
		}
		for _, name := range []string{"total_cash", "total_check", "total_card"} {
			if r.has(name) && p.Rows != ByTender && p.Rows != ByPart {
				return &ParseError{at, name, "rows of a line may be paid by several tenders; write rows = \"part\" or \"tender\""}
			}
		}
	}
	return nil
}
