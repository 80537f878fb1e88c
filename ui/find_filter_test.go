package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
)

// fillsFilter opens the filter and keys into its four fields.
func (s *seat) fillsFilter(fields ...string) {
	s.Helper()
	s.press(fyne.KeyF2)
	s.wantSays("Which receipts are listed", "Business day", "Taken by")
	for i, text := range fields {
		if i > 0 {
			s.press(fyne.KeyTab)
		}
		s.write(text)
	}
	s.press(fyne.KeyReturn)
}

func TestReceiptsAreFilteredByKeyboard(t *testing.T) {
	o, ana := busyOffice(t)
	ben := o.hasDrawer("ben", 0)
	o.takes(ben, paidInCash("7000000001", "Of Ben", 2_00))
	s := o.sits(ana)
	screen := newFind(s.counter).(*find)
	s.show(screen)
	s.wantSays("5 receipts", "Filter")
	for _, c := range []struct {
		fields []string
		want   string
		says   []string
	}{
		{[]string{"", "", "2"}, "[5 4 3 1]", []string{"4 receipts", "Only: cash. Esc takes it away."}},
		{[]string{"", "", "", "3"}, "[4]", []string{"1 receipt", "Only: cash, void.", "VOID by ana"}},
		{[]string{"", "BEN", "1", "2"}, "[5]", []string{"1 receipt", "Only: taken by ben, not void."}},
		{[]string{"", "", "3", "2"}, "[]", []string{"No receipt is like that.", "Only: taken by ben, check, not void."}},
		{[]string{o.Today().Display(), "ana", "3", "4"}, "[2]", []string{"Only: " + o.Today().Display() + ", taken by ana, check", "not exported yet"}},
		{[]string{"01/02/2024"}, "[]", []string{"No receipt is like that."}},
	} {
		s.fillsFilter(c.fields...)
		found, err := screen.search.page(0, 10)
		if got := numbers(found); err != nil || got != c.want {
			t.Errorf("%q lists %s, %v; want %s", c.fields, got, err, c.want)
		}
		s.wantSays(c.says...)
		s.wantFits()
	}
	s.press(fyne.KeyEscape)
	s.wantSays("5 receipts")
	s.wantSilent("Only:")
	s.press(fyne.KeyEscape)
	if s.counter.screen == screen {
		t.Error("Esc does not leave the screen")
	}
}

func TestWordsOfTheSearchAreNoFilter(t *testing.T) {
	o, ana := busyOffice(t)
	s := o.sits(ana)
	screen := newFind(s.counter).(*find)
	s.show(screen)
	s.fillsFilter("", "", "2")
	s.wantFocus(screen.field, "the field of the search")
	s.write("ames")
	s.wantSays("2 receipts", "Only: cash")
	s.fillsFilter("", "", "3")
	s.wantSays("No receipt has the number, account, name, amount or check number “ames”.", "Only: check")
	screen.field.SetText("li")
	s.wantSays("1 receipt", "Bo Li", "C1-000002")
	s.press(fyne.KeyEscape)
	if screen.field.Text != "li" {
		t.Errorf("the search is for %q", screen.field.Text)
	}
}

func TestAFilterThatCannotBeStaysOpen(t *testing.T) {
	o, ana := busyOffice(t)
	s := o.sits(ana)
	s.show(newFind(s.counter))
	s.fillsFilter("", "zelda")
	s.wantSays("Which receipts are listed", "Nobody here is called “zelda”.")
	s.press(fyne.KeyEscape)
	s.wantSays("4 receipts")
	s.wantSilent("Only:")
}

// TestOlderReceiptsAreCountedWhileTheNewestAreShown: a search that very many
// receipts fit shows the newest at once.
func TestOlderReceiptsAreCountedWhileTheNewestAreShown(t *testing.T) {
	const many = 230
	o := newOffice(t)
	ana := o.hasDrawer("ana", 0)
	for i := range many {
		o.takes(ana, paidInCash(fmt.Sprint(1000000000+i), "A Payor", 1_00))
	}
	s := o.sits(ana)
	var waits []func() // for a goroutine of its own
	s.background = func(work func()) { waits = append(waits, work) }
	screen := newFind(s.counter).(*find)
	s.show(screen)
	s.wantSays("230 receipts")
	s.press(fyne.KeyDown, fyne.KeyEnd)
	s.wantSays("C1-000001")
	if i, f := screen.results.Selected(); i != many-1 || f.Receipt != "C1-000001" {
		t.Errorf("the last row is %d, %s", i, f.Receipt)
	}
	s.write("payor")
	s.press(fyne.KeyDown, fyne.KeyDown)
	before := screen.search.found()
	if before > many || len(waits) == 0 && before < many {
		t.Fatalf("%d are found, and %d works wait", before, len(waits))
	}
	for _, work := range waits { // those of the letters before, too
		work()
	}
	s.until("230 receipts")
	if i, f := screen.results.Selected(); i != 1 || f.Receipt != "C1-000229" || screen.search.receipt.Number != f.Receipt {
		t.Errorf("row %d, %s is selected, and %s looked at", i, f.Receipt, screen.search.receipt.Number)
	}
}
