package receipts

import (
	"errors"
	"fmt"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Closing returns one drawer's closing, to be signed by who counted and who
// approves.
func Closing(c ledger.Closing, from Origin) (Paperwork, error) {
	c.Drawer.OpenedAt = c.Drawer.OpenedAt.In(c.At.Location())
	l := leaf{Origin: from, about: []string{fmt.Sprintf("Drawer closing Z%d", c.Number), businessDay(c.Drawer.Day)}}
	if c.Superseded() {
		l.add(banner{"TAKEN BACK", reopenedWords(c)})
	} else if c.ApprovedBy == "" {
		l.add(banner{notApproved, "A supervisor who did not count this drawer approves it."})
	}
	counts, err := closingFigures(c)
	if err != nil {
		return Paperwork{}, err
	}
	l.add(counts...)
	l.add(takenBack(c.TakenBack)...)
	if c.ApprovedBy != "" {
		l.add(approval(c))
	}
	cash, err := cashTable(c.Count.Cash, c.Count.Loose)
	if err != nil {
		return Paperwork{}, err
	}
	cash.totals = []string{"Cash, float included", "", c.Counted.Cash.Display()}
	l.add(
		section{"Cash as counted", cash},
		facts{
			{"Checks counted", slips(c.Count.Checks)}, {"Card slips counted", slips(c.Count.Cards)},
			{"Perpetual total", c.PerpetualTotal.Display()}, {"Perpetual voids", c.PerpetualVoids.Display()},
		},
		entryHash(c.Hash), from.stationKey(),
		signatures(append(countedLines(c), approvalLine(c))),
	)
	return l.slip(), nil
}

func businessDay(day ledger.Day) string { return "Business day " + day.Display() }

// stationKey lets finance compare the key that it registers with paper that
// was signed.
func (from Origin) stationKey() digest { return digest{"Station key", from.Key.Fingerprint()} }

func countedLines(c ledger.Closing) []string {
	lines := []string{"Counted by " + c.CountedBy}
	if c.CountedBy != c.Drawer.Clerk {
		lines[0] += ", in the absence of " + c.Drawer.Clerk
	}
	if c.Witness != "" {
		lines = append(lines, "Counted too, as witness, by "+c.Witness)
	}
	return lines
}

// takenBack says what earlier counts of a drawer had found: those after them
// were not blind.
func takenBack(back []ledger.TakenBack) []block {
	if len(back) == 0 {
		return nil
	}
	texts := banner{"COUNTED BEFORE, AND TAKEN BACK"}
	for _, b := range back {
		texts = append(texts, takenBackWords(b))
	}
	return []block{space(2), texts}
}

func takenBackWords(b ledger.TakenBack) string {
	return fmt.Sprintf("Z%d: %s. Taken back by %s, %s: %s.", b.Number, offWords(b.OverShort), b.By, b.At.Format(timeLayout), b.Reason)
}

// offWords names the tenders of a count that were over or short.
func offWords(t ledger.Tally) string {
	var off []string
	for _, tender := range []struct {
		name string
		is   money.Amount
	}{{"cash", t.Cash}, {"checks", t.Check}, {"cards", t.Card}} {
		if !tender.is.IsZero() {
			off = append(off, tender.name+" "+overShort(tender.is))
		}
	}
	if len(off) == 0 {
		return "even"
	}
	return strings.Join(off, ", ")
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

// closingFigures are what a drawer should have held and what it did.
func closingFigures(c ledger.Closing) ([]block, error) {
	expected, err1 := c.Expected.Sum()
	found, err2 := c.Counted.Sum()
	difference, err3 := c.OverShort.Sum()
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	counts := countTable(c.Counted, c.Expected, c.OverShort)
	counts.totals = countCells("Total", found, expected, difference)
	blocks := []block{section{fmt.Sprintf("Z%d: drawer of %s", c.Number, c.Drawer.Clerk), counts}}
	if alarms := c.Alarms(); len(alarms) > 0 {
		blocks = append(blocks, alarmBanner(alarms))
	}
	if len(c.Parts) > 1 {
		blocks = append(blocks, section{"Over/short by clerk", partsTable(c.Parts)})
	}
	blocks = append(blocks, facts{{"Bill stubs", stubs(c)}})
	if c.Dropped != (ledger.Tally{}) {
		blocks = append(blocks, facts{{"Cash in the safe", c.Dropped.Cash.Display()}, {"Checks in the safe", c.Dropped.Check.Display()}})
	}
	return append(blocks, facts{
		{"Opened", c.Drawer.OpenedAt.Format(timeLayout)}, {"Float", c.Drawer.Float.Display()},
		{"Counted", c.At.Format(timeLayout)}, {"Receipts", fmt.Sprintf("%d, of which void %d", c.Receipts, c.Voids)},
	}), nil
}

// countTable lists, tender by tender, what was counted and should have been.
func countTable(counted, expected, overShort ledger.Tally) table {
	return table{
		columns: []column{{"Tender", 50, words}, {"Counted", 32, amount}, {"Expected", 32, amount}, {"Over/short", 36, amount}},
		rows: []tableRow{
			{cells: countCells("Cash, float included", counted.Cash, expected.Cash, overShort.Cash)},
			{cells: countCells("Checks", counted.Check, expected.Check, overShort.Check)},
			{cells: countCells("Cards", counted.Card, expected.Card, overShort.Card)},
		},
	}
}

func countCells(name string, counted, expected, difference money.Amount) []string {
	return []string{name, counted.Display(), expected.Display(), overShort(difference)}
}

// alarmBanner is what must not be overlooked before a closing is approved.
func alarmBanner(alarms []string) banner {
	texts := banner{"CASH AND CHECKS DO NOT AGREE WITH THE RECEIPTS"}
	for _, alarm := range alarms {
		texts = append(texts, strings.ToUpper(alarm[:1])+alarm[1:]+".")
	}
	return texts
}

// partsTable lists what each clerk who had a drawer should have held, and did.
func partsTable(parts []ledger.DrawerPart) table {
	t := table{columns: []column{
		{"Clerk", 34, words}, {"Cash counted", 24, amount}, {"Cash off", 24, amount}, {"Checks counted", 26, amount}, {"Checks off", 24, amount},
		{"Number", 16, amount}, {"Cards counted", 25, amount}, {"Cards off", 24, amount},
	}}
	for _, p := range parts {
		t.rows = append(t.rows, tableRow{cells: []string{
			p.Clerk, p.Counted.Cash.Display(), overShort(p.OverShort.Cash), p.Counted.Check.Display(), overShort(p.OverShort.Check),
			fmt.Sprintf("%d of %d", p.ChecksCounted, p.ChecksExpected), p.Counted.Card.Display(), overShort(p.OverShort.Card),
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

func approval(c ledger.Closing) paragraph {
	words := notApproved
	if c.ApprovedBy != "" {
		words = fmt.Sprintf("Approved by %s, %s", c.ApprovedBy, c.ApprovedAt.Format(timeLayout))
	}
	if c.ApprovalReason != "" {
		words += ". Reason: " + c.ApprovalReason
	}
	return paragraph{words, true}
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
		narrow:  piecesRow,
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

// piecesRow sets what there are so many of on a line of a roll: 16 x 20.00.
func piecesRow(cells []string) []slipRow {
	if cells[1] == "" {
		return []slipRow{{left: cells[0], right: cells[2]}}
	}
	return []slipRow{{left: cells[1] + " x " + cells[0], right: cells[2]}}
}
