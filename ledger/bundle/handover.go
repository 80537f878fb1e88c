package bundle

import (
	"bytes"
	"io"
	"iter"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

// keyring is the station's keys, from the first to the one that the manifest
// names, each with the entry that brought it: a station that is restored from
// a mirror gets a new key. Almost every bundle has one key and no handover.
type keyring struct {
	handovers []ledger.Handover
	newest    ledger.PublicKey
}

// at is the key that signs an entry.
func (k keyring) at(seq int64) ledger.PublicKey {
	for _, h := range k.handovers {
		if seq < h.Seq {
			return h.From
		}
	}
	return k.newest
}

// readKeyring reads the handovers and makes sure that each is signed by its
// new key and takes over from the one before, up to the newest. The old key
// signs none of this; whoever has it on file decides whether to believe it.
func readKeyring(newest ledger.PublicKey, station string, lines iter.Seq2[[]byte, error]) (keyring, error) {
	k := keyring{newest: newest}
	for line, err := range lines {
		if err != nil {
			return k, err
		}
		h, err := readHandover(line, station)
		if err != nil {
			return k, err
		}
		if n := len(k.handovers); n > 0 && (k.handovers[n-1].Seq >= h.Seq || k.handovers[n-1].To.String() != h.From.String()) {
			return k, phrase.Errorf("entry %d does not take over from entry %d", h.Seq, k.handovers[n-1].Seq)
		}
		k.handovers = append(k.handovers, *h)
	}
	if n := len(k.handovers); n > 0 && k.handovers[n-1].To.String() != newest.String() {
		return k, phrase.Errorf("entry %d hands over to the key %s, which is not the manifest's", k.handovers[n-1].Seq, k.handovers[n-1].To)
	}
	return k, nil
}

func readHandover(line []byte, station string) (*ledger.Handover, error) {
	e, err := readEntry(bytes.Clone(line))
	if err != nil {
		return nil, err
	}
	h, err := ledger.HandoverOf(e)
	switch {
	case err != nil:
		return nil, err
	case h == nil || e.Station != station:
		return nil, phrase.Errorf("entry %d does not change the key of station %s", e.Seq, station)
	}
	return h, e.Check(e.Prev, h.To)
}

// said tells people that the key changed.
func (k keyring) said() phrase.Text {
	texts := []phrase.Text{{}}
	for _, h := range k.handovers {
		texts = append(texts, h.Text())
	}
	return phrase.Join(texts, "; ")
}

// had tells whether a trusted key was the station's before a handover.
func (k keyring) had(trusted func(ledger.PublicKey) bool) bool {
	return slices.ContainsFunc(k.handovers, func(h ledger.Handover) bool { return trusted(h.From) })
}

// writeHandovers writes the entries that changed the station's key, if any.
func (w *writer) writeHandovers() error {
	entries, err := w.ledger.Handovers()
	if err != nil || len(entries) == 0 {
		return err
	}
	return w.part(handoversFile, func(to io.Writer) error {
		for _, e := range entries {
			if _, err := to.Write(append(e.Line(), '\n')); err != nil {
				return err
			}
		}
		return nil
	})
}
