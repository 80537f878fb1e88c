package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// twoDays has a closing of 11/23 that waits, and on 11/24 a drawer of ben that
// is 5.00 short and approved, and one of ana that is open, with a void.
func twoDays(t *testing.T) *office {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 50_00)
	o.takes(ana, paidInCash("1", "First Day", 10_00))
	o.closes(ana, ledger.Count{Loose: money.FromCents(60_00)})
	o.now = o.now.Add(24 * time.Hour)
	ben := o.hasDrawer("ben", 0)
	o.takes(ben, paidInCash("2", "Of Ben", 20_00))
	o.closes(ben, ledger.Count{Loose: money.FromCents(15_00)})
	if _, err := o.ApproveClosing(o.is("sue"), 2); err != nil {
		t.Fatal(err)
	}
	ana = o.hasDrawer("ana", 50_00)
	o.takes(ana, paidByCheck("3", "By Check", 33_33, "9"))
	o.takes(ana, paidInCash("4", "Voided", 7_00))
	if _, err := o.Void(ana, o.is("tom"), "4", "Wrong account"); err != nil {
		t.Fatal(err)
	}
	return o
}

func readFigures(o *office, day ledger.Day) dayFigures {
	o.Helper()
	f, err := readDay(o.Ledger, day, "tom")
	if err != nil {
		o.Fatal(err)
	}
	return f
}

func TestADayShowsItsDrawersAndEveryClosingThatWaits(t *testing.T) {
	o := twoDays(t)
	f := readFigures(o, "")
	if f.Day != "2026-11-24" {
		t.Fatalf("the last day is %s", f.Day)
	}
	var rows []string
	for _, d := range f.counts() {
		rows = append(rows, d.Clerk+": "+f.drawerStanding(d))
	}
	want := "ben: Z2 approved by sue\nana: open, not counted\nana: Z1 of 11/23 waits for approval"
	if got := strings.Join(rows, "\n"); got != want {
		t.Errorf("the drawers are\n%s\nwant\n%s", got, want)
	}
	var queue []string
	for _, waiting := range f.queue() {
		queue = append(queue, waiting.what+" | "+waiting.about+" | "+waiting.age)
	}
	want = "Approve Z1 | ana: The drawer is even. | 1 day\n" +
		"Deposit Z1 | ana: $10.00 in cash and checks | 1 day\nDeposit Z2 | ben: $15.00 in cash and checks | today"
	if got := strings.Join(queue, "\n"); got != want {
		t.Errorf("what waits is\n%s\nwant\n%s", got, want)
	}
	if got, want := f.toDo(), "1 drawer not counted yet; 1 closing waiting for approval (F10)."; got != want {
		t.Errorf("to do: %q, want %q", got, want)
	}
	if got, want := f.summary(), "3 receipts, C1-000002 to C1-000004; 1 void ($7.00). 2 stubs paid."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	all := f.rows()[2]
	if all.name != "All" || all.Total != money.FromCents(53_33) || all.Net != (ledger.Tally{Cash: money.FromCents(20_00), Check: money.FromCents(33_33)}) {
		t.Errorf("all drawers: %+v", all)
	}
	if got := f.proof(); !strings.HasPrefix(got, "Perpetual total $70.33, voids $7.00. Journal entry ") || !strings.HasSuffix(got, f.Head.String()) {
		t.Errorf("got %q", got)
	}

	first := readFigures(o, "2026-11-23")
	if drawers := first.counts(); len(drawers) != 1 || first.drawerStanding(drawers[0]) != "Z1 waits for approval" {
		t.Errorf("on the first day %+v", drawers)
	}
	if got := first.summary(); got != "1 receipt, C1-000001. 1 stub paid." {
		t.Errorf("got %q", got)
	}
	if _, err := o.ApproveClosing(o.is("sue"), 1); err != nil {
		t.Fatal(err)
	}
	if got := readFigures(o, "2026-11-23").toDo(); got != "Every drawer is counted and approved." {
		t.Errorf("got %q", got)
	}
	empty := readFigures(o, "2026-01-01")
	if empty.summary() != "No receipts on this day." || len(empty.counts()) != 0 || len(empty.rows()) != 1 || empty.hourBars() != nil {
		t.Errorf("%q, %v", empty.summary(), empty.counts())
	}
}

func TestADayIsKeyedAsPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]ledger.Day{
		"11/23/2026": "2026-11-23", "1/2/2026": "2026-01-02", " 2026-11-23 ": "2026-11-23", "": "", "  ": "",
	} {
		if got, err := parseDayKeyed(text); got != want || err != nil {
			t.Errorf("%q is %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"13/01/2026", "2/30/2026", "11/23/26", "11-23-2026", "today", "1/1/0001", "2026-02-30"} {
		if got, err := parseDayKeyed(text); err == nil {
			t.Errorf("%q is taken for %q", text, got)
		}
	}
}

func TestExportWords(t *testing.T) {
	b := ledger.Batch{Number: 2, Payments: 1, Total: money.FromCents(5_00)}
	if got := exportWords(b, "x.zip"); got != "Batch 2 carries 1 payment of $5.00. Saved as x.zip." {
		t.Errorf("got %q", got)
	}
	b.Payments, b.Reversals = 12, 2
	if got := exportWords(b, "x.zip"); got != "Batch 2 carries 12 payments of $5.00 and takes back 2 payments. Saved as x.zip." {
		t.Errorf("got %q", got)
	}
	b.Again = true
	if got := exportWords(b, "x.zip"); got != "Nothing is new since batch 2; it was written again, unchanged. Saved as x.zip." {
		t.Errorf("got %q", got)
	}
}

func TestThePlotHasABarAnHourAndItsFigures(t *testing.T) {
	o := newOffice(t) // at 3:04 PM
	ana := o.hasDrawer("ana", 0)
	o.takes(ana, paidInCash("1", "A", 10_00))
	o.takes(ana, paidByCheck("2", "B", 5_00, "9"))
	o.now = o.now.Add(2 * time.Hour)
	ben := o.hasDrawer("ben", 0)
	o.takes(ben, paidInCash("3", "C", 7_00))
	bars := readFigures(o, "").hourBars()
	var said []string
	for _, bar := range bars {
		said = append(said, fmt.Sprint(bar.Name, bar.Parts, bar.Figure))
	}
	want := "3 PM[10.00 5.00 0.00]$15.00 in 2\n4 PM[0.00 0.00 0.00]$0.00 in 0\n5 PM[7.00 0.00 0.00]$7.00 in 1"
	if got := strings.Join(said, "\n"); got != want {
		t.Errorf("the plot says\n%s\nwant\n%s", got, want)
	}
	f, err := readDay(o.Ledger, "", "ben") // whose drawer is not counted
	if bars := f.hourBars(); err != nil || len(bars) != 1 || !f.blind || f.total.Total != money.FromCents(15_00) {
		t.Errorf("%v, %+v", err, bars)
	}
}

func TestALongDayHasABarForSeveralHours(t *testing.T) {
	var f dayFigures
	for hour := range f.hours {
		f.hours[hour] = ledger.Takings{Receipts: 1, Total: money.FromCents(1_00), Net: ledger.Tally{Cash: money.FromCents(1_00)}}
	}
	bars := f.hourBars()
	if len(bars) != 8 || bars[0].Name != "12 AM" || bars[0].Figure != "$3.00 in 3" || bars[4].Name != "12 PM" || bars[7].Name != "9 PM" {
		t.Errorf("%+v", bars)
	}
}
