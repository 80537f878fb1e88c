package ui

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
)

// wholeAccount is the account number on the checks of the tests.
const wholeAccount = "98761234555678"

const checkLine = "T111000025A" + wholeAccount + "C1041"

// speeds are those of scanners.
var speeds = func() []time.Duration {
	var speeds []time.Duration
	for ms := time.Duration(1); ms <= 20; ms++ {
		speeds = append(speeds, ms*time.Millisecond)
	}
	return speeds
}()

// someSpeeds are for what needs a window of its own each time.
var someSpeeds = []time.Duration{speeds[0], speeds[6], speeds[19]}

func TestAScanIntoAnyFieldOfIntakeIsAStub(t *testing.T) {
	s := atIntake(t)
	fields := map[string]func(*intake) fyne.Focusable{
		"the stub field": func(i *intake) fyne.Focusable { return i.stub },
		"nothing":        func(i *intake) fyne.Focusable { return nil },
		"the stubs":      func(i *intake) fyne.Focusable { return i.stubs },
		"the amount":     func(i *intake) fyne.Focusable { return i.amount },
		"the bill":       func(i *intake) fyne.Focusable { return i.bill },
		"the payor":      func(i *intake) fyne.Focusable { return i.payor },
		"the copy":       func(i *intake) fyne.Focusable { return i.copy },
		"the tenders":    func(i *intake) fyne.Focusable { return i.tenders },
		"check number":   func(i *intake) fyne.Focusable { return i.form.number },
		"routing":        func(i *intake) fyne.Focusable { return i.form.routing },
		"last4":          func(i *intake) fyne.Focusable { return i.form.last4 },
		"name":           func(i *intake) fyne.Focusable { return i.form.name },
		"date":           func(i *intake) fyne.Focusable { return i.form.date },
		"check amount":   func(i *intake) fyne.Focusable { return i.form.amount },
		"the receipt":    func(i *intake) fyne.Focusable { return i.paper.Sheet },
	}
	for name, field := range fields {
		for n, gap := range speeds {
			end := []fyne.KeyName{fyne.KeyReturn, fyne.KeyTab, fyne.KeyEnter}[n%3]
			s.intakeScreen().clear()
			s.scans("5550001")
			s.press(fyne.KeyF4)
			s.scans("1041")
			i := s.intakeScreen()
			before := i.draft.copied()
			if f := field(i); f == nil {
				s.window.Canvas().Unfocus()
			} else {
				i.to(f)
			}
			s.keyed = s.keyed.Add(byHand)
			s.fires(plainScan, gap, end)
			if at := fmt.Sprintf("%s at %s, %s", name, gap, end); len(i.draft.stubs) != 2 || i.draft.stubs[1].line.Account != "1023233234" || i.draft.stubs[1].line.Scan != plainScan {
				t.Fatalf("%s: the stubs are %+v", at, i.draft.stubs)
			} else if len(i.draft.tenders) != 1 || i.draft.tenders[0] != before.tenders[0] || !reflect.DeepEqual(i.draft.stubs[0].line, before.stubs[0].line) || i.draft.payor != nil || i.draft.billCopy != nil {
				t.Fatalf("%s: the payment is %+v", at, i.draft)
			}
			s.wantFocus(i.stub, "the stub field after "+name)
		}
	}
	s.wantRecorded(0)
}

func TestAFieldBeingTypedKeepsWhatItHeld(t *testing.T) {
	for _, gap := range someSpeeds {
		s := atIntake(t)
		s.scans("5550001")
		i := s.intakeScreen()
		i.to(i.payor)
		s.write("Otto J")
		s.press(fyne.KeyHome)
		s.press(fyne.KeyRight)
		s.keyed = s.keyed.Add(byHand)
		s.fires(plainScan, gap, fyne.KeyReturn)
		if i.payor.Text != "Otto J" || i.payor.CursorColumn != 1 {
			t.Fatalf("%s: the field holds %q, the caret is at %d", gap, i.payor.Text, i.payor.CursorColumn)
		}
		if len(i.draft.stubs) != 2 || *i.draft.payor != "Otto J" {
			t.Fatalf("%s: %+v", gap, i.draft)
		}
	}
}

func TestThreeDigitsAndThenAScan(t *testing.T) {
	for _, gap := range someSpeeds {
		s := atIntake(t)
		s.scans("5550001")
		s.press(fyne.KeyF3)
		s.write("123")
		s.keyed = s.keyed.Add(byHand)
		s.fires(plainScan, gap, fyne.KeyReturn)
		s.wantFigures("$264.24", "$123.00", "$141.24")
		if held := s.intakeScreen().form.amount.Text; held != "123.00" {
			t.Errorf("%s: the amount is %q", gap, held)
		}
		s.wantRecorded(0)
	}
}

