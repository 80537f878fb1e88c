package bundle

import (
	"io"
	"slices"

	"counterfoil/ledger"
)

// writeJournal writes the proof: the entries of older payments that the batch
// reverses, the batch's part of the journal, and the entry of the export
// itself, which says what the batch was asked to carry.
func (w *writer) writeJournal(to io.Writer) error {
	slices.Sort(w.older)
	for _, seq := range w.older {
		if err := w.writeEntries(to, seq, seq, nil); err != nil {
			return err
		}
	}
	var newest ledger.Entry // that carries the perpetual counters
	err := w.writeEntries(to, w.batch.FromSeq, w.batch.ToSeq, func(e ledger.Entry) {
		if e.Seq == w.batch.FromSeq {
			w.manifest.ChainPrev = e.Prev.String()
		}
		w.manifest.ChainHead = e.Hash.String()
		if counts(e.Kind) {
			newest = e
		}
	})
	if err != nil {
		return err
	}
	if w.manifest.perpetuals, err = decode[perpetuals](newest); err != nil {
		return err
	}
	return w.writeEntries(to, w.batch.ToSeq+1, w.batch.ToSeq+1, nil)
}

func (w *writer) writeEntries(to io.Writer, from, last int64, look func(ledger.Entry)) error {
	progress := w.progress.part(0.4, 0.6)
	for e, err := range w.ledger.Entries(from, last) {
		if err == nil {
			err = w.ctx.Err()
		}
		if err != nil {
			return err
		}
		if last > from {
			progress(float64(e.Seq-from) / float64(last-from))
		}
		if look != nil {
			look(e)
		}
		if _, err := to.Write(append(e.Line(), '\n')); err != nil {
			return err
		}
	}
	return nil
}
