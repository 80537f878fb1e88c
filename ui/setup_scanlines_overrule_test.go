package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
)

func TestAClerkOverrulesAWrongCheckDigitWithAReason(t *testing.T) {
	s := atIntake(t)
	s.scans(wrongDigit)
	s.wantSays("Account 00345678901", "The line does not fit checked at position 42: the check digit is 7 and should be 8")
	s.press(fyne.KeyF3, fyne.KeyReturn)
	s.write("A Payor")
	s.press(fyne.KeyF9)
	s.wantRecorded(0)
	s.wantSays("the check digit is 7 and should be 8", "Reason (press its digit)")
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantRecorded(1)
	r := s.newest()
	reason := r.Payment.Reasons[ledger.ScanDoubtful]
	if reason == "" || len(r.Warnings) == 0 || r.Payment.Lines[0].Scan != wrongDigit {
		t.Fatalf("%+v", r)
	}
	s.show(newFind(s.counter))
	s.wantSays("Reason given: " + reason)
	report, err := s.Ledger().DayReport(r.Day)
	if err != nil || len(report.Exceptions) != 1 || report.Exceptions[0].Reason != reason {
		t.Errorf("the day's exceptions are %+v, %v", report.Exceptions, err)
	}
}
