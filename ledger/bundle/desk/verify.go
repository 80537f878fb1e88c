package desk

import (
	"context"
	"slices"

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
		f.Say(phrase.Of("%s (%s), the same as at first sight in %s on %s. Nobody registered it yet: compare this fingerprint with the one printed on a closing of station %s, then key it in from the paper: `counterfoil finance register %s FINGERPRINT`",
			key.Fingerprint(), key, k.FirstSight, day(k.Since), s.Code, s.Code))
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
