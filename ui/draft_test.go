package ui

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

func TestAStubIsReadFromWhatIsScannedOrKeyed(t *testing.T) {
	o := newCounterOffice(t)
	for _, c := range []struct {
		name, text, want string // account, amount due and scan of each line
		err              string
	}{
		{"plain scan", plainScan, "1023233234 224.24 scan", ""},
		{"scan with space around", "  " + plainScan + " ", "1023233234 224.24 scan", ""},
		{"checked scan", checkedScan, "00345678901 10.00 scan", ""},
		{"checked scan with its prefix", "~" + checkedScan, "00345678901 10.00 scan", ""},
		{"wrong check digit is for the clerk to judge", wrongDigit, "00345678901 10.00 scan", ""},
		{"a line of two kinds is a choice", eitherScan, "123456 78.90 scan, 345600 78.90 scan", ""},
		{"known account", "1023233234", "1023233234 keyed", ""},
		{"unknown account", "777", "", "account 777 is not in the roster"},
		{"misread scan", "1023233234000002242X", "", "position 20"},
		{"no account at all", "no, thanks!", "", "is not an account number"},
		{"nothing", "", "", "is not an account number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, err := newDraft(o.Ledger).read(c.text)
			var got []string
			for _, line := range lines {
				text := line.Account
				if line.AmountDue != nil {
					text += " " + line.AmountDue.String()
				}
				if line.Scan == "" {
					text += " keyed"
				} else {
					text += " scan"
				}
				got = append(got, text)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
				t.Errorf("error %v, want %q", err, c.err)
			}
		})
	}
}

func TestAnUnknownAccountIsTakenTheSecondTime(t *testing.T) {
	d := newDraft(newCounterOffice(t).Ledger)
	for i, text := range []string{"777", "778", "777", "777"} {
		lines, err := d.read(text)
		if taken := err == nil && len(lines) == 1; taken != (i == 3) {
			t.Errorf("attempt %d, %s: taken %t, %v", i, text, taken, err)
		}
	}
}

func TestWithoutARosterEveryAccountIsTaken(t *testing.T) {
	d := newDraft(newOffice(t).Ledger)
	lines, err := d.read("777")
	if err != nil || len(lines) != 1 || lines[0].Account != "777" {
		t.Errorf("%v, %v", lines, err)
	}
}

func amountOf(cents int64) *money.Amount {
	a := money.FromCents(cents)
	return &a
}

func TestTheRosterFillsInWhatTheStubDoesNotSay(t *testing.T) {
	o := newCounterOffice(t)
	for _, c := range []struct {
		name         string
		line         ledger.Line
		bill, amount string
		due          ledger.Day
		payor        string
	}{
		{"keyed", ledger.Line{Account: "1023233234"}, "88123", "224.24", "2026-11-25", "Maria Delgado"},
		{"scanned, same amount", ledger.Line{Account: "1023233234", AmountDue: amountOf(224_24)}, "88123", "224.24", "2026-11-25", "Maria Delgado"},
		{"scanned, another amount is another bill", ledger.Line{Account: "1023233234", AmountDue: amountOf(99_00)}, "", "99.00", "", "Maria Delgado"},
		{"another due date is another bill", ledger.Line{Account: "1023233234", Due: "2026-10-25"}, "", "0.00", "2026-10-25", "Maria Delgado"},
		{"another bill", ledger.Line{Account: "1023233234", Bill: "77000"}, "77000", "0.00", "", "Maria Delgado"},
		{"in credit", ledger.Line{Account: "5550002"}, "88125", "0.00", "", "Credit Carl"},
		{"unknown", ledger.Line{Account: "777", AmountDue: amountOf(5_00)}, "", "5.00", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDraft(o.Ledger)
			if err := d.add(c.line); err != nil {
				t.Fatal(err)
			}
			got := d.stubs[0].line
			if got.Bill != c.bill || got.Amount.String() != c.amount || got.Due != c.due || d.payorName() != c.payor {
				t.Errorf("bill %q, amount %s, due %q, payor %q", got.Bill, got.Amount, got.Due, d.payorName())
			}
		})
	}
}

