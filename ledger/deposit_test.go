package ledger_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

// depositDay has two closed and approved drawers: Z1 of ana with 30.00 cash
// and checks of 45.67 and 100.00 beside a float of 100.00, Z2 of ben with
// 20.00 cash, counted 5.00 short.
func depositDay(t *testing.T) *counter {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	c.mustRecord(c.ana, checkPayment(45_67, "1041"))
	c.mustRecord(c.ana, checkPayment(100_00, "1042"))
	card := cashPayment(12_00)
	card.Tenders[0].Kind, card.Tenders[0].Number = ledger.Card, "000123"
	c.mustRecord(c.ana, card)
	c.mustClose(c.ana, ledger.Count{Loose: cents(130_00), Checks: ledger.Slips{Count: 2, Total: cents(145_67)}, Cards: ledger.Slips{Count: 1, Total: cents(12_00)}})
	c.mustOpenDrawer(c.ben, 0)
	c.mustRecord(c.ben, cashPayment(20_00))
	c.mustClose(c.ben, ledger.Count{Loose: cents(15_00)})
	for _, z := range []int64{1, 2} {
		if _, err := c.ApproveClosing(c.sue, z); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// The auditors' first test: the composition of the deposit is that of the
// receipts.
func TestAuditTheDaySaysWhichBagItsMoneyIsIn(t *testing.T) {
	c := depositDay(t)
	batch, err := c.Export(c.fay, "", "")
	if err != nil {
		t.Fatal(err)
	}
	ids := c.undeposited()
	made, err := c.MakeDeposit(c.sue, c.tom, ledger.DepositDraft{
		Drawers: ids[:1], Bag: "BAG7781", Cash: []ledger.Pieces{pieces(10_00, 3)},
		Present: []ledger.CheckRef{{Receipt: "C1-000002", Item: 1}, {Receipt: "C1-000003", Item: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	day, err := c.DayReport("2026-11-23")
	if err != nil || len(day.Deposits) != 1 || day.Deposits[0].Hash != made.Hash || day.Drawers[0].Deposit != 1 || day.Drawers[1].Deposit != 0 {
		t.Fatalf("the day's bags are %+v, %v", day.Deposits, err)
	}
	if day.Undeposited.Cash != cents(15_00) || day.Undeposited.Checks.Count != 0 || day.Deposit.Cash != cents(45_00) {
		t.Errorf("not in a bag: %+v", day.Undeposited)
	}
	if then, err := c.BatchReports(batch); err != nil || then[0].Deposits != nil || then[0].Undeposited.Cash != cents(45_00) {
		t.Errorf("as of the batch: %+v, %v", then[0].Deposits, err)
	}
}

func (c *counter) mustOpenDrawer(by ledger.Session, float int64) ledger.Drawer {
	c.Helper()
	d, err := c.OpenDrawer(by, cents(float))
	if err != nil {
		c.Fatal(err)
	}
	return d
}

func (c *counter) mustClose(by ledger.Session, count ledger.Count, witness ...ledger.Session) ledger.Closing {
	c.Helper()
	closing, err := c.CloseDrawer(by, count, witness...)
	if err != nil {
		c.Fatal(err)
	}
	return closing
}

// undeposited are the ids of the drawers that wait.
func (c *counter) undeposited() (ids []string) {
	c.Helper()
	waiting, err := c.Undeposited()
	if err != nil {
		c.Fatal(err)
	}
	for _, u := range waiting {
		ids = append(ids, u.Drawer.ID)
	}
	return ids
}

// wholeBag is a draft of everything that waits, as it should be: the cash as
// counted, every check.
func (c *counter) wholeBag(bag string) ledger.DepositDraft {
	c.Helper()
	draft := ledger.DepositDraft{Drawers: c.undeposited(), Bag: bag}
	plan, err := c.PlanDeposit(draft.Drawers)
	if err != nil {
		c.Fatal(err)
	}
	var cash int64
	for _, d := range plan.Drawers {
		cash += d.Counted.Cash.Cents()
	}
	draft.Loose = cents(cash)
	for _, check := range plan.Checks {
		draft.Present = append(draft.Present, check.CheckRef)
	}
	return draft
}

func TestADepositIsMadeOfClosedDrawersByTwoPeople(t *testing.T) {
	c := depositDay(t)
	draft := c.wholeBag(" BAG-7 ")
	draft.Cash = []ledger.Pieces{{Value: cents(20_00), Count: 2}, {Value: cents(5_00), Count: 1}}
	draft.Loose = cents(0)
	d, err := c.MakeDeposit(c.ana, c.sue, draft)
	if err != nil {
		t.Fatal(err)
	}
	if d.Number != 1 || d.Name() != "D1" || d.Bag != "BAG-7" || d.PreparedBy != "ana" || d.VerifiedBy != "sue" || d.Total != cents(190_67) || d.Bank != nil {
		t.Errorf("the deposit is %+v", d)
	}
	if d.Receipts != (ledger.Tally{Cash: cents(50_00), Check: cents(145_67)}) || d.Banked != (ledger.Tally{Cash: cents(45_00), Check: cents(145_67)}) {
		t.Errorf("receipts %v, in the bag %v", d.Receipts, d.Banked)
	}
	if d.Off != (ledger.Tally{Cash: cents(-5_00)}) || d.OffCount != (ledger.Tally{}) || len(d.Problems()) != 0 {
		t.Errorf("off the receipts %v, off the count %v, problems %v", d.Off, d.OffCount, d.Problems())
	}
	var numbers []string
	for _, check := range d.Checks {
		numbers = append(numbers, check.Receipt+" "+check.Number)
	}
	if !slices.Equal(numbers, []string{"C1-000002 1041", "C1-000003 1042"}) {
		t.Errorf("the checks are %v", numbers)
	}
	if left := c.undeposited(); left != nil {
		t.Errorf("%v still wait", left)
	}
	_, err = c.PlanDeposit(draft.Drawers[:1])
	wantCode(t, err, ledger.Conflict)
	c.reopen()
	again, err := c.Deposit(1)
	if err != nil || again.Hash != d.Hash || len(again.Drawers) != 2 {
		t.Errorf("read again: %+v, %v", again, err)
	}
	c.mustVerify()
}

func TestADepositThatCannotBeIsRefused(t *testing.T) {
	c := depositDay(t)
	if _, err := c.OpenDrawer(c.tom, cents(0)); err != nil {
		t.Fatal(err)
	}
	open, err := c.OpenDrawerOf("tom")
	if err != nil {
		t.Fatal(err)
	}
	good := func() ledger.DepositDraft { return c.wholeBag("7") }
	for what, test := range map[string]struct {
		by, verifier ledger.Session
		draft        func(*ledger.DepositDraft)
		code         ledger.Code
		field        string
	}{
		"nobody prepares":              {ledger.Session{}, c.sue, nil, ledger.NotAllowed, ""},
		"the preparer verifies":        {c.sue, c.sue, nil, ledger.NotAllowed, ""},
		"a clerk of a drawer verifies": {c.sue, c.ana, nil, ledger.NotAllowed, ""},
		"nobody verifies":              {c.sue, ledger.Session{}, nil, ledger.NotAllowed, ""},
		"no drawer":                    {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Drawers = nil }, ledger.Invalid, "drawers"},
		"a drawer twice":               {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Drawers = append(d.Drawers, d.Drawers[0]) }, ledger.Invalid, "drawers[2]"},
		"an open drawer":               {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Drawers = append(d.Drawers, open.ID) }, ledger.Conflict, ""},
		"an unknown drawer":            {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Drawers = []string{"x"} }, ledger.NotFound, ""},
		"no bag":                       {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Bag = "  " }, ledger.Invalid, "bag"},
		"a note of 3.00":               {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Cash = []ledger.Pieces{{Value: cents(3_00), Count: 1}} }, ledger.Invalid, "cash[0]"},
		"less than nothing":            {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Loose = cents(-1) }, ledger.Invalid, "loose"},
		"a check that was not taken":   {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Present[0].Item = 2 }, ledger.Invalid, "present[0]"},
		"a check twice":                {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Present[1] = d.Present[0] }, ledger.Invalid, "present[1]"},
		"an extra check of nothing":    {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Extra = []ledger.BankedCheck{{Number: "9"}} }, ledger.Invalid, "extra[0].amount"},
		"a missing check":              {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Present = d.Present[1:] }, ledger.NeedsReasons, "reason"},
		"an extra check": {c.ana, c.sue, func(d *ledger.DepositDraft) {
			d.Extra = []ledger.BankedCheck{{Number: "9", Amount: cents(1)}}
		}, ledger.NeedsReasons, "reason"},
		"a cent too much": {c.ana, c.sue, func(d *ledger.DepositDraft) { d.Loose = cents(45_01) }, ledger.NeedsReasons, "reason"},
		"an empty bag": {c.ana, c.sue, func(d *ledger.DepositDraft) {
			d.Loose, d.Present, d.Reason = cents(0), nil, "stolen"
		}, ledger.Invalid, "cash"},
	} {
		draft := good()
		if test.draft != nil {
			test.draft(&draft)
		}
		_, err := c.MakeDeposit(test.by, test.verifier, draft)
		if ledger.CodeOf(err) != test.code || ledger.FieldOf(err) != test.field {
			t.Errorf("%s: %q at %q (%v), want %q at %q", what, ledger.CodeOf(err), ledger.FieldOf(err), err, test.code, test.field)
		}
	}
	if len(c.undeposited()) != 2 {
		t.Error("something was deposited")
	}
	if _, err := c.MakeDeposit(c.fay, c.sue, good()); err != nil {
		t.Error(err)
	}
	c.mustVerify()
}

