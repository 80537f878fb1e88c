package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

func TestAfterAJumpOfTheClockASupervisorConfirmsTheDateBeforeADrawerIsOpened(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.is("ana"))
	s.show(newDrawer(s.counter))
	o.now = o.now.Add(-72 * time.Hour)
	s.counter.begin(o.is("ana"))
	s.wantSays("Is it Friday, 11/20/2026, 3:04 PM?")
	s.signsIn("ana", secretOf("ana"))
	s.wantSays("Ana is a clerk and may not confirm the date; ask a supervisor.")
	s.press(fyne.KeyEscape)
	s.wantSays("Warning: The computer's clock jumped: it said 11/20/2026 3:04 PM where 11/23/2026 3:04 PM was expected.")
	s.show(newDrawer(s.counter))
	s.press(fyne.KeyF9)
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("Open your drawer")
	s.press(fyne.KeyReturn)
	s.wantSilent("clock jumped")
	if drawer, err := o.OpenDrawerOf("ana"); err != nil || drawer.Day != "2026-11-20" {
		t.Fatalf("%+v, %v", drawer, err)
	}
}
