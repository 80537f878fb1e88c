package merge

import (
	"maps"
	"path/filepath"
	"slices"

	"counterfoil/ledger/bundle"
	"counterfoil/ledger/phrase"
)

// findForks sets aside every bundle that contradicts another one: neither of
// two is known to be the right one.
func (s *Set) findForks(found []*candidate, o Options) error {
	for i, a := range found {
		for _, b := range found[i+1:] {
			if a.Station != b.Station {
				continue
			}
			why, err := fork(a, b, o)
			if err != nil {
				return err
			}
			if why.String() != "" {
				setAside(a, b, why)
			}
		}
	}
	return s.store.eachFork(func(i, j int64, payment string) {
		setAside(found[i], found[j], phrase.Of("payment %s has another content", payment))
	})
}

func setAside(a, b *candidate, why phrase.Text) {
	for _, pair := range [][2]*candidate{{a, b}, {b, a}} {
		text := phrase.Of("it contradicts %s: %s. Ask the city which is right", filepath.Base(pair[1].Path), why)
		if before := pair[0].aside.String(); before == "" || text.String() < before { // the same, whatever the order
			pair[0].aside = text
		}
	}
}

// fork tells how two bundles of one station contradict each other; empty: they
// do not.
func fork(a, b *candidate, o Options) (why phrase.Text, err error) {
	if a.Batch == b.Batch {
		if a.rows != b.rows {
			return phrase.Of("both are batch %d of station %s, and differ", a.Batch, a.Station), nil
		}
		return why, nil
	}
	if a.ToSeq > b.ToSeq {
		a, b = b, a
	}
	// The newest entry that both know. Where its hash is the same, so are all
	// before it.
	if a.ToSeq < b.FromSeq-1 {
		return why, nil
	}
	have := b.ChainPrev
	if a.ToSeq >= b.FromSeq {
		hashes, err := hashesIn(b.Path, o, a.ToSeq)
		if err != nil {
			return why, err
		}
		have = hashes[a.ToSeq]
	}
	if have != a.ChainHead {
		return phrase.Of("entry %d of station %s has another hash", a.ToSeq, a.Station), nil
	}
	return why, nil
}

func hashesIn(path string, o Options, seqs ...int64) (map[int64]string, error) {
	b, err := bundle.Open(path, o.Identities...)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	hashes, err := b.EntryHashes(seqs...)
	if missing := len(seqs) - len(hashes); err == nil && missing > 0 {
		err = phrase.Errorf("%s lacks the entries %v; it has %v", filepath.Base(path), seqs, slices.Collect(maps.Keys(hashes)))
	}
	return hashes, err
}
