package ledger_test

import (
	"fmt"
	"slices"
	"testing"

	"counterfoil/ledger"
)

func (c *counter) mustScope(by ledger.Session, day ledger.Day) ledger.Scope {
	c.Helper()
	sc, err := c.ReportScope(by, day, 0)
	if err != nil {
		c.Fatal(err)
	}
	return sc
}

// held are the holds of a scope in short: account, settled, paid so far.
func (c *counter) held(sc ledger.Scope, w ledger.HoldWindow) (short []string) {
	c.Helper()
	holds, err := c.HoldsIn(sc, w)
	if err != nil {
		c.Fatal(err)
	}
	for _, h := range holds {
		text := fmt.Sprintf("%s %s %s", h.Account, h.Settled, h.Paid)
		if h.Undated {
			text += " undated"
		}
		short = append(short, text)
	}
	return short
}

func billOf(account string, due ledger.Day, cents int64) ledger.Payment {
	p := cashPayment(cents)
	p.Lines[0].Account, p.Lines[0].Bill, p.Lines[0].Due = account, "1", due
	return p
}

func TestAHoldIsABillThatWasPaidAndStayedPaid(t *testing.T) {
	c := mustOpen(t)
	full := c.mustRecord(c.ana, billOf("100", "2026-11-25", 50_00))
	part := billOf("200", "2026-12-01", 20_00)
	due := cents(50_00)
	part.Lines[0].AmountDue = &due
	c.mustRecord(c.ana, part)
	rest := billOf("200", "2026-12-01", 30_00)
	rest.Lines[0].AmountDue, rest.Reasons = &due, map[ledger.WarningKind]string{ledger.Duplicate: "the rest"}
	c.mustRecord(c.ana, rest)
	unknown := billOf("300", "", 7_00)
	unknown.Lines[0].AmountDue = nil
	c.mustRecord(c.ana, unknown)
	void := c.mustRecord(c.ana, billOf("400", "2026-11-25", 9_00))
	if _, err := c.Void(c.ana, c.sue, void.Number, "wrong account"); err != nil {
		t.Fatal(err)
	}
	bounced := checkPayment(11_00, "1041")
	bounced.Lines[0].Account = "500"
	bounced.Lines[0].Due = "2026-11-25"
	check := c.mustRecord(c.ana, bounced)
	c.mustClose(c.ana, ledger.Count{Loose: cents(207_00), Checks: ledger.Slips{Count: 1, Total: cents(11_00)}})
	if _, err := c.ReturnCheck(c.fay, check.Number, 1, c.Today(), "no funds"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CorrectAccount(c.ana, c.sue, full.Number, 1, "101", "misread"); err != nil {
		t.Fatal(err)
	}
	sc := c.mustScope(c.fay, "")
	all := []string{"101 full 50.00", "200 part 20.00", "200 full 50.00", "300 unknown 7.00", "500 part 0.00"}
	for _, test := range []struct {
		window ledger.HoldWindow
		want   []string
	}{
		{ledger.HoldWindow{}, all},
		{ledger.HoldWindow{DueFrom: "2026-11-25", DueTo: "2026-11-25"}, []string{"101 full 50.00", "300 unknown 7.00 undated", "500 part 0.00"}},
		{ledger.HoldWindow{DueFrom: "2026-11-26"}, []string{"200 part 20.00", "200 full 50.00", "300 unknown 7.00 undated"}},
		{ledger.HoldWindow{PenaltyTo: "2026-11-26"}, []string{"101 full 50.00", "300 unknown 7.00 undated", "500 part 0.00"}},
		{ledger.HoldWindow{PenaltyFrom: "2026-12-03"}, []string{"300 unknown 7.00 undated"}},
	} {
		if got := c.held(sc, test.window); !slices.Equal(got, test.want) {
			t.Errorf("%+v: %q, want %q", test.window, got, test.want)
		}
	}
	_, err := c.HoldsIn(sc, ledger.HoldWindow{DueFrom: "2026-11-26", DueTo: "2026-11-25"})
	if ledger.FieldOf(err) != "due_to" {
		t.Errorf("a window that ends before it begins: %v", err)
	}
}

func TestHoldsTakeTheirDatesFromTheStubTheRosterAndTheCitysRules(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.LoadRoster(c.sue, "2026-11-20", "billing.csv", func(yield func(ledger.Account, error) bool) {
		yield(ledger.Account{Account: "100", Bill: "1", BillDate: "2026-11-02", Due: "2026-11-23", CutOff: "2026-12-05"}, nil)
	}); err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.ana, billOf("100", "", 5_00))
	dated := billOf("200", "2026-11-30", 5_00)
	dated.Lines[0].BillDate = "2026-11-09"
	c.mustRecord(c.ana, dated)
	c.mustClose(c.ana, ledger.Count{Loose: cents(110_00)})
	dates := func() string {
		holds, err := c.HoldsIn(c.mustScope(c.fay, ""), ledger.HoldWindow{})
		if err != nil || len(holds) != 2 {
			t.Fatalf("%+v, %v", holds, err)
		}
		return fmt.Sprintf("%s %s %s, %s %s %s", holds[0].Due, holds[0].Penalty, holds[0].CutOff, holds[1].Due, holds[1].Penalty, holds[1].CutOff)
	}
	if got, want := dates(), "2026-11-23 2026-11-24 2026-12-05, 2026-11-30 2026-12-01 "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	mustWrite(t, c.folder.Settings(), testCity+"[holds]\npenalty_days = 21\ncut_off_days = 33\n")
	c.reopen()
	c.signEverybodyIn()
	if got, want := dates(), "2026-11-23 2026-11-23 2026-12-05, 2026-11-30 2026-11-30 2026-12-12"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWrongRulesOfHoldsAreNamed(t *testing.T) {
	for setting, field := range map[string]string{
		"penalty_days = -1": "holds.penalty_days", "cut_off_days = 1000": "holds.cut_off_days", `due_from = "soon"`: "holds.due_from",
		"penalty_from = \"2026-02-01\"\npenalty_to = \"2026-01-01\"": "holds.penalty_to",
	} {
		if _, err := ledger.ParseCity([]byte(testCity + "[holds]\n" + setting)); ledger.FieldOf(err) != field {
			t.Errorf("%s: %v", setting, err)
		}
	}
	city, err := ledger.ParseCity([]byte(testCity + "[holds]\ndue_from = \"2026-01-15\"\ndue_to = \"2026-02-12\""))
	if err != nil || city.Holds.HoldWindow != (ledger.HoldWindow{DueFrom: "2026-01-15", DueTo: "2026-02-12"}) {
		t.Errorf("%+v, %v", city.Holds, err)
	}
}
