package receipts_test

import (
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// swappedPart is a part of a drawer in which 80.00 in cash became a check.
func swappedPart(clerk string) ledger.DrawerPart {
	return ledger.DrawerPart{
		Clerk: clerk, Start: ledger.Tally{Cash: cents(100_00)}, Taken: ledger.Tally{Cash: cents(312_40), Check: cents(145_67), Card: cents(20_00)},
		Expected: ledger.Tally{Cash: cents(412_40), Check: cents(145_67), Card: cents(20_00)}, ChecksExpected: 2,
		Counted: ledger.Tally{Cash: cents(332_40), Check: cents(225_67), Card: cents(20_00)}, ChecksCounted: 3,
		OverShort: ledger.Tally{Cash: cents(-80_00), Check: cents(80_00)},
	}
}

func swappedClosing() ledger.Closing {
	drawer := ledger.Drawer{ID: "d", Clerk: "Chloé Łukasik", Day: "2026-11-23", OpenedAt: morning, Float: cents(100_00), State: ledger.DrawerClosed}
	c := sampleClosing(13, drawer, ledger.Takings{Receipts: 9, Voids: 1, Lines: 11, Checks: 2, Net: ledger.Tally{Cash: cents(400_00), Check: cents(145_67)}})
	c.Parts = []ledger.DrawerPart{swappedPart("Ana Ruiz"), {Clerk: "Chloé Łukasik", Counted: c.Counted, ChecksCounted: 2, ChecksExpected: 2}}
	c.Dropped = ledger.Tally{Cash: cents(200_00), Check: cents(45_67)}
	return c
}

func sampleTransfer() ledger.Transfer {
	count := ledger.Count{
		Cash:   []ledger.Pieces{{Value: cents(20_00), Count: 16}, {Value: cents(1_00), Count: 12}, {Value: cents(10), Count: 4}},
		Checks: ledger.Slips{Count: 3, Total: cents(225_67)}, Cards: ledger.Slips{Count: 1, Total: cents(20_00)},
	}
	drawer := ledger.Drawer{ID: "d", Clerk: "Ana Ruiz", Day: "2026-11-23", OpenedAt: morning, Float: cents(100_00), State: ledger.DrawerOpen}
	return ledger.Transfer{Number: 4, At: morning.Add(4 * time.Hour), Drawer: drawer, From: "Ana Ruiz", To: "Chloé Łukasik", Count: count, Part: swappedPart("Ana Ruiz"), Hash: hashOf(4)}
}

func sampleDrop() ledger.Drop {
	t := sampleTransfer()
	t.Count.Cards = ledger.Slips{}
	return ledger.Drop{
		Number: 7, At: t.At, Drawer: t.Drawer, Clerk: "Ana Ruiz", Witness: "Carol Dunn", Count: t.Count,
		Total: ledger.Tally{Cash: cents(332_40), Check: cents(225_67)}, Hash: hashOf(7),
	}
}

func sampleReading() ledger.Reading {
	t := sampleTransfer()
	return ledger.Reading{
		Drawer: t.Drawer, At: t.At, By: "Carol Dunn", Hash: hashOf(9),
		Takings: ledger.Takings{Receipts: 12, Voids: 1, Lines: 14, Checks: 2, Net: ledger.Tally{Cash: cents(412_40), Check: cents(145_67)}},
		Dropped: ledger.Tally{Cash: cents(200_00)}, Expected: ledger.Tally{Cash: cents(312_40), Check: cents(145_67)},
		Parts: []ledger.DrawerPart{swappedPart("Chloé Łukasik"), {Clerk: "Ana Ruiz"}}, PerpetualTotal: cents(98_765_432_10), PerpetualVoids: cents(1_234_56),
	}
}

func wantWords(t *testing.T, said string, words ...string) {
	t.Helper()
	for _, want := range words {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}

func TestAClosingNamesTheShortfallThatASwapLeaves(t *testing.T) {
	c := swappedClosing()
	wantWords(t, pdfText(t, onLetter(receipts.Closing(c, sampleOrigin()))),
		"CASH AND CHECKS DO NOT AGREE WITH THE RECEIPTS", "Cash of Ana Ruiz is 80.00 short and checks are 80.00 over (1 more than receipts have)",
		"in the place of 80.00 in cash", "Over/short by clerk", "3 of 2", "Cash in the safe", "200.00", "Counted by Chloé Łukasik")
	report := sampleDay(20, false)
	report.Drawers[0].Closing = &c
	wantWords(t, pdfText(t, onLetter(receipts.Day(report))), "Cash of Ana Ruiz is 80.00 short")
	wantWords(t, string(must(receipts.DayJSON(report))), `"suspected_swaps"`, `"clerk": "Ana Ruiz"`, `"amount": "80.00"`, `"cash_short": true`, `"checks_counted": 3`)
}

func TestAClosingSaysThatItWasTakenBackAndWhoCounted(t *testing.T) {
	c := swappedClosing()
	c.Parts = nil
	c.CountedBy, c.Witness = "Carol Dunn", "Fay Holt"
	c.ApprovedBy, c.ApprovedAt, c.ApprovalReason = "Tom Reed", c.At, "the bank copy was looked at"
	c.ReopenedBy, c.ReopenedAt, c.ReopenReason = "Tom Reed", c.At.Add(time.Hour), "the coins were left out"
	wantWords(t, pdfText(t, onLetter(receipts.Closing(c, sampleOrigin()))),
		"TAKEN BACK", "Tom Reed opened the drawer again", "the coins were left out", "This Z stays used",
		"Counted by Carol Dunn, in the absence of Chloé Łukasik", "as witness, by Fay Holt", "Reason: the bank copy was looked at")
}

func TestADropSlipIsForTwoToSign(t *testing.T) {
	d := sampleDrop()
	words := []string{"Drop to the safe S7", "16 x 20.00", "320.00", "332.40", "Checks (3)", "225.67", "$558.07", "Counted by Ana Ruiz", "as witness, by Carol Dunn", "11/23/2026"}
	wantWords(t, pdfText(t, must(must(receipts.Drop(d, sampleOrigin())).PDF(ledger.Roll80))), words...)
	text := must(receipts.Drop(d, sampleOrigin())).Text(42)
	wantWords(t, text, words...)
	for line := range strings.Lines(text) {
		if len([]rune(strings.TrimRight(line, "\n"))) > 42 {
			t.Errorf("a line is too long: %q", line)
		}
	}
}

func TestATransferSlipIsForBothToSign(t *testing.T) {
	wantWords(t, pdfText(t, onLetter(receipts.Transfer(sampleTransfer(), sampleOrigin()))),
		"Drawer handed over T4", "From Ana Ruiz to Chloé Łukasik", "80.00 short", "80.00 over", "332.40", "412.40", "Handed over by Ana Ruiz", "Taken over by Chloé Łukasik",
		"a check that is on no receipt may stand in the place of 80.00 in cash")
}

func TestAnXReadingIsMarkedAndHasNoNumber(t *testing.T) {
	said := pdfText(t, onLetter(receipts.XReading(sampleReading(), sampleOrigin()), nil))
	wantWords(t, said, "X READING: THE DRAWER IS OPEN", "no Z number", "Read by Carol Dunn", "312.40", "200.00", "12, of which void 1", "98,765,432.10", "Handed over before")
}
