package ui

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ui/words"
)

// longWork is work that takes a while. The foot of the window says how far it
// has come and how long it will take yet, whatever screen is shown; it can be
// canceled. What it says comes from the goroutine that works.
type longWork struct {
	stage  *stage
	cancel context.CancelFunc
	what   string
	begun  time.Time // of what it does now
	shown  int       // percent
}

// long runs do off the user interface's goroutine, then done on it. Meanwhile
// running is the work, and nil again when done is called.
func (s *stage) long(running **longWork, what string, do func(ctx context.Context, w *longWork) error, done func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	w := &longWork{stage: s, cancel: cancel, what: what, begun: time.Now()}
	*running = w
	s.quiet()
	s.progress.begin(what)
	s.background(func() {
		err := do(ctx, w)
		if ctx.Err() != nil && err != nil {
			err = errCanceled
		}
		fyne.Do(func() {
			cancel()
			*running = nil
			s.progress.end()
			done(err)
			s.board.Changed()
		})
	})
	s.board.Changed()
}

// errCanceled is how work ends that was canceled.
var errCanceled = errors.New("canceled")

// stop cancels the work; it ends a moment later.
func (w *longWork) stop() {
	w.cancel()
	w.stage.progress.tell(words.T("%s is being canceled …", w.what), 0)
}

// next begins another part of the work.
func (w *longWork) next(what string) {
	fyne.Do(func() {
		w.what, w.begun, w.shown = what, time.Now(), 0
		w.stage.progress.tell(what+" …", 0)
	})
}

// at tells how far the work has come, from 0 to 1.
func (w *longWork) at(fraction float64) {
	percent := int(100 * fraction)
	if percent == w.shown {
		return
	}
	w.shown = percent
	fyne.Do(func() { w.stage.progress.tell(w.words(fraction, time.Since(w.begun)), fraction) })
}

func (w *longWork) words(fraction float64, took time.Duration) string {
	said := words.T("%s, %d%% …", w.what, int(100*fraction))
	if left := timeLeft(took, fraction); left > 0 {
		said = words.T("%s, %d%%, %s left", w.what, int(100*fraction), spanWords(left))
	}
	return said
}

// Before so much time, and before so much is done, nobody can say how long the
// rest takes.
const (
	foreseeAfter = 2 * time.Second
	foreseeFrom  = 0.03
)

// timeLeft is how long the rest takes when it goes on as it did; 0: not known.
func timeLeft(took time.Duration, fraction float64) time.Duration {
	if took < foreseeAfter || fraction < foreseeFrom || fraction >= 1 {
		return 0
	}
	return time.Duration(float64(took) * (1 - fraction) / fraction)
}

// spanWords says how long something takes, as exactly as anybody foresees it.
func spanWords(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return words.T("a few seconds")
	case d < 90*time.Second:
		return words.T("about %d seconds", int(d.Round(10*time.Second).Seconds()))
	case d < 90*time.Minute:
		return words.T("about %d minutes", int(d.Round(time.Minute).Minutes()))
	}
	return words.T("about %d hours", int(d.Round(time.Hour).Hours()))
}
