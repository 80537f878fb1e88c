package layout

import (
	"fmt"
	"io"
	"strings"
)

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
