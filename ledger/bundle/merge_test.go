package bundle_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle/merge"
	"counterfoil/ledger/layout"
)

// mustOpenStation is a counter of another station.
func mustOpenStation(t *testing.T, station string) *counter {
	t.Helper()
	folder := filepath.Join(t.TempDir(), station)
	text := strings.ReplaceAll(cityText, `"C1"`, fmt.Sprintf("%q", station))
	if _, err := ledger.Create(ledger.Folder(folder), []byte(text), "billing is down", secretOf, clockAt(&opening)); err != nil {
		t.Fatal(err)
	}
	c := openCounter(t, folder)
	t.Cleanup(func() { c.Close() })
	return c
}

func mustMerge(t *testing.T, paths ...string) *merge.Set {
	t.Helper()
	set, err := merge.Merge(context.Background(), paths, t.TempDir(), merge.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { set.Close() })
	return set
}

// setRows reads a CSV file of a set's folder.
func setRows(t *testing.T, set *merge.Set, file string, columns ...string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "set")
	if err := set.WriteFolder(context.Background(), folder, nil, merge.Options{}); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(mustRead(t, filepath.Join(folder, file))))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		all = append(all, row)
	}
	return inOneGo(all, columns...)
}

func TestASetHasEveryPaymentAsItStandsInTheEnd(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	first := c.write(c.export("", ""), t.TempDir())
	split, err := c.Receipt("3")
	if err != nil {
		t.Fatal(err)
	}
	c.answer(1, ledger.PostingAnswer{Payment: split.Payment.ID, Line: 2, Status: ledger.PostingRejected})
	c.correct("3", 2, "7700") // goes again
	c.correct("1", 1, "7711") // is only told of
	c.void("6")
	c.pay(cashPayment("1023233299", 3_00))
	second := c.write(c.export("", ""), t.TempDir())
	other := mustOpenStation(t, "C2")
	other.pay(cashPayment("7711", 5_00)) // the same bill as C1-000001's, as corrected
	third := other.write(other.export("", ""), t.TempDir())

	set := mustMerge(t, third, second, first, second)
	compareText(t, "payments.csv", setRows(t, set, "payments.csv", "receipt", "line", "account", "account_keyed", "amount", "void", "billing", "batch"), `
C1-000001 | 1 | 7711 | 1023233234 | 224.24 |  |  | 1
C1-000002 | 1 | 0034567890 |  | 50.01 |  |  | 1
C1-000003 | 1 | 1023233235 |  | 60.00 |  |  | 1
C1-000003 | 2 | 7700 | AB-9990012345678 | 15.50 |  |  | 1
C1-000004 | 1 | 1023233236 |  | 10.00 | void |  | 1
C1-000005 | 1 | 1023233237 |  | 12.00 |  |  | 1
C1-000006 | 1 | 1023233238 |  | 1.00 | void |  | 1
C1-000007 | 1 | 1023233299 |  | 3.00 |  |  | 2
C2-000001 | 1 | 7711 |  | 5.00 |  |  | 1
`)
	compareText(t, "tenders.csv", setRows(t, set, "tenders.csv", "receipt", "item", "net", "void")[:len("C1-000001 | 1 | 224.24 | \n")], "C1-000001 | 1 | 224.24 | \n")
	compareText(t, "voids.csv", setRows(t, set, "voids.csv", "receipt", "void"), "C1-000004 | void\nC1-000006 | void\n")
	compareText(t, "holds.csv", setRows(t, set, "holds.csv", "receipt", "line", "account"), `
C1-000001 | 1 | 7711
C1-000002 | 1 | 0034567890
C1-000003 | 1 | 1023233235
C1-000003 | 2 | 7700
C1-000005 | 1 | 1023233237
C1-000007 | 1 | 1023233299
C2-000001 | 1 | 7711
`)
	f := set.Figures
	if f.Payments != 6 || f.Total != cents(369_75) || f.Void != 2 || len(set.Repeated) != 1 || len(set.Sources) != 3 {
		t.Errorf("the figures are %+v of %d bundles, %d repeated", f, len(set.Sources), len(set.Repeated))
	}
	if len(f.Twice) != 1 || f.Twice[0].Account != "7711" || len(f.Twice[0].Payments) != 2 {
		t.Errorf("paid at two counters: %+v", f.Twice)
	}
	if of := f.Stations[0]; of.Station != "C1" || of.Last != 2 || of.Total != cents(364_75) || of.Tenders != (ledger.Tally{Cash: cents(242_74), Check: cents(110_01), Card: cents(12_00)}) {
		t.Errorf("station C1 has %+v", of)
	}
}

func TestAReversalWhoseBatchIsElsewhereIsKept(t *testing.T) {
	c := mustOpen(t)
	c.pay(cashPayment("1", 1_00))
	c.export("", "")
	c.void("1")
	second := c.write(c.export("", ""), t.TempDir())
	set := mustMerge(t, second)
	compareText(t, "payments.csv", setRows(t, set, "payments.csv", "receipt", "void"), "C1-000001 | reversal\n")
	if len(set.Gaps) != 1 || set.Gaps[0] != (merge.Gap{Station: "C1", From: 1, To: 1}) || set.Figures.Reversals != 1 || set.Figures.Payments != 0 {
		t.Errorf("the set has the gaps %v and %+v", set.Gaps, set.Figures)
	}
}

