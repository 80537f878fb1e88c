package ledger_test

import (
	"database/sql"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"testing"
	"time"

	"counterfoil/ledger"
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

// BenchmarkRecordPaymentInALongLedger compares payments at a thousand and at a
// million payments in the ledger. The two take turns with the same payments.
func BenchmarkRecordPaymentInALongLedger(b *testing.B) {
	short := ledger.Folder(filepath.Join(b.TempDir(), "data"))
	mustFill(b, short, 1000)
	ledgers := [2]*counter{mustOpenFilled(b, short, 1000), mustOpenFilled(b, mustCopy(b, millionFolder(b)), million)}
	random := rand.New(rand.NewPCG(2, 2))
	var took [2][]time.Duration
	for n := 0; b.Loop(); n++ {
		p := onePayment(random, million+n)
		for i, c := range ledgers {
			took[i] = append(took[i], timed(b, func() error {
				_, err := c.RecordPayment(c.ana, p)
				return err
			}))
		}
	}
	thousand, million := median(took[0]), median(took[1])
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(thousand.Microseconds()), "payment-µs-at-1000")
	b.ReportMetric(float64(million.Microseconds()), "payment-µs-at-1000000")
	b.ReportMetric(float64(million)/float64(thousand), "times-1000")
}

// BenchmarkVerifyAMillion makes every check there is on a ledger of a million
// payments.
func BenchmarkVerifyAMillion(b *testing.B) {
	folder := millionFolder(b)
	for b.Loop() {
		findings, err := ledger.Verify(folder)
		if err != nil || !findings.OK() {
			b.Fatal(findings, err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "seconds")
	b.ReportMetric(float64(million)*float64(b.N)/b.Elapsed().Seconds(), "payments/s")
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
