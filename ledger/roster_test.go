package ledger_test

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// rosterOf gives accounts to LoadRoster.
func rosterOf(accounts ...ledger.Account) iter.Seq2[ledger.Account, error] {
	return func(yield func(ledger.Account, error) bool) {
		for _, a := range accounts {
			if !yield(a, nil) {
				return
			}
		}
	}
}

func mustLoad(c *counter, accounts ...ledger.Account) {
	c.Helper()
	if _, err := c.LoadRoster(c.sue, "2026-11-20", "billing.csv", rosterOf(accounts...)); err != nil {
		c.Fatal(err)
	}
}

func TestANewRosterReplacesTheOldOneWhole(t *testing.T) {
	c := mustOpen(t)
	mustLoad(c, ledger.Account{Account: "1", Name: "A"}, ledger.Account{Account: "2", Name: "B"})
	want := ledger.Account{
		Account: "0002", Customer: "C-7", Name: "José", Address: "1 Main St", Balance: cents(-5_00), Bill: "88", BillDate: "2026-11-01",
		Due: "2026-11-25", CutOff: "2026-12-04", AutoPay: true, NoChecks: true, Language: "es",
	}
	got, err := c.LoadRoster(c.sue, "2026-11-21", "billing.csv", func(yield func(ledger.Account, error) bool) {
		_ = yield(want, nil) && yield(ledger.Account{}, &ledger.BadRow{Line: 3, Field: "balance", Reason: "none"})
	})
	if err != nil || got != (ledger.Roster{AsOf: "2026-11-21", Source: "billing.csv", Accounts: 1, Refused: 1}) {
		t.Fatalf("%+v, %v", got, err)
	}
	if a, known, err := c.Account("0002"); a != want || !known || err != nil {
		t.Errorf("%+v, %v, %v", a, known, err)
	}
	if _, known, _ := c.Account("1"); known {
		t.Error("an account of the old roster is known")
	}
	if r, loaded, err := c.Roster(); r != got || !loaded || err != nil {
		t.Errorf("%+v, %v, %v", r, loaded, err)
	}
	c.mustVerify()
}

// A loading that fails anywhere leaves the old roster in force, and the next
// one is not disturbed by what it left behind.
func TestAFailedLoadLeavesTheOldRoster(t *testing.T) {
	cancelled := errors.New("cancelled")
	for name, end := range map[string]struct {
		account ledger.Account
		err     error
		want    string
	}{
		"cancelled":      {err: cancelled, want: "cancelled"},
		"twice":          {account: ledger.Account{Account: "10005"}, want: "10005 stands twice"},
		"not an account": {account: ledger.Account{Account: "a\tb"}, want: "not an account number"},
	} {
		t.Run(name, func(t *testing.T) {
			c := mustOpen(t)
			mustLoad(c, ledger.Account{Account: "1", Name: "A"})
			before := len(c.journal())
			_, err := c.LoadRoster(c.sue, "2026-11-20", "new.csv", func(yield func(ledger.Account, error) bool) {
				for _, a := range manyAccounts(5000) {
					if !yield(a, nil) {
						return
					}
				}
				// Until it is whole, payments are taken as of the old one.
				if a, known, err := c.Account("1"); a.Name != "A" || !known || err != nil {
					t.Errorf("in the middle: %+v, %v, %v", a, known, err)
				}
				yield(end.account, end.err)
			})
			if err == nil || !strings.Contains(err.Error(), end.want) {
				t.Fatalf("%v; want %q", err, end.want)
			}
			if _, known, _ := c.Account("10005"); known || len(c.journal()) != before {
				t.Error("something of the failed load stayed")
			}
			c.mustVerify()
			mustLoad(c, manyAccounts(3)...)
			if a, known, _ := c.Account("10002"); !known || a.Account != "10002" {
				t.Error("the next load did not hold")
			}
			c.mustVerify()
		})
	}
}

