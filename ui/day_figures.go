package ui

import (
	"fmt"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// dayFigures is one business day as a supervisor looks at it, with everything
// that waits for somebody, whatever its day.
type dayFigures struct {
	ledger.DayTotals
	viewer      string
	today       ledger.Day
	waiting     []ledger.Closing
	undeposited []ledger.Undeposited
	transit     []ledger.Deposit
	// total and hours are the sums of the drawers. Of who looks, and has a
	// drawer of the day still to count, they are without it: the count is blind.
	total ledger.Takings
	hours [24]ledger.Takings
	all   ledger.Takings // nothing left out; only its numbers of receipts are shown
	blind bool
	// counting: who looks has a drawer to count, of whatever day. The
	// perpetual total runs on through it.
	counting bool
}

// readDay reads a day as it stands now for who looks at it; the empty day is
// the last one.
func readDay(l *ledger.Ledger, day ledger.Day, viewer string) (f dayFigures, err error) {
	f.viewer, f.today = viewer, l.Today()
	if day == "" {
		if day, err = l.LastDay(); err != nil {
			return f, err
		}
	}
	if f.DayTotals, err = l.DayTotals(day); err != nil {
		return f, err
	}
	if err := f.addUp(); err != nil {
		return f, err
	}
	_, err = l.OpenDrawerOf(viewer)
	if f.counting = err == nil; !f.counting && ledger.CodeOf(err) != ledger.NotFound {
		return f, err
	}
	if f.waiting, err = l.WaitingClosings(); err != nil {
		return f, err
	}
	if f.undeposited, err = l.Undeposited(); err != nil {
		return f, err
	}
	f.transit, err = l.DepositsInTransit()
	return f, err
}

// hides reports whether a drawer's figures are kept from who looks.
func (f dayFigures) hides(d ledger.DrawerTotals) bool { return d.Clerk == f.viewer && d.Closing == nil }

func (f *dayFigures) addUp() (err error) {
	for _, d := range f.Drawers {
		if f.all, err = ledger.AllTakings(f.all, d.Takings); err != nil {
			return err
		}
		if f.hides(d) {
			f.blind = true
			continue
		}
		if f.total, err = ledger.AllTakings(f.total, d.Takings); err != nil {
			return err
		}
		for hour := range f.hours {
			if f.hours[hour], err = ledger.AllTakings(f.hours[hour], d.Hours[hour]); err != nil {
				return err
			}
		}
	}
	return nil
}

// blindness says what is left out; "" when nothing is.
func (f dayFigures) blindness() string {
	if !f.blind {
		return ""
	}
	return words.T("The sums are without your own drawer until you have counted it (F8).")
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
	return "", phrase.Errorf("“%s” is not a date; key it in like 11/23/2026", text)
}

// dayRow is a drawer of the day as it goes on, or all of them.
type dayRow struct {
	name, state string
	ledger.Takings
	hidden bool
}

// rows are the day's drawers, and all of them last.
func (f dayFigures) rows() []dayRow {
	var rows []dayRow
	for _, d := range f.Drawers {
		rows = append(rows, dayRow{d.Clerk, f.drawerStanding(d.DrawerDay) + depositedWords(d), d.Takings, f.hides(d)})
	}
	all := dayRow{name: words.T("All"), Takings: f.total}
	if f.blind {
		all.name = words.T("All others")
	}
	return append(rows, all)
}

func depositedWords(d ledger.DrawerTotals) string {
	if d.Deposit == 0 {
		return ""
	}
	return fmt.Sprintf(", D%d", d.Deposit)
}

// counts are the day's drawers with what was counted, then those of other days
// whose closings wait.
func (f dayFigures) counts() []ledger.DrawerDay {
	var drawers []ledger.DrawerDay
	for _, d := range f.Drawers {
		drawers = append(drawers, d.DrawerDay)
	}
	for i := range f.waiting {
		if c := &f.waiting[i]; c.Drawer.Day != f.Day {
			drawers = append(drawers, ledger.DrawerDay{Drawer: c.Drawer, Closing: c})
		}
	}
	return drawers
}

func waits(d ledger.DrawerDay) bool { return d.Closing != nil && d.Closing.ApprovedBy == "" }

// drawerStanding says how far a drawer has come: "open", "Z3 waits for
// approval", "Z3 approved by tom".
func (f dayFigures) drawerStanding(d ledger.DrawerDay) string {
	c := d.Closing
	if c == nil {
		return words.T("open, not counted")
	}
	said := fmt.Sprintf("Z%d", c.Number)
	if d.Day != f.Day {
		said += words.T(" of %s", d.Day.Time().Format("01/02"))
	}
	if waits(d) {
		return words.T("%s waits for approval", said)
	}
	return words.T("%s approved by %s", said, c.ApprovedBy)
}

// summary says the day's receipts in a sentence.
func (f dayFigures) summary() string {
	if f.all.Receipts == 0 {
		return words.T("No receipts on this day.")
	}
	said := words.N(f.all.Receipts, "%d receipt", "%d receipts") + ", " + f.First
	if f.Last != f.First {
		said += words.T(" to %s", f.Last)
	}
	if f.all.Voids > 0 {
		said += words.T("; %d void", f.all.Voids)
		if !f.blind {
			said += fmt.Sprintf(" (%s)", widgets.Dollars(f.all.Voided))
		}
	}
	return words.T("%s. %s paid.", said, words.N(f.all.Lines, "%d stub", "%d stubs"))
}

// toDo says what keeps the day from being finished.
func (f dayFigures) toDo() string {
	open := 0
	for _, d := range f.Drawers {
		if d.Closing == nil {
			open++
		}
	}
	var said []string
	if open > 0 {
		said = append(said, words.T("%s not counted yet", words.N(open, "%d drawer", "%d drawers")))
	}
	if n := len(f.waiting); n > 0 {
		said = append(said, words.T("%s waiting for approval (F10)", words.N(n, "%d closing", "%d closings")))
	}
	done := words.T("Every drawer is counted and approved.")
	if len(said) > 0 {
		done = strings.Join(said, "; ") + "."
	}
	return strings.Join(append([]string{done}, f.takenBack()...), " ")
}

// takenBack says which of the day's closings do not count any more.
func (f dayFigures) takenBack() (said []string) {
	for _, d := range f.Drawers {
		for _, b := range d.TakenBack {
			said = append(said, words.T("Z%d of %s was taken back by %s: %s", b.Number, d.Clerk, b.By, verdict(b.OverShort)))
		}
	}
	return said
}

// proof is where the journal stands: the counters that nothing resets, and the
// chain's last entry.
func (f dayFigures) proof() string {
	if f.counting {
		return words.T("Journal entry %d, chain head %s", f.HeadSeq, f.Head)
	}
	return words.T("Perpetual total %s, voids %s. Journal entry %d, chain head %s", widgets.Dollars(f.PerpetualTotal), widgets.Dollars(f.PerpetualVoids), f.HeadSeq, f.Head)
}
