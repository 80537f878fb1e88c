package ledger

import (
	"errors"
	"fmt"

	"counterfoil/ledger/phrase"
)

// VerifyMirror checks a mirror, given its file or folder: the chain, the
// signatures, the sequence, and the receipts and totals that the entries give;
// and looks for entries whose codes are on paper. The error is for a file that
// cannot be read at all.
func VerifyMirror(path string, codes ...PrintedCode) (_ Findings, err error) {
	if path, err = findMirror(path); err != nil {
		return nil, err
	}
	s, err := openStore("", readWrite)
	if err != nil {
		return nil, err
	}
	defer s.close()
	if err := s.layOut(); err != nil {
		return nil, err
	}
	v := verification{store: s, printed: LookFor(codes)}
	v.followMirror(path)
	v.checkReceipts()
	return v.findings, nil
}

// followMirror reads a mirror into the store as far as it holds.
func (v *verification) followMirror(path string) {
	var chain, replayed error
	torn := "its last line is whole"
	for e, err := range mirrorEntries(path) {
		if errors.Is(err, errTorn) {
			torn = fmt.Sprintf("of its last line only a part is there, as a power cut or a pulled stick leaves it; entry %d and later ones are not in it", v.chain.Seq+1)
			break
		}
		if err == nil {
			v.printed.See(e)
			err = v.chain.Follow(e)
		}
		if err != nil {
			chain = fmt.Errorf("%w; entries 1 to %d before it hold", err, v.chain.Seq)
			break
		}
		if replayed == nil {
			replayed = v.store.replay(e)
		}
	}
	if chain == nil && v.chain.Seq == 0 {
		chain = errors.New("the mirror is empty")
	}
	v.findings.Add("mirror file", nil, "%s: %s", path, torn)
	v.readIdentity()
	v.findings.Add("journal chain and signatures", chain, "%d entries of station %s, %s; head %s", v.chain.Seq, v.created.Station, v.chain.signers(), v.chain.Head)
	sequence := chain
	if chain != nil {
		sequence = errors.New("the journal could not be followed to its end")
	}
	v.findings.Add("journal sequence", sequence, "1 to %d without a gap", v.chain.Seq)
	v.printed.Report(v.findings.Add, phrase.Of("the mirror ends before it"))
	v.findings.Add("replay", replayed, "every entry gives its rows")
}
