package ledger

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Check says what a seal alone shows to whoever has the public keys of the
// stations.
func (s Seal) Check(keys ...PublicKey) Findings {
	var f Findings
	f.Add("signature", s.checkSignature(keys), "station %s signed this very text", s.Station)
	f.Add("real money", s.checkTraining(), "%s is not a training ledger", s.Station)
	f.Add("not void", s.checkVoid(), "the payment stood when this receipt was given out")
	return f
}

func (s Seal) checkSignature(keys []PublicKey) error {
	if slices.ContainsFunc(keys, s.SignedBy) {
		return nil
	}
	return fmt.Errorf("none of the %d keys at hand signed this text: it was altered, or it is another station's, or nobody's", len(keys))
}

func (s Seal) checkTraining() error {
	if IsTraining(s.Station) {
		return fmt.Errorf("%s is a training ledger: no money was taken", s.Station)
	}
	return nil
}

func (s Seal) checkVoid() error {
	if s.Void {
		return fmt.Errorf("the payment was void when this receipt was given out")
	}
	return nil
}

// CheckSeal compares a seal with the receipt as it stands in this ledger, and
// with the keys given; without, with the keys that this station has and had.
func (l *Ledger) CheckSeal(s Seal, keys ...PublicKey) (Findings, error) {
	if len(keys) == 0 {
		var err error
		if keys, err = l.sealKeys(); err != nil {
			return nil, err
		}
	}
	findings := s.Check(keys...)
	r, err := l.Receipt(s.Number)
	if code := CodeOf(err); code == NotFound || code == Invalid {
		findings.Add("ledger", err, "")
		return findings, nil
	}
	if err != nil {
		return nil, err
	}
	findings.Add("ledger", s.compare(r), "receipt %s is in the ledger of station %s with this number, time, total and hash", s.Number, l.city.Station)
	findings.Add("since then", r.checkStanding(), "the payment stands")
	return findings, nil
}

// sealKeys are the key that this station signs with and those it had before.
func (l *Ledger) sealKeys() ([]PublicKey, error) {
	keys := []PublicKey{l.PublicKey()}
	handovers, err := l.Handovers()
	for _, e := range handovers {
		h, err := HandoverOf(e)
		if err != nil {
			return nil, err
		}
		keys = append(keys, h.From)
	}
	return keys, err
}

// compare names the parts that are not the receipt's.
func (s Seal) compare(r Receipt) error {
	var differ []string
	for _, part := range []struct{ name, said, kept string }{
		{"number", s.Number, r.OfficialNumber()},
		{"time", s.Received.Format(time.RFC3339), r.ReceivedAt().Format(time.RFC3339)},
		{"total", s.Total.String(), r.Total.String()},
		{"hash", s.Hash.String(), r.Hash.String()},
	} {
		if part.said != part.kept {
			differ = append(differ, fmt.Sprintf("its %s is %s, the ledger's %s", part.name, part.said, part.kept))
		}
	}
	if differ == nil {
		return nil
	}
	return fmt.Errorf("receipt %s is not what the ledger has: %s", s.Number, strings.Join(differ, "; "))
}

// checkStanding says what became of a payment after its receipt.
func (r Receipt) checkStanding() error {
	var since []string
	if v := r.Void; v != nil {
		since = append(since, fmt.Sprintf("voided on %s by %s, approved by %s: %s", v.At.Format("01/02/2006"), v.By, v.ApprovedBy, v.Reason))
	}
	for _, c := range r.Corrections {
		since = append(since, fmt.Sprintf("the account of stub %d corrected from %s to %s on %s", c.Line, c.From, c.To, c.At.Format("01/02/2006")))
	}
	for _, c := range r.Returned {
		since = append(since, fmt.Sprintf("check %s came back from the bank unpaid on %s", c.Check.Number, c.On.Display()))
	}
	if since == nil {
		return nil
	}
	return fmt.Errorf("receipt %s was changed: %s", r.Number, strings.Join(since, "; "))
}
