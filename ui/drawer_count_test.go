package ui

import (
	"errors"
	"fmt"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// keyedSheet is a sheet with those lines keyed in.
func keyedSheet(lines map[int]string) *countSheet {
	var s countSheet
	for line, text := range lines {
		s.keyed[line] = text
	}
	return &s
}

const twenties, fives, pennies = 2, 4, 11 // of ledger.Denominations

func TestASheetHasALineForEachDenomination(t *testing.T) {
	if looseLine != len(ledger.Denominations) || stubsLine != countLines-1 {
		t.Fatalf("%d lines do not fit %d denominations", countLines, len(ledger.Denominations))
	}
	for line, want := range map[int]string{0: "$100 bills", twenties: "$20 bills", 6: "$1 bills", firstCoin: "50¢ coins", pennies: "1¢ coins", checksSum: "Total of checks"} {
		if got := lineName(line); got != want {
			t.Errorf("line %d is %q, want %q", line, got, want)
		}
	}
}

func TestACountIsReadFromWhatWasKeyed(t *testing.T) {
	cents := money.FromCents
	for _, c := range []struct {
		name        string
		keyed       map[int]string
		want        ledger.Count
		cash, total int64
	}{
		{"nothing but a zero", map[int]string{fives: "0"}, ledger.Count{}, 0, 0},
		{"spaces", map[int]string{twenties: " ", looseLine: " "}, ledger.Count{}, 0, 0},
		{"notes and coins", map[int]string{twenties: "12", fives: "0", pennies: "7"},
			ledger.Count{Cash: []ledger.Pieces{{Value: cents(20_00), Count: 12}, {Value: cents(1), Count: 7}}}, 240_07, 240_07},
		{"loose cash", map[int]string{looseLine: "1,010.50"}, ledger.Count{Loose: cents(1_010_50)}, 1_010_50, 1_010_50},
		{"slips", map[int]string{fives: "1", checksLine: "3", checksSum: "150", cardsLine: "1", cardsSum: "9.99"},
			ledger.Count{Cash: []ledger.Pieces{{Value: cents(5_00), Count: 1}}, Checks: ledger.Slips{Count: 3, Total: cents(150_00)},
				Cards: ledger.Slips{Count: 1, Total: cents(9_99)}}, 5_00, 164_99},
	} {
		s := keyedSheet(c.keyed)
		got, err := s.count()
		if err != nil || fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, %v, want %v", c.name, got, err, c.want)
		}
		if s.cash() != cents(c.cash) || s.total() != cents(c.total) {
			t.Errorf("%s: cash %s and total %s, want %d and %d cents", c.name, s.cash(), s.total(), c.cash, c.total)
		}
	}
}

func TestACountThatCannotBeReadNamesItsLine(t *testing.T) {
	for _, c := range []struct {
		line  int
		text  string
		total int64 // of the other lines
	}{
		{twenties, "x", 5_00}, {pennies, "-1", 5_00}, {0, "1.5", 5_00}, {3, "99999999999999999999", 5_00},
		{looseLine, "1e3", 5_00}, {checksSum, "1.005", 5_00}, {cardsLine, "two", 5_00}, {cardsSum, "-5", 5_00},
	} {
		s := keyedSheet(map[int]string{fives: "1", c.line: c.text})
		_, err := s.count()
		var at *lineError
		if !errors.As(err, &at) || at.line != c.line {
			t.Errorf("line %d with %q: %v", c.line, c.text, err)
		}
		if got := s.total(); got != money.FromCents(c.total) {
			t.Errorf("line %d with %q: the total is %s", c.line, c.text, got)
		}
	}
}

func TestASheetWithNothingOnItIsNoCount(t *testing.T) {
	_, err := keyedSheet(nil).count()
	var at *lineError
	if !errors.As(err, &at) || at.line != 0 {
		t.Errorf("%v", err)
	}
}

func TestWhatTheLedgerRefusesIsSaidAtItsLine(t *testing.T) {
	for _, c := range []struct {
		keyed map[int]string
		want  int
	}{
		{map[int]string{0: "1", fives: "999999"}, fives},
		{map[int]string{checksSum: "5"}, checksLine},
		{map[int]string{cardsSum: "5"}, cardsLine},
	} {
		o := newOffice(t)
		till := newTill(o, o.hasDrawer("ana", 0), countSheets{})
		till.sheet.keyed = keyedSheet(c.keyed).keyed
		err := till.close()
		var at *lineError
		if !errors.As(err, &at) || at.line != c.want {
			t.Errorf("%v: %v is said at %+v, want line %d", c.keyed, err, at, c.want)
		}
		if till.drawer == nil || till.sheet.keyed != keyedSheet(c.keyed).keyed {
			t.Error("the count is lost")
		}
	}
}

func TestCountedSaysTheCountInASentence(t *testing.T) {
	s := keyedSheet(map[int]string{fives: "3", checksLine: "1", checksSum: "50"})
	count, err := s.count()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.counted(count), "You counted $65.00: cash $15.00, 1 check for $50.00, 0 card slips for $0.00."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
