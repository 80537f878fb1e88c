package desk

import (
	"context"
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/merge"
	"counterfoil/ledger/phrase"
)

// Look is what to look for in a bundle beyond what the desk knows.
type Look struct {
	// Key is one that was given by hand; nil: the desk's own counts.
	Key     *ledger.PublicKey
	Printed []ledger.PrintedCode
}

// Verify checks a bundle as bundle.Verify does, against the key that is
// registered for its station and the batches that were seen before, and
// remembers it when every check holds. A station that was never heard of has
// its key taken at first sight, and the finding asks to compare it. Where no
// desk was begun, the bundle is checked by itself, and a finding says so.
func (d *Desk) Verify(ctx context.Context, b *bundle.Bundle, look Look, progress bundle.Progress) (ledger.Findings, error) {
	m, err := b.Manifest()
	if err != nil {
		return b.Verify(ctx, bundle.Known{Printed: look.Printed}, progress)
	}
	s, err := d.Station(m.Station)
	if err != nil {
		return nil, err
	}
	sum, err := b.Digest()
	if err != nil {
		return nil, err
	}
	known := s.known(m, b.Key(), sum)
	known.Printed = look.Printed
	if look.Key != nil {
		known.Trusts = bundle.Trust(*look.Key)
	}
	findings, err := b.Verify(ctx, known, progress)
	if err != nil {
		return nil, err
	}
	if look.Key == nil {
		if err := d.judgeKey(findings, s, b.Key()); err != nil {
			return nil, err
		}
	}
	if !d.Begun() {
		findings.Ask(string(sequenceCheck), "finance has no folder on this machine, so it is not known whether batch %d of station %s was loaded before, or one is missing; `counterfoil finance init` begins one", m.Batch, m.Station)
		return findings, nil
	}
	findings = append(findings, s.sequence(m, sum, findings.OK()))
	if findings.OK() {
		err = d.remember(m, b.Name(), sum)
	}
	return findings, err
}

// OpenChecked opens a bundle that holds, as far as the desk and the bundle
// itself know, and remembers it. A Conflict names the check that does not hold.
// Looks are what a person must look at beside other batches, as one that is
// missing. The caller closes the bundle.
func (d *Desk) OpenChecked(ctx context.Context, path string, progress bundle.Progress) (_ *bundle.Bundle, looks []phrase.Text, err error) {
	b, err := bundle.Open(path, d)
	if err != nil {
		return nil, nil, err
	}
	findings, err := d.Verify(ctx, b, Look{}, progress)
	for _, f := range findings {
		switch {
		case err == nil && !f.OK:
			err = ledger.NewError(ledger.Conflict, "", "%s: a check did not hold: %s: %s", path, phrase.Word(f.Name), f.Said)
		case f.Ask && f.Name == string(sequenceCheck) && d.Begun():
			looks = append(looks, f.Said)
		}
	}
	if err != nil {
		b.Close()
		return nil, nil, err
	}
	return b, looks, nil
}

// Merged remembers the bundles of a set, and returns what a person must look at
// beside the batches that were seen before.
func (d *Desk) Merged(sources []merge.Source) (looks []phrase.Text, err error) {
	if !d.Begun() {
		return nil, nil
	}
	for _, source := range sources {
		if err := d.remember(source.Manifest, source.Name(), source.Digest); err != nil {
			return nil, err
		}
	}
	for i, source := range sources {
		s, err := d.Station(source.Station)
		if err != nil {
			return nil, err
		}
		var found said
		s.compareWithSeen(source.Manifest, source.Digest, true, &found)
		s.joinNeighbors(source.Manifest, &found)
		if newest := i == len(sources)-1 || sources[i+1].Station != s.Code; newest {
			s.findMissing(source.Manifest, &found)
			if seen := s.newest(); seen > source.Batch {
				found.asks = append(found.asks, phrase.Of("the set ends with batch %d of station %s; batches up to %d were seen here", source.Batch, s.Code, seen))
			}
		}
		looks = slices.Concat(looks, found.wrong, found.asks)
	}
	return looks, nil
}

// Known is what the desk knows of a bundle beforehand, for checking it without
// remembering it: nothing of one that cannot be read, which Verify says.
func (d *Desk) Known(b *bundle.Bundle) (bundle.Known, error) {
	m, unread := b.Manifest()
	if unread != nil {
		return bundle.Known{}, nil
	}
	s, err := d.Station(m.Station)
	if err != nil {
		return bundle.Known{}, err
	}
	sum, err := b.Digest()
	return s.known(m, b.Key(), sum), err
}

func (s Station) known(m bundle.Manifest, key ledger.PublicKey, sum string) bundle.Known {
	known := bundle.Known{Heads: s.heads(m.Batch)}
	switch seen := s.Batch(m.Batch); {
	case seen != nil && seen.SHA256 == sum: // as it was believed then
		known.Trusts = bundle.Trust(key)
	case s.Key() != nil:
		known.Trusts = s.Key().is
	}
	return known
}

// heads are the entries that other batches of the station end and begin with.
func (s Station) heads(but int64) map[int64]ledger.Hash {
	heads := map[int64]ledger.Hash{}
	for _, b := range s.Batches {
		if b.Batch == but {
			continue
		}
		for seq, text := range map[int64]string{b.ToSeq: b.ChainHead, b.FromSeq - 1: b.ChainPrev} {
			if hash, err := ledger.ParseHash(text); err == nil && seq > 0 {
				heads[seq] = hash
			}
		}
	}
	return heads
}

// judgeKey says in the finding about the key what the desk knows of it.
func (d *Desk) judgeKey(findings ledger.Findings, s Station, key ledger.PublicKey) error {
	at := slices.IndexFunc(findings, func(f ledger.Finding) bool { return f.Name == bundle.KeyCheck })
	if at < 0 {
		return nil
	}
	f, k := &findings[at], s.Key()
	switch {
	case !f.OK:
		if k != nil && !k.Registered() {
			f.Say(phrase.Of("%s: at first sight, in %s on %s, it was %s, and nobody compared that one either. Compare both with a closing of station %s, and register the one that is printed there", f.Said, k.FirstSight, day(k.Since), k.Fingerprint, s.Code))
		}
		other, err := d.whose(s.Code, key)
		if other != "" {
			f.Say(phrase.Of("%s. It is the key of station %s", f.Said, other))
		}
		return err
	case k != nil && !k.Registered() && k.is(key):
		f.Ask = true
		f.Say(phrase.Of("%s (%s), the same as at first sight in %s on %s. Nobody registered it yet: compare this fingerprint with the one printed on a closing of station %s, then `counterfoil finance register %s %s`",
			key.Fingerprint(), key, k.FirstSight, day(k.Since), s.Code, s.Code, key.Fingerprint()))
	}
	return nil
}

// whose is another station that a key is known of; "": there is none.
func (d *Desk) whose(but string, key ledger.PublicKey) (string, error) {
	stations, err := d.Stations()
	if err != nil {
		return "", err
	}
	for _, s := range stations {
		if k := s.Key(); s.Code != but && k != nil && k.is(key) {
			return s.Code, nil
		}
	}
	return "", nil
}

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
