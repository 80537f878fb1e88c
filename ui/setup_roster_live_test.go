package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// uiSteps notes what goroutines have the user interface's goroutine do: that is
// all the window stands still for while work goes on.
type uiSteps struct {
	fyne.App
	count   int
	longest time.Duration
}

type uiStepsDriver struct {
	fyne.Driver
	of *uiSteps
}

func (s *uiSteps) Driver() fyne.Driver { return uiStepsDriver{s.App.Driver(), s} }

func (d uiStepsDriver) DoFromGoroutine(do func(), wait bool) {
	start := time.Now()
	d.Driver.DoFromGoroutine(do, wait)
	d.of.count++
	d.of.longest = max(d.of.longest, time.Since(start))
}

// notesSteps begins to note them.
func notesSteps(t *testing.T) *uiSteps {
	t.Helper()
	steps := &uiSteps{App: fyne.CurrentApp()}
	fyne.SetCurrentApp(steps)
	t.Cleanup(func() { fyne.SetCurrentApp(steps.App) })
	return steps
}

func manyAccounts(rows int) string {
	var file strings.Builder
	file.WriteString("Account,Name,Balance\n")
	for i := range rows {
		fmt.Fprintf(&file, "%09d,Customer %d,%d.%02d\n", i, i, i%900, i%100)
	}
	return file.String()
}

// TestTheWindowStaysLiveWhileARosterLoads: no key reads or loads a row itself,
// and however many rows there are, the window is only told each percent and
// the end. How long the longest of these steps takes is printed with -v: a frame
// has 100 ms.
func TestTheWindowStaysLiveWhileARosterLoads(t *testing.T) {
	const rows = 20_000
	s := atRoster(t)
	var working func()
	s.background = func(work func()) { working = work }
	s.write(rosterFile(t, manyAccounts(rows)))
	steps := notesSteps(t)
	goesOn := func(key fyne.KeyName, says string) {
		t.Helper()
		working = nil
		s.press(key)
		if working == nil {
			t.Fatalf("%s begins no work in the background", key)
		}
		s.press(fyne.KeyF1) // the window answers meanwhile
		s.wantSays("Search all pages")
		s.press(fyne.KeyEscape)
		s.wantSilent(says)
		steps.count, steps.longest = 0, 0
		working()
		t.Logf("%s: %d steps for %d rows, the longest in %v", key, steps.count, rows, steps.longest)
		if steps.count > 2*100+2 { // a file is gone through twice
			t.Errorf("%s has the window do %d steps for %d rows", key, steps.count, rows)
		}
		s.wantSays(says)
	}
	goesOn(fyne.KeyReturn, "Is the day right?")
	if _, loaded, err := s.Ledger().Roster(); loaded || err != nil {
		t.Errorf("rows are loaded by reading the file: %v", err)
	}
	goesOn(fyne.KeyF9, "20000 accounts loaded")
}