func TestACopyOfTheBillCameWithWhatWasScanned(t *testing.T) {
	d := newDraft(newCounterOffice(t).Ledger)
	want := func(received bool, when string) {
		t.Helper()
		if d.copyReceived() != received {
			t.Errorf("%s: copy received is %t", when, !received)
		}
	}
	want(false, "at first")
	for _, line := range []ledger.Line{{Account: "1023233234", Scan: plainScan}, {Account: "5550001"}} {
		if err := d.add(line); err != nil {
			t.Fatal(err)
		}
		want(line.Scan != "", line.Account)
	}
	d.setCopy(true)
	want(true, "ticked")
}

func TestTheNameOnTheCheckIsThePayorOfAnUnknownAccount(t *testing.T) {
	d := newDraft(newCounterOffice(t).Ledger)
	if err := d.add(ledger.Line{Account: "777", AmountDue: amountOf(5_00)}); err != nil {
		t.Fatal(err)
	}
	check, err := d.take(ledger.Check)
	if err != nil {
		t.Fatal(err)
	}
	d.describe(check, "1041", "", "", "P. AYER")
	if d.payorName() != "P. AYER" {
		t.Errorf("payor %q", d.payorName())
	}
	d.setPayor("Ann")
	if d.payorName() != "Ann" {
		t.Errorf("payor %q", d.payorName())
	}
}

