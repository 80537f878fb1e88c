package ledger_test

import (
	"testing"
	"time"

	"counterfoil/ledger"
)

func (c *counter) receiptsIn(sc ledger.Scope) (numbers []string, voids int) {
	c.Helper()
	for r, err := range c.ReceiptsIn(sc) {
		if err != nil {
			c.Fatal(err)
		}
		numbers = append(numbers, r.Number)
		if r.Void != nil {
			voids++
		}
	}
	return numbers, voids
}

func TestAReportIsOfADayOrAnOutageAsOfOneEntry(t *testing.T) {
	c := mustOpen(t)
	first := c.mustRecord(c.ana, cashPayment(1_00))
	c.mustClose(c.ana, ledger.Count{Loose: cents(101_00)})
	c.now = c.now.Add(24 * time.Hour)
	c.mustOpenDrawer(c.ana, 0)
	second := c.mustRecord(c.ana, cashPayment(2_00))
	c.mustClose(c.ana, ledger.Count{Loose: cents(2_00)})
	whole, day := c.mustScope(c.fay, ""), c.mustScope(c.fay, second.Day)

	c.mustOpenDrawer(c.ana, 0)
	c.mustRecord(c.ana, cashPayment(4_00))
	if _, err := c.Reverse(c.ana, c.sue, second.Number, "wrong account", ledger.ByFinance, ""); err != nil {
		t.Fatal(err)
	}
	if got, voids := c.receiptsIn(whole); len(got) != 2 || got[0] != first.Number || got[1] != second.Number || voids != 0 {
		t.Errorf("the outage has %v, %d void", got, voids)
	}
	if got, voids := c.receiptsIn(day); len(got) != 1 || got[0] != second.Number || voids != 0 {
		t.Errorf("the day has %v, %d void", got, voids)
	}
	if got, voids := c.receiptsIn(c.mustScope(c.fay, second.Day)); len(got) != 2 || voids != 1 {
		t.Errorf("the day has now %v, %d void", got, voids)
	}
	if drawers, err := c.DrawersIn(day); err != nil || len(drawers) != 1 || drawers[0].Total != cents(2_00) || drawers[0].State != ledger.DrawerClosed {
		t.Errorf("the day's drawers were %+v, %v", drawers, err)
	}
	if got, _ := c.receiptsIn(c.mustScope(c.fay, "2026-01-02")); len(got) != 0 {
		t.Errorf("a day without a drawer has %v", got)
	}
	_, err := c.ReportScope(c.fay, "", 2)
	wantCode(t, err, ledger.NotFound)
}

func TestAReportLeavesOutWhatBecameOfAReceiptLater(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, checkPayment(45_67, "1041"))
	c.mustClose(c.ana, ledger.Count{Loose: cents(100_00), Checks: ledger.Slips{Count: 1, Total: cents(45_67)}})
	before := c.mustScope(c.fay, "")
	if _, err := c.CorrectAccount(c.ana, c.sue, receipt.Number, 1, "7700", "two digits swapped"); err != nil {
		t.Fatal(err)
	}
	corrected := c.mustScope(c.fay, "")
	if _, err := c.ReturnCheck(c.fay, receipt.Number, 1, c.Today(), "insufficient funds"); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name     string
		scope    ledger.Scope
		account  string
		returned int
	}{
		{"before", before, receipt.Payment.Lines[0].Account, 0},
		{"corrected", corrected, "7700", 0},
		{"returned", c.mustScope(c.fay, ""), "7700", 1},
	} {
		for r, err := range c.ReceiptsIn(test.scope) {
			if err != nil {
				t.Fatal(err)
			}
			if r.AccountOf(1) != test.account || len(r.Returned) != test.returned {
				t.Errorf("%s: account %s, %d checks came back", test.name, r.AccountOf(1), len(r.Returned))
			}
		}
	}
}

func TestReportsLeaveOutADrawerThatWhoAsksIsToCount(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(1_00))
	c.mustOpenDrawer(c.sue, 0)
	c.mustRecord(c.sue, cashPayment(2_00))
	for _, test := range []struct {
		by       ledger.Session
		receipts int
		hidden   []string
	}{
		{c.fay, 2, nil}, {c.tom, 2, nil}, {c.sue, 1, []string{"sue"}}, {ledger.Console, 0, []string{"ana", "sue"}},
	} {
		for _, day := range []ledger.Day{"", c.Today()} {
			sc := c.mustScope(test.by, day)
			drawers, err := c.DrawersIn(sc)
			if numbers, _ := c.receiptsIn(sc); err != nil || len(numbers) != test.receipts || len(drawers) != test.receipts || len(sc.Hidden) != len(test.hidden) {
				t.Errorf("%s, %q: %d receipts of %d drawers, %d hidden, %v", test.by.Name(), day, len(numbers), len(drawers), len(sc.Hidden), err)
			}
			for i, d := range sc.Hidden {
				if d.Clerk != test.hidden[i] {
					t.Errorf("%s: the drawer of %s is hidden", test.by.Name(), d.Clerk)
				}
			}
		}
	}
	for _, by := range []ledger.Session{c.ana, {}} {
		_, err := c.ReportScope(by, "", 0)
		wantCode(t, err, ledger.NotAllowed)
	}
}

func TestWhatIsOutOfTheOrdinaryIsAnEventByName(t *testing.T) {
	c := mustOpen(t)
	for range 5 {
		c.SignIn("ben", "not the secret", ledger.ToWork)
	}
	if err := c.KickDrawer(c.sue, c.ana, "printer", "a coin was stuck"); err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.ana, cashPayment(1_00))
	z := c.mustClose(c.ana, ledger.Count{Loose: cents(100_00)})
	if _, err := c.ReopenDrawer(c.sue, z.Number, "a dollar was found"); err != nil {
		t.Fatal(err)
	}
	c.mustClose(c.ana, ledger.Count{Loose: cents(101_00)}, c.ben)
	events, err := c.EventsIn(c.mustScope(c.fay, c.Today()))
	if err != nil || len(events) != 4 || events[3].What != "the drawer of ana was counted again with a witness (Z2)" || events[3].ApprovedBy != "ben" {
		t.Fatalf("%+v, %v", events, err)
	}
	for i, want := range []struct {
		kind    ledger.EventKind
		by, why string
	}{{ledger.EventSignIn, "ben", ""}, {ledger.EventDrawer, "sue", "a coin was stuck"}, {ledger.EventDrawer, "sue", "a dollar was found"}} {
		if e := events[i]; e.Kind != want.kind || e.By != want.by || e.Why != want.why {
			t.Errorf("%+v, want %+v", e, want)
		}
	}
	if events, err := c.EventsIn(c.mustScope(c.fay, "2026-11-22")); err != nil || len(events) != 0 {
		t.Errorf("the day before has %+v, %v", events, err)
	}
}

func TestAuditNumbersWithoutAGapAreProvedFromTheLedger(t *testing.T) {
	c := depositDay(t)
	s, err := c.SequenceIn(c.mustScope(c.fay, ""))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int64{"Receipts": 5, "Closings (Z)": 2, "Deposits (D)": 0, "Journal entries": c.HeadSeq()}
	for _, series := range s.Series {
		if last, asked := want[series.Name]; !series.Whole() || asked && series.Last != last {
			t.Errorf("%+v", series)
		}
	}
	if s.Perpetual != s.Added || s.Added.Total != cents(207_67) {
		t.Errorf("%+v", s)
	}
}
