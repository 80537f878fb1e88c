package ledger_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// mustSetMirror sets it and brings all that it lacks.
func (c *counter) mustSetMirror(folder string) {
	c.Helper()
	if err := c.SetMirror(c.sue, folder); err != nil {
		c.Fatal(err)
	}
	for c.TendMirror() {
	}
}

func mustMakeStick(t *testing.T) string {
	t.Helper()
	stick := filepath.Join(t.TempDir(), `stick "of" sue`)
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	return stick
}

func TestAMirrorIsSetWhileTheCounterWorks(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(1_00))
	first, second := mustMakeStick(t), mustMakeStick(t)
	c.mustSetMirror(" " + first + " ")
	c.wantMirrored(first)
	c.mustRecord(c.ana, cashPayment(2_00))
	c.wantMirrored(first)
	c.mustSetMirror(first) // once more
	c.wantMirrored(first)

	c.mustSetMirror(second)
	c.mustRecord(c.ana, cashPayment(3_00))
	c.wantMirrored(second)
	if text, err := os.ReadFile(c.folder.Settings()); err != nil || strings.Count(string(text), "[mirror]") != 1 || !strings.Contains(string(text), "set by sue") {
		t.Errorf("city.toml is\n%s\n%v", text, err)
	}
	c.reopen()
	c.signEverybodyIn()
	if got := c.City().Mirror.Path; got != second {
		t.Errorf("the next start has the mirror in %q, want %q", got, second)
	}
	c.mustRecord(c.ana, cashPayment(4_00))
	c.wantMirrored(second)

	c.mustSetMirror("")
	before, err := os.ReadFile(mirrorIn(second))
	if err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.ana, cashPayment(5_00))
	if after, err := os.ReadFile(mirrorIn(second)); err != nil || len(after) != len(before) || c.City().Mirror.Path != "" {
		t.Errorf("the mirror is written after it was taken off, %v", err)
	}
	c.mustVerify()
}

func TestAnotherMirrorTakesThePlaceOfALostOne(t *testing.T) {
	c, stick := withMirror(t)
	c.signEverybodyIn()
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	c.signEverybodyIn()
	if c.mirrorAlarm() == "" {
		t.Fatal("the mirror is not lost, so nothing is tested")
	}
	other := mustMakeStick(t)
	c.mustSetMirror(other)
	c.mustRecord(c.ana, cashPayment(1_00))
	c.wantMirrored(other)
}

func TestAMirrorThatCannotBeIsRefused(t *testing.T) {
	c := mustOpen(t)
	file := filepath.Join(t.TempDir(), "file")
	strange := mustMakeStick(t)
	for path, content := range map[string]string{file: "x", mirrorIn(strange): "not a mirror\n"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.ReadFile(c.folder.Settings())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "missing"), file, strange, string(c.folder)} {
		err := c.SetMirror(c.sue, path)
		wantCode(t, err, ledger.Invalid)
		if field := ledger.FieldOf(err); field != "mirror.path" || !strings.Contains(err.Error(), path) {
			t.Errorf("%s is refused at %q: %v", path, field, err)
		}
	}
	wantCode(t, c.SetMirror(c.ana, mustMakeStick(t)), ledger.NotAllowed)
	after, err := os.ReadFile(c.folder.Settings())
	if err != nil || string(after) != string(before) || c.City().Mirror.Path != "" || c.mirrorAlarm() != "" {
		t.Errorf("something changed: %v, %q", err, c.mirrorAlarm())
	}
}
