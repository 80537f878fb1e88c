package ui

import (
	"context"
	"testing"
	"time"

	"counterfoil/ui/words"
)

func TestTheTimeLeftIsForeseen(t *testing.T) {
	for _, test := range []struct {
		took     time.Duration
		fraction float64
		want     string
	}{
		{time.Second, 0.5, "Merging, 50% …"},    // too soon to say
		{time.Minute, 0.01, "Merging, 1% …"},    // too little is done
		{5 * time.Second, 1, "Merging, 100% …"}, // nothing is left
		{5 * time.Second, 0.5, "Merging, 50%, a few seconds left"},
		{20 * time.Second, 0.25, "Merging, 25%, about 60 seconds left"},
		{2 * time.Minute, 0.1, "Merging, 10%, about 18 minutes left"},
		{time.Hour, 0.1, "Merging, 10%, about 9 hours left"},
	} {
		w := &longWork{what: "Merging"}
		if got := w.words(test.fraction, test.took); got != test.want {
			t.Errorf("%v of the work in %v: %q, not %q", test.fraction, test.took, got, test.want)
		}
	}
}

func TestLongWorkShowsHowFarItIsUntilItIsCanceled(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.is("sue"))
	var working func()
	s.background = func(work func()) { working = work }
	var running *longWork
	var ended error
	s.long(&running, "Merging", func(ctx context.Context, w *longWork) error {
		w.at(0.25)
		s.wantSays("Merging, 25%")
		running.stop()
		s.wantSays(words.T("%s is being canceled …", "Merging"))
		return ctx.Err()
	}, func(err error) { ended = err })
	s.wantSays("Merging …")
	if running == nil {
		t.Fatal("nothing is running")
	}
	working()
	if ended != errCanceled || running != nil || s.progress.Visible() {
		t.Errorf("%v, %v, %t", ended, running, s.progress.Visible())
	}
}
