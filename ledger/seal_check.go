package ledger

// Check says what a seal alone shows to whoever has the public keys of the
// stations.
func (s Seal) Check(keys ...PublicKey) Findings {
	var f Findings
	f.Add("signature", s.checkSignature(keys), "station %s signed this very text", s.Station)
	f.Add("real money", s.checkTraining(), "%s is not a training ledger", s.Station)
	f.Add("not void", s.checkVoid(), "the payment stood when this receipt was given out")
	return f
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
