package ui

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
)

func TestAScannedStubIsPaidInExactCashWithThreeKeys(t *testing.T) {
	s := atIntake(t)
	s.wantFits()
	s.scans(plainScan)
	s.wantSays("Maria Delgado", "14 Willow Court", "Balance $224.24 as of 11/19/2026", "88123", "11/25/2026")
	s.wantFigures("$224.24", "$0.00", "$224.24")
	s.press(fyne.KeyF3)
	s.wantFigures("$224.24", "$224.24", "$0.00")
	s.press(fyne.KeyF9)
	r := s.newest()
	if r.Total != money.FromCents(224_24) || !r.Change.IsZero() || r.Payment.Copy != ledger.CopyReceived || r.Payment.Payor != "Maria Delgado" || r.Prints != 1 {
		t.Errorf("%+v", r)
	}
	s.wantFile("receipts/C1-000001.pdf")
	s.wantSays("Last receipt C1-000001", "OFFICIAL RECEIPT", "TOTAL PAID")
	s.wantFocus(s.intakeScreen().stub, "the stub field")
	s.wantInPane("Account ", "TOTAL ", "CHANGE ")
	s.wantFigures("$224.24", "$224.24", "$0.00")
	s.press(fyne.KeyF9, fyne.KeyF9) // a key that is held down
	s.wantRecorded(1)
}

func TestTheChangeIsShownWhileCashIsKeyedAndUntilTheNextStub(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3)
	for _, step := range []struct{ key, tendered, change string }{
		{"3", "$3.00", "$221.24"}, {"0", "$30.00", "$194.24"}, {"0", "$300.00", "$75.76"},
	} {
		s.write(step.key)
		s.wantFigures("$224.24", step.tendered, step.change)
	}
	s.wantSays("CHANGE")
	s.press(fyne.KeyF9)
	if r := s.newest(); r.Change != money.FromCents(75_76) {
		t.Errorf("change %s", r.Change)
	}
	s.wantFigures("$224.24", "$300.00", "$75.76")
	s.write("5")
	s.wantFigures("$0.00", "$0.00", "$0.00")
	s.wantRecorded(1)
}

func TestSeveralStubsAreOnePayment(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan, "5550001", checkedScan)
	s.wantFocus(s.intakeScreen().stub, "the stub field")
	s.wantFigures("$274.24", "$0.00", "$274.24")
	s.press(fyne.KeyF7) // a keyed stub unticked it
	s.press(fyne.KeyF3, fyne.KeyF9)
	if r := s.newest(); len(r.Payment.Lines) != 3 || r.Payment.Lines[2].Scan != checkedScan || r.Payment.Lines[1].AmountDue.String() != "40.00" {
		t.Errorf("%+v", r.Payment.Lines)
	}
}

func TestAmountsAreChangedAndStubsRemovedByKeyboard(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan, "5550001")
	s.press(fyne.KeyDown) // to the stubs, at the last
	s.press(fyne.KeyUp, fyne.KeyReturn)
	s.wantFocus(s.intakeScreen().amount, "the amount")
	s.write("100")
	s.wantFigures("$140.00", "$0.00", "$140.00")
	s.wantSays("100.00 is less than the 224.24 on the bill")
	s.press(fyne.KeyReturn)
	s.wantFocus(s.intakeScreen().stub, "the stub field")
	s.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDelete)
	s.wantFigures("$100.00", "$0.00", "$100.00")
	s.press(fyne.KeyDelete)
	s.wantFigures("$0.00", "$0.00", "$0.00")
	s.wantSays("No stub yet")
	s.wantFocus(s.intakeScreen().stub, "the stub field")
}

