package ui

import (
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

func newTill(o *office, by ledger.Session, sheets countSheets) *till {
	o.Helper()
	t := &till{ledger: o.Ledger, session: by, sheets: sheets}
	if err := t.refresh(); err != nil {
		o.Fatal(err)
	}
	return t
}

func TestADrawerFromFloatToApproval(t *testing.T) {
	o := newOffice(t)
	ana := o.is("ana")
	till := newTill(o, ana, countSheets{})
	if till.drawer != nil || till.closing != nil || till.waits() {
		t.Fatalf("at first there is %+v, %+v", till.drawer, till.closing)
	}
	if _, err := o.OpenDrawer(ana, money.FromCents(100_00)); err != nil {
		t.Fatal(err)
	}
	if err := till.refresh(); err != nil || till.drawer.Float != money.FromCents(100_00) {
		t.Fatalf("%v: %+v", err, till.drawer)
	}
	o.takes(ana, paidInCash("1", "A", 30_00))
	o.takes(ana, paidByCheck("2", "B", 45_67, "1041"))
	till.sheet.keyed = keyedSheet(map[int]string{twenties: "6", fives: "1", checksLine: "1", checksSum: "45.67"}).keyed
	if err := till.close(); err != nil {
		t.Fatal(err)
	}
	c := *till.closing
	if till.drawer != nil || c.Number != 1 || !till.waits() || verdict(c.OverShort) != "Cash is $5.00 short." {
		t.Fatalf("%+v: %s", c, verdict(c.OverShort))
	}
	// A restart finds the closing waiting.
	again := newTill(o, ana, countSheets{})
	if !again.waits() || again.closing.Number != 1 {
		t.Fatalf("after a restart %+v", again.closing)
	}
	if newTill(o, o.is("ben"), countSheets{}).closing != nil {
		t.Error("ben sees the closing of ana")
	}
	for _, name := range []string{"ana", "ben", "fay"} {
		if _, err := o.ApproveClosing(o.is(name), c.Number); ledger.CodeOf(err) != ledger.NotAllowed || !till.waits() {
			t.Errorf("%s approves: %v", name, err)
		}
	}
	if _, err := o.ApproveClosing(o.is("sue"), c.Number); err != nil {
		t.Fatal(err)
	}
	if err := till.refresh(); err != nil || till.waits() {
		t.Fatalf("%v: %+v", err, till.closing)
	}
	if got := approval(*till.closing); got != "Approved by sue, 11/23/2026 3:04 PM." {
		t.Errorf("it says %q", got)
	}
	if newTill(o, ana, countSheets{}).closing != nil {
		t.Error("an approved closing comes back")
	}
}

func TestAHalfKeyedCountBelongsToItsDrawer(t *testing.T) {
	o := newOffice(t)
	ana, ben := o.hasDrawer("ana", 0), o.hasDrawer("ben", 0)
	sheets := countSheets{}
	newTill(o, ana, sheets).sheet.keyed[twenties] = "3"
	if !sheets.begun() {
		t.Error("it is not known that a count was begun")
	}
	if got := newTill(o, ana, sheets).sheet.keyed[twenties]; got != "3" {
		t.Errorf("ana finds %q", got)
	}
	if got := newTill(o, ben, sheets).sheet.keyed[twenties]; got != "" {
		t.Errorf("ben finds the count of ana: %q", got)
	}
	till := newTill(o, ana, sheets)
	if err := till.close(); err != nil {
		t.Fatal(err)
	}
	if sheets.begun() {
		t.Error("a closed drawer is still being counted")
	}
	o.hasDrawer("ana", 0)
	if got := newTill(o, ana, sheets).sheet.keyed[twenties]; got != "" {
		t.Errorf("the next drawer begins with %q", got)
	}
}

func TestOverAndShortAreSaidInWords(t *testing.T) {
	cents := money.FromCents
	for _, c := range []struct {
		overShort ledger.Tally
		want      string
	}{
		{ledger.Tally{}, "The drawer is even."},
		{ledger.Tally{Cash: cents(-5_00)}, "Cash is $5.00 short."},
		{ledger.Tally{Check: cents(1_234_50)}, "Checks are $1,234.50 over."},
		{ledger.Tally{Cash: cents(5_00), Check: cents(-5_00), Card: cents(1)}, "Cash is $5.00 over. Checks are $5.00 short. Cards are $0.01 over."},
	} {
		if got := verdict(c.overShort); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if got := overShortWords(money.Amount{}); got != "even" {
		t.Errorf("got %q", got)
	}
}

func TestApprovalAsksAboutTheDrawerInFront(t *testing.T) {
	c := ledger.Closing{Number: 7, Drawer: ledger.Drawer{Clerk: "ana", Day: "2026-11-23"}, OverShort: ledger.Tally{Cash: money.FromCents(-1)}}
	if got := approvalQuestion(c); !strings.Contains(got, "Drawer of ana, 11/23/2026. Cash is $0.01 short.") {
		t.Errorf("got %q", got)
	}
}
