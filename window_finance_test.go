//go:build window

package main_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"counterfoil/ledger"
)

// finance is a day at finance's own desk, on a machine without a ledger: a
// bundle is checked and its station's key registered, billing's answers are
// taken, billing's list is matched, and two bundles are merged.
func finance(w *window) {
	counter := mustInit(w.T)
	first, ids := counter.exported(0)
	second, _ := counter.exported(3)
	fingerprint := counter.fingerprint()
	answers := counter.file("answers.csv", fmt.Sprintf("payment_id,status,reason,reference\n%s,accepted,,77\n%s,rejected,Account closed,\n%s,duplicate,,78\n", ids[0], ids[1], ids[2]))
	list := counter.file("cash.csv", fmt.Sprintf("payment_id,account,amount\n%s,,10.00\n%[1]s,,10.00\n,5550002,20.00\n,777,1.00\n", ids[0]))

	w.data = counter.data
	w.open("finance", "window")
	w.shoot("desk")
	w.keys("2", "<Return>", "<F9>")
	w.types(first)
	w.work("<Return>")
	w.shoot("desk-look")
	w.keys("<F4>")
	w.types(fingerprint)
	w.shoot("desk-register")
	w.work("<Return>")
	w.keys("<F9>")
	w.settle()
	w.keys("1")
	w.work("<Return>")
	w.shoot("desk-verified")

	w.keys("<Escape>", "1", "<Return>", "<F9>")
	w.settle()
	w.keys("1")
	w.work("<Return>")
	w.types(answers)
	w.keys("<Return>")
	w.shoot("desk-mapping")
	w.work("<Return>")
	w.shoot("desk-posted")
	w.keys("<F3>")
	w.shoot("desk-open-stubs")

	w.keys("<Escape>", "3", "<Return>", "<F9>")
	w.settle()
	w.keys("1")
	w.work("<Return>")
	w.keys("<Tab>")
	w.types(list)
	w.keys("<Return>")
	w.work("<Return>")
	w.shoot("desk-match")
	w.keys("<F7>")
	w.work("<Return>")

	w.keys("<Escape>", "4", "<Return>", "<F3>")
	w.settle()
	w.keys("1", "<Return>", "<F3>")
	w.settle()
	w.keys("<Tab>")
	w.types(second)
	w.keys("<Return>")
	w.shoot("desk-merge")
	w.keys("<F9>", "<Return>", "<Return>")
	city := filepath.Join(filepath.Dir(second), "city-wide")
	w.await("the set", func() bool { _, err := os.Stat(city); return err == nil })
	w.rest(2 * time.Second)
	w.shoot("desk-merged")
	w.keys("<alt+F4>")
	w.mustEnd()

	var stations []struct {
		Fingerprint string
		Registered  bool
		Batches     int
	}
	counter.mustJSON(&stations, "", "", "finance", "stations", "--json")
	if len(stations) != 1 || !stations[0].Registered || stations[0].Fingerprint != fingerprint || stations[0].Batches < 1 {
		w.Errorf("finance knows %+v", stations)
	}
	results, err := filepath.Glob(filepath.Join(filepath.Dir(answers), "results_*.csv"))
	if err != nil || len(results) != 1 {
		w.Fatalf("the counter gets %v, %v", results, err)
	}
	var taken struct {
		Accepted, Rejected, Duplicate struct{ Amount string }
	}
	counter.mustJSON(&taken, counter.finance(), "", "posted", first, results[0], "--as", counter.finance(), "--json")
	if taken.Accepted.Amount != "10.00" || taken.Rejected.Amount != "20.00" || taken.Duplicate.Amount != "30.00" {
		w.Errorf("the counter hears of %+v", taken)
	}
	matches, err := filepath.Glob(filepath.Join(filepath.Dir(first), "match_*.csv"))
	if err != nil || len(matches) != 1 {
		w.Fatalf("the comparison is %v, %v", matches, err)
	}
	kinds := map[string]int{}
	for _, row := range rowsOf(w, matches[0])[1:] {
		kinds[row[0]]++
	}
	if kinds["matched"] != 2 || kinds["missing"] != 1 || kinds["theirs only"] != 1 || len(kinds) != 4 {
		w.Errorf("the comparison holds %v", kinds)
	}
	if merged := rowsOf(w, filepath.Join(city, "payments.csv")); len(merged) != 1+6 {
		w.Errorf("the set holds %v", merged)
	}
}

// fingerprint is that of the station's key, as its closings print it.
func (s *station) fingerprint() string {
	s.Helper()
	l, err := ledger.Open(ledger.Folder(s.data))
	if err != nil {
		s.Fatal(err)
	}
	defer l.Close()
	return l.PublicKey().Fingerprint()
}

func rowsOf(w *window, path string) [][]string {
	w.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		w.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		w.Fatal(err)
	}
	return rows
}
