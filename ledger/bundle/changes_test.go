package bundle_test

import (
	"testing"
	"time"

	"counterfoil/ledger"
)

func (c *counter) correct(number string, line int, account string) {
	c.Helper()
	if _, err := c.CorrectAccount(c.ana, c.sue, number, line, account, "two digits swapped"); err != nil {
		c.Fatal(err)
	}
}

func (c *counter) checkReturned(number string, item int) {
	c.Helper()
	if _, err := c.ReturnCheck(c.sue, number, item, "2026-11-23", "insufficient funds"); err != nil {
		c.Fatal(err)
	}
}

func TestWhatChangedAfterItsExportIsInTheNextBundle(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	c.correct("C1-000002", 1, "7700") // before its export
	c.closeDrawer(cents(415_74))
	first := c.write(c.export("", ""), t.TempDir())
	mustVerify(t, first, c.PublicKey())
	compareText(t, "payments.csv", inOneGo(rows(t, first, "payments.csv")[1:2], "receipt", "account", "account_keyed", "recorded_at"), `
C1-000002 | 7700 | 0034567890 | 2026-11-23T09:02:00-06:00
`)
	compareText(t, "corrections.csv", inOneGo(rows(t, first, "corrections.csv"), "receipt", "account_from", "account_to", "approved_by"), `
C1-000002 | 0034567890 | 7700 | sue
`)

	// Nothing but changes is a batch of its own.
	c.correct("C1-000003", 2, "7701")
	c.checkReturned("C1-000003", 1)
	second := c.write(c.export("", ""), t.TempDir())
	mustVerify(t, second, c.PublicKey())
	if all := rows(t, second, "payments.csv"); len(all) != 0 {
		t.Errorf("payments.csv has %v", all)
	}
	compareText(t, "corrections.csv", inOneGo(rows(t, second, "corrections.csv"), "receipt", "line", "account_from", "account_to", "amount"), `
C1-000003 | 2 | AB-9990012345678 | 7701 | 15.50
`)
	compareText(t, "returned.csv", inOneGo(rows(t, second, "returned.csv"), "receipt", "item", "check_number", "check_amount", "line", "account", "unpaid", "reason"), `
C1-000003 | 1 | 77 | 50.00 | 1 | 1023233235 | 50.00 | insufficient funds
`)

	// A reversal takes back what was posted where it was posted last.
	c.openDrawer()
	if _, err := c.Reverse(c.ana, c.sue, "C1-000002", "Keyed in twice", ledger.FromDrawer, "ana"); err != nil {
		t.Fatal(err)
	}
	third := c.write(c.export("", ""), t.TempDir())
	mustVerify(t, third, c.PublicKey())
	compareText(t, "payments.csv", inOneGo(rows(t, third, "payments.csv"), "receipt", "account", "account_keyed", "void"), `
C1-000002 | 7700 | 0034567890 | reversal
`)
	compareText(t, "voids.csv", inOneGo(rows(t, third, "voids.csv"), "receipt", "refund", "refund_clerk", "void"), `
C1-000002 | drawer | ana | reversal
`)
	if all := rows(t, third, "corrections.csv"); len(all) != 0 {
		t.Errorf("corrections.csv tells again of %v", all)
	}
}

func TestAHandwrittenReceiptIsBackdatedInTheBundle(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.RegisterBook(c.sue, ledger.PaperRange{Book: 1, First: 1, Last: 10}, "ana"); err != nil {
		t.Fatal(err)
	}
	written := c.now
	c.now = c.now.Add(48 * time.Hour)
	number := ledger.PaperNumber{Book: 1, Number: 3}.String()
	p := cashPayment("1023233234", 10_00)
	p.Handwritten = &ledger.Handwritten{Number: number, Received: written.UnixMilli()}
	c.pay(p)
	path := c.write(c.export("", ""), t.TempDir())
	mustVerify(t, path, c.PublicKey())
	compareText(t, "payments.csv", inOneGo(rows(t, path, "payments.csv"), "receipt", "book", "received_at", "recorded_at", "writer"), `
C1-000001 | `+number+` | 2026-11-23T09:00:00-06:00 | 2026-11-25T09:01:00-06:00 | ana
`)
}
