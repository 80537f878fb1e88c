package ledger_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

// mustListWhole makes a list and finds all of it.
func (c *counter) mustListWhole(sought ledger.Sought) *ledger.Listing {
	c.Helper()
	list, err := c.List(sought)
	for err == nil && !list.Whole() {
		err = list.More()
	}
	if err != nil {
		c.Fatal(err)
	}
	return list
}

func (c *counter) mustPage(list *ledger.Listing, from, count int) []ledger.Found {
	c.Helper()
	page, err := list.Page(from, count)
	if err != nil {
		c.Fatal(err)
	}
	return page
}

const variedPayments = paymentsADay + 300

// mustFillVaried makes a ledger whose payments stand in every way: exported and
// not, void and not, of three days and two clerks.
func mustFillVaried(t *testing.T) *counter {
	const payments = variedPayments
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	mustFill(t, folder, payments)
	c := mustSearchAll(t, folder, payments)
	c.signEverybodyIn()
	if _, err := c.Export(c.fay, "", ""); err != nil {
		t.Fatal(err)
	}
	for _, by := range []ledger.Session{c.ana, c.ben} {
		if _, err := c.OpenDrawer(by, cents(100_00)); err != nil {
			t.Fatal(err)
		}
		for n := range int64(30) {
			receipt := c.mustRecord(by, cashPayment(1_00+n))
			if n%4 > 0 {
				continue
			}
			if _, err := c.Void(by, c.sue, receipt.Number, "Wrong account"); err != nil {
				t.Fatal(err)
			}
		}
	}
	return c
}

// fits tells of a payment what the filter is meant to.
func fits(q ledger.Sought, f ledger.Found) bool {
	return (q.Day == "" || f.Day == q.Day) && (q.Clerk == "" || strings.EqualFold(f.Clerk, q.Clerk)) &&
		(q.Tender == "" || slices.Contains(f.Tenders, q.Tender)) &&
		(q.State != ledger.Standing || !f.Void) && (q.State != ledger.Voided || f.Void)
}

func TestAListHoldsWhatFitsNewestFirst(t *testing.T) {
	c := mustFillVaried(t)
	for _, text := range []string{"", "a", "garci", "1000", "C1-000012", "12", "nobody at all"} {
		all, err := c.Find(text, 1_000_000)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []ledger.Sought{
			{}, {Day: ledger.DayOf(firstDay)}, {Day: c.Today()}, {Day: "2031-01-01"}, {Clerk: "BEN"},
			{Tender: ledger.Cash}, {Tender: ledger.Check, Day: ledger.DayOf(firstDay)}, {Tender: ledger.Card, State: ledger.Standing},
			{State: ledger.Voided}, {State: ledger.Voided, Clerk: "ana", Day: c.Today()},
		} {
			q.Text = " " + text
			c.wantList(q, all.Payments)
		}
	}
	c.wantNotExported(60, receiptOf(variedPayments+1))
	for _, q := range []ledger.Sought{{}, {Text: "a"}, {Tender: ledger.Check}, {Text: "a", Tender: ledger.Check}, {Clerk: "ana", State: ledger.Standing}} {
		c.wantNewestAtOnce(q)
	}
}

// wantList compares a list with those of all that fit, in pages of any size
// and by the place of each.
func (c *counter) wantList(q ledger.Sought, all []ledger.Found) {
	c.Helper()
	var want []string
	for _, f := range all {
		if fits(q, f) {
			want = append(want, f.Receipt)
		}
	}
	list := c.mustListWhole(q)
	if list.Len() != len(want) {
		c.Fatalf("%+v lists %d payments, want %d", q, list.Len(), len(want))
	}
	var got []string
	const most = 1000
	for from := 0; from < len(want); from += most {
		for _, f := range c.mustPage(list, from, most) {
			got = append(got, f.Receipt)
		}
	}
	if !slices.Equal(got, want) {
		c.Fatalf("%+v lists other payments than fit", q)
	}
	for place := 0; place < len(want); place += 1 + len(want)/3 {
		if at, err := list.Place(want[place]); err != nil || at != place {
			c.Errorf("%+v: %s stands at %d, %v; want %d", q, want[place], at, err, place)
		}
	}
	if page := c.mustPage(list, len(want), 10); len(page) > 0 {
		c.Errorf("%+v goes on behind its end", q)
	}
}

