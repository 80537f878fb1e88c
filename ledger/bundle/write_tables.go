package bundle

import (
	"errors"
	"iter"

	"counterfoil/ledger"
)

// writeTables writes the CSV files in one reading of the batch, and on the way
// the rows of the workbook and the profiles' files.
func (w *writer) writeTables(profiles *forms) error {
	closings, err := w.ledger.ClosingsIn(w.batch)
	if err != nil {
		return err
	}
	deposits, err := w.ledger.DepositEntriesIn(w.batch)
	if err != nil {
		return err
	}
	changes, err := w.ledger.ChangesIn(w.batch)
	if err != nil {
		return err
	}
	zone, err := w.manifest.location()
	if err != nil {
		return err
	}
	if w.book, err = newBatchBook(w.work, w.manifest, w.batch.At); err != nil {
		return err
	}
	t := tables{station: w.manifest.Station, batch: w.batch.Number, zone: zone}
	files, err := w.beginTables(&t)
	if err != nil {
		return err
	}
	carried := beside(w.ledger.Carries(w.batch), w.goOn(), w.noteOlder, w.book.addExceptions, profiles.add)
	if w.manifest.Figures, err = t.fill(carried, closings, deposits, changes); err != nil {
		return err
	}
	for _, p := range files {
		if err := w.list(p); err != nil {
			return err
		}
	}
	return nil
}

// beginTables begins the CSV files. Those that the workbook shows have their
// rows written there, too.
func (w *writer) beginTables(t *tables) (files []*part, err error) {
	for _, table := range []struct {
		name    string
		columns []string
		write   *func([]string) error
	}{
		{paymentsFile, paymentColumns, &t.payments},
		{tendersFile, tenderColumns, &t.tenders},
		{fundsFile, fundColumns, &t.funds},
		{voidsFile, voidColumns, &t.voids},
		{holdsFile, holdColumns, &t.holds},
		{closingsFile, closingColumns, &t.closings},
		{correctedFile, correctionColumns, &t.corrections},
		{returnedFile, returnedColumns, &t.returned},
		{depositsFile, depositColumns, &t.deposits},
	} {
		p, err := w.begin(table.name)
		if err != nil {
			return nil, err
		}
		files = append(files, p)
		rows := newRowEncoder()
		write := func(row []string) error {
			line, err := rows.encode(row)
			if err != nil {
				return err
			}
			_, err = p.Write(line)
			return err
		}
		if err := write(table.columns); err != nil {
			return nil, err
		}
		*table.write = write
		if shown := w.book.tables[table.name]; shown != nil {
			*table.write = func(row []string) error { return errors.Join(write(row), shown.Append(row)) }
		}
	}
	return files, nil
}

// beside gives the payments on, each when all have seen it.
func beside(carried iter.Seq2[ledger.Carried, error], see ...func(ledger.Carried) error) iter.Seq2[ledger.Carried, error] {
	return func(yield func(ledger.Carried, error) bool) {
		for c, err := range carried {
			for _, see := range see {
				if err == nil {
					err = see(c)
				}
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// goOn tells the progress and ends the work with its context.
func (w *writer) goOn() func(ledger.Carried) error {
	progress, n := w.progress.part(0, 0.4), int64(0)
	return func(ledger.Carried) error {
		n++
		progress(float64(n) / float64(w.batch.Payments+w.batch.Reversals))
		return w.ctx.Err()
	}
}

// noteOlder keeps which entries of a payment that an earlier batch carried lie
// before the batch's part of the journal.
func (w *writer) noteOlder(c ledger.Carried) error {
	if !c.Reversal && !c.Again {
		return nil
	}
	seqs := []int64{c.Seq}
	for _, correction := range c.Corrections {
		seqs = append(seqs, correction.Seq)
	}
	for _, seq := range seqs {
		if seq < w.batch.FromSeq {
			w.older = append(w.older, seq)
		}
	}
	return nil
}
