package ledger_test

import (
	"crypto/sha256"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"counterfoil/ledger"
)

const (
	million       = 1_000_000
	paymentsADay  = 2_000
	generatorForm = 1 // counted up when the payments drawn below change
)

var (
	givenNames  = []string{"Ana", "Ben", "Carla", "Dolores", "Émile", "Frank", "Grace", "Héctor", "Irene", "José", "Karen", "Łukasz", "Maria", "Nguyen", "Olga", "Pedro", "Quinn", "Rosa", "Søren", "Teresa", "Ulrich", "Vera", "Walter", "Xiomara", "Yusuf", "Zofia"}
	nameStarts  = []string{"Al", "Bar", "Car", "Del", "Fer", "Gar", "Hol", "Jen", "Kel", "Lar", "Mon", "Nor", "Ol", "Par", "Rod", "Sal", "Tor", "Val", "Wil", "Zim"}
	nameMiddles = []string{"a", "ber", "di", "en", "in", "la", "mi", "or", "ri", "ver"}
	nameEnds    = []string{"dez", "gas", "ley", "mann", "nez", "ños", "rez", "sen", "ski", "son", "ton", "vić", "ward", "wood"}
	firms       = []string{"%s Plumbing LLC", "%s & Sons", "Café %s", "%s Property Management"}
)

// manyPayments draws payments as a counter takes them: mostly one stub,
// customers who come back with each month's bill, cash and checks.
func manyPayments(random *rand.Rand, from, n int) iter.Seq[ledger.Payment] {
	return func(yield func(ledger.Payment) bool) {
		for i := from; i < from+n; i++ {
			if !yield(onePayment(random, i)) {
				return
			}
		}
	}
}

func onePayment(random *rand.Rand, i int) ledger.Payment {
	one := func(of []string) string { return of[random.IntN(len(of))] }
	family := one(nameStarts) + one(nameMiddles) + one(nameEnds)
	payor := one(givenNames) + " " + family
	if random.IntN(20) == 0 {
		payor = fmt.Sprintf(one(firms), family)
	}
	p := ledger.Payment{ID: newID(), Payor: payor, Copy: ledger.CopyReceived, Unattended: true}
	var total int64
	for n := range 1 + max(0, random.IntN(12)-9) {
		due := cents(20_00 + random.Int64N(400_00))
		total += due.Cents()
		p.Lines = append(p.Lines, ledger.Line{
			Account: fmt.Sprintf("10%08d", random.IntN(60_000)*1009%100_000_000), Bill: fmt.Sprint(80_000 + 3*i + n),
			BillDate: "2026-11-04", Due: "2026-11-25", AmountDue: &due, Amount: due,
		})
	}
	switch random.IntN(10) {
	case 0, 1, 2, 3, 4:
		p.Tenders = []ledger.Tender{{Kind: ledger.Cash, Amount: cents((total + 19_99) / 20_00 * 20_00)}}
	case 5:
		p.Tenders = []ledger.Tender{{Kind: ledger.Card, Amount: cents(total), Number: fmt.Sprint(100_000 + random.IntN(900_000))}}
	default:
		p.Tenders = []ledger.Tender{{
			Kind: ledger.Check, Amount: cents(total), Number: fmt.Sprint(100 + random.IntN(9_900)),
			Routing: rightRouting, Last4: fmt.Sprintf("%04d", random.IntN(10_000)), Name: payor,
		}}
	}
	return p
}

// fillLedger takes payments on as many business days as they need, each with
// its closing.
func (c *counter) fillLedger(payments int) {
	c.Helper()
	random := rand.New(rand.NewPCG(1, 1))
	for from := 0; from < payments; from += paymentsADay {
		if _, err := c.OpenDrawer(c.ana, cents(100_00)); err != nil {
			c.Fatal(err)
		}
		if err := c.RecordMany(c.ana, manyPayments(random, from, min(paymentsADay, payments-from))); err != nil {
			c.Fatal(err)
		}
		closing, err := c.CloseDrawer(c.ana, ledger.Count{})
		if err == nil {
			_, err = c.ApproveClosing(c.sue, closing.Number)
		}
		if err != nil {
			c.Fatal(err)
		}
		c.now = c.now.AddDate(0, 0, 1)
	}
}

// mustFill makes a ledger of that many payments in a folder, and closes it.
func mustFill(t testing.TB, folder ledger.Folder, payments int) {
	t.Helper()
	c := mustCreateIn(t, folder)
	// A backup after each closing would be half a thousand of them.
	if err := os.WriteFile(folder.Settings(), []byte(testCity+"[backup]\nkeep = 0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	c.fillLedger(payments)
	if err := c.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	c.Ledger = nil
}

// millionFolder is a data folder with a million payments in closed drawers. It
// is made once a machine and then kept among the temporary files: whoever
// writes into it works on a copy of their own (see mustCopy).
func millionFolder(b testing.TB) ledger.Folder {
	b.Helper()
	hash := sha256.Sum256(fmt.Appendf(nil, "%d %d %s", generatorForm, million, ledger.Schema()))
	kept := filepath.Join(os.TempDir(), fmt.Sprintf("counterfoil-million-%x", hash[:6]))
	folder := ledger.Folder(kept)
	if folder.HasLedger() {
		return folder
	}
	unfinished, err := os.MkdirTemp(os.TempDir(), "counterfoil-million-unfinished-*")
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(unfinished)
	start := time.Now()
	mustFill(b, ledger.Folder(filepath.Join(unfinished, "data")), million)
	if err := os.Rename(filepath.Join(unfinished, "data"), kept); err != nil {
		b.Fatal(err)
	}
	b.Logf("made %s in %s", kept, time.Since(start).Round(time.Second))
	return folder
}

// mustCopy copies a data folder that nobody has open.
func mustCopy(t testing.TB, folder ledger.Folder) ledger.Folder {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(copied, os.DirFS(string(folder))); err != nil {
		t.Fatal(err)
	}
	return ledger.Folder(copied)
}

// mustOpenFilled opens a ledger made by mustFill, a day after its last one,
// with a new drawer for Ana.
func mustOpenFilled(t testing.TB, folder ledger.Folder, payments int) *counter {
	t.Helper()
	c := &counter{TB: t, folder: folder, now: firstDay.AddDate(0, 0, payments/paymentsADay+1)}
	c.reopen()
	t.Cleanup(func() { c.Ledger.Close() })
	c.signEverybodyIn()
	if _, err := c.OpenDrawer(c.ana, cents(100_00)); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestALargeLedgerIsMadeOfPaymentsLikeAnyOther: what the benchmarks stand on.
func TestALargeLedgerIsMadeOfPaymentsLikeAnyOther(t *testing.T) {
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	mustFill(t, folder, paymentsADay+10)
	c := mustOpenFilled(t, mustCopy(t, folder), paymentsADay+10)
	receipt := c.mustRecord(c.ana, cashPayment(12_00))
	if want := receiptOf(paymentsADay + 11); receipt.Number != want {
		t.Errorf("the next receipt is %s, want %s", receipt.Number, want)
	}
	c.mustVerify()
}
