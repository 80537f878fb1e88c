package receipts

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Day returns the reconciliation of one business day: the figures and
// signatures first, then each check and each receipt.
func Day(d ledger.DayReport) (Paperwork, error) { return Days([]ledger.DayReport{d}) }

// DaysPDF returns the reconciliations of several business days on letter
// pages.
func DaysPDF(days []ledger.DayReport) ([]byte, error) {
	p, err := Days(days)
	if err != nil {
		return nil, err
	}
	return p.PDF(ledger.Letter)
}

// Days returns the reconciliations of several business days as one document,
// each day on pages of its own.
func Days(days []ledger.DayReport) (Paperwork, error) {
	if len(days) == 0 {
		return Paperwork{}, errors.New("there is no day to print; choose one with a drawer")
	}
	first, last := days[0], days[len(days)-1]
	p := Paperwork{title: fmt.Sprintf("Daily reconciliation, station %s, %s", first.Station, first.Day.Display()), at: last.MadeAt}
	if len(days) > 1 {
		p.title += " to " + last.Day.Display()
	}
	for _, d := range days {
		l, err := day{d}.leaf()
		if err != nil {
			return Paperwork{}, fmt.Errorf("the reconciliation of %s: %w", d.Day.Display(), err)
		}
		p.leaves = append(p.leaves, l)
	}
	return p, nil
}

type day struct{ ledger.DayReport }

func (d day) leaf() (leaf, error) {
	l := leaf{
		Origin: Origin{City: d.City, Printed: d.MadeAt},
		about:  []string{"Daily reconciliation", d.Day.Time().Format("Monday") + ", " + d.Day.Display()},
	}
	l.add(
		d.status(),
		facts{
			{"Receipts given", fmt.Sprint(d.Receipts)}, {"Of which void", fmt.Sprint(d.Voids)},
			{"Stubs paid", fmt.Sprint(d.Lines)}, {"Voided", d.Voided.Display()},
			{"Copies of bills", fmt.Sprintf("%s, %d on paper", counted(d.Pictures, "picture"), d.Papers)}, {"Without a copy", fmt.Sprint(d.NoCopies())},
			{"Outage", d.outage()},
		},
		paragraph{text: "Receipt numbers: " + d.continuity()},
	)
	for _, section := range []func() ([]block, error){
		d.tenders, d.hours, d.funds, d.clerks, d.drawers, d.reconciliation, d.deposits, d.undeposited, d.unusual, d.proof, d.checks, d.exceptions, d.later, d.receipts,
	} {
		blocks, err := section()
		if err != nil {
			return l, err
		}
		l.add(blocks...)
	}
	return l, nil
}

func (d day) outage() string {
	return fmt.Sprintf("%d, since %s", d.Outage.Number, d.Outage.StartedAt.In(d.MadeAt.Location()).Format("01/02/2006"))
}

// status says how far the day is from its end, in words.
func (d day) status() banner {
	var open, waiting []string
	for _, drawer := range d.Drawers {
		switch {
		case drawer.Closing == nil:
			open = append(open, fmt.Sprintf("%s, open since %s", drawer.Clerk, drawer.OpenedAt.Format(timeLayout)))
		case drawer.Closing.ApprovedBy == "":
			waiting = append(waiting, fmt.Sprintf("Z%d of %s", drawer.Closing.Number, drawer.Clerk))
		}
	}
	status := banner{"All drawers are counted and approved."}
	if len(d.Drawers) == 0 {
		status[0] = "No drawer was opened on this day."
	}
	if len(open) > 0 || len(waiting) > 0 {
		status[0] = "NOT FINAL"
	}
	if len(open) > 0 {
		status = append(status, "Not yet counted: "+strings.Join(open, "; ")+". The figures below change when payments are taken, and over/short and deposit are without these drawers.")
	}
	if len(waiting) > 0 {
		status = append(status, "Not yet approved: "+strings.Join(waiting, "; ")+".")
	}
	return status
}