// wantNotExported lists what is not exported, and exports it.
func (c *counter) wantNotExported(count int, oldest string) {
	c.Helper()
	list := c.mustListWhole(ledger.Sought{State: ledger.NotExported})
	if page := c.mustPage(list, 0, 2*count); len(page) != count || page[count-1].Receipt != oldest {
		c.Errorf("%d are not exported", len(page))
	}
	if _, err := c.Export(c.fay, "", ""); err != nil {
		c.Fatal(err)
	}
	if left := c.mustListWhole(ledger.Sought{State: ledger.NotExported}).Len(); left != 0 {
		c.Errorf("%d are listed after the export", left)
	}
}

// wantNewestAtOnce: what is shown before the rest is counted are the newest
// that fit, so that it stays when the rest comes.
func (c *counter) wantNewestAtOnce(q ledger.Sought) {
	c.Helper()
	begun, err := c.List(q)
	if err != nil {
		c.Fatal(err)
	}
	first := c.mustPage(begun, 0, 50)
	whole := c.mustPage(c.mustListWhole(q), 0, 50)
	if len(first) != 50 || first[0].Receipt != whole[0].Receipt || first[49].Receipt != whole[49].Receipt {
		c.Errorf("%+v begins with %d payments, other than its first", q, len(first))
	}
}

func TestAListStaysAsItWasBegun(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(1_00))
	every, some := c.mustListWhole(ledger.Sought{}), c.mustListWhole(ledger.Sought{State: ledger.Standing})
	newer := c.mustRecord(c.ana, cashPayment(2_00))
	for _, list := range []*ledger.Listing{every, some} {
		if page := c.mustPage(list, 0, 10); list.Len() != 1 || len(page) != 1 || page[0].Receipt != receiptOf(1) {
			t.Errorf("%d, %+v", list.Len(), page)
		}
		if place, err := list.Place(newer.Number); err != nil || place != 0 {
			t.Errorf("what is newer stands at %d, %v", place, err)
		}
		if _, err := list.Place("D9-000001"); ledger.CodeOf(err) != ledger.Invalid {
			t.Errorf("another station's receipt: %v", err)
		}
	}
}

// BenchmarkList lists a million payments as the screen does: the first page,
// the oldest, and all that a text or a filter fits.
func BenchmarkList(b *testing.B) {
	c := mustSearchAll(b, millionFolder(b), million)
	day := ledger.DayOf(firstDay.AddDate(0, 0, 50))
	for _, q := range []struct {
		name string
		ledger.Sought
	}{
		{"every payment", ledger.Sought{}}, {"the text a", ledger.Sought{Text: "a"}}, {"the text maria", ledger.Sought{Text: "maria"}},
		{"a day", ledger.Sought{Day: day}}, {"a day's checks of ana", ledger.Sought{Day: day, Tender: ledger.Check, Clerk: "ana"}},
		{"checks", ledger.Sought{Tender: ledger.Check}}, {"void", ledger.Sought{State: ledger.Voided}}, {"the text a, checks", ledger.Sought{Text: "a", Tender: ledger.Check}},
	} {
		b.Run(q.name, func(b *testing.B) {
			var begun, whole, page, step []time.Duration
			length := 0
			for b.Loop() {
				var list *ledger.Listing
				begun = append(begun, timed(b, func() (err error) {
					if list, err = c.List(q.Sought); err == nil {
						_, err = list.Page(0, 64)
					}
					return err
				}))
				whole = append(whole, timed(b, func() (err error) {
					for err == nil && !list.Whole() {
						step = append(step, timed(b, list.More))
					}
					return err
				}))
				length = list.Len()
				page = append(page, timed(b, func() error {
					_, err := list.Page(max(length-64, 0), 64)
					return err
				}))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(length), "payments")
			b.ReportMetric(milliseconds(median(begun)), "first-page-ms")
			b.ReportMetric(milliseconds(median(page)), "last-page-ms")
			b.ReportMetric(milliseconds(median(whole)), "whole-ms")
			if len(step) > 0 {
				b.ReportMetric(milliseconds(percentile(step, 100)), "longest-step-ms")
			}
		})
	}
}
