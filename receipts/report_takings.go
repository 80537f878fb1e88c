package receipts

import (
	"fmt"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// takingsColumns are the figures of payments, as takingsOf has them.
func takingsColumns() []ReportColumn {
	return []ReportColumn{
		summed("receipts", "Receipts", Count, 7), summed("voids", "Void", Count, 4), summed("stubs", "Stubs", Count, 5),
		summed("cash", "Cash", Money, 10), summed("checks", "Checks", Money, 10), summed("cards", "Cards", Money, 9),
		summed("given_back", "Given back", Money, 9), summed("total", "Applied", Money, 10), summed("voided", "Voided", Money, 9),
	}
}

func takingsOf(t ledger.Takings) []Cell {
	return []Cell{t.Receipts, t.Voids, t.Lines, t.Net.Cash, t.Net.Check, t.Net.Card, t.Refunded, t.Total, t.Voided}
}

const givenBackNote = "Cash is net of change and of what was given back out of a drawer for payments of another; with what was given back added, cash, checks and cards are what was applied to stubs."

func fillDays(l reader, r *Report) error {
	drawers, err := l.DrawersIn(r.Scope)
	if err != nil {
		return err
	}
	days := r.table("days", "By business day", "No drawer was opened.", append([]ReportColumn{col("day", "Business day", Date, 10)}, takingsColumns()...)...)
	byDay := map[ledger.Day]ledger.Takings{}
	var order []ledger.Day
	for _, d := range drawers {
		if _, seen := byDay[d.Day]; !seen {
			order = append(order, d.Day)
		}
		if byDay[d.Day], err = ledger.AllTakings(byDay[d.Day], d.Takings); err != nil {
			return err
		}
	}
	slices.Sort(order)
	byTender := chart{heading: "Taken, by business day", parts: []string{"Cash", "Checks", "Cards"}, titles: []string{"Cash", "Checks", "Cards"}}
	for _, day := range order {
		byTender.bars = append(byTender.bars, tenderBar(day.Display(), byDay[day].Net, money.Amount.Display))
		days.add(append([]Cell{day}, takingsOf(byDay[day])...)...)
		if err := r.mustBalance(byDay[day]); err != nil {
			return err
		}
	}
	r.charts = append(r.charts, byTender)
	each := r.table("drawers", "By drawer", "No drawer was opened.", append([]ReportColumn{
		col("day", "Day", Date, 10), col("clerk", "Drawer of", Label, 7), col("closing", "Z", Label, 5)}, takingsColumns()...)...)
	for _, d := range drawers {
		each.add(append([]Cell{d.Day, d.Clerk, standing(d)}, takingsOf(d.Takings)...)...)
		if d.Closing == nil {
			r.alarm("The drawer of %s of %s is not counted yet.", d.Clerk, d.Day.Display())
		}
	}
	closings, err := l.ClosingsOf(r.Scope)
	if err != nil {
		return err
	}
	addTakenBack(r, closings)
	r.note(givenBackNote)
	return nil
}

// tenderBar is a bar of cash, checks and cards.
func tenderBar(label string, t ledger.Tally, show func(money.Amount) string) bar {
	b := bar{label: label, parts: []money.Amount{t.Cash, t.Check, t.Card}}
	for _, part := range b.parts {
		b.figures = append(b.figures, show(part))
	}
	return b
}

func standing(d ledger.DrawerReport) Cell {
	if d.Closing == nil {
		return phrase.Word("open")
	}
	return numbered("Z", d.Closing.Number)
}

// mustBalance raises the alarm when what was taken is not what was applied.
func (r *Report) mustBalance(t ledger.Takings) error {
	taken, err := t.Net.Sum()
	if err != nil {
		return err
	}
	if taken, err = taken.Add(t.Refunded); err != nil {
		return err
	}
	if taken != t.Total {
		r.alarm("Taken %s and applied %s differ. Check the ledger with `counterfoil verify`.", taken.Display(), t.Total.Display())
	}
	return nil
}

func fillClerks(l reader, r *Report) error {
	drawers, err := l.DrawersIn(r.Scope)
	if err != nil {
		return err
	}
	clerks := r.table("clerks", "Taken, by clerk", "No payments were taken.", append([]ReportColumn{col("clerk", "Clerk", Label, 14)}, takingsColumns()...)...)
	by := map[string]ledger.Takings{}
	var names []string
	for _, d := range drawers {
		for _, c := range d.Clerks {
			if _, seen := by[c.Clerk]; !seen {
				names = append(names, c.Clerk)
			}
			if by[c.Clerk], err = ledger.AllTakings(by[c.Clerk], c.Takings); err != nil {
				return err
			}
		}
	}
	slices.Sort(names)
	for _, name := range names {
		clerks.add(append([]Cell{name}, takingsOf(by[name])...)...)
	}
	r.addCounts(drawers)
	r.note(givenBackNote)
	r.note("Over/short is counted less expected: a negative amount is short. Checks off is how many checks were counted that no receipt has; below 0 checks are missing. A drawer that was handed over is counted then, and each clerk has the difference of their own part.")
	return nil
}

// addCounts lists what each clerk's counts were over or short, tender by
// tender: a swap of one for another leaves the total right.
func (r *Report) addCounts(drawers []ledger.DrawerReport) {
	counts := r.table("counts", "Over/short, by clerk and count", "No drawer was counted.",
		col("clerk", "Clerk", Label, 14), col("day", "Day", Date, 10), col("closing", "Closing", Label, 6),
		summed("cash_off", "Cash", Money, 11), summed("checks_off", "Checks", Money, 11), summed("cards_off", "Cards", Money, 11), summed("check_count_off", "Checks off", Count, 9),
		col("approved_by", "Approved by", Label, 12))
	off := chart{heading: "Over/short: short to the left, over to the right", parts: []string{"Cash", "Checks", "Cards"}, titles: []string{"Cash", "Checks", "Cards"}}
	defer func() { r.charts = append(r.charts, off) }()
	for _, d := range drawers {
		if d.Closing == nil {
			continue
		}
		for _, p := range d.Closing.Parts {
			if p.OverShort != (ledger.Tally{}) {
				off.bars = append(off.bars, tenderBar(fmt.Sprintf("Z%d, %s", d.Closing.Number, p.Clerk), p.OverShort, overShort))
			}
			counts.add(p.Clerk, d.Day, numbered("Z", d.Closing.Number), p.OverShort.Cash, p.OverShort.Check, p.OverShort.Card, p.ChecksOff(), d.Closing.ApprovedBy)
		}
		for _, alarm := range d.Closing.Alarms() {
			r.alarm("Z%d: %s.", d.Closing.Number, alarm)
		}
	}
}

func fillClosings(l reader, r *Report) error {
	closings, err := l.ClosingsOf(r.Scope)
	if err != nil {
		return err
	}
	r.table("closings", "Closings", "No drawer was closed.",
		col("z", "Z", Label, 5), col("day", "Day", Date, 10), col("clerk", "Drawer of", Label, 12), col("closed_at", "Counted", Time, 18), col("counted_by", "Counted by", Label, 12),
		summed("receipts", "Receipts", Count, 8), summed("voids", "Void", Count, 5), col("approved_by", "Approved by", Label, 12), col("perpetual_total", "Perpetual total", Money, 14))
	r.table("counts", "Expected and counted, float included", "No drawer was closed.",
		col("z", "Z", Label, 5), summed("cash_expected", "Cash expected", Money, 12), summed("cash_counted", "Counted", Money, 12), summed("cash_off", "Over/short", Money, 10),
		summed("checks_expected", "Checks expected", Money, 12), summed("checks_counted", "Counted", Money, 12), summed("checks_off", "Over/short", Money, 10), summed("cards_off", "Cards off", Money, 11))
	addTakenBack(r, closings)
	all, counts := &r.Tables[0], &r.Tables[1]
	for _, c := range closings {
		if c.Superseded() {
			continue
		}
		z := numbered("Z", c.Number)
		all.add(z, c.Drawer.Day, c.Drawer.Clerk, c.At, c.CountedBy, c.Receipts, c.Voids, c.ApprovedBy, c.PerpetualTotal)
		counts.add(z, c.Expected.Cash, c.Counted.Cash, c.OverShort.Cash, c.Expected.Check, c.Counted.Check, c.OverShort.Check, c.OverShort.Card)
		if c.ApprovedBy == "" {
			r.alarm("Z%d of %s is not approved yet.", c.Number, c.Drawer.Clerk)
		}
		for _, alarm := range c.Alarms() {
			r.alarm("Z%d: %s.", c.Number, alarm)
		}
	}
	return nil
}

// addTakenBack lists the closings whose drawers were opened again.
func addTakenBack(r *Report, closings []ledger.Closing) {
	back := r.table("taken_back", "Closings taken back, the drawer opened again", "None was.",
		col("z", "Z", Label, 5), col("clerk", "Drawer of", Label, 12), col("closed_at", "Counted", Time, 18),
		col("cash_off", "Cash over/short", Money, 12), col("checks_off", "Checks over/short", Money, 12),
		col("reopened_by", "Opened again by", Label, 12), col("reopened_at", "When", Time, 18), col("reason", "Reason", Text, 24))
	for _, c := range closings {
		if c.Superseded() {
			back.add(numbered("Z", c.Number), c.Drawer.Clerk, c.At, c.OverShort.Cash, c.OverShort.Check, c.ReopenedBy, c.ReopenedAt, c.ReopenReason)
		}
	}
}
