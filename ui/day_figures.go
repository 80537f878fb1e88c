package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
)

// dayFigures is one business day as a supervisor looks at it, with every
// closing that still waits for approval, whatever its day.
type dayFigures struct {
	report  ledger.DayReport
	waiting []ledger.Closing
	// shares are what each clerk took, and total is their sum. Of who looks, and
	// has a drawer of the day still to count, they are without: the count is
	// blind.
	shares []ledger.ClerkDay
	total  ledger.Takings
	blind  bool
}

// readDay reads a day as it stands now for who looks at it; the empty day is
// the last one.
func readDay(l *ledger.Ledger, day ledger.Day, viewer string) (f dayFigures, err error) {
	if day == "" {
		if day, err = l.LastDay(); err != nil {
			return f, err
		}
	}
	if f.report, err = l.DayReport(day); err != nil {
		return f, err
	}
	f.shares, f.total = f.report.Clerks, f.report.Takings
	if f.counts(viewer) {
		if err := f.leaveOut(viewer); err != nil {
			return f, err
		}
	}
	f.waiting, err = l.WaitingClosings()
	return f, err
}

// counts reports whether somebody has a drawer of the day still to count.
func (f dayFigures) counts(name string) bool {
	return slices.ContainsFunc(f.report.Drawers, func(d ledger.DrawerDay) bool { return d.Clerk == name && d.Closing == nil })
}

func (f *dayFigures) leaveOut(name string) (err error) {
	f.blind = true
	f.shares = nil
	for _, c := range f.report.Clerks {
		if c.Clerk != name {
			f.shares = append(f.shares, c)
			continue
		}
		f.total.Receipts -= c.Receipts
		f.total.Voids -= c.Voids
		if f.total.Total, err = f.total.Total.Sub(c.Total); err != nil {
			return err
		}
		if f.total.Net, err = f.total.Net.Minus(c.Net); err != nil {
			return err
		}
	}
	return nil
}

// blindness says what is left out; "" when nothing is.
func (f dayFigures) blindness() string {
	if !f.blind {
		return ""
	}
	return "The sums are without your own drawer until you have counted it (F8)."
}

// parseDayKeyed reads a day as people write it, 11/23/2026, or as files do,
// 2026-11-23. The empty text is the last day.
func parseDayKeyed(text string) (ledger.Day, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	if t, err := time.Parse("1/2/2006", text); err == nil {
		return ledger.ParseDay(string(ledger.DayOf(t)))
	}
	if day, err := ledger.ParseDay(text); err == nil {
		return day, nil
	}
	return "", fmt.Errorf("“%s” is not a date; key it in like 11/23/2026", text)
}

// clerkShares are the day's figures by clerk, and of all of them last.
func (f dayFigures) clerkShares() []ledger.ClerkDay {
	all := ledger.ClerkDay{Clerk: "All", Takings: f.total}
	if f.blind {
		all.Clerk = "All others"
	}
	return append(slices.Clone(f.shares), all)
}

// drawers are the day's, then those of other days whose closings wait.
func (f dayFigures) drawers() []ledger.DrawerDay {
	drawers := f.report.Drawers[:len(f.report.Drawers):len(f.report.Drawers)]
	for i := range f.waiting {
		if c := &f.waiting[i]; c.Drawer.Day != f.report.Day {
			drawers = append(drawers, ledger.DrawerDay{Drawer: c.Drawer, Closing: c})
		}
	}
	return drawers
}

// firstWaiting is the place among drawers of the first closing to approve; 0
// when there is none.
func (f dayFigures) firstWaiting() int {
	for i, d := range f.drawers() {
		if waits(d) {
			return i
		}
	}
	return 0
}

func waits(d ledger.DrawerDay) bool { return d.Closing != nil && d.Closing.ApprovedBy == "" }

// drawerStanding says how far a drawer has come: "open", "Z3 waits for
// approval", "Z3 approved by tom".
func (f dayFigures) drawerStanding(d ledger.DrawerDay) string {
	c := d.Closing
	if c == nil {
		return "open, not counted"
	}
	words := fmt.Sprintf("Z%d", c.Number)
	if d.Day != f.report.Day {
		words += " of " + d.Day.Time().Format("01/02")
	}
	if waits(d) {
		return words + " waits for approval"
	}
	return words + " approved by " + c.ApprovedBy
}

// summary says the day's receipts in a sentence.
func (f dayFigures) summary() string {
	r := f.report
	if r.Receipts == 0 {
		return "No receipts on this day."
	}
	words := slipsOf(r.Receipts, "receipt") + ", " + r.First
	if r.Last != r.First {
		words += " to " + r.Last
	}
	if r.Voids > 0 {
		words += fmt.Sprintf("; %d void (%s)", r.Voids, widgets.Dollars(r.Voided))
	}
	return words + ". " + slipsOf(r.Lines, "stub") + " paid."
}

// copyCounts says how the copies of the bills came.
func copyCounts(t ledger.Takings) string {
	return fmt.Sprintf("Copies of the bills: %d pictures, %d on paper, %d without.", t.Pictures, t.Papers, t.NoCopies())
}

// toDo says what keeps the day from being finished.
func (f dayFigures) toDo() string {
	open := 0
	for _, d := range f.report.Drawers {
		if d.Closing == nil {
			open++
		}
	}
	var words []string
	if open > 0 {
		words = append(words, slipsOf(int64(open), "drawer")+" not counted yet")
	}
	if n := len(f.waiting); n > 0 {
		words = append(words, slipsOf(int64(n), "closing")+" waiting for approval (F10)")
	}
	if len(words) == 0 {
		return "Every drawer is counted and approved."
	}
	return strings.Join(words, "; ") + "."
}

// proof is where the journal stands: the counters that nothing resets, and the
// chain's last entry.
func (f dayFigures) proof() string {
	r := f.report
	if f.blind {
		return fmt.Sprintf("Journal entry %d, chain head %s", r.HeadSeq, r.Head)
	}
	return fmt.Sprintf("Perpetual total %s, voids %s. Journal entry %d, chain head %s",
		widgets.Dollars(r.PerpetualTotal), widgets.Dollars(r.PerpetualVoids), r.HeadSeq, r.Head)
}