func TestAMisreadScanIsSaidAtTheStubField(t *testing.T) {
	s := atIntake(t)
	s.scans("5550001")
	i := s.intakeScreen()
	i.to(i.payor)
	s.scans("4829105738291") // partly read
	s.wantFocus(i.stub, "the stub field")
	if i.payor.Text != "Otto Berg" || i.stub.Text != "4829105738291" {
		t.Errorf("the payor is %q, the stub %q", i.payor.Text, i.stub.Text)
	}
}

func TestATypistIsLeftAlone(t *testing.T) {
	for ms := 60; ms <= 400; ms += 85 {
		s := atIntake(t)
		s.scans("5550001")
		s.press(fyne.KeyF4)
		i := s.intakeScreen()
		gap := time.Duration(ms) * time.Millisecond
		s.fires("00010412345678", gap, fyne.KeyReturn)
		s.fires("111000025", gap, fyne.KeyReturn)
		s.fires("5678", gap, fyne.KeyReturn)
		s.fires("AB12345678901234", gap, fyne.KeyReturn)
		want := ledger.Tender{Kind: ledger.Check, Number: "00010412345678", Routing: "111000025", Last4: "5678", Name: "AB12345678901234", Amount: money.FromCents(40_00)}
		if got := i.draft.tenders[0].Tender; got != want {
			t.Fatalf("%s: %+v", gap, got)
		}
	}
}

func TestAScanOnAnotherScreen(t *testing.T) {
	for name, test := range map[string]struct {
		key  fyne.KeyName
		says string
		kept bool
	}{
		"drawer": {fyne.KeyF8, "It waits in the stub field of the intake screen", true},
		"find":   {fyne.KeyF5, "No receipt has the number", false},
	} {
		for _, gap := range someSpeeds {
			s := atIntake(t)
			s.press(test.key)
			shown := s.screen
			s.keyed = s.keyed.Add(byHand)
			s.fires(plainScan, gap, fyne.KeyReturn)
			if s.screen != shown {
				t.Fatalf("%s: the screen is %T", name, s.screen)
			}
			s.wantSays(test.says)
			if held := s.intakeScreen().stub.Text; (held == plainScan) != test.kept {
				t.Errorf("%s: the stub field holds %q", name, held)
			}
			s.wantRecorded(0)
		}
	}
}

func TestAScanWaitsInTheStubFieldUntilItIsTaken(t *testing.T) {
	s := atIntake(t)
	s.press(fyne.KeyF8)
	d := s.screen.(*drawer)
	s.write("12")
	s.scans(plainScan)
	for _, f := range d.count.fields {
		if text := f.Input.(interface{ Filled() bool }).Filled(); text && f != d.count.fields[0] {
			t.Errorf("a line of the count sheet is filled")
		}
	}
	s.scans(checkedScan)
	s.wantSays("was not taken", "still holds another")
	s.press(fyne.KeyEscape)
	s.press(fyne.KeyReturn) // the sheet is kept; nothing is lost
	if s.screen != screen(s.intakeScreen()) {
		t.Fatalf("the screen is %T", s.screen)
	}
	s.intakeScreen().to(s.intakeScreen().stub)
	s.press(fyne.KeyReturn)
	s.wantFigures("$224.24", "$0.00", "$224.24")
}

func TestAScanOfWhoTakesNoPayments(t *testing.T) {
	o := newCounterOffice(t)
	s := o.sits(o.is("fay"))
	s.show(s.home())
	s.scans(plainScan)
	s.wantSays("only clerks and supervisors take payments")

	s.lock()
	s.scans(plainScan)
	s.wantSays("Sign in first")
	if sign := s.screen.(*signIn); sign.name.Text != "" {
		t.Errorf("the name is %q", sign.name.Text)
	}
}

func TestAScanFindsTheReceiptOfItsAccount(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.press(fyne.KeyF5)
	s.scans(plainScan)
	if found, err := s.screen.(*find).search.page(0, 2); err != nil || len(found) != 1 || found[0].Account != "1023233234" {
		t.Errorf("found %+v", found)
	}
}

func TestAScanConfirmsNoDialog(t *testing.T) {
	for _, gap := range someSpeeds {
		for _, end := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyTab} {
			s := atIntake(t)
			confirmed := false
			text, list := widgets.NewEntry(), widgets.NewChoice("One", "Two")
			s.dialogs.Open(dialogs.Form{
				Title:     "Void?",
				Fields:    []dialogs.Field{{Name: "Which", Input: list}, {Name: "Why", Input: text, Needed: dialogs.Optional}},
				OnConfirm: func() error { confirmed = true; return nil },
			})
			s.write("2")
			s.keyed = s.keyed.Add(byHand)
			s.fires(plainScan, gap, end)
			if picked, _ := list.Picked(); confirmed || picked != 1 {
				t.Fatalf("%s: confirmed %t, picked %d", gap, confirmed, picked)
			}
			s.wantSays("it was not taken")
			s.window.Canvas().Focus(text)
			s.write("twice")
			s.keyed = s.keyed.Add(byHand)
			s.fires(plainScan, gap, end)
			if confirmed || text.Text != "twice" {
				t.Fatalf("%s: confirmed %t, the field holds %q", gap, confirmed, text.Text)
			}
			s.press(fyne.KeyReturn)
			if !confirmed {
				t.Fatalf("%s: Enter does not confirm", gap)
			}
		}
	}
}

