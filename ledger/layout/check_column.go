package layout

import (
	"slices"
	"strings"
	"unicode/utf8"
)

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
