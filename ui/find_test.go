package ui

import (
	"bytes"
	"testing"

	"fyne.io/fyne/v2"
)

func TestAReceiptIsFoundAndPrintedAgainByKeyboard(t *testing.T) {
	o, ana := busyOffice(t)
	s := o.sits(ana)
	screen := newFind(s.counter).(*find)
	s.show(screen)
	s.wantSays("4 receipts", "C1-000004", "VOID", "Ames & Sons", "3000000001 +1", "cash", "$35.00")
	s.wantFits()

	s.write("ames")
	s.wantSays("2 receipts")
	s.press(fyne.KeyReturn, fyne.KeyDown) // to the table, to the second
	s.wantSays("OFFICIAL RECEIPT", "1023233234", "Not given out yet")
	s.press(fyne.KeyF6)
	s.wantSays("Receipt C1-000001 is given out as the original.", "Given out once: the next print says DUPLICATE 1.")
	s.wantSilent("* DUPLICATE")
	s.wantFile("receipts/C1-000001.pdf")
	if i, f := screen.results.Selected(); i != 1 || f.Receipt != "C1-000001" {
		t.Errorf("row %d, %s is selected after the print", i, f.Receipt)
	}
	s.press(fyne.KeyF6)
	s.wantSays("Receipt C1-000001 is given out as DUPLICATE 1.")
	if bytes.Equal(s.wantFile("receipts/C1-000001.pdf"), s.wantFile("receipts/C1-000001-duplicate-1.pdf")) {
		t.Error("the duplicate is the original")
	}
	if receipt, err := o.Receipt("1"); err != nil || receipt.Prints != 2 {
		t.Errorf("given out %d times, %v", receipt.Prints, err)
	}
}

func TestNothingInTheListOfReceiptsIsCut(t *testing.T) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 0)
	o.takes(ana, paidByCheck("1023233234", "Specimen Account", 1_234_50, "1041"))
	if _, err := o.Void(ana, o.is("sue"), "1", "Wrong account"); err != nil {
		t.Fatal(err)
	}
	s := o.sits(ana)
	s.window.Resize(fyne.NewSize(1024, 740))
	s.show(newFind(s.counter))
	s.wantSays("Specimen Account", "VOID check", "11/23 3:04 PM", "1023233234", "$1,234.50")
	s.wantSilent("…")
	s.wantFits()
}

func TestEnterWalksFromTheFieldToThePaper(t *testing.T) {
	o, ana := busyOffice(t)
	s := o.sits(ana)
	screen := newFind(s.counter).(*find)
	s.show(screen)
	focused := func(want fyne.Focusable, where string) {
		t.Helper()
		if s.window.Canvas().Focused() != want {
			t.Errorf("the keyboard is not on %s", where)
		}
	}
	focused(screen.field, "the field")
	s.press(fyne.KeyReturn)
	focused(screen.results, "the table")
	s.press(fyne.KeyReturn)
	focused(screen.paper.Sheet, "the paper")
	s.press(fyne.KeyEscape)
	focused(screen.results, "the table")
	s.write("1041") // begins a new search from anywhere
	focused(screen.field, "the field")
	if screen.field.Text != "1041" || screen.search.found() != 1 {
		t.Errorf("%q finds %d", screen.field.Text, screen.search.found())
	}
	s.press(fyne.KeyReturn) // the only one is opened
	focused(screen.paper.Sheet, "the paper")
	s.write("nobody")
	s.press(fyne.KeyReturn)
	focused(screen.field, "the field")
	s.wantSays("No receipt has")
	s.wantSilent("OFFICIAL RECEIPT")
	s.press(fyne.KeyF6) // nothing to print
	s.press(fyne.KeyDown)
	focused(screen.results, "the table")
}

func TestThePaperMovesWithTheKeys(t *testing.T) {
	o, ana := busyOffice(t)
	s := o.sits(ana)
	screen := newFind(s.counter).(*find)
	s.show(screen)
	s.window.Resize(fyne.NewSize(1024, 500))
	s.write("3")
	s.press(fyne.KeyReturn)
	scroll := scrollOf(screen.paper.Sheet)
	lowest := scroll.Content.MinSize().Height - scroll.Size().Height
	if lowest <= 0 {
		t.Fatal("the receipt fits whole, so nothing is tested")
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want func(y float32) bool
	}{
		{fyne.KeyUp, func(y float32) bool { return y == 0 }},
		{fyne.KeyDown, func(y float32) bool { return y > 0 && y < lowest }},
		{fyne.KeyEnd, func(y float32) bool { return y == lowest }},
		{fyne.KeyPageDown, func(y float32) bool { return y == lowest }},
		{fyne.KeyUp, func(y float32) bool { return y > 0 && y < lowest }},
		{fyne.KeyHome, func(y float32) bool { return y == 0 }},
	} {
		s.press(step.key)
		if !step.want(scroll.Offset.Y) {
			t.Errorf("after %s the paper is at %v of %v", step.key, scroll.Offset.Y, lowest)
		}
	}
}

func TestAVoidByKeyboard(t *testing.T) {
	o, ana := busyOffice(t)
	s := o.sits(ana)
	s.show(newFind(s.counter))
	s.write("1041")
	s.press(fyne.KeyF4)
	s.wantSays("Void receipt C1-000002", "Wrong account", "Another reason")
	s.press(fyne.KeyReturn) // nothing picked: it stays
	s.wantSays("Another reason")
	s.write("7")
	s.press(fyne.KeyReturn)
	s.write("check not signed")
	s.press(fyne.KeyReturn)
	s.wantSays("$51.00, taken by ana. Reason: check not signed.")

	s.signsIn("ana", secretOf("ana"))
	s.wantSays("Ana is a clerk and may not approve a void; ask a supervisor.")
	s.write("wrong")
	s.press(fyne.KeyReturn)
	s.wantSays("The name or the secret is not right; try again.")
	if receipt, _ := o.Receipt("2"); receipt.Void != nil {
		t.Fatal("it is void without a supervisor")
	}
	s.press(fyne.KeyEscape)
	s.wantSays("C1-000002", "1 receipt")

	s.press(fyne.KeyF4)
	s.write("1")
	s.press(fyne.KeyReturn)
	s.signsIn("sue", secretOf("sue"))
	s.wantSays("Receipt C1-000002 is void. Give back check 1041.", "VOID by ana, approved by sue", "Wrong account", "* VOID *", "(Void)")
	receipt, err := o.Receipt("2")
	if err != nil || receipt.Void == nil || receipt.Void.Reason != "Wrong account" || receipt.Prints != 1 {
		t.Errorf("%v: %+v", err, receipt)
	}
	s.wantFile("receipts/C1-000002.pdf")
	s.press(fyne.KeyF4)
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("a void receipt can be voided")
	}
}

func TestFinanceFindsButDoesNotVoid(t *testing.T) {
	o, _ := busyOffice(t)
	s := o.sits(o.is("fay"))
	s.show(newFind(s.counter))
	s.wantSays("Reprint")
	if _, can := s.board.Named("void"); can {
		t.Error("finance can void")
	}
}
