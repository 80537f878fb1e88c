package desk

import (
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/phrase"
)

const sequenceCheck phrase.Word = "sequence"

// said collects what is found about a sequence.
type said struct{ wrong, asks, notes []phrase.Text }

// sequence holds a batch beside those that were seen before: whether one is
// missing, whether it follows the one before and leads to the one after, and
// whether it is what it was. Whole: every other check of it holds.
func (s Station) sequence(m bundle.Manifest, sum string, whole bool) ledger.Finding {
	var found said
	s.compareWithSeen(m, sum, whole, &found)
	s.findMissing(m, &found)
	s.joinNeighbors(m, &found)
	f := ledger.Finding{Name: string(sequenceCheck), OK: len(found.wrong) == 0, Ask: len(found.asks) > 0}
	f.Say(phrase.Join(slices.Concat(found.wrong, found.asks, found.notes), "; "))
	return f
}

// compareWithSeen holds a batch against the same one as it was seen.
func (s Station) compareWithSeen(m bundle.Manifest, sum string, whole bool, found *said) {
	seen := s.Batch(m.Batch)
	switch {
	case seen == nil && m.Batch == 1:
		found.notes = append(found.notes, phrase.Of("the station's first batch, never seen here before"))
	case seen == nil:
		found.notes = append(found.notes, phrase.Of("batch %d was never seen here before", m.Batch))
	case seen.SHA256 == sum:
		found.notes = append(found.notes, phrase.Of("batch %d was seen here on %s, the same byte for byte", m.Batch, day(seen.Seen)))
	default:
		found.addAnother(*seen, m, whole)
	}
	if seen != nil {
		if newest := s.newest(); newest > m.Batch {
			found.notes = append(found.notes, phrase.Of("this is an older one: batches up to %d were seen since", newest))
		}
		found.notes = append(found.notes, phrase.Of("what was loaded from it must not be loaded again"))
	}
}

// addAnother says how a batch differs from the same one as it was seen. What a
// manifest says of its files counts only when the files are so.
func (found *said) addAnother(seen Batch, m bundle.Manifest, whole bool) {
	switch loaded, others := bundle.Differences(seen.Manifest, m); {
	case len(loaded) > 0:
		found.wrong = append(found.wrong, phrase.Of("batch %d was seen here on %s with another content (%s): a batch never has two. Load neither before the city says which one its counter wrote", m.Batch, day(seen.Seen), strings.Join(loaded, ", ")))
	case !whole:
		found.asks = append(found.asks, phrase.Of("batch %d was seen here whole on %s, and this is not that file: it was changed or damaged since", m.Batch, day(seen.Seen)))
	case len(others) == 0:
		found.asks = append(found.asks, phrase.Of("batch %d was seen here on %s with the same files, packed otherwise: another program than the counter's wrote this archive", m.Batch, day(seen.Seen)))
	default:
		found.asks = append(found.asks, phrase.Of("batch %d was seen here on %s with the same rows and the same journal; other files differ (%s), as when the counter's program, its layouts or its key are new", m.Batch, day(seen.Seen), strings.Join(others, ", ")))
	}
}

// findMissing names the earlier batches that were never seen.
func (s Station) findMissing(m bundle.Manifest, found *said) {
	var missing []phrase.Text
	for first := int64(1); first < m.Batch; first++ {
		last := first
		for last < m.Batch && s.Batch(last) == nil {
			last++
		}
		switch last - first {
		case 0:
			continue
		case 1:
			missing = append(missing, phrase.Of("%d", first))
		default:
			missing = append(missing, phrase.Of("%d to %d", first, last-1))
		}
		first = last
	}
	if len(missing) > 0 {
		found.asks = append(found.asks, phrase.Of("MISSING: batch %s of station %s was never seen here; ask the counter for it and load it first", phrase.Join(missing, ", "), s.Code))
	}
}

// joinNeighbors holds a batch against the ones before and after it.
func (s Station) joinNeighbors(m bundle.Manifest, found *said) {
	if before := s.Batch(m.Batch - 1); before != nil {
		joins(before.Manifest, m, found)
	}
	if after := s.Batch(m.Batch + 1); after != nil {
		joins(m, after.Manifest, found)
	}
}

// joins tells whether one batch begins where the one before it ended.
func joins(before, after bundle.Manifest, found *said) {
	between := phrase.Of("between batches %d and %d", before.Batch, after.Batch)
	switch {
	case after.FromSeq > before.ToSeq+1:
		found.wrong = append(found.wrong, phrase.Of("the journal has a gap %s: the entries %d to %d are in neither", between, before.ToSeq+1, after.FromSeq-1))
	case after.ToSeq <= before.ToSeq:
		found.wrong = append(found.wrong, phrase.Of("batch %d ends with entry %d, and batch %d before it with entry %d: one of them is of an older copy of the ledger", after.Batch, after.ToSeq, before.Batch, before.ToSeq))
	case after.FromSeq == before.ToSeq+1 && after.ChainPrev != before.ChainHead:
		found.wrong = append(found.wrong, phrase.Of("the chain breaks %s: batch %d ends with the entry %s, and batch %d goes on from %s. Two journals go by this station's name; ask the city whether it was restored from an older copy", between, before.Batch, before.ChainHead, after.Batch, after.ChainPrev))
	case after.FromSeq <= before.ToSeq:
		found.notes = append(found.notes, phrase.Of("its journal overlaps with that of batch %d by the entries %d to %d, which are the same", before.Batch, after.FromSeq, before.ToSeq))
	default:
		found.notes = append(found.notes, phrase.Of("batch %d goes on where batch %d ended", after.Batch, before.Batch))
	}
	if after.PerpetualTotal.Cmp(before.PerpetualTotal) < 0 || after.PerpetualVoids.Cmp(before.PerpetualVoids) < 0 {
		found.wrong = append(found.wrong, phrase.Of("the perpetual counters run backwards %s: %s and %s, then %s and %s", between, before.PerpetualTotal, before.PerpetualVoids, after.PerpetualTotal, after.PerpetualVoids))
	}
}
