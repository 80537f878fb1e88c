package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
)

// The slip of a drop comes out where receipts do, and a closing too where
// nothing prints documents.
func TestSlipsOfTheTillAreOnTheReceiptPrinter(t *testing.T) {
	address, jobs, _ := rollPrinter(t)
	o := newCounterOffice(t)
	front := frontPrinter(address)
	front.Drawer = false
	o.hasPrinters(front)
	ana := o.hasDrawer("ana", 100_00)
	o.takes(ana, paidInCash("1", "A", 233_00))
	s := o.sits(ana)
	s.show(newDrawer(s.counter))
	s.press(fyne.KeyF3)
	s.write("2")
	s.press(fyne.KeyF9)
	s.signsIn("ben", secretOf("ben"))
	if job := next(t, jobs); !strings.Contains(job, "Drop to the safe S1") || !strings.Contains(job, "Counted too, as witness, by ben") {
		t.Errorf("the printer got %q", job)
	}

	closing, err := o.CloseDrawer(ana, ledger.Count{})
	if err != nil {
		t.Fatal(err)
	}
	s.printClosing(closing)
	if job := next(t, jobs); !strings.Contains(job, "Drawer closing Z1") || !strings.Contains(job, o.PublicKey().Fingerprint()) {
		t.Errorf("the printer got %q", job)
	}
}
