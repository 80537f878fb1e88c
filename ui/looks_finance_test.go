package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

// financeSights are the pages of Finance once a batch is exported, and billing
// has answered to part of it.
var financeSights = []sight{
	{"finance", func(t *testing.T) *seat {
		s, _ := atAnswered(t)
		return s
	}, nil},
	financeSight("export", "1", func(s *seat, _ string) {
		s.takes(s.is("ana"), paidInCash("5", "After the export", 12_00))
		s.press(fyne.KeyEscape, fyne.KeyReturn)
	}),
	financeSight("posting", "2", func(*seat, string) {}),
	financeSight("open-stubs", "2", func(s *seat, _ string) { s.press(fyne.KeyF3) }),
	financeSight("verify", "3", func(s *seat, bundle string) {
		s.press(fyne.KeyF9)
		s.picks(bundle)
	}),
	financeSight("match", "4", func(s *seat, bundle string) {
		s.press(fyne.KeyF9)
		s.picks(bundle)
		s.picks(s.writes("cash.csv", "receipt,account,amount,date\nC1-000001,1,10.00,11/23/2026\nC1-000002,2,25.00,11/24/2026\n,9,1.00,11/24/2026\n"))
		s.press(fyne.KeyReturn, fyne.KeyDown)
	}),
	financeSight("merge", "5", func(s *seat, bundle string) {
		for _, add := range []string{bundle, s.writes("counterfoil_C2_2026-11-23_2026-11-23_b0001.zip", "not a bundle")} {
			s.press(fyne.KeyF3)
			s.picks(add)
		}
		s.press(fyne.KeyF9)
		s.keysIn(s.TempDir(), "3")
	}),
	financeSight("profiles", "6", func(s *seat, bundle string) {
		s.press(fyne.KeyF4)
		s.picks(bundle)
	}),
	financeSight("stations", "7", func(s *seat, _ string) {
		s.press(fyne.KeyF3)
		s.keysIn("the goose is loose", "the goose is loose")
		s.press(fyne.KeyF4)
		s.keysIn("c7", "4F1A-09BC-77D2-E310")
	}),
	{"desk", func(t *testing.T) *seat {
		s, _ := twoDays(t).atDesk()
		return s
	}, nil},
	{"desk-verify", func(t *testing.T) *seat {
		o := twoDays(t)
		s, _ := o.atDesk()
		s.write("2")
		s.press(fyne.KeyReturn, fyne.KeyF9)
		s.picks(o.exports())
		return s
	}, nil},
}

func financeSight(name, digit string, act func(s *seat, bundle string)) sight {
	return sight{"finance-" + name, func(t *testing.T) *seat {
		s, bundle := atAnswered(t)
		s.write(digit)
		s.press(fyne.KeyReturn)
		act(s, bundle)
		return s
	}, nil}
}

// atAnswered is the list of the pages, and a bundle of which billing took one
// payment and refused another.
func atAnswered(t *testing.T) (s *seat, bundle string) {
	o := twoDays(t)
	bundle = o.exports()
	s = o.atFinance("2")
	s.press(fyne.KeyF9)
	s.picks(bundle)
	s.picks(o.writes("results.csv", o.answers(bundle, "accepted,,B-77", "rejected,no such account,")))
	s.press(fyne.KeyReturn, fyne.KeyEscape)
	return s, bundle
}