func TestAuditChecksAreEndorsedForDepositOnlyOnReceipt(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF4)
	s.wantFocus(s.intakeScreen().form.number, "the check's number")
	s.press(fyne.KeyF9)
	s.wantSays("A check needs its number")
	s.wantRecorded(0)
	s.scans("1041", "111000025", "5678", "M DELGADO", "", "")
	s.wantFocus(s.intakeScreen().stub, "the stub field")
	s.wantSays("F9 records this payment.")
	s.press(fyne.KeyF9)
	want := ledger.Tender{Kind: ledger.Check, Amount: money.FromCents(224_24), Number: "1041", Routing: "111000025", Last4: "5678", Name: "M DELGADO"}
	if r := s.newest(); len(r.Payment.Tenders) != 1 || r.Payment.Tenders[0] != want {
		t.Errorf("%+v", r.Payment.Tenders)
	}
	s.wantSays("Endorse check 1041 on the back: “For deposit only, Testville”")
	s.scans(plainScan)
	s.wantSilent("on the back")
}

func TestACheckFollowsTheTotalOnlyUntilItIsKeyed(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF4)
	s.intakeScreen().to(s.intakeScreen().stub)
	s.scans("5550001")
	s.wantFigures("$264.24", "$264.24", "$0.00")
	s.press(fyne.KeyF4)
	s.scans("1041", "111000025", "5678", "M DELGADO", "", "")
	s.wantSays("F9 records this payment.")
	s.scans(checkedScan)
	s.wantFigures("$274.24", "$264.24", "$10.00")
	s.wantSays("STILL TO PAY")
	s.press(fyne.KeyF7, fyne.KeyF9)
	s.wantSays("$10.00 is still to pay")
	s.wantRecorded(0)
	s.press(fyne.KeyF3, fyne.KeyF9)
	if r := s.newest(); r.Payment.Tenders[0].Amount.String() != "264.24" || r.Payment.Tenders[1].Amount.String() != "10.00" {
		t.Errorf("%+v", r.Payment.Tenders)
	}
}

func TestOnePaymentInThreeTenders(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3)
	s.write("100")
	s.press(fyne.KeyF4)
	s.scans("1041")
	s.intakeScreen().to(s.intakeScreen().form.amount)
	s.write("24.24")
	s.press(fyne.KeyF10)
	s.scans("9001", "4242")
	s.wantFits()
	s.wantFigures("$224.24", "$224.24", "$0.00")
	s.press(fyne.KeyF9)
	var got []string
	for _, tender := range s.newest().Payment.Tenders {
		got = append(got, string(tender.Kind)+" "+tender.Amount.String()+" "+tender.Number)
	}
	if strings.Join(got, ", ") != "cash 100.00 , check 24.24 1041, card 100.00 9001" {
		t.Errorf("%q", got)
	}
}

func TestEnterNeverRecords(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3)
	for range 10 {
		s.press(fyne.KeyReturn, fyne.KeyEnter)
	}
	s.wantRecorded(0)
	s.wantSays("F9 records this payment.")
}

func TestWhatIsMissingIsSaidAndNothingIsRecorded(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF9)
	s.wantSays("$224.24 is still to pay: F3 cash, F4 check, F10 card.")
	s.press(fyne.KeyF3)
	s.wantSilent("is still to pay")
	s.write("300e") // what is left of it would do
	s.press(fyne.KeyF9)
	s.wantSays("“e” was left out")
	s.wantFocus(s.intakeScreen().form.amount, "the cash")
	s.press(fyne.KeyF4, fyne.KeyF2, fyne.KeyEscape)
	s.wantFocus(s.intakeScreen().form.amount, "the cash")
	s.wantRecorded(0)
	s.write("300")
	s.press(fyne.KeyF9)
	s.wantRecorded(1)
}

func TestAnUnknownAccountIsTakenAndMarked(t *testing.T) {
	s := atIntake(t)
	s.scans("777")
	s.wantSays("Account 777 is not in the roster; compare it with the bill. To take it all the same, press Enter again.")
	s.press(fyne.KeyReturn)
	s.wantSays("Not in the roster of 11/19/2026", "not stated")
	s.wantFocus(s.intakeScreen().amount, "the amount")
	s.press(fyne.KeyF3)
	s.wantSays("Key in how much is paid on this stub.")
	s.scans("50")
	s.wantFocus(s.intakeScreen().payor, "the payor")
	s.scans("Ann Other")
	s.wantFocus(s.intakeScreen().stub, "the stub field")
	s.press(fyne.KeyF7, fyne.KeyF3, fyne.KeyF9)
	r := s.newest()
	if len(r.Warnings) != 1 || r.Warnings[0].Kind != ledger.UnknownAccount || r.Payment.Payor != "Ann Other" || r.Payment.Lines[0].AmountDue != nil {
		t.Errorf("%+v, %+v", r.Warnings, r.Payment)
	}
}

