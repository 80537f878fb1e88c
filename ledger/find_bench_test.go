package ledger_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"counterfoil/ledger"
)

// lookedFor is what is typed into the search field, letter by letter and
// whole.
var lookedFor = []string{
	"m", "ma", "mar", "maria", "maria z", "zofia zimverwood", // a common name, a rare one
	"e", "é", "xi", "xq", "son", "plumbing", "nobody at all", // parts; what few or none have
	"1", "10", "1000", "10001", "1000105945", // an account
	"C1-000777", "5", "4711", // a receipt, a check
	"100", "224.24", "224.2", // an amount
	"",
}

// BenchmarkFind searches as one types, with as many results as the screen
// lists, at a thousand and at a million payments in the ledger. It logs each
// query's median and 99th percentile.
func BenchmarkFind(b *testing.B) {
	small := ledger.Folder(filepath.Join(b.TempDir(), "data"))
	mustFill(b, small, 1000)
	var all [2][]time.Duration
	var each [2]map[string][]time.Duration
	ledgers := [2]*counter{mustSearchAll(b, small, 1000), mustSearchAll(b, millionFolder(b), million)}
	for b.Loop() {
		for i, c := range ledgers {
			if each[i] == nil {
				each[i] = map[string][]time.Duration{}
			}
			for _, text := range lookedFor {
				took := timed(b, func() error {
					_, err := c.Find(text, 200)
					return err
				})
				each[i][text] = append(each[i][text], took)
				all[i] = append(all[i], took)
			}
		}
	}
	for _, text := range lookedFor {
		small, large := each[0][text], each[1][text]
		b.Logf("%-18q p50 %8s  p99 %8s  %6.1f times that at 1,000 payments", text, percentile(large, 50), percentile(large, 99), float64(median(large))/float64(median(small)))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(milliseconds(percentile(all[1], 50)), "p50-ms")
	b.ReportMetric(milliseconds(percentile(all[1], 99)), "p99-ms")
	b.ReportMetric(milliseconds(percentile(all[0], 99)), "p99-ms-at-1000")
	b.ReportMetric(float64(percentile(all[1], 99))/float64(percentile(all[0], 99)), "times-1000")
}

// mustSearchAll opens a ledger and waits until all of it can be searched.
func mustSearchAll(b testing.TB, folder ledger.Folder, payments int) *counter {
	c := &counter{TB: b, folder: folder, now: firstDay.AddDate(0, 0, payments/paymentsADay+1)}
	start := time.Now()
	c.reopen()
	b.Cleanup(func() { c.Ledger.Close() })
	for {
		matches, err := c.Find("x", 1)
		if err != nil {
			b.Fatal(err)
		}
		if matches.Unsearched == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	b.Logf("%d payments can be searched after %s", payments, time.Since(start).Round(time.Millisecond))
	return c
}

func percentile(all []time.Duration, p int) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)*p/100, len(sorted)-1)].Round(10 * time.Microsecond)
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
