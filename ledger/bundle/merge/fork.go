package merge

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"counterfoil/ledger/bundle"
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
			if why != "" {
				setAside(a, b, why)
			}
		}
	}
	return s.store.eachFork(func(i, j int64, payment string) {
		setAside(found[i], found[j], fmt.Sprintf("payment %s has another content", payment))
	})
}

func setAside(a, b *candidate, why string) {
	for _, pair := range [][2]*candidate{{a, b}, {b, a}} {
		text := fmt.Sprintf("it contradicts %s: %s. Ask the city which is right", filepath.Base(pair[1].Path), why)
		if pair[0].aside == "" || text < pair[0].aside { // the same, whatever the order
			pair[0].aside = text
		}
	}
}

// fork tells how two bundles of one station contradict each other; empty: they
// do not.
func fork(a, b *candidate, o Options) (string, error) {
	if a.Batch == b.Batch {
		if a.rows != b.rows {
			return fmt.Sprintf("both are batch %d of station %s, and differ", a.Batch, a.Station), nil
		}
		return "", nil
	}
	if a.ToSeq > b.ToSeq {
		a, b = b, a
	}
	// The newest entry that both know. Where its hash is the same, so are all
	// before it.
	if a.ToSeq < b.FromSeq-1 {
		return "", nil
	}
	have := b.ChainPrev
	if a.ToSeq >= b.FromSeq {
		hashes, err := hashesIn(b.Path, o, a.ToSeq)
		if err != nil {
			return "", err
		}
		have = hashes[a.ToSeq]
	}
	if have != a.ChainHead {
		return fmt.Sprintf("entry %d of station %s has another hash", a.ToSeq, a.Station), nil
	}
	return "", nil
}

func hashesIn(path string, o Options, seqs ...int64) (map[int64]string, error) {
	b, err := bundle.Open(path, o.Identities...)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	hashes, err := b.EntryHashes(seqs...)
	if missing := len(seqs) - len(hashes); err == nil && missing > 0 {
		err = fmt.Errorf("%s lacks the entries %v; it has %v", filepath.Base(path), seqs, slices.Collect(maps.Keys(hashes)))
	}
	return hashes, err
}
