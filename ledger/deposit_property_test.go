package ledger_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"counterfoil/ledger"
)

// TestEveryDrawersMoneyIsInOneDepositOrWaits takes random drawers, counts and
// deposits: what the receipts brought in is, to the cent and tender by tender,
// what deposits and waiting drawers say together.
func TestEveryDrawersMoneyIsInOneDepositOrWaits(t *testing.T) {
	folder := fastFolder(t)
	begun := mustCreateIn(t, ledger.Folder(filepath.Join(folder, "begun")))
	if err := begun.Close(); err != nil {
		t.Fatal(err)
	}
	deposits, n := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		data := filepath.Join(folder, fmt.Sprint(n))
		if err := os.CopyFS(data, os.DirFS(string(begun.folder))); err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(data)
		c := *begun
		c.Ledger, c.folder, c.now = nil, ledger.Folder(data), firstDay
		c.reopen()
		o := banking{counter: &c}
		defer func() { o.Close() }()
		for range rapid.IntRange(1, 12).Draw(rt, "acts") {
			if rapid.IntRange(0, 3).Draw(rt, "act") == 0 {
				o.deposit(rt)
			} else {
				o.drawer(rt)
			}
		}
		o.compare(rt)
		deposits += len(o.made)
	})
	if deposits == 0 {
		t.Fatal("no deposit was ever made")
	}
}

// banking is a counter and what should come of its money.
type banking struct {
	*counter
	receipts tally // of closed drawers
	counted  tally
	checks   int
	number   int
	made     []ledger.Deposit
}

func (o *banking) drawer(t *rapid.T) {
	float := rapid.Int64Range(0, 200_00).Draw(t, "float")
	o.mustOpenDrawer(o.ana, float)
	var net tally
	for range rapid.IntRange(0, 4).Draw(t, "payments") {
		amount := rapid.Int64Range(1, 500_00).Draw(t, "amount")
		check := rapid.Int64Range(0, amount).Draw(t, "check")
		o.number++
		p := cashPayment(amount)
		p.Lines[0].Bill = fmt.Sprint(o.number)
		p.Tenders = nil
		if check > 0 {
			p.Tenders = append(p.Tenders, ledger.Tender{Kind: ledger.Check, Number: fmt.Sprint(o.number), Amount: cents(check)})
		}
		if cash := amount - check; cash > 0 {
			p.Tenders = append(p.Tenders, ledger.Tender{Kind: ledger.Cash, Amount: cents(cash)})
		}
		receipt := o.mustRecord(o.ana, p)
		if rapid.IntRange(0, 5).Draw(t, "void") == 0 {
			if _, err := o.Void(o.ana, o.sue, receipt.Number, "wrong account"); err != nil {
				t.Fatal(err)
			}
			continue
		}
		net.cash += amount - check
		net.check += check
		if check > 0 {
			o.checks++
		}
	}
	found := rapid.Int64Range(-5_00, 5_00).Draw(t, "over or short")
	found = max(found, -net.cash-float)
	closing := o.mustClose(o.ana, ledger.Count{Loose: cents(float + net.cash + found), Checks: ledger.Slips{Count: 9, Total: cents(net.check)}})
	if rapid.Bool().Draw(t, "approved") {
		if _, err := o.ApproveClosing(o.sue, closing.Number); err != nil {
			t.Fatal(err)
		}
	}
	o.receipts = tally{o.receipts.cash + net.cash, o.receipts.check + net.check, 0}
	o.counted = tally{o.counted.cash + net.cash + found, o.counted.check + net.check, 0}
	o.now = o.now.Add(time.Duration(rapid.IntRange(1, 40).Draw(t, "hours")) * time.Hour)
}

// deposit takes some of what waits to the bank, at times not all of it is
// there.
func (o *banking) deposit(t *rapid.T) {
	whole := o.wholeBag("x").Drawers
	chosen := slices.DeleteFunc(whole, func(string) bool { return rapid.Bool().Draw(t, "leave") })
	if len(chosen) == 0 {
		return
	}
	plan, err := o.PlanDeposit(chosen)
	if err != nil {
		t.Fatal(err)
	}
	draft := ledger.DepositDraft{Drawers: chosen, Bag: fmt.Sprint(len(o.made)), Reason: "as it is"}
	var want tally
	for _, d := range plan.Drawers {
		want.cash += d.Counted.Cash.Cents()
	}
	want.cash = max(0, want.cash+rapid.Int64Range(-3, 3).Draw(t, "lost"))
	draft.Loose = cents(want.cash)
	for _, c := range plan.Checks {
		if rapid.IntRange(0, 9).Draw(t, "missing") > 0 {
			draft.Present = append(draft.Present, c.CheckRef)
			want.check += c.Amount.Cents()
		}
	}
	if rapid.IntRange(0, 9).Draw(t, "extra") == 0 {
		draft.Extra = []ledger.BankedCheck{{Number: "0", Amount: cents(7)}}
		want.check += 7
	}
	d, err := o.MakeDeposit(o.ana, o.sue, draft)
	if want == (tally{}) {
		if ledger.CodeOf(err) != ledger.Invalid {
			t.Fatalf("an empty bag: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if d.Banked != want.ledger() || d.Number != int64(len(o.made)+1) || len(d.Checks)+len(d.Missing)-len(d.Extra) != len(plan.Checks) {
		t.Fatalf("%s holds %v, want %v", d.Name(), d.Banked, want.ledger())
	}
	o.made = append(o.made, d)
}

func (o *banking) compare(t *rapid.T) {
	kept, err := o.Deposits(1000)
	if err != nil || len(kept) != len(o.made) {
		t.Fatalf("%d deposits, want %d: %v", len(kept), len(o.made), err)
	}
	seen := map[string]bool{}
	var receipts, counted tally
	checks := 0
	add := func(drawer string, r, c ledger.Tally) {
		if seen[drawer] {
			t.Fatalf("drawer %s stands twice", drawer)
		}
		seen[drawer] = true
		receipts = tally{receipts.cash + r.Cash.Cents(), receipts.check + r.Check.Cents(), receipts.card + r.Card.Cents()}
		counted = tally{counted.cash + c.Cash.Cents(), counted.check + c.Check.Cents(), counted.card + c.Card.Cents()}
	}
	for _, d := range kept {
		for _, drawer := range d.Drawers {
			add(drawer.Drawer, drawer.Receipts, drawer.Counted)
		}
		checks += len(d.Checks) + len(d.Missing) - len(d.Extra)
		off, err := d.Banked.Minus(d.Receipts)
		if err != nil || off != d.Off {
			t.Fatalf("%s is off by %v, not %v", d.Name(), off, d.Off)
		}
	}
	waiting, err := o.Undeposited()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, u := range waiting {
		add(u.Drawer.ID, u.Receipts, u.Money)
		ids = append(ids, u.Drawer.ID)
	}
	plan, err := o.PlanDeposit(ids)
	if err != nil {
		t.Fatal(err)
	}
	checks += len(plan.Checks)
	if receipts != o.receipts || counted != o.counted || checks != o.checks {
		t.Fatalf("receipts %v, counted %v, %d checks; want %v, %v, %d", receipts, counted, checks, o.receipts, o.counted, o.checks)
	}
	o.mustVerify()
}