func TestTwoClerksDoNotMakeADeposit(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	c.mustClose(c.ana, ledger.Count{Loose: cents(130_00)})
	if _, err := c.ApproveClosing(c.sue, 1); err != nil {
		t.Fatal(err)
	}
	_, err := c.MakeDeposit(c.ana, c.ben, c.wholeBag("7"))
	wantCode(t, err, ledger.NotAllowed)
	if _, err := c.MakeDeposit(c.sue, c.ben, c.wholeBag("7")); err != nil {
		t.Error(err)
	}
}

func TestABagGoesToTheBankOnce(t *testing.T) {
	c := depositDay(t)
	draft := c.wholeBag("b-7")
	if _, err := c.MakeDeposit(c.ana, c.sue, draft); err != nil {
		t.Fatal(err)
	}
	c.mustOpenDrawer(c.ana, 0)
	c.mustRecord(c.ana, cashPayment(1_00))
	c.mustClose(c.ana, ledger.Count{Loose: cents(1_00)})
	again := c.wholeBag("B-7")
	again.Reason = "approved tomorrow"
	_, err := c.MakeDeposit(c.ana, c.sue, again)
	wantCode(t, err, ledger.Conflict)
	if ledger.FieldOf(err) != "bag" || !strings.Contains(err.Error(), "as deposit D1") {
		t.Errorf("it says %v", err)
	}
	again.Bag, again.Reason = "B-8", ""
	_, err = c.MakeDeposit(c.ana, c.sue, again)
	wantCode(t, err, ledger.NeedsReasons)
	if !strings.Contains(err.Error(), "closing Z3 is not approved") {
		t.Errorf("it says %v", err)
	}
	again.Reason = "the supervisor approves tomorrow"
	d, err := c.MakeDeposit(c.ana, c.sue, again)
	if err != nil || d.Number != 2 || !slices.Equal(d.Unapproved, []int64{3}) {
		t.Errorf("%+v, %v", d, err)
	}
}

