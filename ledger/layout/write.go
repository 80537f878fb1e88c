package layout

import (
	"errors"
	"io"
	"iter"
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
