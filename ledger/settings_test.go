package ledger_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/stub"
)

// learned is a kind of line that testCity does not have: an account and its
// 7-3-1 check digit.
var learned = stub.Profile{Name: "learned", Length: 12,
	Fields: []stub.Field{{Name: "account", From: 1, Length: 11}},
	Checks: []stub.Check{{Digit: 12, Covers: "1-11", Weights: []int{7, 3, 1}}},
}

// scanned is a line of learned with its check digit wrong, as a payment.
func scanned(line string) ledger.Payment {
	p := cashPayment(10_00)
	p.Lines[0].Account, p.Lines[0].Scan = line[:11], line
	return p
}

func TestAScanLineThatIsAddedCountsAtOnceAndStays(t *testing.T) {
	c := mustOpen(t)
	commented := testCity + "# The end: checked by ada.\n"
	mustWrite(t, c.folder.Settings(), commented)
	c.reopen()
	c.signEverybodyIn()
	if err := c.AddScanline(c.sue, learned); err != nil {
		t.Fatal(err)
	}
	want := func() {
		t.Helper()
		if p, err := stub.ByName(c.City().Scanlines, "learned"); err != nil || fmt.Sprint(p) != fmt.Sprint(learned) || len(c.City().Scanlines) != 3 {
			t.Errorf("in force: %+v, %v", c.City().Scanlines, err)
		}
		if warnings := c.scanWarnings(scanned("000000000017")); len(warnings) != 0 {
			t.Errorf("of a right line: %+v", warnings)
		}
		if warnings := c.scanWarnings(scanned("000000000013")); len(warnings) != 1 || !strings.Contains(warnings[0].Text, "position 12: the check digit is 3") {
			t.Errorf("of a wrong check digit: %+v", warnings)
		}
	}
	want()
	text := mustReadFile(t, c.folder.Settings())
	if !strings.HasPrefix(text, commented[:len(commented)-1]) || !strings.Contains(text, "# Learned from stubs by sue on 11/23/2026.\n[[scanline]]\nname = 'learned'") {
		t.Errorf("city.toml is now\n%s", text)
	}
	c.wantLast("setting_changed", "sue")
	c.reopen()
	want()
	c.mustVerify()
}

func (c *counter) scanWarnings(p ledger.Payment) []ledger.Warning {
	c.Helper()
	warnings, err := c.Review(p)
	if err != nil {
		c.Fatal(err)
	}
	var scans []ledger.Warning
	for _, w := range warnings {
		if w.Kind == ledger.ScanDoubtful {
			scans = append(scans, w)
		}
	}
	return scans
}

func (c *counter) wantLast(kind ledger.Kind, actor string) {
	c.Helper()
	var last ledger.Entry
	for e, err := range c.Entries(1, 1<<30) {
		if err != nil {
			c.Fatal(err)
		}
		last = e
	}
	if last.Kind != kind || last.Actor != actor {
		c.Errorf("the last entry is %s by %s; want %s by %s", last.Kind, last.Actor, kind, actor)
	}
}