func (d day) tenders() ([]block, error) {
	sum, err1 := d.Net.Sum()
	applied, err2 := sum.Add(d.Refunded)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	t := table{
		width:   contentWidth * 0.62,
		columns: []column{{"Tender", 50, words}, {"Pieces", 20, amount}, {"Amount", 32, amount}},
		rows: []tableRow{
			{cells: []string{"Cash, change taken off", "", d.Net.Cash.Display()}},
			{cells: []string{"Checks", fmt.Sprint(d.Checks), d.Net.Check.Display()}},
			{cells: []string{"Cards, on the external terminal", fmt.Sprint(d.Cards), d.Net.Card.Display()}},
		},
		totals: []string{"Total taken", "", dollars(sum)},
	}
	agrees := "the two agree."
	if applied != d.Total {
		agrees = "THE TWO DIFFER."
	}
	taken := fmt.Sprintf("Taken %s", sum.Display())
	if !d.Refunded.IsZero() {
		taken += fmt.Sprintf(" and given back %s for payments that were reversed", d.Refunded.Display())
	}
	return []block{
		section{"Taken, by tender", t},
		paragraph{text: fmt.Sprintf("%s, applied to stubs %s: %s", taken, d.Total.Display(), agrees)},
	}, nil
}

// hours show when the counter was busy.
func (d day) hours() ([]block, error) {
	c := chart{heading: "Taken, by hour", titles: []string{"Receipts", "Applied"}}
	next := -1
	for _, h := range d.Hours {
		for ; next >= 0 && next < h.Hour; next++ {
			c.bars = append(c.bars, hourBar(next, 0, money.Amount{}))
		}
		c.bars = append(c.bars, hourBar(h.Hour, h.Payments, h.Total))
		next = h.Hour + 1
	}
	return []block{c}, nil
}

func hourBar(hour, payments int, total money.Amount) bar {
	return bar{label: time.Date(2000, 1, 1, hour, 0, 0, 0, time.UTC).Format("3 PM"), parts: []money.Amount{total}, figures: []string{fmt.Sprint(payments), total.Display()}}
}

// funds are those of the stubs that show them; the rest is billing's to split.
func (d day) funds() ([]block, error) {
	if len(d.Funds) == 0 {
		return nil, nil
	}
	var known money.Amount
	t := table{
		width:   contentWidth * 0.62,
		columns: []column{{"Fund", 70, words}, {"Amount", 32, amount}},
		narrow:  func(cells []string) []slipRow { return []slipRow{{left: cells[0], right: cells[1]}} },
	}
	for _, fund := range d.Funds {
		var err error
		if known, err = known.Add(fund.Amount); err != nil {
			return nil, err
		}
		t.rows = append(t.rows, tableRow{cells: []string{fund.Name, fund.Amount.Display()}})
	}
	rest, err := d.Total.Sub(known)
	if err != nil {
		return nil, err
	}
	t.rows = append(t.rows, tableRow{cells: []string{"Not split at the counter", rest.Display()}})
	t.totals = []string{"Total applied to stubs", dollars(d.Total)}
	return []block{section{"Applied, by fund", t}}, nil
}

func (d day) clerks() ([]block, error) {
	t := table{
		columns: []column{
			{"Clerk", 40, words}, {"Receipts", 17, amount}, {"Void", 13, amount}, {"Stubs", 15, amount},
			{"Cash", 25, amount}, {"Checks", 25, amount}, {"Cards", 25, amount}, {"Total", 27, amount},
		},
		totals: takingsCells("Total", d.Takings),
		empty:  "No payments were taken.",
	}
	for _, c := range d.Clerks {
		t.rows = append(t.rows, tableRow{cells: takingsCells(c.Clerk, c.Takings)})
	}
	return []block{section{"Taken, by clerk", t}}, nil
}

func takingsCells(name string, t ledger.Takings) []string {
	return []string{
		name, fmt.Sprint(t.Receipts), fmt.Sprint(t.Voids), fmt.Sprint(t.Lines),
		t.Net.Cash.Display(), t.Net.Check.Display(), t.Net.Card.Display(), t.Total.Display(),
	}
}

