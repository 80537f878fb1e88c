//go:build window

package main_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkStart holds the counter on a ledger of a million payments against an
// empty window of the toolkit: how long each takes from its start until it
// answers a key, and the most memory it took until then and for a while after.
// They take turns within one run; the times are medians.
func BenchmarkStart(b *testing.B) {
	s := newScreen(b, 1280, 800)
	empty := []string{mustBeBuilt(b, "empty-window")}
	counter := []string{mustBeBuilt(b, "counterfoil"), "--data", mustCopyMillion(b)}
	s.start(counter) // reads the ledger's file for the first time
	var started [2][]time.Duration
	var memory [2]float64 // MB
	for b.Loop() {
		for i, program := range [][]string{empty, counter} {
			took, peak := s.start(program)
			started[i] = append(started[i], took)
			memory[i] = max(memory[i], peak)
		}
	}
	of := func(i int) time.Duration {
		slices.Sort(started[i])
		return started[i][len(started[i])/2]
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(of(0).Milliseconds()), "empty-ms")
	b.ReportMetric(float64(of(1).Milliseconds()), "counter-ms")
	b.ReportMetric(float64(of(1))/float64(of(0)), "times-empty")
	b.ReportMetric(memory[0], "empty-MB")
	b.ReportMetric(memory[1], "counter-MB")
	b.ReportMetric(memory[1]-memory[0], "MB-more")
}

// mustCopyMillion copies the data folder that the ledger's own benchmarks make
// once a machine.
func mustCopyMillion(b *testing.B) string {
	b.Helper()
	made, err := filepath.Glob(filepath.Join(os.TempDir(), "counterfoil-million-*", "ledger.db"))
	if err != nil {
		b.Fatal(err)
	}
	if len(made) == 0 {
		b.Fatal("there is no ledger of a million payments; go test -tags ci -run '^$' -bench InALongLedger ./ledger makes it")
	}
	newest := slices.MaxFunc(made, func(a, c string) int { return modified(b, a).Compare(modified(b, c)) })
	copied := filepath.Join(b.TempDir(), "million")
	if err := os.CopyFS(copied, os.DirFS(filepath.Dir(newest))); err != nil {
		b.Fatal(err)
	}
	return copied
}

func modified(b *testing.B, path string) time.Time {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return info.ModTime()
}

// start runs a program until its window has answered a key, and ends it.
func (s *screen) start(command []string) (took time.Duration, peak float64) {
	s.t.Helper()
	bare := s.pixels()
	program := s.command(command[0], command[1:]...)
	program.Stderr = s.t.Output()
	start := time.Now()
	if err := program.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.awaitChange(bare, len(bare)/4/2) // the window is painted
	painted := s.pixels()
	s.keys("z")
	s.awaitChange(painted, ofACursor)
	took = time.Since(start)
	time.Sleep(2 * time.Second)
	peak = memoryPeak(s.t, program)
	program.Process.Kill()
	program.Wait()
	s.awaitSame(bare)
	return took, peak
}

// awaitChange waits until so many pixels are others.
func (s *screen) awaitChange(before []byte, pixels int) {
	s.t.Helper()
	for end := time.Now().Add(patience); changed(before, s.pixels()) < pixels; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatal("the screen stays as it was")
		}
	}
}

func (s *screen) awaitSame(before []byte) {
	s.t.Helper()
	if !awaited(func() bool { return changed(before, s.pixels()) == 0 }) {
		s.t.Fatal("the window does not go")
	}
}

// memoryPeak is the most memory that a program took so far, in MB.
func memoryPeak(t testing.TB, program *exec.Cmd) float64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", program.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb / 1024
}
