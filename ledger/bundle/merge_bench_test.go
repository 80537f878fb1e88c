package bundle_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle/merge"
)

// BenchmarkMerge merges the bundles of four stations into a folder and a
// workbook, and says how many payments it took a second and how much memory it
// needed at most. COUNTERFOIL_MERGE_PAYMENTS says how many there are: making
// them takes longer than merging them.
func BenchmarkMerge(b *testing.B) {
	const stations, batches = 4, 5
	many := 4_000
	if text := os.Getenv("COUNTERFOIL_MERGE_PAYMENTS"); text != "" {
		var err error
		if many, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	folder := b.TempDir()
	var paths []string
	for n := range stations {
		station := fmt.Sprint("C", n+1)
		data := filepath.Join(folder, station)
		text := strings.ReplaceAll(cityText, `"C1"`, fmt.Sprintf("%q", station))
		if _, err := ledger.Create(ledger.Folder(data), []byte(text), "billing is down", secretOf, clockAt(&opening)); err != nil {
			b.Fatal(err)
		}
		c := openCounter(b, data)
		for batch := range batches {
			for i := range many / stations / batches {
				p := checkPayment(fmt.Sprintf("%010d", i), int64(100+i%50_000), "1041")
				p.Lines[0].Bill = fmt.Sprint(station, "-", batch, "-", i)
				c.now = c.now.Add(100 * time.Millisecond)
				if _, err := c.RecordPayment(c.ana, p); err != nil {
					b.Fatal(err)
				}
			}
			c.now = c.now.Add(time.Second)
			paths = append(paths, c.write(c.export("", ""), folder))
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
		if err := os.RemoveAll(data); err != nil {
			b.Fatal(err)
		}
	}
	debug.FreeOSMemory()
	before := megabytes("VmRSS:")
	resetPeak()
	for b.Loop() {
		set, err := merge.Merge(context.Background(), paths, folder, merge.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if set.Figures.Payments != int64(many) || len(set.SetAside) > 0 {
			b.Fatalf("the set has %d payments; set aside: %v", set.Figures.Payments, set.SetAside)
		}
		out := filepath.Join(folder, "set")
		if err := set.WriteFolder(context.Background(), out, nil, merge.Options{}); err != nil {
			b.Fatal(err)
		}
		if err := os.RemoveAll(out); err != nil {
			b.Fatal(err)
		}
		if err := set.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(many)*float64(b.N)/b.Elapsed().Seconds(), "payments/s")
	if peak := megabytes("VmHWM:"); peak > 0 {
		b.ReportMetric(before, "MB-before")
		b.ReportMetric(peak, "MB-at-most")
	}
}

// resetPeak forgets how much memory making the bundles took, where the system
// can (Linux, proc(5)).
func resetPeak() { os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// megabytes reads what the system knows of the program's memory: VmHWM is the
// most that it had at once, VmRSS what it has; 0: the system does not say.
func megabytes(name string) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), name)
	var kilobytes float64
	fmt.Sscan(rest, &kilobytes)
	return kilobytes / 1024
}