func (d day) drawers() ([]block, error) {
	if len(d.Drawers) == 0 {
		return nil, nil
	}
	var blocks []block
	for _, drawer := range d.Drawers {
		if drawer.Closing == nil {
			blocks = append(blocks, heading("NOT YET COUNTED: drawer of "+drawer.Clerk),
				paragraph{text: fmt.Sprintf("Open since %s with a float of %s.", drawer.OpenedAt.Format(timeLayout), drawer.Float.Display())})
			blocks = append(blocks, takenBack(drawer.TakenBack)...)
			continue
		}
		c := *drawer.Closing
		// A closing's own drawer has its time in UTC.
		c.Drawer.OpenedAt = drawer.OpenedAt
		counts, err := closingFigures(c)
		if err != nil {
			return nil, err
		}
		blocks = append(append(append(blocks, counts...), takenBack(drawer.TakenBack)...), approval(c))
	}
	sum, err := d.OverShort.Sum()
	if err != nil {
		return nil, err
	}
	return append(blocks, heading("All counted drawers"), paragraph{fmt.Sprintf("Over/short: cash %s, checks %s, cards %s, together %s.",
		overShort(d.OverShort.Cash), overShort(d.OverShort.Check), overShort(d.OverShort.Card), overShort(sum)), true}), nil
}

// reconciliation holds the deposits against the receipts, cash and checks
// apart: swapping one for the other shows here.
func (d day) reconciliation() ([]block, error) {
	t := table{columns: []column{
		{"", 20, words}, {"By the receipts", 30, amount}, {"Over/short", 30, amount}, {"Should be deposited", 34, amount},
		{"In deposits", 30, amount}, {"Not in one yet", 30, amount}, {"Difference", 26, amount},
	}}
	banked, err := d.banked()
	if err != nil {
		return nil, err
	}
	agree := true
	for _, row := range []struct {
		name                                 string
		receipts, overShort, banked, waiting money.Amount
	}{
		{"Cash", d.Net.Cash, d.OverShort.Cash, banked.Cash, d.Undeposited.Cash},
		{"Checks", d.Net.Check, d.OverShort.Check, banked.Check, d.Undeposited.Checks.Total},
	} {
		should, err1 := row.receipts.Add(row.overShort)
		is, err2 := row.banked.Add(row.waiting)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		difference, err := is.Sub(should)
		if err != nil {
			return nil, err
		}
		agree = agree && difference.IsZero()
		t.rows = append(t.rows, tableRow{cells: []string{
			row.name, row.receipts.Display(), overShort(row.overShort), should.Display(), row.banked.Display(), row.waiting.Display(), difference.Display(),
		}})
	}
	verdict := paragraph{"THE DEPOSIT DOES NOT RECONCILE WITH THE RECEIPTS.", true}
	switch {
	case !d.Deposit.Complete:
		verdict = paragraph{text: "Drawers that are not yet counted are missing from the deposit, so it does not reconcile yet."}
	case agree && d.waits():
		verdict = paragraph{text: "What was counted is what the receipts say, over/short included. Not all of it is in a deposit yet."}
	case agree:
		verdict = paragraph{text: "The composition of the deposit is that of the receipts, over/short included."}
	}
	return []block{section{"Deposit against receipts", t}, verdict}, nil
}

// banked is what the bags hold of the day's money: all that is in them, less
// what was counted on other days.
func (d day) banked() (sum ledger.Tally, err error) {
	for _, bag := range d.Deposits {
		if sum, err = sum.Plus(bag.Banked); err != nil {
			return sum, err
		}
		for _, drawer := range bag.Drawers {
			if drawer.Day == d.Day {
				continue
			}
			if sum, err = sum.Minus(drawer.Counted); err != nil {
				return sum, err
			}
		}
	}
	return sum, nil
}