func TestAMisreadScanIsSaidAtTheFieldAndTheNextReplacesIt(t *testing.T) {
	s := atIntake(t)
	s.scans("1023233234000002242X")
	s.wantSays("position 20")
	s.scans(plainScan)
	s.wantSilent("position 20")
	s.wantFigures("$224.24", "$0.00", "$224.24")
}

func TestAScanLineReadInPartIsNotCalledAnAccount(t *testing.T) {
	s := atIntake(t)
	s.scans(checkedScan[1:])
	s.wantSays("41 characters fit none of the city’s scan lines")
	s.wantSilent("not an account number")
	s.scans(checkedScan[:41] + "X")
	s.wantSays("position 42")
	s.wantSilent("not an account number")
}

func TestReasonsAreAskedBeforeRecording(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.scans(plainScan)
	s.wantSays("Bill 88123 of account 1023233234 was paid with receipt C1-000001 already.")
	s.press(fyne.KeyF7, fyne.KeyF3, fyne.KeyF9)
	s.wantSays("Paid already?")
	s.press(fyne.KeyEscape)
	s.wantRecorded(1)
	s.wantFigures("$224.24", "$224.24", "$0.00") // nothing is lost
	s.press(fyne.KeyF9)
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantSays("No copy of the bill?")
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantRecorded(2)
	if reasons := s.newest().Payment.Reasons; reasons[ledger.Duplicate] != "The first payment was partial" || reasons[ledger.CopyMissing] != "The customer has no bill" {
		t.Errorf("%v", reasons)
	}
}

func TestAScanLineOfTwoKindsIsChosen(t *testing.T) {
	s := atIntake(t)
	s.scans(eitherScan)
	s.wantSays("Which bill is it?", "Account 123456, $78.90", "Account 345600, $78.90")
	s.press(fyne.KeyReturn)
	s.wantSays("Which bill is it?")
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantSays("Account 345600")
	s.wantFocus(s.intakeScreen().stub, "the stub field")
}

func TestAScannerIsFiredIntoAnyField(t *testing.T) {
	for name, to := range map[string]func(*intake) fyne.Focusable{
		"amount":       func(i *intake) fyne.Focusable { return i.amount },
		"bill":         func(i *intake) fyne.Focusable { return i.bill },
		"payor":        func(i *intake) fyne.Focusable { return i.payor },
		"cash":         func(i *intake) fyne.Focusable { return i.form.amount },
		"copy":         func(i *intake) fyne.Focusable { return i.copy },
		"stubs":        func(i *intake) fyne.Focusable { return i.stubs },
		"tenders":      func(i *intake) fyne.Focusable { return i.tenders },
		"nothing":      func(i *intake) fyne.Focusable { return nil },
		"keyed before": func(i *intake) fyne.Focusable { i.to(i.form.amount); i.form.amount.TypedRune('9'); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			s := atIntake(t)
			s.scans("5550001")
			s.press(fyne.KeyF3)
			screen := s.intakeScreen()
			if f := to(screen); f != nil {
				s.window.Canvas().Focus(f)
			} else if name == "nothing" {
				s.window.Canvas().Unfocus()
			}
			s.scans(plainScan)
			s.wantFocus(screen.stub, "the stub field")
			if len(screen.draft.stubs) != 2 || screen.draft.stubs[0].line.Amount.String() != "40.00" ||
				screen.draft.stubs[0].line.Bill != "88124" || screen.payor.Text != "Otto Berg" {
				t.Fatalf("%+v, payor %q", screen.draft.stubs, screen.payor.Text)
			}
			if name == "keyed before" {
				s.wantFigures("$264.24", "$9.00", "$255.24")
			} else {
				s.wantFigures("$264.24", "$264.24", "$0.00")
			}
			s.wantRecorded(0)
		})
	}
}

