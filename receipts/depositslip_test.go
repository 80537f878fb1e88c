package receipts_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// sampleDeposit has that many checks, the last of which no receipt lists when
// the bag was swapped: then cash is short by as much.
func sampleDeposit(checks int, swapped bool) ledger.Deposit {
	d := ledger.Deposit{
		Number: 12, At: morning.Add(10 * time.Hour), PreparedBy: "Ana Ruiz", VerifiedBy: "Carol Dunn", Bag: "A-0045512", Hash: hashOf(0x5D),
		Cash:  []ledger.Pieces{{Value: cents(100_00), Count: 3}, {Value: cents(20_00), Count: 41}, {Value: cents(25), Count: 7}},
		Loose: cents(10_00),
		Drawers: []ledger.DepositedDrawer{
			{Closing: 11, Clerk: "Ana Ruiz", Day: "2026-11-23", Approved: true},
			{Closing: 12, Clerk: "Chloé Łukasik", Day: "2026-11-23", Approved: !swapped},
		},
	}
	d.Banked.Cash = cents(1131_75)
	for i := range checks {
		c := ledger.BankedCheck{
			CheckRef: ledger.CheckRef{Receipt: fmt.Sprintf("C1-%06d", 100+i), Item: 1},
			Number:   fmt.Sprint(1041 + i), Routing: "111000025", Name: fmt.Sprintf("PAYER OF CHECK %d", i), Amount: cents(int64(45_67 + i)),
		}
		d.Banked.Check = must(d.Banked.Check.Add(c.Amount))
		d.Checks = append(d.Checks, c)
	}
	d.Receipts, d.Counted = d.Banked, d.Banked
	if swapped {
		last := &d.Checks[checks-1]
		last.CheckRef = ledger.CheckRef{}
		d.Extra = append(d.Extra, *last)
		d.Receipts.Cash, d.Receipts.Check = must(d.Receipts.Cash.Add(last.Amount)), must(d.Receipts.Check.Sub(last.Amount))
		d.Counted = d.Receipts
		d.Unapproved = []int64{12}
		d.Reason = "The clerk was asked and did not answer"
	}
	d.Off, d.OffCount = must(d.Banked.Minus(d.Receipts)), must(d.Banked.Minus(d.Counted))
	d.Drawers[0].Counted, d.Drawers[0].Receipts = d.Counted, d.Receipts
	d.Total = must(d.Banked.Sum())
	return d
}

func TestADepositSlipListsTheCashAndEveryCheck(t *testing.T) {
	d := sampleDeposit(3, false)
	pdf := onLetter(receipts.DepositSlip(d, sampleOrigin()))
	said := pdfText(t, pdf)
	text := strings.Join(strings.Fields(must(receipts.DepositSlip(d, sampleOrigin())).Text(42)), " ")
	for _, want := range []string{
		"A-0045512", "Ana Ruiz", "Carol Dunn", "1,131.75", "137.04", "$1,268.79", "Z11", "Z12", "11/23/2026", "Code " + d.Code(),
		"100.00", "300.00", "820.00", "1.75", "Not by denomination", "C1-000100", "1041", "45.67", "1043", "45.69", "111000025", "PAYER OF CHECK 2",
	} {
		for medium, words := range map[string]string{"PDF": said, "text": text} {
			if !strings.Contains(words, want) {
				t.Errorf("the %s does not say %q:\n%s", medium, want, words)
			}
		}
	}
	for _, silent := range []string{"NOT AS THE RECEIPTS SAY", "Reason", "not approved", "Bank confirmed"} {
		if strings.Contains(said, silent) || strings.Contains(text, silent) {
			t.Errorf("it says %q", silent)
		}
	}
	for line := range strings.Lines(must(receipts.DepositSlip(d, sampleOrigin())).Text(42)) {
		if len([]rune(strings.TrimRight(line, "\n"))) > 42 {
			t.Errorf("a line is too long: %q", line)
		}
	}
}

func TestADepositSlipNamesASwap(t *testing.T) {
	d := sampleDeposit(3, true)
	said := pdfText(t, onLetter(receipts.DepositSlip(d, sampleOrigin())))
	text := strings.Join(strings.Fields(must(receipts.DepositSlip(d, sampleOrigin())).Text(42)), " ")
	for _, want := range []string{
		"NOT AS THE RECEIPTS SAY", "Cash is 45.69 short of the receipts.", "Check 1043, 45.69, is on no receipt.",
		"45.69 may be a check put in the place of cash", "Closing Z12 is not approved.", "Reason: The clerk was asked", "45.69 short", "45.69 over",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the PDF does not say %q:\n%s", want, said)
		}
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q:\n%s", want, text)
		}
	}
}

func TestADepositSlipSaysWhatTheBankDid(t *testing.T) {
	d := sampleDeposit(1, false)
	d.Bank = &ledger.BankConfirmation{
		BankStatement: ledger.BankStatement{Day: "2026-11-24", Reference: "0098812", Amount: cents(1167_42), Reason: "One note was not real"},
		Difference:    cents(-10_00), By: "Fay", At: d.At.AddDate(0, 0, 1),
	}
	said := pdfText(t, onLetter(receipts.DepositSlip(d, sampleOrigin())))
	for _, want := range []string{"11/24/2026, 1,167.42", "0098812", "10.00 short", "One note was not real"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}

func TestALongDepositSlipKeepsEveryCheck(t *testing.T) {
	d := sampleDeposit(300, false)
	pdf := onLetter(receipts.DepositSlip(d, sampleOrigin()))
	pages := pdfPages(t, pdf)
	said := strings.Join(pages, "\n")
	for i := range 300 {
		if !strings.Contains(said, fmt.Sprintf("C1-%06d", 100+i)) {
			t.Errorf("check %d is missing", i)
		}
	}
	if len(pages) < 4 || !strings.Contains(pages[len(pages)-1], "verified by Carol Dunn") {
		t.Errorf("%d pages, the last:\n%s", len(pages), pages[len(pages)-1])
	}
}