// waits tells whether a counted drawer's money is in no deposit yet.
func (d day) waits() bool {
	return slices.ContainsFunc(d.Drawers, func(drawer ledger.DrawerDay) bool { return drawer.Closing != nil && drawer.Deposit == 0 })
}

// deposits are the bags with the day's money, as their slips have them.
func (d day) deposits() ([]block, error) {
	var blocks []block
	for _, bag := range d.Deposits {
		t, err := cashTable(bag.Cash, bag.Loose)
		if err != nil {
			return nil, err
		}
		t.rows = append(t.rows,
			tableRow{cells: []string{"Cash in the bag", "", bag.Banked.Cash.Display()}, strong: true},
			tableRow{cells: []string{"Checks in the bag", fmt.Sprint(len(bag.Checks)), bag.Banked.Check.Display()}, strong: true},
		)
		t.totals = []string{"Deposit " + bag.Name(), "", dollars(bag.Total)}
		blocks = append(blocks,
			section{fmt.Sprintf("Composition of deposit %s, bag %s", bag.Name(), bag.Bag), t},
			paragraph{text: bagWords(bag)})
		if problems := bag.Problems(); len(problems) > 0 {
			blocks = append(blocks, paragraph{fmt.Sprintf("%s: %s. Reason: %s.", bag.Name(), strings.Join(problems, "; "), bag.Reason), true})
		}
	}
	return blocks, nil
}

// bagWords say whose money is in a bag, and who vouches for it.
func bagWords(bag ledger.Deposit) string {
	var drawers []string
	for _, drawer := range bag.Drawers {
		drawers = append(drawers, fmt.Sprintf("Z%d of %s, %s: cash %s, checks %s",
			drawer.Closing, drawer.Clerk, drawer.Day.Display(), drawer.Counted.Cash.Display(), drawer.Counted.Check.Display()))
	}
	bank := "Not confirmed by the bank yet."
	if bag.Bank != nil {
		bank = fmt.Sprintf("The bank confirmed %s on %s.", bag.Bank.Amount.Display(), bag.Bank.Day.Display())
	}
	return fmt.Sprintf("Money of %s. Prepared by %s and verified by %s, %s. %s", strings.Join(drawers, "; "), bag.PreparedBy, bag.VerifiedBy, bag.At.Format(timeLayout), bank)
}

// undeposited is what was counted and is in no bag yet. That no drawer was
// counted at all is said, too.
func (d day) undeposited() ([]block, error) {
	cards := paragraph{text: fmt.Sprintf("Settled by the card terminal, not carried to the bank: %s, %s.", counted(d.Deposit.Cards.Count, "slip"), d.Deposit.Cards.Total.Display())}
	if len(d.Deposits) > 0 && !d.waits() {
		return []block{cards}, nil
	}
	waiting := d.Undeposited
	t, err := cashTable(waiting.Counted, waiting.Loose)
	if err != nil {
		return nil, err
	}
	cash, err := waiting.Cash.Add(waiting.Floats)
	if err != nil {
		return nil, err
	}
	t.rows = append(t.rows,
		tableRow{cells: []string{"Cash counted", "", cash.Display()}},
		tableRow{cells: []string{"Less the floats, which stay in the drawers", "", waiting.Floats.Display()}},
		tableRow{cells: []string{"Cash for the bank", "", waiting.Cash.Display()}, strong: true},
		tableRow{cells: []string{"Checks for the bank", fmt.Sprint(waiting.Checks.Count), waiting.Checks.Total.Display()}, strong: true},
	)
	t.totals = []string{"Not in a deposit yet", "", dollars(waiting.Total)}
	return []block{section{"Counted in the drawers, not yet in a deposit", t}, cards}, nil
}

// proof ties the paper to the journal and to the people who vouch for it.
func (d day) proof() ([]block, error) {
	return []block{together{55, []block{
		heading("Journal and signatures"),
		facts{
			{"Perpetual total", d.PerpetualTotal.Display()}, {"Perpetual voids", d.PerpetualVoids.Display()},
			{"Journal entry", fmt.Sprint(d.HeadSeq)},
		},
		digest{"Its SHA-256", d.Head.String()},
		signatures{"Prepared by", "Verified by"},
	}}}, nil
}

