package roster_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/roster"
)

const city = `
name = "Testville"
station = "C1"
zone = "America/Chicago"
person = [{name = "sue", role = "supervisor"}]
`

func office(t testing.TB) (*ledger.Ledger, ledger.Session) {
	t.Helper()
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	people, err := ledger.Create(folder, []byte(city), "billing is down", ledger.MakeSecret)
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	sue, err := l.SignIn("sue", people[0].Secret, ledger.ToWork)
	if err != nil {
		t.Fatal(err)
	}
	return l, sue
}

// manyRows writes a roster as a billing system does, with a bad row each
// thousand.
func manyRows(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "billing.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	defer out.Flush()
	fmt.Fprint(out, "Acct #,Customer No,Name,Svc Addr,Balance,Bill No,Bill Date,Due Date,Cutoff,ACH,Cash Only,Lang\r\n")
	for i := range n {
		balance := fmt.Sprintf("%d.%02d", i%500, i%100)
		if i%1000 == 999 {
			balance = "unknown"
		}
		fmt.Fprintf(out, "%011d,%d,\"LASTNAME %d, FIRST\",%d MAIN ST,%s,%d,11/%02d/2026,12/%02d/2026,12/28/2026,%s,N,%s\r\n",
			i, 500000+i, i, i, balance, 800000+i, 1+i%28, 1+i%28, []string{"Y", "N"}[i%2], []string{"EN", "ES"}[i%2])
	}
	return path
}

func TestTwoHundredThousandAccounts(t *testing.T) {
	const rows = 200_000
	l, sue := office(t)
	var seen []float64
	progress := func(fraction float64) {
		if len(seen) == 0 || fraction != seen[len(seen)-1] {
			seen = append(seen, fraction)
		}
	}
	_, s := survey(t, manyRows(t, rows))
	var bad int
	loaded, err := roster.Load(context.Background(), l, sue, l.Today(), s, s.Guess(), func(ledger.BadRow) error { bad++; return nil }, progress)
	want := ledger.Roster{AsOf: l.Today(), Source: "billing.csv", Accounts: rows - rows/1000, Refused: rows / 1000}
	if err != nil || loaded != want || bad != want.Refused {
		t.Fatalf("%+v, %d bad, %v; want %+v", loaded, bad, err, want)
	}
	if a, known, err := l.Account("00000123457"); !known || err != nil || a.Name != "LASTNAME 123457, FIRST" || a.Language != "es" || a.AutoPay {
		t.Errorf("%+v, %v, %v", a, known, err)
	}
	if len(seen) < 10 || seen[len(seen)-1] != 1 {
		t.Errorf("progress was told %d times", len(seen))
	}
}

func TestACancelledLoadLeavesTheOldRoster(t *testing.T) {
	l, sue := office(t)
	_, old := survey(t, file(t, "old.csv", "Acct,Name\n7,A\n"))
	ignore := func(ledger.BadRow) error { return nil }
	if _, err := roster.Load(context.Background(), l, sue, l.Today(), old, old.Guess(), ignore, nil); err != nil {
		t.Fatal(err)
	}
	_, s := survey(t, manyRows(t, 20_000))
	ctx, cancel := context.WithCancel(context.Background())
	_, err := roster.Load(ctx, l, sue, l.Today(), s, s.Guess(), func(ledger.BadRow) error { cancel(); return nil }, nil)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	unwritten := errors.New("the list cannot be written")
	if _, err := roster.Load(context.Background(), l, sue, l.Today(), s, s.Guess(), func(ledger.BadRow) error { return unwritten }, nil); !errors.Is(err, unwritten) {
		t.Fatalf("%v", err)
	}
	if r, _, _ := l.Roster(); r.Source != "old.csv" {
		t.Errorf("%+v", r)
	}
	if _, known, _ := l.Account("7"); !known {
		t.Error("the old roster is gone")
	}
}

func TestAFileOfBadRowsOnlyIsRefusedWhole(t *testing.T) {
	l, sue := office(t)
	_, s := survey(t, file(t, "a.csv", "Acct,Balance\n1,ten\n"))
	p := s.Guess().With(roster.Balance, 1)
	if _, err := roster.Load(context.Background(), l, sue, l.Today(), s, p, func(ledger.BadRow) error { return nil }, nil); err == nil {
		t.Error("it is loaded")
	}
	if _, loaded, _ := l.Roster(); loaded {
		t.Error("there is a roster")
	}
}