func TestACheckIsReadIntoItsForm(t *testing.T) {
	for name, begin := range map[string]func(*seat){
		"into its number":       func(s *seat) { s.press(fyne.KeyF4) },
		"into its amount":       func(s *seat) { s.press(fyne.KeyF4); s.intakeScreen().to(s.intakeScreen().form.amount) },
		"into the stub field":   func(s *seat) { s.press(fyne.KeyF4); s.intakeScreen().to(s.intakeScreen().stub) },
		"with no check begun":   func(s *seat) {},
		"after another tender":  func(s *seat) { s.press(fyne.KeyF3) },
		"twice, the same check": func(s *seat) { s.scans(checkLine) },
	} {
		s := atIntake(t)
		s.scans("5550001")
		begin(s)
		s.scans(checkLine)
		s.wantFocus(s.intakeScreen().form.amount, "the amount")
		s.wantFigures("$40.00", "$40.00", "$0.00")
		s.wantSilent(wholeAccount, "9876")
		s.press(fyne.KeyF7, fyne.KeyF9)
		want := ledger.Tender{Kind: ledger.Check, Amount: money.FromCents(40_00), Number: "1041", Routing: "111000025", Last4: "5678"}
		if r := s.newest(); len(r.Payment.Tenders) != 1 || r.Payment.Tenders[0] != want {
			t.Errorf("%s: %+v", name, r.Payment.Tenders)
		}
		s.wantSays("Endorse check 1041 on the back")
	}
}

func TestWhatTheReaderDidNotReadIsKeyed(t *testing.T) {
	s := atIntake(t)
	s.scans("5550001")
	s.press(fyne.KeyF4)
	s.scans("T111000?25A" + wholeAccount + "C10?1")
	i := s.intakeScreen()
	s.wantFocus(i.form.number, "the number")
	s.wantSays("The reader could not read this")
	s.scans("1041")
	s.wantFocus(i.form.routing, "the routing number")
	s.scans("111000025")
	s.wantFocus(i.form.name, "the name")
	if i.form.last4.Text != "5678" {
		t.Errorf("the last four are %q", i.form.last4.Text)
	}
}

func TestACheckElsewhereIsNotKept(t *testing.T) {
	s := atIntake(t)
	s.scans(checkLine)
	s.wantSays("Scan or key a stub first")
	for _, key := range []fyne.KeyName{fyne.KeyF5, fyne.KeyF8} {
		s.press(key)
		s.scans(checkLine)
		s.wantSays("That was a check")
		s.wantSilent(wholeAccount)
		s.press(fyne.KeyEscape)
	}
	if held := s.intakeScreen().stub.Text; held != "" {
		t.Errorf("the stub field holds %q", held)
	}
	s.write(checkLine) // as slow as a hand
	s.press(fyne.KeyReturn)
	s.wantSays("This is the line of a check")
}

func TestTheAmountOfACheckOutOfSightIsAskedFor(t *testing.T) {
	s := atIntake(t)
	s.scans("5550001")
	s.press(fyne.KeyF4)
	s.scans("1041")
	s.scans(plainScan)
	s.press(fyne.KeyF7)
	s.press(fyne.KeyF3)
	s.press(fyne.KeyF9)
	s.wantRecorded(0)
	s.wantFocus(s.intakeScreen().form.amount, "the amount of the check")
	s.wantSays("Is check 1041 written for $40.00?")
	s.press(fyne.KeyF9)
	s.wantRecorded(1)
}

func TestACheckWithItsDate(t *testing.T) {
	for date, says := range map[string]string{
		"11/23/2026": "", "5/27/2026": "", "5/26/2026": "An old check?", "11/24": "A check of a day to come?",
	} {
		s := atIntake(t)
		s.scans(plainScan)
		s.press(fyne.KeyF4)
		s.scans("1041", "111000025", "5678", "M DELGADO")
		s.wantFocus(s.intakeScreen().form.date, "the date")
		s.scans(date)
		s.wantFocus(s.intakeScreen().form.amount, "the amount")
		s.press(fyne.KeyReturn)
		s.wantFocus(s.intakeScreen().stub, "the stub field")
		s.press(fyne.KeyF9)
		if says != "" {
			s.wantRecorded(0)
			s.wantSays(says)
			s.scans("2")
		}
		r := s.newest()
		if len(r.Warnings) != min(len(says), 1) || r.Payment.Tenders[0].Date == "" {
			t.Errorf("%s: %+v %+v", date, r.Payment.Tenders, r.Warnings)
		}
	}
}