// keyed tenders of a payment of 100.00, step by step.
func TestTendersCoverWhatIsLeft(t *testing.T) {
	l := newCounterOffice(t).Ledger
	take := func(kind ledger.TenderKind) func(*draft) error {
		return func(d *draft) error { _, err := d.take(kind); return err }
	}
	amount := func(tender int, cents int64) func(*draft) error {
		return func(d *draft) error { d.setTendered(tender, money.FromCents(cents)); return nil }
	}
	number := func(tender int) func(*draft) error {
		return func(d *draft) error { d.describe(tender, "1041", "", "", ""); return nil }
	}
	remove := func(tender int) func(*draft) error {
		return func(d *draft) error { d.removeTender(tender); return nil }
	}
	another := func(d *draft) error { return d.add(ledger.Line{Account: "2", AmountDue: amountOf(50_00)}) }
	type steps []func(*draft) error
	for _, c := range []struct {
		name  string
		steps steps
		want  string // tenders; owed, change
	}{
		{"exact cash", steps{take(ledger.Cash)}, "cash 100.00; 0.00 0.00"},
		{"cash twice is one pile", steps{take(ledger.Cash), take(ledger.Cash)}, "cash 100.00; 0.00 0.00"},
		{"change", steps{take(ledger.Cash), amount(0, 120_00)}, "cash 120.00; 0.00 20.00"},
		{"too little", steps{take(ledger.Cash), amount(0, 30_00)}, "cash 30.00; 70.00 0.00"},
		{"rest by check", steps{take(ledger.Cash), amount(0, 30_00), take(ledger.Check)}, "cash 30.00, check 70.00; 0.00 0.00"},
		{"another kind after all", steps{take(ledger.Cash), take(ledger.Check)}, "check 100.00; 0.00 0.00"},
		{"a check that was begun stays", steps{take(ledger.Check), number(0), amount(0, 60_00), take(ledger.Cash)}, "check 60.00, cash 40.00; 0.00 0.00"},
		{"the rest follows another tender", steps{take(ledger.Check), number(0), amount(0, 60_00), take(ledger.Cash), amount(0, 80_00)}, "check 80.00, cash 20.00; 0.00 0.00"},
		{"the rest follows another stub", steps{take(ledger.Cash), another}, "cash 150.00; 0.00 0.00"},
		{"a keyed amount does not", steps{take(ledger.Cash), amount(0, 120_00), another}, "cash 120.00; 30.00 0.00"},
		{"the rest is never below nothing", steps{take(ledger.Check), number(0), amount(0, 60_00), take(ledger.Cash), amount(0, 130_00)}, "check 130.00, cash 0.00; 0.00 30.00"},
		{"removed", steps{take(ledger.Cash), amount(0, 30_00), take(ledger.Card), remove(0)}, "card 100.00; 0.00 0.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDraft(l)
			if err := d.add(ledger.Line{Account: "1", AmountDue: amountOf(100_00)}); err != nil {
				t.Fatal(err)
			}
			for i, step := range c.steps {
				if err := step(d); err != nil {
					t.Fatalf("step %d: %v", i, err)
				}
			}
			var tenders []string
			for _, tender := range d.tenders {
				tenders = append(tenders, fmt.Sprint(tender.Kind, " ", tender.Amount))
			}
			b := d.balance()
			if got := fmt.Sprintf("%s; %s %s", strings.Join(tenders, ", "), b.owed, b.change); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestATenderNeedsSomethingToPay(t *testing.T) {
	d := newDraft(newCounterOffice(t).Ledger)
	if _, err := d.take(ledger.Cash); err == nil || !strings.Contains(err.Error(), "stub first") {
		t.Errorf("without a stub: %v", err)
	}
	if err := d.add(ledger.Line{Account: "1", AmountDue: amountOf(100_00)}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.take(ledger.Check); err != nil {
		t.Fatal(err)
	}
	d.describe(0, "1041", "", "", "")
	if _, err := d.take(ledger.Cash); err == nil || !strings.Contains(err.Error(), "nothing is left") {
		t.Errorf("with all paid: %v", err)
	}
	if len(d.tenders) != 1 {
		t.Errorf("%d tenders", len(d.tenders))
	}
}

// Whatever is keyed: what is owed and the change are never both there, and at
// most one tender covers the rest, and covers it.
func TestTheBalanceHolds(t *testing.T) {
	l := newCounterOffice(t).Ledger
	rapid.Check(t, func(t *rapid.T) {
		d := newDraft(l)
		cents := rapid.Int64Range(0, 500_00)
		t.Repeat(map[string]func(*rapid.T){
			"stub": func(t *rapid.T) {
				if len(d.stubs) > 5 {
					t.Skip()
				}
				line := ledger.Line{Account: fmt.Sprint(len(d.stubs)), AmountDue: amountOf(cents.Draw(t, "due"))}
				if err := d.add(line); err != nil {
					t.Fatal(err)
				}
			},
			"unstub": func(t *rapid.T) {
				if len(d.stubs) == 0 {
					t.Skip()
				}
				d.removeStub(rapid.IntRange(0, len(d.stubs)-1).Draw(t, "stub"))
			},
			"take": func(t *rapid.T) {
				i, err := d.take(rapid.SampledFrom([]ledger.TenderKind{ledger.Cash, ledger.Check, ledger.Card}).Draw(t, "kind"))
				if err == nil && d.tenders[i].Kind == ledger.Check {
					d.describe(i, "1", "", "", "")
				}
			},
			"amount": func(t *rapid.T) {
				if len(d.tenders) == 0 {
					t.Skip()
				}
				d.setTendered(rapid.IntRange(0, len(d.tenders)-1).Draw(t, "tender"), money.FromCents(cents.Draw(t, "amount")))
			},
			"untake": func(t *rapid.T) {
				if len(d.tenders) == 0 {
					t.Skip()
				}
				d.removeTender(rapid.IntRange(0, len(d.tenders)-1).Draw(t, "tender"))
			},
			"": func(t *rapid.T) {
				var total, tendered, covering int64
				for _, s := range d.stubs {
					total += s.line.Amount.Cents()
				}
				piles := map[ledger.TenderKind]int{}
				for _, tender := range d.tenders {
					tendered += tender.Amount.Cents()
					piles[tender.Kind]++
					if tender.rest {
						covering++
					}
				}
				b := d.balance()
				if b.total.Cents() != total || b.tendered.Cents() != tendered || b.owed.Cents()-b.change.Cents() != total-tendered ||
					b.owed.IsNegative() || b.change.IsNegative() || b.owed.IsPositive() && b.change.IsPositive() {
					t.Fatalf("stubs %d, tenders %d: %+v", total, tendered, b)
				}
				if covering > 1 || covering == 1 && b.owed.IsPositive() {
					t.Fatalf("%d tenders cover the rest, and %s is owed", covering, b.owed)
				}
				if piles[ledger.Cash] > 1 {
					t.Fatalf("%d piles of cash", piles[ledger.Cash])
				}
			},
		})
	})
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	o := newCounterOffice(t)
	for _, c := range []struct {
		name  string
		key   func(*draft)
		field string
	}{
		{"nothing keyed", func(d *draft) { d.removeStub(0) }, "lines"},
		{"no amount", func(d *draft) { d.setAmount(0, money.Amount{}) }, "lines[0].amount"},
		{"no tender", func(d *draft) {}, "tenders"},
		{"too little", func(d *draft) { d.take(ledger.Cash); d.setTendered(0, money.FromCents(1)) }, "tenders"},
		{"no check number", func(d *draft) { d.take(ledger.Check) }, "tenders[0].number"},
		{"too short a routing number", func(d *draft) { d.take(ledger.Check); d.describe(0, "1", "123", "", "") }, "tenders[0].routing"},
		{"change from a check", func(d *draft) {
			d.take(ledger.Check)
			d.describe(0, "1", "", "", "")
			d.setTendered(0, money.FromCents(300_00))
		}, "tenders"},
		{"a cleared tender", func(d *draft) {
			d.take(ledger.Check)
			d.describe(0, "1", "", "", "")
			d.setTendered(0, money.FromCents(300_00))
			d.tenders = append(d.tenders, draftTender{Tender: ledger.Tender{Kind: ledger.Card}})
		}, "tenders[1].amount"},
		{"bill number", func(d *draft) { d.setBill(0, "?!"); d.take(ledger.Cash) }, "lines[0].bill"},
		{"nothing", func(d *draft) { d.take(ledger.Cash) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDraft(o.Ledger)
			if err := d.add(ledger.Line{Account: "1023233234"}); err != nil {
				t.Fatal(err)
			}
			c.key(d)
			if err := d.missing(); ledger.FieldOf(err) != c.field || (err == nil) != (c.field == "") {
				t.Errorf("%v, want field %q", err, c.field)
			}
		})
	}
}

func cashDraft(t *testing.T, l *ledger.Ledger) *draft {
	t.Helper()
	d := newDraft(l)
	if err := d.add(ledger.Line{Account: "1023233234", Scan: plainScan}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.take(ledger.Cash); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRecordingAgainIsTheSamePayment(t *testing.T) {
	o := newCounterOffice(t)
	ana := o.hasDrawer("ana", 0)
	d := cashDraft(t, o.Ledger)
	first, changed, err := d.record(ana)
	if err != nil || changed {
		t.Fatal(changed, err)
	}
	again, changed, err := d.record(ana)
	if err != nil || changed || again.Number != first.Number {
		t.Errorf("the second attempt: %s, %t, %v", again.Number, changed, err)
	}
	d.setTendered(0, money.FromCents(300_00))
	then, changed, err := d.record(ana)
	if err != nil || !changed || then.Number != first.Number || !then.Change.IsZero() {
		t.Errorf("after a change: %s, %t, %s, %v", then.Number, changed, then.Change, err)
	}
}

func TestReasonsAreAskedOneKindAtATimeAndGoWithTheirPayment(t *testing.T) {
	o := newCounterOffice(t)
	ana := o.hasDrawer("ana", 0)
	if _, _, err := cashDraft(t, o.Ledger).record(ana); err != nil {
		t.Fatal(err)
	}
	d := cashDraft(t, o.Ledger)
	d.setCopy(false)
	var kinds []ledger.WarningKind
	for range 3 {
		warnings, err := d.unanswered()
		if err != nil {
			t.Fatal(err)
		}
		if len(warnings) == 0 {
			break
		}
		kinds = append(kinds, warnings[0].Kind)
		d.answer(warnings[0].Kind, "because")
	}
	if got := fmt.Sprint(kinds); got != "[duplicate no_bill_copy]" {
		t.Errorf("asked about %s", got)
	}
	receipt, _, err := d.record(ana)
	if err != nil || receipt.Payment.Reasons[ledger.Duplicate] != "because" {
		t.Errorf("%v, %v", receipt.Payment.Reasons, err)
	}

	d = cashDraft(t, o.Ledger)
	d.answer(ledger.Duplicate, "because")
	d.setAmount(0, money.FromCents(1_00))
	if warnings, err := d.unanswered(); err != nil || len(warnings) == 0 {
		t.Errorf("a reason outlived a change: %v, %v", warnings, err)
	}
}

func TestEachWarningThatCanNeedAReasonHasItsQuestion(t *testing.T) {
	o := newCounterOffice(t)
	ana := o.hasDrawer("ana", 0)
	if _, _, err := cashDraft(t, o.Ledger).record(ana); err != nil {
		t.Fatal(err)
	}
	cents := money.FromCents
	p := ledger.Payment{
		ID: "0193f4a0-0000-7000-8000-000000000001",
		Lines: []ledger.Line{
			{Account: "1023233234", Bill: "88123", AmountDue: amountOf(224_24), Amount: cents(200_00)},
			{Account: "777", AmountDue: amountOf(1_00), Amount: cents(2_00)},
			{Account: "778", Scan: wrongDigit, Amount: cents(1_00)},
		},
		Tenders: []ledger.Tender{
			{Kind: ledger.Check, Number: "1", Routing: "021000012", Date: "2026-05-26", Amount: cents(200_00)},
			{Kind: ledger.Check, Number: "2", Date: "2026-11-24", Amount: cents(3_00)},
		},
	}
	if _, err := o.RegisterBook(o.is("sue"), ledger.PaperRange{Book: 1, First: 1, Last: 9}, "ana"); err != nil {
		t.Fatal(err)
	}
	p.Handwritten = &ledger.Handwritten{Number: "B1-0003-2", Received: opening.AddDate(0, 0, -2).UnixMilli()}
	warnings, err := o.Review(p)
	if err != nil {
		t.Fatal(err)
	}
	warned := map[ledger.WarningKind]bool{}
	for _, w := range warnings {
		warned[w.Kind] = true
	}
	if !warned[ledger.UnknownAccount] {
		t.Fatalf("nothing is said of an unknown account: %v", warnings)
	}
	delete(warned, ledger.UnknownAccount) // never needs one
	for kind := range warned {
		if ask := questions()[kind]; ask.title == "" || len(ask.reasons) == 0 {
			t.Errorf("%s has no question", kind)
		}
	}
	if len(questions()) != len(warned) {
		t.Errorf("%d questions for the %d kinds %v", len(questions()), len(warned), warned)
	}
}

func TestAScanIsFoundBehindWhatAFieldHeld(t *testing.T) {
	d := newDraft(newCounterOffice(t).Ledger)
	for _, c := range []struct{ text, held, scan, rest string }{
		{plainScan, "224.24", plainScan, "224.24"},            // it replaced what was there
		{"224.24" + plainScan, "224.24", plainScan, "224.24"}, // it was added
		{"~" + checkedScan, "", "~" + checkedScan, ""},
		{"1041" + plainScan, "", plainScan, "1041"}, // keyed before
		{"1041~" + plainScan, "", plainScan, "1041~"},
		{"1041" + checkedScan, "", "", "1041" + checkedScan}, // its account is not known
		{"1" + plainScan[:19], "", "1" + plainScan[:19], ""},
		{plainScan + "7", "", "", plainScan + "7"},
		{wrongDigit, "", "", wrongDigit},
		{"224.24", "224.24", "", "224.24"},
		{"", "", "", ""},
	} {
		scan, rest, found := d.scanIn(c.text, c.held)
		if scan != c.scan || rest != c.rest || found != (c.scan != "") {
			t.Errorf("%q: scan %q, rest %q, %t", c.text, scan, rest, found)
		}
	}
}
