package layout

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxRecords = 64
	maxColumns = 256
	maxLength  = 4096 // characters in a record
)

var (
	nameForm      = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,30}$`)
	extensionForm = regexp.MustCompile(`^[A-Za-z0-9]{1,8}$`)
)

// check finds what no file can be written by. Its error is a *ParseError.
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
			var kind Kind
			if slices.Contains(kinds, p.Records[i].Kind) {
				kind = p.Records[i].Kind
			}
			return within("record", i, string(kind), err)
		}
	}
	return p.checkWhole()
}

// within says in which of several tables, counted from 0, something is wrong.
func within(table string, i int, name string, err error) error {
	misfit := err.(*ParseError)
	at := fmt.Sprintf("%s %d", table, i+1)
	if name != "" {
		at += " (" + name + ")"
	}
	if misfit.Table != "" {
		at += ", " + misfit.Table
	}
	return &ParseError{at, misfit.Key, misfit.Why}
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
			return within("column", i, c.label(), err)
		}
	}
	return nil
}

// has tells whether a record has a column of a field.
func (r *Record) has(name string) bool {
	return slices.ContainsFunc(r.Columns, func(c Column) bool { return c.Field == name })
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
