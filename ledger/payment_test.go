package ledger_test

import (
	"math"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

func TestAPaymentInExactCashGetsTheNextReceipt(t *testing.T) {
	c := mustOpen(t)
	first := c.mustRecord(c.ana, cashPayment(224_24))
	second := c.mustRecord(c.ana, cashPayment(10_00))
	if first.Number != "C1-000001" || second.Number != "C1-000002" {
		t.Fatalf("receipts are %s and %s", first.Number, second.Number)
	}
	if first.Total != cents(224_24) || !first.Change.IsZero() || first.Clerk != "ana" || first.Day != "2026-11-23" {
		t.Fatalf("the receipt says %+v", first)
	}
	c.mustVerify()
}

func TestChangeComesFromCashOnly(t *testing.T) {
	c := mustOpen(t)
	p := cashPayment(80_00)
	p.Tenders = []ledger.Tender{{Kind: ledger.Check, Amount: cents(50_00), Number: "7"}, {Kind: ledger.Cash, Amount: cents(40_00)}}
	if r := c.mustRecord(c.ana, p); r.Change != cents(10_00) {
		t.Fatalf("change is %s", r.Change)
	}
	p = cashPayment(80_00)
	p.Tenders = []ledger.Tender{{Kind: ledger.Check, Amount: cents(90_00), Number: "7"}, {Kind: ledger.Cash, Amount: cents(5_00)}}
	_, err := c.RecordPayment(c.ana, p)
	wantCode(t, err, ledger.Invalid)
	p = cashPayment(80_00)
	p.Tenders[0].Amount = cents(79_99)
	_, err = c.RecordPayment(c.ana, p)
	wantCode(t, err, ledger.Invalid)
	if report, _ := c.DayReport("2026-11-23"); report.Receipts != 1 || report.Net.Cash != cents(30_00) || report.Net.Check != cents(50_00) {
		t.Fatalf("the day says %+v", report.Takings)
	}
}

func TestTheSameIDIsTheSamePayment(t *testing.T) {
	c := mustOpen(t)
	p := cashPayment(50_00)
	first := c.mustRecord(c.ana, p)
	c.reopen()
	again := c.mustRecord(c.ana, p)
	if again.Number != first.Number || again.Hash != first.Hash {
		t.Fatalf("sent again, the payment became %s", again.Number)
	}
	changed := p
	changed.Note = "other content"
	_, err := c.RecordPayment(c.ana, changed)
	wantCode(t, err, ledger.Conflict)
	if ledger.FieldOf(err) != "id" {
		t.Fatalf("the error names %q", ledger.FieldOf(err))
	}
	// Answered even when the drawer is counted: the question may come late.
	if _, err := c.CloseDrawer(c.ana, ledger.Count{}); err != nil {
		t.Fatal(err)
	}
	if late := c.mustRecord(c.ana, p); late.Number != first.Number {
		t.Fatalf("sent again after closing, the payment became %s", late.Number)
	}
	c.mustVerify()
}

func TestBadInputNamesItsFieldAndRecordsNothing(t *testing.T) {
	c := mustOpen(t)
	huge := money.FromCents(math.MaxInt64)
	for field, spoil := range map[string]func(*ledger.Payment){
		"id":                  func(p *ledger.Payment) { p.ID = "17" },
		"lines":               func(p *ledger.Payment) { p.Lines = nil },
		"lines[0].account":    func(p *ledger.Payment) { p.Lines[0].Account = "１２３" },
		"lines[0].bill":       func(p *ledger.Payment) { p.Lines[0].Bill = "88\n123" },
		"lines[0].due":        func(p *ledger.Payment) { p.Lines[0].Due = "2026-02-30" },
		"lines[0].bill_date":  func(p *ledger.Payment) { p.Lines[0].BillDate = "11/04/2026" },
		"lines[0].amount":     func(p *ledger.Payment) { p.Lines[0].Amount = cents(0) },
		"lines[0].amount_due": func(p *ledger.Payment) { p.Lines[0].AmountDue = &huge },
		"lines[0].scan":       func(p *ledger.Payment) { p.Lines[0].Scan = strings.Repeat("1", 500) },
		"tenders":             func(p *ledger.Payment) { p.Tenders = nil },
		"tenders[0].kind":     func(p *ledger.Payment) { p.Tenders[0].Kind = "crypto" },
		"tenders[0].amount":   func(p *ledger.Payment) { p.Tenders[0].Amount = cents(-5) },
		"tenders[0].number":   func(p *ledger.Payment) { p.Tenders[0].Kind = ledger.Check },
		"tenders[0].routing": func(p *ledger.Payment) {
			p.Tenders[0] = ledger.Tender{Kind: ledger.Check, Amount: cents(50_00), Number: "7", Routing: "1110"}
		},
		"tenders[0].last4": func(p *ledger.Payment) {
			p.Tenders[0] = ledger.Tender{Kind: ledger.Check, Amount: cents(50_00), Number: "7", Last4: "12345678"}
		},
		"payor":                func(p *ledger.Payment) { p.Payor = strings.Repeat("x", 201) },
		"note":                 func(p *ledger.Payment) { p.Note = "a\x00b" },
		"bill_copy":            func(p *ledger.Payment) { p.Copy = "maybe" },
		"reasons.no_bill_copy": func(p *ledger.Payment) { p.Copy = ledger.NoCopy },
		"reasons.no_payor":     func(p *ledger.Payment) { p.Payor = " " },
		"reasons.overpayment":  func(p *ledger.Payment) { due := cents(1); p.Lines[0].AmountDue = &due },
		"reasons.scan":         func(p *ledger.Payment) { p.Lines[0].Scan = "not a line" },
		"reasons.routing": func(p *ledger.Payment) {
			p.Tenders[0] = ledger.Tender{Kind: ledger.Check, Amount: cents(50_00), Number: "7", Routing: "021000012"}
		},
	} {
		p := cashPayment(50_00)
		spoil(&p)
		_, err := c.RecordPayment(c.ana, p)
		if code := ledger.CodeOf(err); code != ledger.Invalid && code != ledger.NeedsReasons || ledger.FieldOf(err) != field {
			t.Errorf("%s: got field %q: %v", field, ledger.FieldOf(err), err)
		}
	}
	if report, _ := c.DayReport("2026-11-23"); report.Receipts != 0 {
		t.Fatalf("%d payments were recorded", report.Receipts)
	}
}

func TestAWarningIsTakenWithAReasonAndKept(t *testing.T) {
	c := mustOpen(t)
	first := cashPayment(50_00)
	c.mustRecord(c.ana, first)
	again := first
	again.ID = newID()
	warnings, err := c.Review(again)
	if err != nil || len(warnings) != 1 || warnings[0].Kind != ledger.Duplicate || !strings.Contains(warnings[0].Text, "C1-000001") {
		t.Fatalf("review says %+v, %v", warnings, err)
	}
	_, err = c.RecordPayment(c.ana, again)
	wantCode(t, err, ledger.NeedsReasons)
	again.Reasons = map[ledger.WarningKind]string{ledger.Duplicate: "pays next month ahead"}
	receipt := c.mustRecord(c.ana, again)
	if len(receipt.Warnings) != 1 || receipt.Warnings[0].Reason != "pays next month ahead" {
		t.Fatalf("the receipt keeps %+v", receipt.Warnings)
	}
	unattended := first
	unattended.ID, unattended.Unattended = newID(), true
	if receipt := c.mustRecord(c.ana, unattended); len(receipt.Warnings) != 1 || receipt.Warnings[0].Reason != "" {
		t.Fatalf("unattended, the receipt keeps %+v", receipt.Warnings)
	}
}

func TestTheSameBillTwiceInOnePaymentIsWarnedOf(t *testing.T) {
	c := mustOpen(t)
	p := cashPayment(50_00)
	p.Lines = append(p.Lines, p.Lines[0])
	p.Tenders[0].Amount = cents(100_00)
	warnings, err := c.Review(p)
	if err != nil || len(warnings) != 1 || warnings[0].Kind != ledger.Duplicate || warnings[0].Line != 2 {
		t.Fatalf("review says %+v, %v", warnings, err)
	}
}

func TestAScanIsComparedWithItsLine(t *testing.T) {
	c := mustOpen(t)
	for scan, wantWarning := range map[string]bool{
		"10232332340000022424": false,
		"10232332350000022424": true, // another account
		"1023233234X":          true,
	} {
		p := cashPayment(224_24)
		p.Lines[0].Account, p.Lines[0].Scan = "1023233234", scan
		warnings, err := c.Review(p)
		if err != nil || (len(warnings) > 0) != wantWarning {
			t.Errorf("%s: %+v, %v", scan, warnings, err)
		}
	}
}

func TestMoneyIsTakenOnlyByWhoMayAndHasADrawer(t *testing.T) {
	c := mustOpen(t)
	_, err := c.RecordPayment(c.ben, cashPayment(1_00))
	wantCode(t, err, ledger.NotFound)
	_, err = c.RecordPayment(c.fay, cashPayment(1_00))
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.RecordPayment(ledger.Session{}, cashPayment(1_00))
	wantCode(t, err, ledger.NotAllowed)
}

func TestFindByWhatACustomerCanSay(t *testing.T) {
	c := mustOpen(t)
	p := checkPayment(45_67, "1041")
	p.Payor = "Zofia Łódzka_100%"
	p.Lines[0].Account = "5550001111"
	want := c.mustRecord(c.ana, p).Number
	c.mustRecord(c.ana, cashPayment(99_00))
	for _, text := range []string{"C1-000001", "c1-1", "1", "5550001111", "55500", "zofia", "Łódzka", "_100%", "45.67", "1041", " 45.67 "} {
		found, err := c.Find(text, 10)
		if err != nil || len(found.Payments) != 1 || found.Payments[0].Receipt != want {
			t.Errorf("Find(%q) = %+v, %v", text, found, err)
		}
	}
	for _, text := range []string{"C2-000001", "nobody", "%", "77.77"} {
		if found, err := c.Find(text, 10); err != nil || len(found.Payments) != 0 && text != "%" {
			t.Errorf("Find(%q) = %+v, %v", text, found, err)
		}
	}
	if found, err := c.Find("", 1); err != nil || len(found.Payments) != 1 || found.Payments[0].Receipt != "C1-000002" {
		t.Errorf("the newest is %+v, %v", found, err)
	}
}
