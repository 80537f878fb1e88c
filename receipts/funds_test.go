package receipts_test

import (
	"bytes"
	"regexp"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/receipts"
)

func TestAReceiptShowsWhatGoesToWhichFund(t *testing.T) {
	r := sampleReceipt()
	plain, err := receipts.ReceiptPDF(r, ledger.Letter)
	if err != nil {
		t.Fatal(err)
	}
	r.Payment.Lines[0].Funds = []ledger.Fund{{Name: "water", Amount: money.FromCents(200_00)}, {Name: "trash", Amount: money.FromCents(24_24)}}
	text := receipts.ReceiptText(r, 42)
	for _, want := range []string{`water +200\.00`, `trash +24\.24`} {
		if !regexp.MustCompile(want).MatchString(text) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
	split, err := receipts.ReceiptPDF(r, ledger.Letter)
	if err != nil || bytes.Equal(split, plain) {
		t.Errorf("the letter does not show the funds: %v", err)
	}
}