// What an auditor tests: the composition of the deposit equals the composition
// of the receipts. The classic theft: cash is taken out, and a check that nobody receipted is
// put in, so that the total is right. Each tender balances for itself, so both
// are off, and the swap is named.
func TestAuditCompositionOfTheDepositEqualsThatOfTheReceipts(t *testing.T) {
	c := depositDay(t)
	draft := c.wholeBag("7")
	draft.Loose = cents(15_00) // 30.00 less
	draft.Extra = []ledger.BankedCheck{{Number: "555", Name: "Q Thief", Amount: cents(30_00)}}
	_, err := c.MakeDeposit(c.tom, c.sue, draft)
	wantCode(t, err, ledger.NeedsReasons)
	want := "give a reason: cash is 35.00 short of the receipts; cash is 30.00 short of what was counted; check 555, 30.00, is on no receipt; " +
		"35.00 may be a check put in the place of cash, or cash in the place of a check"
	if err.Error() != "reason: "+want {
		t.Errorf("it says %v", err)
	}
	draft.Reason = "asked the clerk"
	d, err := c.MakeDeposit(c.tom, c.sue, draft)
	if err != nil {
		t.Fatal(err)
	}
	if d.Total != cents(190_67) || d.Off != (ledger.Tally{Cash: cents(-35_00), Check: cents(30_00)}) || d.Off.Swapped() != cents(35_00) || len(d.Problems()) != 4 {
		t.Errorf("%v, off %v, swapped %v: %v", d.Total, d.Off, d.Off.Swapped(), d.Problems())
	}
}

