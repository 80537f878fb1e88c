package ledger_test

import (
	"database/sql"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
)

// exportedRows are the rows that a bundle carries: each stub line with its
// payment, and the journal that proves it.
var exportedRows = []string{
	"SELECT p.*, l.* FROM payments p JOIN lines l ON l.payment = p.seq",
	"SELECT seq, id, at, actor, kind, body, hex(prev), hex(hash), hex(sig) FROM journal ORDER BY seq",
}

// BenchmarkExport compares the bundle of a large batch, written and verified,
// with the same rows written as CSV by the sqlite3 tool, or by the driver where
// there is no such tool. COUNTERFOIL_EXPORT_PAYMENTS says how many payments
// there are.
func BenchmarkExport(b *testing.B) {
	payments := 20_000
	if text := os.Getenv("COUNTERFOIL_EXPORT_PAYMENTS"); text != "" {
		var err error
		if payments, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	folder := ledger.Folder(filepath.Join(b.TempDir(), "data"))
	mustFill(b, folder, payments)
	dumped := mustCopy(b, folder).Ledger()
	c := mustOpenFilled(b, folder, payments)
	batch, err := c.Export(c.fay, "", "")
	if err != nil {
		b.Fatal(err)
	}
	var exports, dumps []time.Duration
	for b.Loop() {
		out := b.TempDir()
		exports = append(exports, timed(b, func() error {
			_, err := bundle.Write(b.Context(), c.Ledger, batch, out, bundle.Options{})
			return err
		}))
		dumps = append(dumps, timed(b, func() error { return dumpRows(dumped, filepath.Join(out, "rows.csv")) }))
		if err := os.RemoveAll(out); err != nil {
			b.Fatal(err)
		}
	}
	export, dump := median(exports), median(dumps)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(export.Seconds(), "export-seconds")
	b.ReportMetric(dump.Seconds(), "dump-seconds")
	b.ReportMetric(float64(payments)/export.Seconds(), "payments/s")
	b.ReportMetric(float64(export)/float64(dump), "times-dump")
}

// dumpRows writes the rows of a ledger that nobody has open.
func dumpRows(database, to string) error {
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	defer file.Close()
	if tool, err := exec.LookPath("sqlite3"); err == nil {
		dump := exec.Command(tool, append([]string{"-csv", "-readonly", database}, exportedRows...)...)
		dump.Stdout = file
		return dump.Run()
	}
	db, err := sql.Open("sqlite", database)
	if err != nil {
		return err
	}
	defer db.Close()
	w := csv.NewWriter(file)
	for _, query := range exportedRows {
		if err := dumpQuery(db, query, w); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func dumpQuery(db *sql.DB, query string, to *csv.Writer) error {
	rows, err := db.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	cells := make([]sql.NullString, len(columns))
	into, row := make([]any, len(columns)), make([]string, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, cell := range cells {
			row[i] = cell.String
		}
		if err := to.Write(row); err != nil {
			return err
		}
	}
	return rows.Err()
}
