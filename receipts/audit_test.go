package receipts_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// audited is a counter where cal took a payment by check.
func audited(t *testing.T) (*week, ledger.Payment, ledger.Receipt) {
	w := newWeek(t, 1)
	_, err := w.OpenDrawer(w.in["cal"], cents(weekFloat))
	w.must(err)
	w.held["cal"] = &till{}
	p := ledger.Payment{
		ID: uuid.Must(uuid.NewV7()).String(), Payor: "Mary Q. Customer", Copy: ledger.CopyReceived,
		Lines:   []ledger.Line{{Account: "1023233234", Bill: "88123", Amount: cents(224_24)}},
		Tenders: []ledger.Tender{{Kind: ledger.Check, Amount: cents(224_24), Number: "1041", Routing: "111000025", Name: "M CUSTOMER"}},
	}
	r, err := w.RecordPayment(w.in["cal"], p)
	w.must(err)
	return w, p, r
}

// papers are what a receipt says on letter paper and on a roll.
func papers(t *testing.T, r ledger.Receipt) []string {
	return []string{
		pdfText(t, must(receipts.ReceiptPDF(r, ledger.Letter))),
		strings.Join(strings.Fields(receipts.ReceiptText(r, 48)), " "),
	}
}

// What an auditor tests: receipts are official and prenumbered, with the
// entity's name, payor, amount, mode of payment, purpose and employee.
func TestAuditReceiptsAreOfficialAndPrenumbered(t *testing.T) {
	w, _, first := audited(t)
	for _, said := range papers(t, first) {
		for _, want := range []string{"OFFICIAL RECEIPT", "C1-000001", w.City().Name, "Mary Q. Customer", "224.24", "Check", "1041", "1023233234", "88123", "cal"} {
			if !strings.Contains(said, want) {
				t.Errorf("the receipt does not say %q:\n%s", want, said)
			}
		}
	}
	second := w.pays("cal", nil)
	w.voids("cal", "sue", second, "Wrong account")
	for number := 3; number <= 5; number++ {
		if r := w.pays("cal", nil); r.Number != fmt.Sprintf("C1-%06d", number) {
			t.Errorf("receipt %s follows a void one; want number %d", r.Number, number)
		}
	}
	if present := w.cell("sequence", "Receipts", "present"); present != 5 {
		t.Errorf("the sequence proof has %d receipts", present)
	}
}

// What an auditor tests: mode and check number are right. The number is asked
// for, and neither changes once the receipt exists.
func TestAuditModeAndCheckNumberAreRight(t *testing.T) {
	w, p, r := audited(t)
	without := p
	without.ID = uuid.Must(uuid.NewV7()).String()
	without.Tenders = []ledger.Tender{{Kind: ledger.Check, Amount: cents(224_24)}}
	if _, err := w.RecordPayment(w.in["cal"], without); ledger.CodeOf(err) != ledger.Invalid || ledger.FieldOf(err) != "tenders[0].number" {
		t.Errorf("a check without its number: %v", err)
	}
	for name, tender := range map[string]ledger.Tender{
		"cash":         {Kind: ledger.Cash, Amount: cents(224_24)},
		"another's":    {Kind: ledger.Check, Amount: cents(224_24), Number: "1042", Routing: "111000025", Name: "M CUSTOMER"},
		"with no bank": {Kind: ledger.Check, Amount: cents(224_24), Number: "1041", Name: "M CUSTOMER"},
	} {
		changed := p
		changed.Tenders = []ledger.Tender{tender}
		if _, err := w.RecordPayment(w.in["cal"], changed); ledger.CodeOf(err) != ledger.Conflict {
			t.Errorf("the check is made %s: %v", name, err)
		}
	}
	again, err := w.Receipt(r.Number)
	if err != nil || again.Payment.Tenders[0] != r.Payment.Tenders[0] {
		t.Errorf("the receipt's check is %+v, was %+v; %v", again.Payment.Tenders, r.Payment.Tenders, err)
	}
}

// What an auditor tests: reprints are marked DUPLICATE and counted.
func TestAuditReprintsAreMarkedDuplicateAndCounted(t *testing.T) {
	w, _, first := audited(t)
	for printed := range 3 {
		r, err := w.GiveOut(w.in["cal"], first.Number)
		w.must(err)
		for _, said := range papers(t, r) {
			marked := strings.Contains(said, fmt.Sprintf("DUPLICATE %d", printed))
			if marked != (printed > 0) || strings.Contains(said, "DUPLICATE") != marked {
				t.Errorf("given out %d times before, it says\n%s", printed, said)
			}
		}
	}
	if report := fmt.Sprint(w.report("voids", "").Tables); !strings.Contains(report, "reprints") || !strings.Contains(report, first.Number) {
		t.Errorf("the report of reprints says\n%s", report)
	}
}