// TestWhatContradictsIsSetAside forks a station: a copy of its folder goes on
// by itself, as a PC that was put back from an image does.
func TestWhatContradictsIsSetAside(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	mustCreate(t, folder)
	c := openCounter(t, folder)
	c.pay(cashPayment("1", 1_00))
	first := c.write(c.export("", ""), t.TempDir())
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	copied := folder + "-copy"
	if err := os.CopyFS(copied, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	goOn := func(folder, account string, again ...ledger.Payment) (paths []string) {
		l, err := ledger.Open(ledger.Folder(folder), clockAt(&opening))
		if err != nil {
			t.Fatal(err)
		}
		c := &counter{failer: t, Ledger: l, now: opening.Add(time.Hour)}
		defer c.Close()
		c.signIn()
		for range 2 {
			c.pay(cashPayment(account, 2_00))
			paths = append(paths, c.write(c.export("", ""), t.TempDir()))
		}
		return paths
	}
	one, two := goOn(folder, "2"), goOn(copied, "3")
	broken := filepath.Join(t.TempDir(), "counterfoil_C9_2026-11-23_2026-11-23_b0001.zip")
	if err := os.WriteFile(broken, mustRead(t, first)[:900], 0o600); err != nil {
		t.Fatal(err)
	}
	other := mustOpenStation(t, "C2")
	other.pay(cashPayment("4", 4_00))
	whole := other.write(other.export("", ""), t.TempDir())
	renamed := filepath.Join(t.TempDir(), "stick copy.zip")
	if err := os.WriteFile(renamed, mustRead(t, whole), 0o600); err != nil {
		t.Fatal(err)
	}

	var before string
	for _, paths := range [][]string{{first, one[0], one[1], two[0], two[1], broken, whole, renamed}, {two[1], renamed, broken, two[0], whole, one[1], first, one[0]}} {
		set := mustMerge(t, paths...)
		var aside strings.Builder
		for _, a := range set.SetAside {
			fmt.Fprintf(&aside, "%s: %s\n", filepath.Base(a.Path), a.Why)
		}
		if len(set.SetAside) != 5 || strings.Count(aside.String(), "it contradicts counterfoil_C1") != 4 || !strings.Contains(aside.String(), "its end is missing") {
			t.Errorf("set aside:\n%s", aside.String())
		}
		if set.Figures.Payments != 2 || len(set.Sources) != 2 || len(set.Repeated) != 1 {
			t.Errorf("the rest is %+v of %d bundles", set.Figures, len(set.Sources))
		}
		rows := setRows(t, set, "payments.csv", "receipt", "hash") + aside.String()
		if before != "" && rows != before {
			t.Errorf("another order gives\n%s\nnot\n%s", rows, before)
		}
		before = rows
	}
	// Alone, a branch contradicts nothing that is there.
	if set := mustMerge(t, first, two[0]); len(set.SetAside) != 0 || set.Figures.Payments != 2 {
		t.Errorf("one branch: %v, %+v", set.SetAside, set.Figures)
	}
	// A later batch of one branch contradicts the earlier one of the other.
	if set := mustMerge(t, first, one[0], two[1]); len(set.SetAside) != 2 || set.Figures.Payments != 1 {
		t.Errorf("two branches: %v, %+v", set.SetAside, set.Figures)
	}
}

func TestASetIsWrittenInEveryForm(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	first := c.write(c.export("", ""), t.TempDir())
	c.void("6")
	second := c.write(c.export("", ""), t.TempDir())
	set := mustMerge(t, first, second)
	profile, err := layout.ByName("generic-csv")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "set")
	if err := os.Mkdir(folder, 0o700); err != nil { // an empty one may be there
		t.Fatal(err)
	}
	if err := set.WriteFolder(context.Background(), folder, []*layout.Profile{profile}, merge.Options{}, merge.Document{Name: "reconciliation.pdf", Content: []byte("%PDF")}); err != nil {
		t.Fatal(err)
	}
	text := string(mustRead(t, filepath.Join(folder, "profile_generic-csv.csv")))
	if strings.Count(text, "C1-00000") != 5 || strings.Contains(text, "C1-000006") || strings.Contains(text, "C1-000004") {
		t.Errorf("the profile has\n%s", text)
	}
	if err := set.WriteFolder(context.Background(), folder, nil, merge.Options{}); ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("a folder with files is written over: %v", err)
	}
	path := filepath.Join(t.TempDir(), "set.xlsx")
	if err := set.WriteWorkbook(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	if string(mustRead(t, path)) != string(mustRead(t, filepath.Join(folder, "payments.xlsx"))) {
		t.Error("the workbook alone has other bytes")
	}
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if total, err := book.GetCellValue("Summary", "D2"); err != nil || total != "361.75" {
		t.Errorf("the summary's total is %q, %v", total, err)
	}
	if formula, err := book.GetCellFormula("Payments", "V4"); err != nil || formula != "" {
		t.Errorf("a note is a formula: %q, %v", formula, err)
	}
	if note, err := book.GetCellValue("Payments", "V4"); err != nil || note != "=1+1, said the customer" {
		t.Errorf("the note is %q, %v", note, err)
	}
	leftover, err := filepath.Glob(filepath.Join(filepath.Dir(folder), ".*"))
	if err != nil || len(leftover) != 0 {
		t.Errorf("left behind: %v", leftover)
	}
}

func TestAMergeThatIsCanceledLeavesNothing(t *testing.T) {
	c := mustOpen(t)
	c.pay(cashPayment("1", 1_00))
	path := c.write(c.export("", ""), t.TempDir())
	work := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := merge.Merge(ctx, []string{path}, work, merge.Options{}); err == nil {
		t.Error("it goes on")
	}
	if left, err := os.ReadDir(work); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
