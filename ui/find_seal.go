package ui

import (
	"strings"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// readSeal finds the receipt that a seal stands on, and says whether the paper
// is as this station gave it out.
func (s *find) readSeal(text string) {
	s.field.SetText("")
	seal, err := ledger.ParseSeal(text)
	if err != nil {
		s.counter.refuseScan(widgets.Sentence(err))
		return
	}
	if here := s.counter.ledger.City().Station; seal.Station != here {
		s.counter.refuseScan(words.T("That is the code of receipt %s of station %s. Only that station and finance can check it; this is station %s.", seal.Number, seal.Station, here))
		return
	}
	s.field.SetText(seal.Number)
	s.enter()
	findings, err := s.counter.ledger.CheckSeal(seal)
	switch {
	case err != nil:
		s.counter.say(widgets.Stop, widgets.Sentence(err))
	case findings.OK():
		s.counter.say(widgets.Note, words.T("The seal holds: receipt %s is as this station gave it out, for %s, and the payment stands.", seal.Number, widgets.Dollars(seal.Total)))
	default:
		s.counter.say(widgets.Stop, words.T("Look at receipt %s: %s.", seal.Number, wrongIn(findings)))
		s.counter.wrongScan()
	}
}

// wrongIn is what does not hold.
func wrongIn(findings ledger.Findings) string {
	var wrong []string
	for _, f := range findings {
		if !f.OK {
			wrong = append(wrong, words.Say(f.Said))
		}
	}
	return strings.Join(wrong, "; ")
}
