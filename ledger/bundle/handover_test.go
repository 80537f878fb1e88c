package bundle_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

// restored restores a counter from its journal alone, as after a fire, into a
// ledger with a new key.
func (c *counter) restored(t *testing.T) *counter {
	t.Helper()
	var lines strings.Builder
	for e, err := range c.Entries(1, 1<<40) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%s\n", e.Line())
	}
	mirror := filepath.Join(t.TempDir(), "mirror.jsonl")
	if err := os.WriteFile(mirror, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &counter{failer: t, now: c.now.Add(time.Hour)}
	folder := ledger.Folder(filepath.Join(t.TempDir(), "restored"))
	if _, err := ledger.Restore(folder, ledger.Copies{Mirror: mirror}, secretOf, clockAt(&r.now)); err != nil {
		t.Fatal(err)
	}
	var err error
	if r.Ledger, err = ledger.Open(folder, clockAt(&r.now)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	for name, session := range map[string]*ledger.Session{"ana": &r.ana, "sue": &r.sue} {
		if *session, err = r.SignIn(name, name+" has a long secret", ledger.ToWork); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// handedOver is a station that was restored twice: a batch from before, one
// that a restore lies in, and one after both that reverses a payment of the
// first.
func handedOver(t *testing.T) (keys []ledger.PublicKey, paths []string, last *counter) {
	t.Helper()
	folder := t.TempDir()
	c := mustOpen(t)
	c.aDay()
	keys = append(keys, c.PublicKey())
	batches := []ledger.Batch{c.export("", "")}
	c.pay(cashPayment("1", 5_00))
	c = c.restored(t)
	keys = append(keys, c.PublicKey())
	c.pay(cashPayment("2", 6_00))
	batches = append(batches, c.export("", ""))
	c = c.restored(t)
	keys = append(keys, c.PublicKey())
	c.pay(cashPayment("3", 7_00))
	c.void("C1-000001")
	batches = append(batches, c.export("", ""))
	for _, b := range batches {
		paths = append(paths, c.write(b, folder))
	}
	return keys, paths, c
}

func TestABundleVerifiesAcrossAChangeOfKey(t *testing.T) {
	keys, paths, _ := handedOver(t)
	for _, path := range paths {
		mustVerify(t, path, keys[2])
		findings := verify(t, path)
		for _, key := range keys {
			if said := fmt.Sprint(findings); !strings.Contains(said, "THE KEY CHANGED") || !strings.Contains(said, key.String()) {
				t.Errorf("%s: the change from %s is not said: %s", filepath.Base(path), key, said)
			}
		}
		for _, old := range keys[:2] {
			findings := verify(t, path, old)
			if findings.OK() || !strings.Contains(fmt.Sprint(findings), "not in use any more") {
				t.Errorf("%s: the old key is believed: %v", filepath.Base(path), findings)
			}
		}
		files, names := unzip(t, path)
		if at := slices.Index(names, "handovers.jsonl"); at < 0 || names[at-1] != "journal.jsonl" || strings.Count(files["handovers.jsonl"], "\n") != 2 {
			t.Errorf("the handovers are not where they belong: %v", names)
		}
	}
}

func TestHandoversThatDoNotHoldAreRefused(t *testing.T) {
	_, paths, last := handedOver(t)
	stranger := mustOpen(t)
	for name, c := range map[string]struct {
		forge func(f *forged)
		check string
	}{
		"none":         {func(f *forged) { f.files["handovers.jsonl"] = "" }, "journal chain and signatures"},
		"first only":   {func(f *forged) { f.files["handovers.jsonl"] = nthLine(f, 1) }, "handovers"},
		"last only":    {func(f *forged) { f.files["handovers.jsonl"] = nthLine(f, 2) }, "journal chain and signatures"},
		"turned round": {func(f *forged) { f.files["handovers.jsonl"] = nthLine(f, 2) + nthLine(f, 1) }, "handovers"},
		"another seq":  {func(f *forged) { f.change("handovers.jsonl", `"seq":`, `"seq":1`) }, "handovers"},
		"another kind": {func(f *forged) { f.files["handovers.jsonl"] = f.lineOf("journal.jsonl", `"kind":"payment_recorded"`) }, "handovers"},
		"another key": {func(f *forged) {
			f.change("handovers.jsonl", `"public_key":"`+keyIn(f, 1), `"public_key":"`+stranger.PublicKey().String())
		}, "handovers"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, path := range paths {
				files, names := unzip(t, path)
				f := &forged{T: t, counter: last, files: files, names: names}
				c.forge(f)
				f.reseal(last)
				to := filepath.Join(t.TempDir(), filepath.Base(path))
				pack(t, to, f.names, f.files, nil)
				findings := verify(t, to)
				if !slices.ContainsFunc(findings, func(f ledger.Finding) bool { return f.Name == c.check && !f.OK }) {
					t.Errorf("%s: %q holds: %v", filepath.Base(path), c.check, findings)
				}
			}
		})
	}
}

func nthLine(f *forged, n int) string {
	return strings.SplitAfter(f.files["handovers.jsonl"], "\n")[n-1]
}

// keyIn is the new key of the nth handover.
func keyIn(f *forged, n int) string {
	_, key, _ := strings.Cut(nthLine(f, n), `"public_key":"`)
	key, _, _ = strings.Cut(key, `"`)
	return key
}
