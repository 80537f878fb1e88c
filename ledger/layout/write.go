package layout

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// Write writes one file of the profile from payments in their order. The error
// is a *Stop when a payment does not fit the profile: what was written until
// then is of no use. See NewWriter about temp.
func (p *Profile) Write(out io.Writer, file File, set Set, temp string, payments iter.Seq2[Payment, error]) (Totals, error) {
	w := p.NewWriter(out, file, set, temp)
	defer w.Discard()
	for payment, err := range payments {
		if err == nil {
			err = w.Add(payment)
		}
		if err != nil {
			return Totals{}, err
		}
	}
	return w.Finish()
}

// Writer writes one file of a profile as payments come along. It holds one
// payment at a time; of a profile whose headers have totals, up to a megabyte
// of records for each of them, and the rest in a temporary file.
type Writer struct {
	profile *Profile
	file    File
	set     Set
	out     io.Writer
	temp    string
	most    int64         // bytes; 0: any number
	watch   func(Written) // gets every record; nil: nobody looks
	records map[Kind][]*Record
	levels  [3]level
	begun   bool
	err     error // what stopped the file

	record     int64 // number of the newest record
	rows       int64
	rowInBatch int64
	batches    int64
	bytes      int64
	line       []byte
}

// Limit makes a file that grows beyond so many bytes an error.
func (w *Writer) Limit(bytes int64) { w.most = bytes }

var errTooLong = errors.New("the file grows beyond its limit")

// level is the file, the lockbox or the batch that is being written.
type level struct {
	head, foot Kind
	open       bool
	first      *row // nil in a file without rows
	record     int64
	key        string
	totals     Totals
	held       *spool // what waits behind a header with totals; nil: nothing does
}

const (
	wholeFile = iota
	lockbox
	batch
)

// NewWriter begins one of the profile's files. What a header with totals holds
// back goes into a temporary file in the folder temp; empty: the system's.
func (p *Profile) NewWriter(out io.Writer, file File, set Set, temp string) *Writer {
	w := &Writer{profile: p, file: file, set: set, out: out, temp: temp, records: map[Kind][]*Record{}}
	for _, kind := range kinds {
		w.records[kind] = p.recordsOf(kind)
	}
	w.levels = [3]level{{head: Header, foot: Trailer}, {head: LockboxHeader, foot: LockboxTotal}, {head: BatchHeader, foot: BatchTotal}}
	return w
}

// Add writes the records of a payment, when it belongs to this file. After an
// error the file is lost, and every call gives the same error.
func (w *Writer) Add(payment Payment) error {
	if w.err == nil {
		w.err = w.add(payment)
	}
	return w.err
}

