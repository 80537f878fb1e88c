package ledger_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

const testCity = `
name = "Testville"
department = "Utilities"
station = "C1"
zone = "America/Chicago"
person = [
  {name = "ana", role = "clerk"}, {name = "ben", role = "clerk"},
  {name = "sue", role = "supervisor"}, {name = "tom", role = "supervisor"},
  {name = "fay", role = "finance"}, {name = "ada", role = "administrator"},
]

[[scanline]]
name = "sample-20"
length = 20
field = [{name = "account", from = 1, length = 10}, {name = "amount_due", from = 11, length = 10, format = "cents"}]

[[scanline]]
name = "checked"
length = 11
field = [{name = "account", from = 1, length = 10}]
check = [{digit = 11, covers = "1-10", scheme = "luhn"}]
`

func secretOf(p ledger.Listed) (string, error) { return p.Name + " has a long secret", nil }

// counter is a ledger with its people signed in and a clock that tests move.
type counter struct {
	testing.TB
	*ledger.Ledger
	folder                  ledger.Folder
	now                     time.Time
	uptime                  func() time.Duration // nil: not known
	ana, ben, sue, tom, fay ledger.Session
}

// firstDay is when a test's ledger begins.
var firstDay = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

// mustOpen makes a ledger and opens it. Ana has a drawer with a float of
// 100.00.
func mustOpen(t testing.TB) *counter {
	t.Helper()
	c := mustCreate(t)
	if _, err := c.OpenDrawer(c.ana, cents(100_00)); err != nil {
		t.Fatal(err)
	}
	return c
}

func mustCreate(t testing.TB) *counter {
	t.Helper()
	return mustCreateIn(t, ledger.Folder(filepath.Join(t.TempDir(), "data")))
}

func mustCreateIn(t testing.TB, folder ledger.Folder) *counter {
	t.Helper()
	c := &counter{TB: t, folder: folder, now: firstDay}
	if _, err := ledger.Create(folder, []byte(testCity), "billing is down", secretOf, c.clock()); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	c.signEverybodyIn()
	t.Cleanup(func() {
		if c.Ledger != nil {
			c.Ledger.Close()
		}
	})
	return c
}

func (c *counter) signEverybodyIn() {
	c.Helper()
	var err error
	for name, session := range map[string]*ledger.Session{"ana": &c.ana, "ben": &c.ben, "sue": &c.sue, "tom": &c.tom, "fay": &c.fay} {
		if *session, err = c.SignIn(name, name+" has a long secret", ledger.ToWork); err != nil {
			c.Fatal(err)
		}
	}
}

// reopen closes the ledger and opens it again, as a restart does.
func (c *counter) reopen() {
	c.Helper()
	if c.Ledger != nil {
		if err := c.Ledger.Close(); err != nil {
			c.Fatal(err)
		}
	}
	var err error
	if c.Ledger, err = ledger.Open(c.folder, c.clock()); err != nil {
		c.Fatal(err)
	}
}

func (c *counter) clock() ledger.Clock {
	return ledger.Clock{Now: func() time.Time { return c.now }, Uptime: c.uptime}
}

func (c *counter) mustRecord(by ledger.Session, p ledger.Payment) ledger.Receipt {
	c.Helper()
	receipt, err := c.RecordPayment(by, p)
	if err != nil {
		c.Fatal(err)
	}
	return receipt
}

// mustVerify fails the test unless every check of the data folder holds.
func (c *counter) mustVerify() {
	c.Helper()
	if err := c.Ledger.Close(); err != nil {
		c.Fatal(err)
	}
	findings, err := ledger.Verify(c.folder)
	if err != nil {
		c.Fatal(err)
	}
	for _, f := range findings {
		if !f.OK {
			c.Errorf("%s: %s", f.Name, f.Detail)
		}
	}
	c.Ledger = nil
	c.reopen()
}

func cents(n int64) money.Amount { return money.FromCents(n) }

func newID() string { return uuid.Must(uuid.NewV7()).String() }

var accounts int

// cashPayment is a payment of one stub in exact cash that nothing is wrong with.
func cashPayment(n int64) ledger.Payment {
	accounts++
	due := cents(n)
	return ledger.Payment{
		ID: newID(), Payor: "A Payor", Copy: ledger.CopyReceived,
		Lines:   []ledger.Line{{Account: fmt.Sprintf("%010d", accounts), Bill: "88123", AmountDue: &due, Amount: due}},
		Tenders: []ledger.Tender{{Kind: ledger.Cash, Amount: due}},
	}
}

func checkPayment(n int64, number string) ledger.Payment {
	p := cashPayment(n)
	p.Tenders = []ledger.Tender{{Kind: ledger.Check, Amount: cents(n), Number: number, Routing: "111000025", Last4: "5678", Name: "A PAYOR"}}
	return p
}

// wantCode fails the test unless err is of that class.
func wantCode(t *testing.T, err error, want ledger.Code) {
	t.Helper()
	if got := ledger.CodeOf(err); got != want {
		t.Fatalf("got %q (%v), want an error of class %q", got, err, want)
	}
}
