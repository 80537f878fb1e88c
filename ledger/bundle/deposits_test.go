package bundle_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
)

// depositAll takes the money that waits to the bank in one bag, as cash in a
// heap, with every check.
func (c *counter) depositAll(bag string, cash int64) ledger.Deposit {
	c.Helper()
	waiting, err := c.Undeposited()
	if err != nil {
		c.Fatal(err)
	}
	draft := ledger.DepositDraft{Bag: bag, Loose: cents(cash), Reason: "as it is"}
	for _, u := range waiting {
		draft.Drawers = append(draft.Drawers, u.Drawer.ID)
	}
	plan, err := c.PlanDeposit(draft.Drawers)
	if err != nil {
		c.Fatal(err)
	}
	for _, check := range plan.Checks {
		draft.Present = append(draft.Present, check.CheckRef)
	}
	d, err := c.MakeDeposit(c.ana, c.sue, draft)
	if err != nil {
		c.Fatal(err)
	}
	return d
}

// bankedBatches are two bundles: in the first a deposit is made, in the second
// the bank confirms it.
func bankedBatches(t *testing.T) (c *counter, first, second string) {
	c = mustOpen(t)
	c.aDay()
	c.closeDrawer(cents(340_74))
	c.depositAll("B-1", 240_00)
	first = c.write(c.export("", ""), t.TempDir())
	said := ledger.BankStatement{Day: "2026-11-23", Reference: "=77", Amount: cents(340_01), Reason: "a note was not real"}
	if _, err := c.ConfirmDeposit(c.sue, 1, said); err != nil {
		t.Fatal(err)
	}
	c.openDrawer()
	c.pay(cashPayment("1023233239", 5_00))
	second = c.write(c.export("", ""), t.TempDir())
	return c, first, second
}

func TestABatchCarriesTheDepositsMadeAndConfirmedInIt(t *testing.T) {
	_, first, second := bankedBatches(t)
	mustVerify(t, first)
	mustVerify(t, second)
	compareText(t, "deposits.csv", inOneGo(rows(t, first, "deposits.csv"), "event", "deposit", "bag", "by", "verified_by", "closings",
		"receipts_cash", "receipts_check", "counted_cash", "banked_cash", "banked_check", "over_short_cash", "over_short_check",
		"checks", "missing", "extra", "total", "bank_day", "reason", "batch"), `
made | 1 | B-1 | ana | sue | 1 | 240.74 | 110.01 | 240.74 | 240.00 | 110.01 | -0.74 | 0.00 | 3 | 0 | 0 | 350.01 |  | as it is | 1
`)
	compareText(t, "deposits.csv", inOneGo(rows(t, second, "deposits.csv"), "event", "deposit", "bag", "by", "verified_by", "closings", "banked_cash", "checks",
		"total", "bank_day", "bank_reference", "bank_amount", "bank_difference", "reason", "batch"), `
confirmed | 1 | B-1 | sue |  |  |  |  | 350.01 | 2026-11-23 | =77 | 340.01 | -10.00 | a note was not real | 2
`)
}

func TestAForgedDepositIsNamed(t *testing.T) {
	c, first, second := bankedBatches(t)
	for name, test := range map[string]struct {
		path, old, new, says string
	}{
		"cash made a check": {first, ",240.00,110.01,", ",190.00,160.01,", `deposit 1: banked_cash is "190.00", the journal says "240.00"`},
		"another verifier":  {first, ",ana,sue,1,", ",ana,tom,1,", `deposit 1: verified_by is "tom"`},
		"the bank's amount": {second, ",340.01,-10.00,", ",350.01,0.00,", `deposit 1: bank_amount is "350.01"`},
	} {
		files, names := unzip(t, test.path)
		f := &forged{T: t, counter: c, files: maps.Clone(files), names: slices.Clone(names)}
		f.replace("deposits.csv", test.old, test.new)
		f.reseal(c)
		copied := filepath.Join(t.TempDir(), filepath.Base(test.path))
		pack(t, copied, f.names, f.files, nil)
		t.Run(name, func(t *testing.T) { wantFinding(t, copied, c.PublicKey(), "deposits.csv", test.says, true) })
	}
}

// The entries are forged by somebody who has the station's key: only the rules
// tell.
func TestADepositAgainstTheRulesIsNamed(t *testing.T) {
	c, _, _ := bankedBatches(t)
	var entries []ledger.Entry
	for e, err := range c.Entries(1, 1000) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(string(e.Kind), "deposit_") {
			entries = append(entries, e)
		}
	}
	if err := bundle.CheckDeposits(entries); err != nil || len(entries) != 2 {
		t.Fatalf("%d entries: %v", len(entries), err)
	}
	made := entries[0]
	change := func(e ledger.Entry, old, new string) ledger.Entry {
		t.Helper()
		if strings.Count(string(e.Body), old) == 0 {
			t.Fatalf("%s does not stand in %s", old, e.Body)
		}
		e.Body = []byte(strings.Replace(string(e.Body), old, new, 1))
		return e
	}
	for says, entries := range map[string][]ledger.Entry{
		"D3 follows D1":                              {made, change(made, `"deposit":1`, `"deposit":3`)},
		"is in deposit D1 and in D2":                 {made, change(made, `"deposit":1`, `"deposit":2`)},
		"verified by nobody but ana":                 {change(made, `"verified_by":"sue"`, `"verified_by":"ana"`)},
		"not the sums of their parts":                {change(made, `"loose":"240.00"`, `"loose":"239.00"`)},
		"D1: cash, checks or drawers are not":        {change(made, `"amount":"50.01"`, `"amount":"50.02"`)},
		"the bank's 340.01 is not -9.00 off":         {made, change(entries[1], `"difference":"-10.00"`, `"difference":"-9.00"`)},
		"deposit D1: cash, checks or drawers are no": {change(made, `"total":"350.01"`, `"total":"350.00"`)},
	} {
		if err := bundle.CheckDeposits(entries); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("it says %v, not %q", err, says)
		}
	}
}
