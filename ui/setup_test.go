package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestAnAdministratorBeginsAtSetup(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.is("zoe"))
	s.show(s.home())
	s.wantFits()
	s.wantSays("Set-up", "1", "People", "Who works here, in which role")
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantSays("People", "ana", "supervisor")
	s.press(fyne.KeyEscape)
	s.wantSays("What it is for")
	s.press(fyne.KeyF5, fyne.KeyEscape)
	s.wantSays("What it is for")
}

func TestAScanOpensNoPageOfSetup(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.is("zoe"))
	s.show(s.home())
	s.scans(plainScan)
	s.wantSays("What it is for")
}

func TestAClerkHasNoSetup(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.is("ana"))
	s.show(newFind(s.counter))
	s.wantSilent("Set-up")
	s.press(fyne.KeyF2)
	s.wantSilent("What it is for")
}