func mustWrite(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mustReadFile(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAScanLineIsAddedWholeOrNotAtAll(t *testing.T) {
	c := mustOpen(t)
	taken := learned
	taken.Name = "checked"
	broken := learned
	broken.Length = 3
	for name, test := range map[string]struct {
		by   ledger.Session
		p    stub.Profile
		code ledger.Code
		says string
	}{
		"a clerk":       {c.ana, learned, ledger.NotAllowed, "may not set up scan lines"},
		"nobody":        {ledger.Session{}, learned, ledger.NotAllowed, "sign in"},
		"a taken name":  {c.sue, taken, ledger.Invalid, "two profiles have this name"},
		"not a profile": {c.sue, broken, ledger.Invalid, "field \"account\""},
	} {
		err := c.AddScanline(test.by, test.p)
		if ledger.CodeOf(err) != test.code || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if text := mustReadFile(t, c.folder.Settings()); text != testCity || len(c.City().Scanlines) != 2 {
		t.Errorf("city.toml is now\n%s", text)
	}
	mustWrite(t, c.folder.Settings(), testCity+"# by hand\n")
	if err := c.AddScanline(c.sue, learned); ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("over a change by hand: %v", err)
	}
	if text := mustReadFile(t, c.folder.Settings()); text != testCity+"# by hand\n" {
		t.Errorf("city.toml is now\n%s", text)
	}
}

// ownFile is testCity with a file of its own for more scan lines.
const ownFile = "scanline_file = \"lines.toml\"\n" + testCity

const oneLine = "[[scanline]]\nname = \"own\"\nlength = 7\nfield = [{name = \"account\", from = 1, length = 7}] # ours\n"

// mustCreateBeside is a counter whose settings name a file beside city.toml.
// Without the file there is no ledger, and the setting is said.
func mustCreateBeside(t *testing.T, settings, setting, name, content string) (c *counter, path string) {
	t.Helper()
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	if _, err := ledger.Create(folder, []byte(settings), "down", secretOf); ledger.FieldOf(err) != setting {
		t.Fatalf("without the file: %v", err)
	}
	if err := os.MkdirAll(string(folder), 0o700); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(string(folder), name)
	mustWrite(t, path, content)
	c = &counter{TB: t, folder: folder, now: firstDay}
	if _, err := ledger.Create(folder, []byte(settings), "down", secretOf, c.clock()); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	t.Cleanup(func() { c.Ledger.Close() })
	c.signEverybodyIn()
	return c, path
}

func TestScanLinesInAFileOfTheirOwn(t *testing.T) {
	c, path := mustCreateBeside(t, ownFile, "scanline_file", "lines.toml", oneLine)
	want := func(c *counter, names string) {
		t.Helper()
		var got []string
		for _, p := range c.City().Scanlines {
			got = append(got, p.Name)
		}
		if strings.Join(got, " ") != names {
			t.Errorf("in force: %v; want %s", got, names)
		}
	}
	want(c, "sample-20 checked own")
	if err := c.AddScanline(c.sue, learned); err != nil {
		t.Fatal(err)
	}
	want(c, "sample-20 checked own learned")
	if text := mustReadFile(t, c.folder.Settings()); text != ownFile {
		t.Errorf("city.toml was changed:\n%s", text)
	}
	if text := mustReadFile(t, path); !strings.HasPrefix(text, oneLine[:len(oneLine)-1]) || !strings.Contains(text, "'learned'") {
		t.Errorf("the file is now\n%s", text)
	}
	if city, err := ledger.ReadCity(c.folder); err != nil || len(city.Scanlines) != 4 {
		t.Errorf("ReadCity = %+v, %v", city.Scanlines, err)
	}
	backup, err := c.Backup(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	_, restored := c.restore(ledger.Copies{Backup: backup.Path})
	want(restored, "sample-20 checked own learned")

	mustWrite(t, path, strings.Replace(mustReadFile(t, path), "# ours", "# theirs", 1))
	c.reopen()
	c.wantLast("setting_changed", "set-up")
	c.mustVerify()
	if err := c.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, path, oneLine+"length = 9")
	if _, err := ledger.Open(c.folder, c.clock()); err == nil || !strings.Contains(err.Error(), "lines.toml: line 5") {
		t.Errorf("a broken file: %v", err)
	}
	mustWrite(t, path, oneLine)
}

func TestScanLineFilesThatAreRefused(t *testing.T) {
	for _, name := range []string{"../lines.toml", "/etc/lines.toml", "sub/lines.toml", "city.toml", "station.key", ".toml", "."} {
		_, err := ledger.ParseCity(fmt.Appendf(nil, "scanline_file = %q\n%s", name, testCity))
		if ledger.FieldOf(err) != "scanline_file" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
