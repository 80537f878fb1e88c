package bundle

import (
	"context"

	"counterfoil/ledger"
)

// RecordPostings records what billing did with the lines of a bundle in the
// ledger that the bundle is of.
func RecordPostings(ctx context.Context, l *ledger.Ledger, by ledger.Session, m Manifest, file ledger.PostingFile, answers []ledger.PostingAnswer, progress func(done, of int)) (ledger.PostingsRead, error) {
	batch, err := l.Batch(m.Batch)
	if err != nil {
		return ledger.PostingsRead{}, err
	}
	made := ledger.Entry{}
	for e, err := range l.Entries(batch.ToSeq, batch.ToSeq) {
		if err != nil {
			return ledger.PostingsRead{}, err
		}
		made = e
	}
	if m.Station != l.City().Station || made.Hash.String() != m.ChainHead {
		return ledger.PostingsRead{}, ledger.NewError(ledger.Conflict, "", "the bundle is not of this ledger: it has batch %d of station %s with the head %.16s…", m.Batch, m.Station, m.ChainHead)
	}
	return l.RecordPostings(ctx, by, file, answers, progress)
}
