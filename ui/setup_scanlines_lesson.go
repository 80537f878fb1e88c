package ui

import (
	"errors"
	"strings"
	"time"

	"counterfoil/ledger/phrase"
	"counterfoil/ledger/stub"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// lesson is the stubs from which a scan line is learned, and what they taught.
type lesson struct {
	samples []stub.Sample
	found   *stub.Lesson // nil: nothing, or something changed since
	refused error        // why nothing was found
}

// add puts a stub into the lesson.
func (l *lesson) add(s stub.Sample) error {
	if len(l.samples) == stub.MaxSamples {
		return phrase.Errorf("%d stubs are enough; press F4 to find the scan line", stub.MaxSamples)
	}
	l.samples = append(l.samples, s)
	l.forget()
	return nil
}

// remove takes a stub out and returns it.
func (l *lesson) remove(i int) stub.Sample {
	out := l.samples[i]
	l.samples = append(l.samples[:i:i], l.samples[i+1:]...)
	l.forget()
	return out
}

func (l *lesson) forget() { l.found, l.refused = nil, nil }

// take keeps what was learned.
func (l *lesson) take(found stub.Lesson, err error) {
	if l.forget(); err != nil {
		l.refused = err
	} else {
		l.found = &found
	}
}

// verdict says in a word how a stub goes with the others.
func (l *lesson) verdict(i int) string {
	wrong, named := errors.AsType[*stub.SampleError](l.refused)
	switch {
	case l.found != nil:
		return words.T("reads right")
	case named && wrong.Sample == i+1:
		return words.T("DOES NOT FIT")
	}
	return ""
}

// wants reports whether the stubs have a due date or a bill number: the first
// one decides.
func (l *lesson) wants(of func(stub.Sample) string) bool {
	return len(l.samples) == 0 || of(l.samples[0]) != ""
}

func dueOf(s stub.Sample) string  { return s.Due }
func billOf(s stub.Sample) string { return s.Bill }

// readDue reads a date as it stands on a bill, 11/25/2026, or 2026-11-25.
func readDue(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	for _, layout := range []string{"1/2/2006", time.DateOnly} {
		if date, err := time.Parse(layout, text); err == nil {
			return date.Format(time.DateOnly), nil
		}
	}
	return "", phrase.Errorf("%q is not a date; write it like 11/25/2026", text)
}

// summary says in words what was learned: the check digits, and what the stubs
// leave open or the known scan lines read already.
func (l *lesson) summary(known []stub.Profile) string {
	var said []string
	if read, err := stub.Match(known, l.samples[0].Scan); err == nil && read[0].OK() {
		said = append(said, words.T("Scan line %s reads these stubs already: with both, the clerk is asked which it is.", read[0].Profile))
	}
	for _, check := range l.found.Profile.Checks {
		said = append(said, widgets.Sentence(check.Words()))
	}
	for _, note := range l.found.Notes {
		said = append(said, words.Say(note))
	}
	return strings.Join(said, "\n")
}
