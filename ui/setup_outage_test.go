package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
)

func TestAnOutageIsClosedAndTheNextOpened(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 0)
	o.takes(ana, paidInCash("1", "A Payor", 5_00))
	s := o.sits(o.is("sue"))
	s.show(newOutages(s.counter))
	s.wantFits()
	s.wantSays("Outage 1 (billing is down), since 11/23/2026", "The drawer of ana of 11/23/2026 is not counted.", "must be done", "In no export yet: 1 receipt, C1-000001.", "(Open)")
	s.press(fyne.KeyF9)
	s.wantSays("The outage cannot be closed yet. The drawer of ana")

	closing := o.closes(ana, ledger.Count{})
	if _, err := o.ApproveClosing(o.is("tom"), closing.Number); err != nil {
		t.Fatal(err)
	}
	s.show(newOutages(s.counter))
	s.wantSays("or give a reason")
	s.press(fyne.KeyF9)
	s.wantSays("Not finished, and recorded so: The money of closing Z1 of ana, 5.00 by its receipts, is in no deposit. In no export yet: 1 receipt, C1-000001.")
	s.write("yesterday")
	s.press(fyne.KeyReturn)
	s.write("finance exports tomorrow")
	s.press(fyne.KeyReturn)
	s.wantSays("“yesterday” is not a time")
	s.write("11/23/2026 3:04 pm")
	s.press(fyne.KeyReturn)
	s.wantSays("No outage is open", "sue", "Closed without: The money of closing Z1 of ana, 5.00 by its receipts, is in no deposit. In no export yet: 1 receipt, C1-000001. The reason: finance exports tomorrow")
	s.wantSays("Outage: none open")

	s.press(fyne.KeyF3)
	s.write("down again")
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyReturn)
	s.wantSays("Export first, then open the next.")
	s.press(fyne.KeyEscape)
	if _, err := o.Export(o.is("fay"), "", ""); err != nil {
		t.Fatal(err)
	}
	s.press(fyne.KeyF3)
	s.write("down again")
	s.press(fyne.KeyReturn, fyne.KeyReturn)
	s.wantSays("Outage 2 (down again)", "Everything is finished.")
}

func TestTheBeginningOfAnOutageIsCorrectedAtTheScreen(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.is("sue"))
	s.show(newOutages(s.counter))
	s.press(fyne.KeyF4, fyne.KeyTab)
	s.wantSays("Correct the outage")
	s.write("11/20/2026 8:30 AM")
	s.press(fyne.KeyReturn)
	s.wantSays("since 11/20/2026 8:30 AM", "Outage since: 11/20/2026")
	began := time.Date(2026, 11, 20, 14, 30, 0, 0, time.UTC)
	if outage, err := o.Outage(); err != nil || !outage.StartedAt.Equal(began) || outage.Reason != "billing is down" {
		t.Errorf("%+v, %v", outage, err)
	}
}

func TestTimesAreKeyedAsPeopleWriteThem(t *testing.T) {
	want := time.Date(2026, 1, 15, 20, 30, 0, 0, time.UTC)
	for _, text := range []string{"01/15/2026 8:30 PM", " 1/15/2026  8:30pm", "1/15/2026 20:30"} {
		if got, err := parseTimeKeyed(text, time.UTC); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "13/15/2026 8:30 PM", "8:30 PM", "1/15/2026 25:30"} {
		if got, err := parseTimeKeyed(text, time.UTC); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}
