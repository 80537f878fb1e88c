package bundle

import (
	"slices"

	"counterfoil/ledger"
)

// EntryHashes returns the hashes of entries of the bundle's journal, for
// holding two bundles of one station against each other. Verify says whether
// the journal holds.
func (b *Bundle) EntryHashes(seqs ...int64) (map[int64]string, error) {
	if b.damaged != nil {
		return nil, b.damaged
	}
	hashes := map[int64]string{}
	for line, err := range b.archive.lines(journalFile, maxEntryBytes) {
		if err != nil {
			return nil, err
		}
		e, err := ledger.ParseEntry(line)
		if err != nil {
			return nil, err
		}
		if slices.Contains(seqs, e.Seq) {
			hashes[e.Seq] = e.Hash.String()
		}
	}
	return hashes, nil
}
