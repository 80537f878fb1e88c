package receipts

import (
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// ClosingPDF returns one drawer's closing, to be signed by who counted and
// who approves.
func ClosingPDF(c ledger.Closing, city ledger.City) ([]byte, error) {
	c.Drawer.OpenedAt = c.Drawer.OpenedAt.In(c.At.Location())
	title := fmt.Sprintf("Drawer closing Z%d, station %s", c.Number, city.Station)
	return makeLetter(title, c.At, func(f *flow) error {
		f.header = func(f *flow) {
			f.letterhead(letterheadOf(city), []string{
				fmt.Sprintf("Drawer closing Z%d", c.Number), "Business day " + c.Drawer.Day.Display(), "Station " + city.Station,
			})
		}
		f.newPage()
		if c.Superseded() {
			f.banner("TAKEN BACK", reopenedWords(c))
		} else if c.ApprovedBy == "" {
			f.banner(notApproved, "A supervisor who did not count this drawer approves it.")
		}
		if err := closingFigures(f, c); err != nil {
			return err
		}
		if c.ApprovedBy != "" {
			f.approval(c)
		}
		t, err := cashTable(c.Count.Cash, c.Count.Loose)
		if err != nil {
			return err
		}
		t.totals = []string{"Cash, float included", "", c.Counted.Cash.Display()}
		f.table("Cash as counted", t)
		f.facts(
			fact{"Checks counted", slips(c.Count.Checks)}, fact{"Card slips counted", slips(c.Count.Cards)},
			fact{"Perpetual total", c.PerpetualTotal.Display()}, fact{"Perpetual voids", c.PerpetualVoids.Display()},
		)
		f.text(margin, f.y, bodyFace, "Entry's SHA-256")
		f.text(margin+32, f.y, codeFace, c.Hash.String())
		f.y += bodyFace.lineHeight()
		f.gap(4)
		f.signatures(append(countedLines(c), approvalLine(c))...)
		return nil
	})
}

func countedLines(c ledger.Closing) []string {
	if c.Witness == "" {
		return []string{"Counted by " + c.CountedBy}
	}
	return []string{"Counted by " + c.CountedBy + ", in the absence of " + c.Drawer.Clerk, "Counted too, as witness, by " + c.Witness}
}

func reopenedWords(c ledger.Closing) string {
	return fmt.Sprintf("%s opened the drawer again, %s: %s. This Z stays used; the drawer's next Z is the one that counts.",
		c.ReopenedBy, c.ReopenedAt.Format(timeLayout), c.ReopenReason)
}

func approvalLine(c ledger.Closing) string {
	if c.ApprovedBy == "" {
		return "Approved by"
	}
	return "Approved by " + c.ApprovedBy
}

func slips(s ledger.Slips) string { return fmt.Sprintf("%d, %s", s.Count, s.Total.Display()) }

// closingFigures sets what a drawer should have held and what it did.
func closingFigures(f *flow, c ledger.Closing) error {
	expected, err := c.Expected.Sum()
	if err != nil {
		return err
	}
	found, err := c.Counted.Sum()
	if err != nil {
		return err
	}
	difference, err := c.OverShort.Sum()
	if err != nil {
		return err
	}
	cells := func(name string, counted, expected, difference money.Amount) []string {
		return []string{name, counted.Display(), expected.Display(), overShort(difference)}
	}
	f.table(fmt.Sprintf("Z%d: drawer of %s", c.Number, c.Drawer.Clerk), table{
		columns: []column{{"Tender", 50, words}, {"Counted", 32, amount}, {"Expected", 32, amount}, {"Over/short", 36, amount}},
		rows: []tableRow{
			{cells: cells("Cash, float included", c.Counted.Cash, c.Expected.Cash, c.OverShort.Cash)},
			{cells: cells("Checks", c.Counted.Check, c.Expected.Check, c.OverShort.Check)},
			{cells: cells("Cards", c.Counted.Card, c.Expected.Card, c.OverShort.Card)},
		},
		totals: cells("Total", found, expected, difference),
	})
	if alarms := c.Alarms(); len(alarms) > 0 {
		f.alarms(alarms)
	}
	if len(c.Parts) > 1 {
		f.table("Over/short by clerk", partsTable(c.Parts))
	}
	f.facts(fact{"Bill stubs", stubs(c)})
	if c.Dropped != (ledger.Tally{}) {
		f.facts(fact{"Cash in the safe", c.Dropped.Cash.Display()}, fact{"Checks in the safe", c.Dropped.Check.Display()})
	}
	f.facts(
		fact{"Opened", c.Drawer.OpenedAt.Format(timeLayout)}, fact{"Float", c.Drawer.Float.Display()},
		fact{"Counted", c.At.Format(timeLayout)}, fact{"Receipts", fmt.Sprintf("%d, of which void %d", c.Receipts, c.Voids)},
	)
	return nil
}

// alarms sets what must not be overlooked before a closing is approved.
func (f *flow) alarms(alarms []string) {
	texts := []string{"CASH AND CHECKS DO NOT AGREE WITH THE RECEIPTS"}
	for _, alarm := range alarms {
		texts = append(texts, strings.ToUpper(alarm[:1])+alarm[1:]+".")
	}
	f.banner(texts...)
}

// partsTable lists what each clerk who had a drawer should have held, and did.
func partsTable(parts []ledger.DrawerPart) table {
	t := table{columns: []column{{"Clerk", 34, words}, {"Cash counted", 28, amount}, {"Cash", 34, amount}, {"Checks counted", 28, amount}, {"Checks", 34, amount}, {"Number", 20, amount}}}
	for _, p := range parts {
		t.rows = append(t.rows, tableRow{cells: []string{
			p.Clerk, p.Counted.Cash.Display(), overShort(p.OverShort.Cash), p.Counted.Check.Display(), overShort(p.OverShort.Check),
			fmt.Sprintf("%d of %d", p.ChecksCounted, p.ChecksExpected),
		}})
	}
	return t
}

// stubs compares those in the drawer with the receipts' lines.
func stubs(c ledger.Closing) string {
	off, counted := c.StubsOff()
	switch {
	case !counted:
		return fmt.Sprintf("%d paid, not counted by hand", c.Lines)
	case off < 0:
		return fmt.Sprintf("%d paid, %d counted: %d MISSING", c.Lines, *c.Count.Stubs, -off)
	case off > 0:
		return fmt.Sprintf("%d paid, %d counted: %d TOO MANY", c.Lines, *c.Count.Stubs, off)
	}
	return fmt.Sprintf("%d paid, %d counted: they agree", c.Lines, *c.Count.Stubs)
}

const notApproved = "NOT YET APPROVED"

func (f *flow) approval(c ledger.Closing) {
	words := notApproved
	if c.ApprovedBy != "" {
		words = fmt.Sprintf("Approved by %s, %s", c.ApprovedBy, c.ApprovedAt.Format(timeLayout))
	}
	if c.ApprovalReason != "" {
		words += ". Reason: " + c.ApprovalReason
	}
	f.paragraph(bodyFace.strong(), words)
	f.gap(1)
}

// overShort says in words what a sign lets one overlook, and without the sign:
// "-1.25 short" would be 1.25 over.
func overShort(a money.Amount) string {
	switch {
	case a.IsPositive():
		return a.Display() + " over"
	case a.IsNegative():
		return money.FromCents(-a.Cents()).Display() + " short"
	}
	return a.Display()
}

// cashTable lists notes and coins as they were counted.
func cashTable(pieces []ledger.Pieces, loose money.Amount) (table, error) {
	t := table{
		width:   contentWidth * 0.62,
		columns: []column{{"Denomination", 50, words}, {"Pieces", 20, amount}, {"Amount", 32, amount}},
	}
	for _, p := range pieces {
		if p.Count == 0 {
			continue
		}
		value, err := p.Value.Times(p.Count)
		if err != nil {
			return t, err
		}
		t.rows = append(t.rows, tableRow{cells: []string{p.Value.Display(), fmt.Sprint(p.Count), value.Display()}})
	}
	if !loose.IsZero() {
		t.rows = append(t.rows, tableRow{cells: []string{"Not by denomination", "", loose.Display()}})
	}
	return t, nil
}
