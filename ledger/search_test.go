package ledger_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// finds returns the numbers of the receipts that a text finds.
func (c *counter) finds(text string, most int) []int64 {
	c.Helper()
	for {
		matches, err := c.Find(text, most)
		if err != nil {
			c.Fatal(err)
		}
		if matches.Unsearched > 0 {
			continue // older ones are being read in
		}
		var numbers []int64
		for _, f := range matches.Payments {
			var n int64
			if _, err := fmt.Sscanf(f.Receipt, "C1-%d", &n); err != nil {
				c.Fatal(err)
			}
			numbers = append(numbers, n)
		}
		return numbers
	}
}

func (c *counter) wantFound(text string, want ...int64) {
	c.Helper()
	if got := c.finds(text, 10); !slices.Equal(got, want) {
		c.Errorf("%q finds %v, want %v", text, got, want)
	}
}

func TestAPaymentIsFoundByEachOfItsParts(t *testing.T) {
	c := mustOpen(t)
	p := checkPayment(30_00, "77041")
	p.Payor = "José  Ñúñez-Łódzki"
	p.Tenders[0].Name, p.Tenders[0].Amount = "Straße & Søn LLC", cents(12_00)
	p.Tenders = append(p.Tenders, ledger.Tender{Kind: ledger.Card, Number: "ab-9", Amount: cents(30_00)})
	p.Lines = append(p.Lines, ledger.Line{Account: "X-77 B", Amount: cents(12_00)})
	c.mustRecord(c.ana, p)
	for _, text := range []string{
		"josé", "JOSE", "nunez", "Ñúñez-ł", "lodz", "jose nunez", // the payor
		"strasse", "STRASSE & s", "son llc", "søn", // the name on the check
		"77041", "AB-9", "ab-9", // a check's and a slip's number
		"x-77", "X-77 b", // an account
		"42", "42.00", "30.00", "12", // the total and the lines
		"1", "C1-000001", // the receipt
	} {
		c.wantFound(text, 1)
	}
	for _, text := range []string{"7704", "77 B", "jose nunez x", "18.00", "2", "llc jose", "i\nstr"} {
		c.wantFound(text)
	}
}

func TestAPaymentIsFoundAsSoonAsItIsRecorded(t *testing.T) {
	c := mustOpen(t)
	c.wantFound("garage")
	for n := int64(1); n <= 12; n++ {
		p := cashPayment(1_00 + n)
		p.Payor = "Garage"
		c.mustRecord(c.ana, p)
		if got := c.finds("garage", 10); got[0] != n || int64(len(got)) != min(n, 10) {
			t.Fatalf("after receipt %d it finds %v", n, got)
		}
	}
	if _, err := c.Void(c.ana, c.sue, "12", "keyed in twice"); err != nil {
		t.Fatal(err)
	}
	matches, err := c.Find("garage", 1)
	if err != nil || !matches.Payments[0].Void {
		t.Errorf("of the void receipt it finds %+v, %v", matches, err)
	}
}

// TestTheSearchIndexMayBeLost: whatever becomes of the file, searches answer
// as before.
func TestTheSearchIndexMayBeLost(t *testing.T) {
	write := func(content string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	other := mustOpen(t)
	p := cashPayment(5_00)
	p.Payor = "Other"
	other.mustRecord(other.ana, p)
	other.wantFound("other", 1)
	if err := other.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(other.folder.Search())
	if err != nil {
		t.Fatal(err)
	}
	other.reopen()
	for name, spoil := range map[string]func(t *testing.T, path string){
		"deleted":       func(t *testing.T, path string) { os.Remove(path) },
		"empty":         write(""),
		"not an index":  write(strings.Repeat("a letter\n", 1000)),
		"cut":           func(t *testing.T, path string) { os.Truncate(path, 8192) },
		"another's":     write(string(foreign)),
		"zeros inside":  zeros,
		"of older form": func(t *testing.T, path string) { inSQLite(t, path, "PRAGMA user_version = 0") },
	} {
		t.Run(name, func(t *testing.T) {
			c := mustOpen(t)
			for n := range int64(5) {
				p := cashPayment(1_00 + n)
				p.Payor = "Payor " + string(rune('a'+n))
				c.mustRecord(c.ana, p)
			}
			c.wantFound("payor", 5, 4, 3, 2, 1)
			if err := c.Ledger.Close(); err != nil {
				t.Fatal(err)
			}
			spoil(t, c.folder.Search())
			c.Ledger = nil
			c.reopen()
			c.wantFound("payor", 5, 4, 3, 2, 1)
			c.wantFound("payor b", 2)
			c.wantFound("other")
			c.mustRecord(c.ana, cashPayment(9_99))
			c.wantFound("9.99", 6)
			c.mustVerify()
		})
	}
}

func inSQLite(t *testing.T, path, statement string) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func zeros(t *testing.T, path string) {
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(content[4096:])
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestALongBacklogIsReadInTheBackground fills the index of a ledger that was
// never searched, and compares what it finds with what looking at each payment
// in turn finds.
func TestALongBacklogIsReadInTheBackground(t *testing.T) {
	const payments = 2 * paymentsADay
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	mustFill(t, folder, payments)
	c := &counter{TB: t, folder: folder, now: firstDay.AddDate(0, 0, 3)}
	c.reopen()
	defer func() { c.Ledger.Close() }()
	first, err := c.Find("10", 5)
	if err != nil {
		t.Fatal(err)
	}
	if first.Unsearched == 0 || first.Unsearched >= first.Entries {
		t.Errorf("%d of %d entries are not searched yet at first", first.Unsearched, first.Entries)
	}
	if len(first.Payments) != 5 || first.Payments[0].Receipt != receiptOf(payments) {
		t.Errorf("the newest are not found first: %+v", first.Payments)
	}

	var taken []ledger.Payment
	random := rand.New(rand.NewPCG(1, 1))
	for from := 0; from < payments; from += paymentsADay {
		taken = slices.AppendSeq(taken, manyPayments(random, from, paymentsADay))
	}
	compare := func() {
		for _, text := range []string{"a", "an", "mar", "son", "maria a", "café", "1", "10", "1000", "qq", taken[0].Payor, taken[7].Lines[0].Account} {
			for _, most := range []int{1, 7, 200, payments} {
				if got, want := c.finds(text, most), inTurn(taken, text, most); !slices.Equal(got, want) {
					t.Errorf("%q, at most %d: it finds %d receipts, want %d", text, most, len(got), len(want))
				}
			}
		}
	}
	compare()
	c.reopen()
	compare()
}

// inTurn looks for names and accounts, the newest first, payment by payment.
func inTurn(payments []ledger.Payment, text string, most int) (numbers []int64) {
	for i, p := range slices.Backward(payments) {
		fits := named(p.Payor, text) || strconv.Itoa(i+1) == text
		for _, line := range p.Lines {
			fits = fits || strings.HasPrefix(line.Account, text)
		}
		if fits && len(numbers) < most {
			numbers = append(numbers, int64(i)+1)
		}
	}
	return numbers
}