func (d day) checks() ([]block, error) {
	if d.Unlisted {
		return nil, nil
	}
	t := table{
		columns: []column{
			{"Check", 22, number}, {"Bank", 20, number}, {"Ending", 13, number}, {"Name", 62, words},
			{"Receipt", 24, number}, {"Clerk", 24, words}, {"Amount", 24, amount},
		},
		empty: "No checks were taken.",
	}
	var total money.Amount
	for _, c := range d.ChecksTaken {
		var err error
		if total, err = total.Add(c.Amount); err != nil {
			return nil, err
		}
		t.rows = append(t.rows, tableRow{cells: []string{c.Number, c.Routing, c.Last4, c.Name, c.Receipt, c.Clerk, c.Amount.Display()}})
	}
	t.totals = []string{counted(int64(len(d.ChecksTaken)), "check"), "", "", "", "", "", dollars(total)}
	return []block{section{"Checks, one by one", t}}, nil
}

func (d day) receipts() ([]block, error) {
	if d.Unlisted {
		return []block{heading("Receipts and checks"), paragraph{text: "The batch has too many to list on paper. Each is a row of payments.xlsx and of payments.csv, each check of tenders.csv."}}, nil
	}
	t := table{
		columns: []column{
			{"Receipt", 23, number}, {"Time", 17, number}, {"Clerk", 23, words}, {"Received from", 46, words}, {"Account", 25, number},
			{"Stubs", 11, amount}, {"Tender", 20, words}, {"Void", 20, amount}, {"Applied", 22, amount},
		},
		empty: "No receipts were given.",
	}
	var applied, void money.Amount
	for _, p := range d.Payments {
		sum, cells := &applied, []string{p.Receipt, d.timeOf(p), p.Clerk, p.Payor, p.Account, fmt.Sprint(p.Stubs), tenderNames(p.Tenders), "", p.Total.Display()}
		row := tableRow{cells: cells}
		if p.Void {
			sum = &void
			cells[5], cells[6], cells[7], cells[8] = "", "VOID "+cells[6], p.Total.Display(), ""
			row.note = voidNote(d.VoidMarks[p.Receipt])
		}
		total, err := sum.Add(p.Total)
		if err != nil {
			return nil, err
		}
		*sum = total
		t.rows = append(t.rows, row)
	}
	t.totals = []string{"Total", "", "", counted(int64(len(d.Payments)), "receipt"), "", fmt.Sprint(d.Lines), "", void.Display(), dollars(applied)}
	return []block{section{"Receipts in sequence", t}}, nil
}

// timeOf leaves out the date where it is the business day.
func (d day) timeOf(p ledger.Found) string {
	if ledger.DayOf(p.At) == d.Day {
		return p.At.Format("3:04 PM")
	}
	return p.At.Format("01/02 3:04 PM")
}

func tenderNames(kinds []ledger.TenderKind) string {
	var names []string
	for _, kind := range kinds {
		names = append(names, tenderName(kind))
	}
	return strings.Join(names, ", ")
}

func voidNote(v ledger.VoidMark) string {
	return fmt.Sprintf("VOID %s by %s, approved by %s. Reason: %s", v.At.Format(timeLayout), v.By, v.ApprovedBy, v.Reason)
}

// continuity is of numbers alone where the receipts are not listed.
func (d day) continuity() string {
	if !d.Unlisted {
		return continuity(d.Payments)
	}
	_, first := splitNumber(d.First)
	_, last := splitNumber(d.Last)
	said := fmt.Sprintf("%s to %s, %s.", d.First, d.Last, counted(d.Receipts, "receipt"))
	if missing := last - first + 1 - d.Receipts; missing > 0 {
		return fmt.Sprintf("%s %d numbers between them are of other business days.", said, missing)
	}
	return said + " No number is missing."
}