func TestASwapIsWhatOneTenderIsShortAndTheOtherOver(t *testing.T) {
	for _, test := range []struct{ cash, check, swapped int64 }{
		{0, 0, 0}, {-5, 0, 0}, {0, 5, 0}, {5, 5, 0}, {-5, -5, 0}, {-5, 5, 5}, {5, -5, 5}, {-5, 4, 5}, {-4, 5, 4}, {4, -5, 5}, {-5, 3, 0}, {-3, 5, 0}, {3, -5, 0},
	} {
		if got := (ledger.Tally{Cash: cents(test.cash), Check: cents(test.check)}).Swapped(); got != cents(test.swapped) {
			t.Errorf("cash %d, checks %d: %s", test.cash, test.check, got)
		}
	}
}

func TestTheBankConfirmsADepositAndADifferenceStays(t *testing.T) {
	c := depositDay(t)
	if _, err := c.MakeDeposit(c.sue, c.ben, c.wholeBag("7")); err == nil {
		t.Fatal("ben verified his own money")
	}
	if _, err := c.MakeDeposit(c.sue, c.tom, c.wholeBag("7")); err != nil {
		t.Fatal(err)
	}
	c.now = c.now.Add(24 * time.Hour)
	good := ledger.BankStatement{Day: "2026-11-24", Reference: "0098", Amount: cents(190_67)}
	for what, test := range map[string]struct {
		by    ledger.Session
		d     int64
		said  func(*ledger.BankStatement)
		code  ledger.Code
		field string
	}{
		"a clerk":        {c.ana, 1, nil, ledger.NotAllowed, ""},
		"the preparer":   {c.sue, 1, nil, ledger.NotAllowed, ""},
		"another":        {c.fay, 2, nil, ledger.NotFound, ""},
		"no reference":   {c.fay, 1, func(s *ledger.BankStatement) { s.Reference = " " }, ledger.Invalid, "reference"},
		"no day":         {c.fay, 1, func(s *ledger.BankStatement) { s.Day = "" }, ledger.Invalid, "day"},
		"before it was":  {c.fay, 1, func(s *ledger.BankStatement) { s.Day = "2026-11-22" }, ledger.Invalid, "day"},
		"tomorrow":       {c.fay, 1, func(s *ledger.BankStatement) { s.Day = "2026-11-25" }, ledger.Invalid, "day"},
		"below nothing":  {c.fay, 1, func(s *ledger.BankStatement) { s.Amount = cents(-1) }, ledger.Invalid, "amount"},
		"a cent missing": {c.fay, 1, func(s *ledger.BankStatement) { s.Amount = cents(190_66) }, ledger.NeedsReasons, "reason"},
	} {
		said := good
		if test.said != nil {
			test.said(&said)
		}
		_, err := c.ConfirmDeposit(test.by, test.d, said)
		if ledger.CodeOf(err) != test.code || ledger.FieldOf(err) != test.field {
			t.Errorf("%s: %q at %q (%v), want %q at %q", what, ledger.CodeOf(err), ledger.FieldOf(err), err, test.code, test.field)
		}
	}
	if waiting, err := c.DepositsInTransit(); err != nil || len(waiting) != 1 {
		t.Fatalf("in transit: %v, %v", waiting, err)
	}
	said := good
	said.Amount, said.Reason = cents(180_67), "one 10.00 note was not real"
	d, err := c.ConfirmDeposit(c.fay, 1, said)
	if err != nil || d.Bank == nil || d.Bank.Difference != cents(-10_00) || d.Bank.By != "fay" || d.Bank.BankStatement != said {
		t.Fatalf("%+v, %v", d.Bank, err)
	}
	_, err = c.ConfirmDeposit(c.fay, 1, good)
	wantCode(t, err, ledger.Conflict)
	if waiting, err := c.DepositsInTransit(); err != nil || len(waiting) != 0 {
		t.Errorf("in transit: %v, %v", waiting, err)
	}
	c.mustVerify()
}

// What an auditor tests: deposits are made within a day.
func TestAuditDepositsAreMadeWithinADay(t *testing.T) {
	c := depositDay(t)
	alarmed := func() (text string) {
		for _, a := range c.Alarms() {
			if a.Kind == ledger.AlarmDeposit {
				text = a.Text
			}
		}
		return text
	}
	for days, want := range []string{"", "", "2 closed drawers have money that is not deposited in time: that of Z1, business day 11/23/2026, is 2 days old, and the limit is 1. Take it to the bank and record the deposit"} {
		c.TendDeposits()
		if got := alarmed(); got != want {
			t.Errorf("after %d days: %q, want %q", days, got, want)
		}
		waiting, err := c.Undeposited()
		if err != nil || len(waiting) != 2 || waiting[0].Days != days || waiting[0].Late != (want != "") {
			t.Fatalf("after %d days: %+v, %v", days, waiting, err)
		}
		c.now = c.now.Add(24 * time.Hour)
	}
	c.reopen()
	if alarmed() == "" {
		t.Error("a restart takes the alarm back")
	}
	if _, err := c.MakeDeposit(c.tom, c.sue, c.wholeBag("7")); err != nil {
		t.Fatal(err)
	}
	if text := alarmed(); text != "" {
		t.Errorf("all is deposited, and it says %q", text)
	}
}

