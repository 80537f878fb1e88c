package layout

import (
	"io"
	"strings"
	"unicode/utf8"
)

// emit writes the records of a row or a part.
func (w *Writer) emit(kind Kind, at *place, to io.Writer) error {
	for _, r := range w.records[kind] {
		w.record++
		at.record = w.record
		if err := w.write(r, at, to); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) write(r *Record, at *place, to io.Writer) error {
	composed, err := w.compose(r, at)
	if err != nil {
		return err
	}
	return w.writeLine(composed, to)
}

func (w *Writer) writeLine(text string, to io.Writer) error {
	w.line = w.profile.Encoding.appendTo(w.line[:0], text+lineEnds[w.profile.LineEnd])
	if w.bytes += int64(len(w.line)); w.most > 0 && w.bytes > w.most {
		return errTooLong
	}
	_, err := to.Write(w.line)
	return err
}

var lineEnds = map[LineEnd]string{CRLF: "\r\n", LF: "\n"}

// compose puts the values of a record side by side.
func (w *Writer) compose(r *Record, at *place) (string, error) {
	p := w.profile
	var line strings.Builder
	length := 0 // in characters
	var seen []Span
	for i := range r.Columns {
		c := &r.Columns[i]
		value, err := c.text(at, p)
		if err == nil {
			value, err = p.laidOut(c, value)
		}
		if err != nil {
			stop := &Stop{Profile: p.Name, Record: r.Kind, Column: c.label(), Why: err.Error()}
			if r.Kind == Detail || r.Kind == Overflow {
				stop.Receipt = at.row.payment.Receipt
			} else if last := at.totals.newest; last != nil {
				stop.After = last.Receipt
			}
			return "", stop
		}
		switch {
		case p.Form == Fixed:
			line.WriteString(strings.Repeat(" ", c.From-1-length))
			length = c.From - 1
		case i > 0:
			line.WriteString(p.Delimiter)
			length++
		}
		line.WriteString(value)
		width := utf8.RuneCountInString(value)
		if w.watch != nil {
			seen = append(seen, Span{Name: c.label(), From: length + 1, Width: width})
		}
		length += width
	}
	line.WriteString(strings.Repeat(" ", max(0, p.Length-length)))
	if w.watch != nil {
		w.watch(Written{Record: r.Kind, Text: line.String(), Spans: seen, number: at.record})
	}
	return line.String(), nil
}

// laidOut fills a value up or puts it in quotes, as the form has it.
func (p *Profile) laidOut(c *Column, value string) (string, error) {
	if p.Form == Fixed || c.Pad != "" {
		value = c.padded(value)
	}
	if p.Form == Fixed {
		return value, nil
	}
	return p.quoted(value)
}

func (w *Writer) writeTitles() error {
	p := w.profile
	var titles []string
	for _, c := range w.records[Detail][0].Columns {
		title, err := p.quoted(c.label())
		if err != nil {
			return err
		}
		titles = append(titles, title)
	}
	line := strings.Join(titles, p.Delimiter)
	if w.watch != nil {
		w.watch(Written{Record: "titles", Text: line})
	}
	return w.writeLine(line, w.out)
}