func TestAScanFiredIntoItsAmountLeavesATenderThatWasKeyed(t *testing.T) {
	for name, key := range map[string]func(*seat){
		"a check with its number": func(s *seat) {
			s.press(fyne.KeyF4)
			s.scans("1041")
			s.intakeScreen().to(s.intakeScreen().form.amount)
		},
		"cash counted": func(s *seat) {
			s.press(fyne.KeyF3)
			s.write("40")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := atIntake(t)
			s.scans("5550001")
			key(s)
			s.scans(plainScan)
			s.wantFigures("$264.24", "$40.00", "$224.24")
		})
	}
}

func TestAScanWithoutItsEnterIsReadByTheNextKey(t *testing.T) {
	s := atIntake(t)
	s.write(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantRecorded(1)
	s.write("5550001")
	s.press(fyne.KeyF9)
	s.wantSays("$40.00 is still to pay")
	s.wantRecorded(1)
}

func TestTheNextCustomerAsksBeforeLosingAnything(t *testing.T) {
	s := atIntake(t)
	s.press(fyne.KeyF2) // nothing to lose
	s.scans(plainScan)
	s.press(fyne.KeyF3)
	s.press(fyne.KeyEscape)
	s.wantFocus(s.intakeScreen().stub, "the stub field")
	s.press(fyne.KeyEscape)
	s.wantSays("This payment of $224.24 is not recorded.")
	s.press(fyne.KeyEscape)
	s.wantFigures("$224.24", "$224.24", "$0.00")
	s.press(fyne.KeyF2, fyne.KeyReturn)
	s.wantFigures("$0.00", "$0.00", "$0.00")
	s.wantSays("Ready for the next customer")
	s.wantRecorded(0)
}

func TestTheLastReceiptIsPrintedAgainAsADuplicate(t *testing.T) {
	s := atIntake(t)
	s.press(fyne.KeyF6)
	s.wantSays("No receipt yet")
	s.scans(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9, fyne.KeyF6)
	s.wantSays("DUPLICATE 1")
	s.wantFile("receipts/C1-000001-duplicate-1.pdf")
}

func TestAPrinterThatFailsLeavesThePayment(t *testing.T) {
	s := atIntake(t)
	if err := os.WriteFile(s.Ledger().Folder().Receipts(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.scans(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantRecorded(1)
	s.wantSays("Receipt C1-000001 is recorded, but was not printed", "F6 prints it as a duplicate", "C1-000001 was not printed")
	s.wantFocus(s.intakeScreen().stub, "the stub field")
}

func TestALedgerThatStopsKeepsWhatIsKeyed(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3)
	id := s.intakeScreen().draft.id
	if err := s.Ledger().Close(); err != nil {
		t.Fatal(err)
	}
	s.press(fyne.KeyF9)
	s.wantSays("Stop: The ledger is closed")
	s.wantFigures("$224.24", "$224.24", "$0.00")
	if s.intakeScreen().draft.id != id {
		t.Error("the next attempt is another payment")
	}
}

func TestSignInAndFloatByKeyboard(t *testing.T) {
	o := newCounterOffice(t)
	s := o.sits(ledger.Session{})
	s.wantFits()
	s.wantSays("Testville", "ana", "supervisor")
	s.wantSilent("Secret")
	s.scans("An", "not it")
	s.wantSays("The name or the secret is not right")
	s.scans(secretOf("ana"))
	s.wantSays("Open your drawer")
	s.scans("12,30")
	s.wantSays("a comma goes before each three digits")
	s.scans("100")
	s.wantSays("ana (clerk)", "float $100.00")
	s.wantFocus(s.intakeScreen().stub, "the stub field")
	s.scans(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantRecorded(1)
	s.press(fyne.KeyF12)
	s.wantSays("Last recorded payment: C1-000001, $224.24, 11/23/2026 3:04 PM, taken by ana. Its receipt was given out.")
}

func TestTheFloatIsAskedAgainWhenItIsNeeded(t *testing.T) {
	o := newCounterOffice(t)
	s := o.sits(ledger.Session{})
	s.scans("sue", secretOf("sue")) // a supervisor, who may not want one
	s.wantSilent("Open your drawer")
	s.wantSays("Drawer: none")
	s.scans(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantSays("Open your drawer")
	s.wantRecorded(0)
	s.press(fyne.KeyReturn)
	s.wantRecorded(1)
	s.wantSays("float $0.00")
}

func TestASupervisorOpensADrawerFromItsScreen(t *testing.T) {
	s := newCounterOffice(t).sits(ledger.Session{})
	s.scans("sue", secretOf("sue"))
	s.press(fyne.KeyEscape, fyne.KeyF8)
	s.wantSays("You have no open drawer.")
	s.press(fyne.KeyF9)
	s.wantSays("Open your drawer")
	s.scans("50")
	s.wantSays("float $50.00")
}

func TestFinanceBeginsAtTheDay(t *testing.T) {
	s := newCounterOffice(t).sits(ledger.Session{})
	s.scans("fay", secretOf("fay"))
	if _, ok := s.screen.(*intake); ok {
		t.Error("finance takes payments")
	}
	s.wantSilent("Open your drawer")
}

func TestALockedCounterKeepsEachPersonsWork(t *testing.T) {
	o := newCounterOffice(t)
	o.hasDrawer("ben", 0)
	s := o.sits(o.hasDrawer("ana", 0))
	s.show(s.home())
	s.scans(plainScan)
	s.press(fyne.KeyF4)
	s.scans("1041")
	s.press(fyne.KeyF12)
	s.wantSilent("Maria Delgado", "1041")
	s.scans("ben", secretOf("ben"))
	s.wantSays("ben (clerk)", "Ready for the next customer")
	s.wantFigures("$0.00", "$0.00", "$0.00")
	s.press(fyne.KeyF12)
	s.scans("ana", secretOf("ana"))
	s.wantSays("ana (clerk)", "Maria Delgado", "Check 1041")
	s.wantFigures("$224.24", "$224.24", "$0.00")
	s.press(fyne.KeyF9)
	if r := s.newest(); r.Clerk != "ana" {
		t.Errorf("taken by %s", r.Clerk)
	}
}

func TestALockedCounterOpensOnTheScreenItShowed(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF5, fyne.KeyF12)
	s.scans("ana", secretOf("ana"))
	s.wantSays("Find a receipt")
	s.press(fyne.KeyEscape)
	s.wantSays("Intake", "Maria Delgado") // kept while its clerk looked elsewhere
}

func TestAnOpenDialogIsGoneFromALockedCounter(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF2)
	s.wantSays("Next customer?")
	s.counter.lock()
	s.wantSays("Sign in")
	s.scans("ana", secretOf("ana"))
	s.wantFigures("$224.24", "$0.00", "$224.24")
}

func TestAnUntouchedCounterLocks(t *testing.T) {
	s := atIntake(t)
	now := time.Now()
	s.idle = idle{limit: 10 * time.Minute, touched: now}
	s.lockIfIdle(now.Add(9 * time.Minute))
	if !s.signedIn() {
		t.Error("locked too soon")
	}
	s.lockIfIdle(now.Add(10 * time.Minute))
	if s.signedIn() {
		t.Error("not locked")
	}
	s.wantSays("The counter was locked because nobody used it.")
	if (idle{}).over(now) {
		t.Error("without a limit it locks")
	}
}

func TestADrawerOfAnEarlierDayIsSaid(t *testing.T) {
	o := newCounterOffice(t)
	o.hasDrawer("ana", 100_00)
	o.now = o.now.AddDate(0, 0, 1)
	s := o.sits(ledger.Session{})
	s.scans("ana", secretOf("ana"))
	s.wantSays("Warning: Your drawer is still open from 11/23/2026", "! Drawer: 11/23/2026")
}

func TestADemonstrationShowsItsSecrets(t *testing.T) {
	o := newCounterOffice(t)
	s := o.sits(ledger.Session{})
	s.demo = []ledger.NewPerson{{Person: ledger.Person{Name: "ana", Role: ledger.Clerk}, Secret: secretOf("ana")}}
	s.show(newSignIn(s.counter))
	s.wantSays("Demonstration.", secretOf("ana"))
}

func TestHelpListsTheKeysOfTheScreen(t *testing.T) {
	s := atIntake(t)
	s.press(fyne.KeyF1)
	s.wantSays("Keys of this screen: Intake", "F9", "Record", "F12", "Lock", "Remove")
}

func TestClosingTheWindowAsksWhenSomethingIsKeyed(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF12)
	s.quit()
	s.wantSays("Close Counterfoil?")
}

// A trigger pulled twice is one stub, and a doubtful reading gives way to the
// next one of the same account.
func TestABillIsOnOneStubOfAPayment(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3)
	s.write("300")
	s.scans(plainScan)
	s.wantSays("This bill is on the list already", "$224.24")
	if n := len(s.intakeScreen().draft.stubs); n != 1 {
		t.Fatalf("%d stubs", n)
	}
	s.press(fyne.KeyF9)
	if r := s.newest(); r.Total != money.FromCents(224_24) || r.Change != money.FromCents(75_76) {
		t.Errorf("%+v", r)
	}

	s.scans(wrongDigit, checkedScan)
	stubs := s.intakeScreen().draft.stubs
	if len(stubs) != 1 || stubs[0].line.Scan != checkedScan || stubs[0].line.Amount != money.FromCents(10_00) {
		t.Errorf("%+v", stubs)
	}
	s.scans(checkedScan, plainScan)
	if n := len(s.intakeScreen().draft.stubs); n != 2 {
		t.Errorf("%d stubs of two bills", n)
	}
}

// Only Enter takes an account that was asked about: F3 was meant for the cash.
func TestAnAmountInTheStubFieldIsNoAccount(t *testing.T) {
	s := atIntake(t)
	s.write("45.10")
	s.press(fyne.KeyF3)
	s.wantSays("Is 45.10 the amount?")
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantSays("Is 45.10 the amount?")
	if n := len(s.intakeScreen().draft.stubs); n != 0 {
		t.Errorf("%d stubs", n)
	}
	s.press(fyne.KeyReturn)
	if stubs := s.intakeScreen().draft.stubs; len(stubs) != 1 || stubs[0].line.Account != "45.10" {
		t.Errorf("%+v", stubs)
	}
}

// What was said of a try that failed must not stand beside the receipt.
func TestAPaymentThatIsRecordedTakesAnEarlierStopAway(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3)
	s.counter.say(widgets.Stop, "The disk is full: nothing was recorded.")
	s.press(fyne.KeyF9)
	s.wantRecorded(1)
	s.wantSilent("nothing was recorded")
}