func (w *Writer) add(payment Payment) error {
	p := w.profile
	if p.Reversals == OwnFile && payment.Reversal != w.file.Reversals {
		return nil
	}
	stop := func(why string) error { return &Stop{Profile: p.Name, Receipt: payment.Receipt, Why: why} }
	if p.Reversals == Refuse && payment.Reversal {
		return stop("it was carried before and is taken back now, which this profile has no form for; take it back in billing by hand, or give the profile reversals = \"negative\" or \"file\"")
	}
	rows, err := payment.rowsOf(p.Rows)
	if err != nil {
		return stop(err.Error())
	}
	if err := w.begin(); err != nil {
		return err
	}
	for i := range rows {
		if err := w.addRow(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// begin writes what stands before the first payment.
func (w *Writer) begin() error {
	if w.begun {
		return nil
	}
	w.begun = true
	if w.profile.Titles {
		if err := w.writeTitles(); err != nil {
			return err
		}
	}
	return w.open(wholeFile, nil, "")
}

func (w *Writer) addRow(r *row) error {
	if err := w.turn(r); err != nil {
		return err
	}
	w.rows++
	w.rowInBatch++
	for i := range w.levels {
		if err := w.levels[i].totals.add(*r, w.profile.Reversals == Negative); err != nil {
			return &Stop{Profile: w.profile.Name, Receipt: r.payment.Receipt, Why: err.Error()}
		}
	}
	if err := w.emit(Detail, w.place(r), w.target(batch)); err != nil {
		return err
	}
	for i := range r.parts {
		at := w.place(&r.parts[i])
		at.part, at.parts = i+1, len(r.parts)
		if err := w.emit(Overflow, at, w.target(batch)); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) place(r *row) *place {
	return &place{
		set: &w.set, row: r, rowNumber: w.rows, rowInBatch: w.rowInBatch, batch: w.batches,
		negative: w.profile.Reversals == Negative,
	}
}

// turn closes the batch and the lockbox that a row does not belong to any
// more, and opens those that it begins.
func (w *Writer) turn(r *row) error {
	p := w.profile
	keys := [3]string{lockbox: w.key(p.Lockbox, r), batch: w.key(p.Batch, r)}
	for n, group := range [3]Group{lockbox: p.Lockbox, batch: p.Batch} {
		l := &w.levels[n]
		if l.open && (l.key != keys[n] || group.Most > 0 && l.totals.Rows >= int64(group.Most)) {
			if err := w.closeFrom(n); err != nil {
				return err
			}
		}
	}
	whole := &w.levels[wholeFile].totals
	if !w.levels[lockbox].open {
		whole.Lockboxes++
		if err := w.open(lockbox, r, keys[lockbox]); err != nil {
			return err
		}
	}
	if w.levels[batch].open {
		return nil
	}
	w.batches++
	w.rowInBatch = 0
	whole.Batches++
	w.levels[lockbox].totals.Batches++
	return w.open(batch, r, keys[batch])
}

// key is what the rows of one group have in common.
func (w *Writer) key(g Group, r *row) string {
	if len(g.By) == 0 {
		return ""
	}
	var key strings.Builder
	at := w.place(r)
	for _, name := range g.By {
		fmt.Fprintf(&key, "%v\x00", fields[name].valueAt(at))
	}
	return key.String()
}

// open begins the file, a lockbox or a batch. A header with totals has to
// wait, and what comes behind it with it.
func (w *Writer) open(n int, r *row, key string) error {
	l := &w.levels[n]
	*l = level{head: l.head, foot: l.foot, open: true, first: r, key: key, record: w.record}
	w.record += int64(len(w.records[l.head]))
	if w.waits(l.head) {
		l.held = &spool{folder: w.temp}
		return nil
	}
	return w.emitNumbered(l.head, n, l.record)
}

// waits tells whether a kind of record needs totals of what follows it.
func (w *Writer) waits(kind Kind) bool {
	for _, r := range w.records[kind] {
		for i := range r.Columns {
			if f := r.Columns[i].field; f != nil && f.scope == ofTotals {
				return true
			}
		}
	}
	return false
}

// closeFrom ends a level and those within it.
func (w *Writer) closeFrom(n int) error {
	for inner := batch; inner >= n; inner-- {
		if err := w.close(inner); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) close(n int) error {
	l := &w.levels[n]
	if !l.open {
		return nil
	}
	foot := w.record
	w.record += int64(len(w.records[l.foot]))
	l.totals.Records = w.record - l.record
	if l.held != nil {
		held := l.held
		defer held.close()
		l.held = nil
		if err := w.emitNumbered(l.head, n, l.record); err != nil {
			return err
		}
		if err := held.moveTo(w.target(n)); err != nil {
			return err
		}
	}
	err := w.emitNumbered(l.foot, n, foot)
	l.open = false
	return err
}

// target is where records of a level go: to the innermost header that waits.
func (w *Writer) target(n int) io.Writer {
	for ; n >= wholeFile; n-- {
		if l := &w.levels[n]; l.open && l.held != nil {
			return l.held
		}
	}
	return w.out
}

// emitNumbered writes the records of a level's head or foot, whose numbers
// follow the one given.
func (w *Writer) emitNumbered(kind Kind, n int, before int64) error {
	l := &w.levels[n]
	for i, r := range w.records[kind] {
		at := w.place(l.first)
		at.totals, at.record = l.totals, before+int64(i)+1
		if err := w.write(r, at, w.target(n)); err != nil {
			return err
		}
	}
	return nil
}

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

// Finish writes what stands behind the last payment, and tells what the file
// adds up to. A file without a payment has its header and trailer.
func (w *Writer) Finish() (Totals, error) {
	if w.err == nil {
		w.err = w.begin()
	}
	if w.err == nil {
		w.err = w.closeFrom(wholeFile)
	}
	totals := w.levels[wholeFile].totals
	totals.newest = nil
	return totals, w.err
}

// Discard frees what an unfinished file holds. After Finish it does nothing.
func (w *Writer) Discard() {
	for i := range w.levels {
		if held := w.levels[i].held; held != nil {
			held.close()
			w.levels[i].held = nil
		}
	}
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