func TestWhatWaitsIsTheMoneyWithoutTheFloat(t *testing.T) {
	c := depositDay(t)
	c.mustOpenDrawer(c.tom, 50_00)
	c.mustClose(c.tom, ledger.Count{Loose: cents(50_00)}) // nothing came in
	waiting, err := c.Undeposited()
	if err != nil || len(waiting) != 2 {
		t.Fatalf("%+v, %v", waiting, err)
	}
	if waiting[0].Receipts != (ledger.Tally{Cash: cents(30_00), Check: cents(145_67)}) || waiting[0].Money != waiting[0].Receipts {
		t.Errorf("of ana's drawer wait %v", waiting[0].Money)
	}
	if waiting[1].Receipts != (ledger.Tally{Cash: cents(20_00)}) || waiting[1].Money != (ledger.Tally{Cash: cents(15_00)}) {
		t.Errorf("of ben's drawer wait %v of %v", waiting[1].Money, waiting[1].Receipts)
	}
}

// What an auditor tests: each bill stub traces to a receipt and a deposit. The
// receipts of the deposited drawers are the deposit's, to the cent and tender by
// tender.
func TestAuditEachStubTracesToAReceiptAndADeposit(t *testing.T) {
	c := depositDay(t)
	d, err := c.MakeDeposit(c.tom, c.sue, c.wholeBag("7"))
	if err != nil {
		t.Fatal(err)
	}
	found, err := c.ReceiptsOf("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	var stubs, checks int
	var taken tally
	for _, f := range found {
		receipt, err := c.ReceiptOf(f.ID)
		if err != nil {
			t.Fatal(err)
		}
		stubs += len(receipt.Payment.Lines)
		for _, tender := range receipt.Payment.Tenders {
			taken.add(tender.Kind, tender.Amount.Cents())
			if tender.Kind != ledger.Check {
				continue
			}
			checks++
			if !slices.ContainsFunc(d.Checks, func(b ledger.BankedCheck) bool {
				return b.Receipt == receipt.Number && b.Number == tender.Number && b.Routing == tender.Routing && b.Name == tender.Name && b.Amount == tender.Amount
			}) {
				t.Errorf("the check of receipt %s is not in the deposit", receipt.Number)
			}
		}
		taken.cash -= receipt.Change.Cents()
	}
	totals, err := c.DayTotals("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	var lines int64
	for _, drawer := range totals.Drawers {
		lines += drawer.Lines
		if drawer.Deposit != d.Number {
			t.Errorf("the drawer of %s is in deposit %d", drawer.Clerk, drawer.Deposit)
		}
	}
	taken.card = 0 // the terminal settles cards
	if d.Receipts != taken.ledger() || len(d.Checks) != checks || int64(stubs) != lines || stubs != 5 {
		t.Errorf("%d stubs, %d lines; receipts %v, in the deposit %v", stubs, lines, taken.ledger(), d.Receipts)
	}
}

func TestNobodyConfirmsADepositOfTheirOwnDrawer(t *testing.T) {
	c := mustOpen(t) // with a drawer of Ana's
	if _, err := c.OpenDrawer(c.tom, cents(50_00)); err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.tom, cashPayment(5_00))
	closing, err := c.CloseDrawer(c.tom, ledger.Count{Loose: cents(55_00)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.ApproveClosing(c.sue, closing.Number); err != nil {
		t.Fatal(err)
	}
	if _, err := c.MakeDeposit(c.ana, c.sue, c.wholeBag("8")); err != nil {
		t.Fatal(err)
	}
	said := ledger.BankStatement{Day: "2026-11-23", Reference: "0099", Amount: cents(5_00)}
	_, err = c.ConfirmDeposit(c.tom, 1, said)
	wantCode(t, err, ledger.NotAllowed)
	if _, err := c.ConfirmDeposit(c.sue, 1, said); err != nil {
		t.Error(err)
	}
}