func TestChangeThatNobodyGetsIsAskedAbout(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF3)
	s.write("32424")
	s.press(fyne.KeyF9)
	s.wantSays("Is $32,424.00 what was handed over? The change would be $32,199.76.")
	s.wantFocus(s.intakeScreen().form.amount, "the cash")
	s.write("324.24")
	s.press(fyne.KeyF9)
	s.wantSays("Is $324.24 what was handed over?")
	s.wantRecorded(0)
	s.press(fyne.KeyF9)
	if r := s.newest(); r.Change != money.FromCents(100_00) {
		t.Errorf("%+v", r)
	}
}

// The check says what it says: the clerk cannot lower it.
func TestACheckForMoreThanIsDueGoesOntoAStub(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF4)
	s.scans("77")
	s.screen.(*intake).form.amount.SetText("500")
	s.press(fyne.KeyF9)
	s.wantSays("$275.76 more than is due is paid by check or card", "raise what is paid on a stub", "TOO MUCH")
	s.wantSilent("CHANGE")
	s.wantRecorded(0)
}

func TestAReaderFinishesTheCheckThatWasBegunByHand(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF4)
	s.write("1")
	s.scans(checkLine)
	if tenders := s.intakeScreen().draft.tenders; len(tenders) != 1 || tenders[0].Routing == "" || tenders[0].Number == "1" {
		t.Errorf("%+v", tenders)
	}
}
