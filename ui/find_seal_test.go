package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/words"
)

// atFindWithPaper is the Find screen, and the code of receipt 1 that a customer
// holds. The screen shows another receipt.
func atFindWithPaper(t *testing.T) (s *seat, ana ledger.Session, code string) {
	t.Helper()
	o, ana := busyOffice(t)
	given, err := o.GiveOut(ana, "1")
	if err != nil {
		t.Fatal(err)
	}
	s = o.sits(ana)
	s.show(newFind(s.counter))
	s.write("1041")
	s.keyed = s.keyed.Add(byHand)
	return s, ana, given.Seal
}

func TestASealThatIsScannedFindsItsReceiptAndHolds(t *testing.T) {
	for _, gap := range append(someSpeeds, 60*time.Millisecond) { // the last is a scanner too slow to be told from a hand
		for _, read := range []func(string) string{strings.Clone, strings.ToLower} {
			s, _, code := atFindWithPaper(t)
			screen := s.screen.(*find)
			if gap > someSpeeds[2] {
				screen.field.SetText("")
			}
			s.fires(read(code), gap, fyne.KeyReturn)
			if receipt := screen.search.receipt; screen.search.found() != 1 || receipt.Number != "C1-000001" || screen.field.Text != "C1-000001" {
				t.Fatalf("%s: found %d by %q: %s", gap, screen.search.found(), screen.field.Text, s.says())
			}
			s.wantFocus(screen.paper.Sheet, "the paper")
			s.wantSays("The seal holds: receipt C1-000001 is as this station gave it out, for $224.24, and the payment stands.")
		}
	}
}

func TestTheBarCodeOfAReceiptFindsIt(t *testing.T) {
	for _, gap := range someSpeeds {
		s, _, _ := atFindWithPaper(t)
		screen := s.screen.(*find)
		screen.limit(ledger.Sought{State: ledger.Voided}) // which receipt 1 is not
		s.fires("C1-000001", gap, fyne.KeyReturn)
		if receipt := screen.search.receipt; screen.search.found() != 1 || receipt.Number != "C1-000001" {
			t.Fatalf("%s: found %d", gap, screen.search.found())
		}
		s.wantFocus(screen.paper.Sheet, "the paper")
	}
}

func TestASealThatDoesNotHoldSaysWhy(t *testing.T) {
	spanish := func() { words.Use("es") }
	for name, test := range map[string]struct {
		done func(o *office, ana ledger.Session)
		read func(string) string
		says []string
		lost bool // no receipt is found
	}{
		"altered":         {read: replaced("/224.24/", "/924.24/"), says: []string{"Look at receipt C1-000001: no key at hand signed this text", "its total is 924.24, the ledger's 224.24"}},
		"in Spanish":      {done: func(*office, ledger.Session) { spanish() }, read: replaced("/224.24/", "/924.24/"), says: []string{"Revise el recibo C1-000001: ninguna de las claves", "su total es 924.24, el del libro es 224.24"}},
		"another's paper": {read: replaced("C1-000001", "C1-000003"), says: []string{"Look at receipt C1-000003: no key at hand signed this text", "its hash is"}},
		"void since": {done: func(o *office, ana ledger.Session) {
			if _, err := o.Void(ana, o.is("sue"), "1", "Wrong account"); err != nil {
				o.Fatal(err)
			}
		}, says: []string{"Look at receipt C1-000001: receipt C1-000001 was changed: voided on 11/23/2026 by ana, approved by sue: Wrong account."}},
		"no such receipt": {read: replaced("C1-000001", "C1-000099"), says: []string{"Look at receipt C1-000099", "there is no receipt C1-000099 in this ledger"}, lost: true},
		"another station": {read: replaced("C1/C1-", "C2/C2-"), says: []string{"That is the code of receipt C2-000001 of station C2. Only that station and finance can check it; this is station C1."}, lost: true},
		"badly read":      {read: func(code string) string { return code[:90] }, says: []string{"The code has 7 parts between its slashes"}, lost: true},
	} {
		t.Run(name, func(t *testing.T) {
			s, ana, code := atFindWithPaper(t)
			t.Cleanup(func() { words.Use("en") })
			if test.done != nil {
				test.done(s.office, ana)
			}
			if test.read != nil {
				code = test.read(code)
			}
			beeps := 0
			s.beep = func() { beeps++ }
			s.fires(code, someSpeeds[1], fyne.KeyReturn)
			s.wantSays(test.says...)
			if receipt := s.screen.(*find).search.receipt; beeps != 1 || !test.lost && (receipt == nil || !strings.Contains(test.says[0], receipt.Number)) {
				t.Errorf("%d beeps, and the receipt is %+v", beeps, receipt)
			}
		})
	}
}

func replaced(old, other string) func(string) string {
	return func(code string) string { return strings.Replace(code, old, other, 1) }
}

// A customer who holds out a receipt in place of the bill.
func TestAReceiptIsNotTakenForAStub(t *testing.T) {
	_, _, code := atFindWithPaper(t)
	for _, gap := range []time.Duration{someSpeeds[0], 60 * time.Millisecond} {
		for _, test := range []struct{ code, says string }{
			{code, "This is the code of a receipt, not of a stub; to look it up, press F5 and scan it again."},
			{"C1-000001", "C1-000001 is the number of a receipt; to look it up, press F5."},
			{"C2-000777", "C2-000777 is the number of a receipt"},
			{"B1-0042-0", "B1-0042-0 is the number of a receipt"},
		} {
			s := atIntake(t)
			beeps := 0
			s.beep = func() { beeps++ }
			s.keyed = s.keyed.Add(byHand)
			s.fires(test.code, gap, fyne.KeyReturn)
			s.wantSays(test.says)
			if i := s.intakeScreen(); len(i.draft.stubs) != 0 || beeps != 1 {
				t.Fatalf("%s at %s: %d beeps, the stubs are %+v", test.code, gap, beeps, i.draft.stubs)
			}
			s.press(fyne.KeyF8)
			s.keyed = s.keyed.Add(byHand)
			s.fires(test.code, someSpeeds[0], fyne.KeyReturn)
			s.wantSays("That was the code of a receipt, and it was not taken.")
		}
	}
}

func TestAnAccountThatLooksLikeAReceiptIsTaken(t *testing.T) {
	s := atIntake(t)
	s.scans("AB-123456")
	s.wantSays("AB-123456 is the number of a receipt", "press Enter again")
	s.press(fyne.KeyReturn)
	if stubs := s.intakeScreen().draft.stubs; len(stubs) != 1 || stubs[0].line.Account != "AB-123456" {
		t.Errorf("the stubs are %+v", stubs)
	}
}