func TestARosterMustSayOfWhichDayItIs(t *testing.T) {
	c := mustOpen(t)
	for _, day := range []ledger.Day{"", "11/20/2026", "2999-01-01"} {
		if _, err := c.LoadRoster(c.sue, day, "billing.csv", rosterOf()); ledger.FieldOf(err) != "as_of" {
			t.Errorf("%q: %v", day, err)
		}
	}
	if _, err := c.LoadRoster(c.ana, "2026-11-20", "billing.csv", rosterOf()); ledger.CodeOf(err) != ledger.NotAllowed {
		t.Errorf("a clerk loads a roster: %v", err)
	}
}

func TestAutoPayIsFlaggedAndNeedsNoReason(t *testing.T) {
	c := mustOpen(t)
	p := cashPayment(5_00)
	mustLoad(c, ledger.Account{Account: p.Lines[0].Account, AutoPay: true})
	receipt := c.mustRecord(c.ana, p)
	if !hasWarning(receipt.Warnings, ledger.AutoPay) {
		t.Errorf("%+v", receipt.Warnings)
	}
}

func TestACheckOnANoChecksAccountNeedsASupervisor(t *testing.T) {
	c := mustOpen(t)
	p := checkPayment(5_00, "1041")
	mustLoad(c, ledger.Account{Account: p.Lines[0].Account, NoChecks: true})
	if _, err := c.RecordPayment(c.ana, p); ledger.CodeOf(err) != ledger.NeedsApproval || ledger.FieldOf(err) != "approval.no_checks" {
		t.Fatalf("without approval: %v", err)
	}
	if _, err := c.RecordPayment(c.ana, p, c.ana); ledger.CodeOf(err) != ledger.NotAllowed {
		t.Errorf("a clerk approves: %v", err)
	}
	receipt, err := c.RecordPayment(c.ana, p, c.sue)
	if err != nil || receipt.Clerk != "ana" || len(receipt.Warnings) != 1 || receipt.Warnings[0].ApprovedBy != "sue" {
		t.Errorf("%+v, %v", receipt.Warnings, err)
	}
	cash := cashPayment(5_00)
	cash.Lines[0].Account, cash.Lines[0].Bill = p.Lines[0].Account, "another"
	if _, err := c.RecordPayment(c.ana, cash); err != nil {
		t.Errorf("cash: %v", err)
	}
	alone := unattended(checkPayment(6_00, "1042"))
	alone.Lines[0].Account = p.Lines[0].Account
	if receipt := c.mustRecord(c.ana, alone); !hasWarning(receipt.Warnings, ledger.NoChecks) {
		t.Errorf("unattended: %+v", receipt.Warnings)
	}
}

func hasWarning(warnings []ledger.Warning, kind ledger.WarningKind) bool {
	return slices.ContainsFunc(warnings, func(w ledger.Warning) bool { return w.Kind == kind })
}

func manyAccounts(n int) []ledger.Account {
	accounts := make([]ledger.Account, n)
	for i := range accounts {
		accounts[i] = ledger.Account{Account: fmt.Sprint(10000 + i), Name: "N"}
	}
	return accounts
}

// What a power cut in the middle of a load leaves is the old roster, and a
// ledger that holds.
func TestACutInTheMiddleOfALoadLeavesTheOldRoster(t *testing.T) {
	c := mustOpen(t)
	mustLoad(c, ledger.Account{Account: "1", Name: "A"})
	left := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	if _, err := c.LoadRoster(c.sue, "2026-11-20", "new.csv", func(yield func(ledger.Account, error) bool) {
		for _, a := range manyAccounts(5000) {
			if !yield(a, nil) {
				return
			}
		}
		if err := os.CopyFS(string(left), os.DirFS(string(c.folder))); err != nil {
			t.Error(err)
		}
	}); err != nil {
		t.Fatal(err)
	}
	mustHold(t, string(left))
	l, err := ledger.Open(left, c.clock())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if r, _, err := l.Roster(); r.Source != "billing.csv" || err != nil {
		t.Errorf("%+v, %v", r, err)
	}
	if a, known, _ := l.Account("1"); !known || a.Name != "A" {
		t.Error("the old roster is gone")
	}
	if _, known, _ := l.Account("10001"); known {
		t.Error("an account of the new roster is known")
	}
}
