package ledger_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
)

func mustCode(t *testing.T, text string) ledger.PrintedCode {
	t.Helper()
	code, err := ledger.ParsePrintedCode(text)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func copyFolder(t *testing.T, from ledger.Folder) ledger.Folder {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(to, os.DirFS(string(from))); err != nil {
		t.Fatal(err)
	}
	return ledger.Folder(to)
}

func TestACodeOnPaperShowsAnOlderCopyAndACutTail(t *testing.T) {
	c := mustOpen(t)
	first := c.mustRecord(c.ana, cashPayment(30_00))
	c.Ledger.Close()
	older := copyFolder(t, c.folder)
	c.Ledger = nil
	c.reopen()
	last := c.mustRecord(c.ana, cashPayment(45_67))
	closing, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cents(175_67)})
	if err != nil {
		t.Fatal(err)
	}
	c.Ledger.Close()
	cut := copyFolder(t, c.folder)
	edit(t, cut, "PRAGMA foreign_keys = 0; "+dropTriggers+"; DELETE FROM journal WHERE kind = 'drawer_closed'; DELETE FROM closings; UPDATE drawers SET state = 'open', closed = NULL; UPDATE totals SET closings = 0; "+makeTriggers(t))

	onFirst, onLast := mustCode(t, first.Code()), mustCode(t, strings.ToLower(strings.ReplaceAll(last.Code(), "-", " ")))
	onClosing := mustCode(t, closing.Hash.String())
	for name, v := range map[string]struct {
		folder  ledger.Folder
		codes   []ledger.PrintedCode
		missing int
	}{
		"whole":                     {c.folder, []ledger.PrintedCode{onFirst, onLast, onClosing}, 0},
		"older copy, nothing known": {older, nil, 0},
		"older copy, older paper":   {older, []ledger.PrintedCode{onFirst}, 0},
		"older copy, newer paper":   {older, []ledger.PrintedCode{onFirst, onLast, onClosing}, 2},
		"cut tail, newer paper":     {cut, []ledger.PrintedCode{onLast, onClosing}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			findings, err := ledger.Verify(v.folder, v.codes...)
			if err != nil {
				t.Fatal(err)
			}
			looked, missing := 0, 0
			for _, f := range findings {
				if strings.HasPrefix(f.Name, "printed code ") {
					looked++
					if !f.OK {
						missing++
					}
				} else if !f.OK {
					t.Errorf("%s: %s", f.Name, f.Detail)
				}
			}
			if looked != len(v.codes) || missing != v.missing {
				t.Errorf("%d codes looked for and %d missing: %+v", looked, missing, findings)
			}
		})
	}
}

func TestWhatIsNotAPrintedCodeIsRefused(t *testing.T) {
	for _, text := range []string{"", "4F1A-09BC-77D2-E31", "4F1A-09BC-77D2-E31G", strings.Repeat("a", 65)} {
		if code, err := ledger.ParsePrintedCode(text); ledger.CodeOf(err) != ledger.Invalid {
			t.Errorf("%q is read as %q, %v", text, code, err)
		}
	}
}

func TestVerifyTellsWhatStillHolds(t *testing.T) {
	c := mustOpen(t)
	for range 5 {
		c.mustRecord(c.ana, cashPayment(30_00))
	}
	c.Ledger.Close()
	entries := c.value("SELECT max(seq) FROM journal")
	changed := c.value("SELECT seq FROM journal WHERE kind = 'payment_recorded' ORDER BY seq LIMIT 1 OFFSET 2")
	edit(t, c.folder, dropTriggers+"; UPDATE journal SET body = replace(body, '30.00', '3.00') WHERE seq = "+changed)
	findings, err := ledger.Verify(c.folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Name != "journal chain and signatures" {
			continue
		}
		for _, want := range []string{"entry " + changed + " was changed", "Entries 1 to ", "are whole", "2 of the 3 entries"} {
			if !strings.Contains(f.Detail, want) {
				t.Errorf("of %s entries, it says %q, without %q", entries, f.Detail, want)
			}
		}
		return
	}
	t.Errorf("%+v", findings)
}
