package ledger

import (
	"slices"
	"time"

	"counterfoil/ledger/phrase"
)

// checkSignature says that nobody known signed the seal.
func (s Seal) checkSignature(keys []PublicKey) error {
	if slices.ContainsFunc(keys, s.SignedBy) {
		return nil
	}
	return phrase.Errorf("no key at hand signed this text: it was altered, or it is another station's, or nobody's")
}

func (s Seal) checkTraining() error {
	if IsTraining(s.Station) {
		return phrase.Errorf("%s is a training ledger: no money was taken", s.Station)
	}
	return nil
}

func (s Seal) checkVoid() error {
	if s.Void {
		return phrase.Errorf("the payment was void when this receipt was given out")
	}
	return nil
}

// compare names the parts that are not the receipt's.
func (s Seal) compare(r Receipt) error {
	var differ []phrase.Text
	if kept := r.OfficialNumber(); s.Number != kept {
		differ = append(differ, phrase.Of("its number is %s, the ledger's %s", s.Number, kept))
	}
	if said, kept := s.Received.Format(time.RFC3339), r.ReceivedAt().Format(time.RFC3339); said != kept {
		differ = append(differ, phrase.Of("its time is %s, the ledger's %s", said, kept))
	}
	if s.Total != r.Total {
		differ = append(differ, phrase.Of("its total is %s, the ledger's %s", s.Total, r.Total))
	}
	if s.Hash != r.Hash {
		differ = append(differ, phrase.Of("its hash is %s, the ledger's %s", s.Hash, r.Hash))
	}
	if differ == nil {
		return nil
	}
	return phrase.Errorf("receipt %s is not what the ledger has: %s", s.Number, phrase.Join(differ, "; "))
}

// checkStanding says what became of a payment after its receipt.
func (r Receipt) checkStanding() error {
	var since []phrase.Text
	if v := r.Void; v != nil {
		since = append(since, phrase.Of("voided on %s by %s, approved by %s: %s", v.At.Format("01/02/2006"), v.By, v.ApprovedBy, v.Reason))
	}
	for _, c := range r.Corrections {
		since = append(since, phrase.Of("the account of stub %d corrected from %s to %s on %s", c.Line, c.From, c.To, c.At.Format("01/02/2006")))
	}
	for _, c := range r.Returned {
		since = append(since, phrase.Of("check %s came back from the bank unpaid on %s", c.Check.Number, c.On.Display()))
	}
	if since == nil {
		return nil
	}
	return phrase.Errorf("receipt %s was changed: %s", r.Number, phrase.Join(since, "; "))
}
