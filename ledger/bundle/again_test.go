package bundle_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

// answer gives the ledger billing's answer to lines of a batch.
func (c *counter) answer(batch int64, answers ...ledger.PostingAnswer) {
	c.Helper()
	file := ledger.PostingFile{Batch: batch, Name: "results.csv", SHA256: strings.Repeat("ab", 32)}
	if _, err := c.RecordPostings(context.Background(), c.sue, file, answers, nil); err != nil {
		c.Fatal(err)
	}
}

func TestWhatBillingRejectedIsCarriedAgain(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	split, err := c.Receipt("3")
	if err != nil {
		t.Fatal(err)
	}
	first := c.write(c.export("", ""), t.TempDir())
	mustVerify(t, first, c.PublicKey())
	id := split.Payment.ID
	c.answer(1, ledger.PostingAnswer{Payment: id, Line: 1, Status: ledger.PostingAccepted}, ledger.PostingAnswer{Payment: id, Line: 2, Status: ledger.PostingRejected, Reason: "unknown account"})
	for _, number := range []string{"5", "6"} {
		r, err := c.Receipt(number)
		if err != nil {
			t.Fatal(err)
		}
		c.answer(1, ledger.PostingAnswer{Payment: r.Payment.ID, Status: ledger.PostingRejected, Reason: "closed"})
	}
	// A batch in between moves the range behind what was rejected.
	c.pay(cashPayment("1023233299", 3_00))
	c.write(c.export("", ""), t.TempDir())
	c.correct("3", 2, "7700")
	if _, err := c.Resubmit(c.sue, "5", 1, "open again"); err != nil {
		t.Fatal(err)
	}
	c.void("6")
	c.now = c.now.Add(time.Hour)
	batch := c.export("", "")
	third := c.write(batch, t.TempDir())
	mustVerify(t, third, c.PublicKey())
	compareText(t, "payments.csv", inOneGo(rows(t, third, "payments.csv"), "receipt", "line", "account", "account_keyed", "amount", "void", "billing", "batch"), `
C1-000006 | 1 | 1023233238 |  | 1.00 | reversal | rejected | 3
C1-000003 | 2 | 7700 | AB-9990012345678 | 15.50 |  | resubmission | 3
C1-000005 | 1 | 1023233237 |  | 12.00 |  | resubmission | 3
`)
	for _, file := range []string{"tenders.csv", "funds.csv", "holds.csv"} {
		for _, row := range rows(t, third, file) {
			if row["void"] != "reversal" {
				t.Errorf("%s tells again of %v", file, row)
			}
		}
	}
	// Billing posts one of them by itself before the next batch.
	c.answer(3, ledger.PostingAnswer{Payment: id, Status: ledger.PostingRejected})
	if _, err := c.Resubmit(c.sue, "3", 2, "again"); err != nil {
		t.Fatal(err)
	}
	c.answer(3, ledger.PostingAnswer{Payment: id, Status: ledger.PostingAccepted})
	c.pay(cashPayment("1023233298", 4_00))
	fourth := c.write(c.export("", ""), t.TempDir())
	mustVerify(t, fourth, c.PublicKey())
	compareText(t, "payments.csv", inOneGo(rows(t, fourth, "payments.csv"), "receipt", "billing"), `
C1-000008 | 
`)
	// Nothing but a resubmission is a batch of its own.
	r, err := c.Receipt("8")
	if err != nil {
		t.Fatal(err)
	}
	c.answer(4, ledger.PostingAnswer{Payment: r.Payment.ID, Status: ledger.PostingRejected})
	if _, err := c.Resubmit(c.sue, "8", 1, "again"); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, c.write(c.export("", ""), t.TempDir()), c.PublicKey())
}
