package ledger_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"sort"
	"testing"
	"time"
)

// BenchmarkRecordPayment compares durable payments with what the disk can do:
// a bare file that the same bytes are appended to and synced, and one plain
// row in SQLite with the ledger's settings. The three take turns within one
// run, so that the ratios hold on a noisy machine; each is the median.
func BenchmarkRecordPayment(b *testing.B) {
	c := mustOpen(b)
	var entryBytes int
	c.mustRecord(c.ana, checkPayment(45_67, "1041"))
	for e, err := range c.Entries(1, 1000) {
		if err != nil {
			b.Fatal(err)
		}
		entryBytes = len(e.Line()) + 1 // the payment's, which is last
	}
	bare, err := os.Create(filepath.Join(b.TempDir(), "bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	plain, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "plain.db")+"?_pragma=locking_mode(EXCLUSIVE)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		b.Fatal(err)
	}
	defer plain.Close()
	plain.SetMaxOpenConns(1)
	if _, err := plain.Exec("CREATE TABLE t (line TEXT) STRICT"); err != nil {
		b.Fatal(err)
	}
	line := make([]byte, entryBytes)
	for i := range line {
		line[i] = 'x'
	}
	var payments, appends, rows []time.Duration
	for b.Loop() {
		payments = append(payments, timed(b, func() error {
			_, err := c.RecordPayment(c.ana, checkPayment(45_67, "1041"))
			return err
		}))
		appends = append(appends, timed(b, func() error {
			if _, err := bare.Write(line); err != nil {
				return err
			}
			return syncData(bare)
		}))
		rows = append(rows, timed(b, func() error {
			_, err := plain.Exec("INSERT INTO t VALUES (?)", string(line))
			return err
		}))
	}
	payment, bareAppend, row := median(payments), median(appends), median(rows)
	b.ReportMetric(0, "ns/op") // of all three together it would mean nothing
	b.ReportMetric(float64(payment.Microseconds()), "payment-µs")
	b.ReportMetric(float64(bareAppend.Microseconds()), "append-µs")
	b.ReportMetric(float64(row.Microseconds()), "row-µs")
	b.ReportMetric(float64(bareAppend)/float64(payment), "of-append-rate")
	b.ReportMetric(float64(row)/float64(payment), "of-row-rate")
}

func timed(b *testing.B, do func() error) time.Duration {
	start := time.Now()
	if err := do(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func median(all []time.Duration) time.Duration {
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	return all[len(all)/2]
}
