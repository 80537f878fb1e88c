package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
)

func TestABookIsPrintedRegisteredAndItsSpoiledReceiptsDeclared(t *testing.T) {
	o := newOffice(t)
	s := o.sits(o.is("sue"))
	s.show(newBooks(s.counter))
	s.wantSays("No book is registered")
	s.press(fyne.KeyF6)
	s.write("1")
	s.press(fyne.KeyReturn) // the numbers are there
	s.wantFile("receipts/book-B1-0001-0099.pdf")

	s.press(fyne.KeyF3)
	for _, keyed := range []string{"1", "1", "9", "ana"} {
		s.write(keyed)
		s.press(fyne.KeyReturn)
	}
	s.wantSays("B1-0001-6 to B1-0009-9", "ana", "blank")
	ana := o.hasDrawer("ana", 0)
	p := paidInCash("1023233234", "A PAYOR", 30_00)
	p.Handwritten = &ledger.Handwritten{Number: "B1-0003-2", Received: opening.UnixMilli()}
	o.takes(ana, p)

	s.show(newBooks(s.counter))
	s.press(fyne.KeyF4)
	s.press(fyne.KeyTab) // the book is there
	for _, keyed := range []string{"5", "6", "torn"} {
		s.write(keyed)
		s.press(fyne.KeyReturn)
	}
	s.signsIn("tom", secretOf("tom"))
	s.wantSays("MISSING", "B1-0001-6 to B1-0002-4", "B1-0003-2", "keyed in as C1-000001 by ana", "spoiled", "torn (approved by tom)", "B1-0007-3 to B1-0009-9")
	s.wantFits()
}

func TestAHandwrittenReceiptIsKeyedInAtIntake(t *testing.T) {
	o := newOffice(t)
	if _, err := o.RegisterBook(o.is("sue"), ledger.PaperRange{Book: 1, First: 1, Last: 9}, "ben"); err != nil {
		t.Fatal(err)
	}
	s := o.sits(o.hasDrawer("ana", 0))
	s.show(s.counter.intake())
	s.press(fyne.KeyPageDown)
	s.wantSays("A handwritten receipt", "keeps the number on the paper")
	s.wantFits()
	s.write("B1-0003-1")
	s.press(fyne.KeyReturn)
	s.write(s.Ledger().Local(opening).Format("01/02/2006"))
	s.press(fyne.KeyReturn)
	s.wantSays("check digit")
	number := s.window.Canvas().Focused().(*widgets.Entry)
	number.SetText("B1-0003-2")
	s.press(fyne.KeyReturn)
	s.wantSays("Intake: handwritten receipt B1-0003-2 of 11/23/2026, by ben")
	s.wantFits()
	s.write("1023233234")
	s.press(fyne.KeyReturn)
	s.write("30")
	s.press(fyne.KeyF7, fyne.KeyReturn)
	s.write("A PAYOR")
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantRecorded(1)
	s.wantSays("Handwritten receipt B1-0003-2 is entered, as C1-000001.")
	if r := s.newest(); r.Payment.Handwritten == nil || r.Payment.Handwritten.Writer != "ben" || r.Prints != 1 {
		t.Errorf("recorded %+v, given out %d times", r.Payment.Handwritten, r.Prints)
	}
	s.wantSilent("Intake: handwritten")
}
