package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"counterfoil/ledger"
)

const oneLayout = `name = "ours"
extension = "txt"
form = "delimited"
delimiter = ";"
reversals = "file"
record = [{kind = "detail", columns = [{field = "account"}, {field = "amount"}]}] # first
`

func withProfiles(list string) string { return testCity + "[export]\nprofiles = [" + list + "]\n" }

// TestExportProfilesAreSettings follows a profile in a file of its own through
// a change, a batch, a backup and a restore.
func TestExportProfilesAreSettings(t *testing.T) {
	c, path := mustCreateBeside(t, withProfiles(`"generic-csv", "ours.toml"`), "export.profiles", "ours.toml", oneLayout)
	want := func(c *counter, mark string) {
		t.Helper()
		layouts := c.City().Layouts
		if len(layouts) != 2 || layouts[0].Name != "generic-csv" || layouts[1].Name != "ours" || !strings.Contains(string(layouts[1].Text), mark) {
			t.Errorf("in force: %+v", layouts)
		}
	}
	want(c, "# first")
	head := c.HeadSeq()
	mustWrite(t, path, strings.Replace(oneLayout, "first", "second", 1))
	c.reopen()
	c.wantLast("setting_changed", "set-up")
	want(c, "# second")
	then, err := c.Layouts(ledger.Batch{ToSeq: head})
	if err != nil || len(then) != 2 || !strings.Contains(string(then[1].Text), "# first") {
		t.Errorf("at entry %d: %+v, %v", head, then, err)
	}
	c.mustVerify()
	c.signEverybodyIn()
	backup, err := c.Backup(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	_, restored := c.restore(ledger.Copies{Backup: backup.Path})
	want(restored, "# second")
	if err := c.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, path, strings.Replace(oneLayout, `"account"`, `"acount"`, 1))
	if _, err := ledger.Open(c.folder, c.clock()); err == nil || !strings.Contains(err.Error(), "ours.toml: record 1 (detail), column 1 (acount), field: ") {
		t.Errorf("a broken file: %v", err)
	}
	mustWrite(t, path, oneLayout)
}

func TestExportProfilesThatAreRefused(t *testing.T) {
	for _, list := range []string{
		`"generic"`, `"generic-csv", "generic-csv"`, `"../ours.toml"`, `"/etc/ours.toml"`, `"city.toml"`, `".toml"`, `""`,
		strings.TrimSuffix(strings.Repeat(`"generic-csv", `, 9), ", "),
	} {
		if _, err := ledger.ParseCity([]byte(withProfiles(list))); ledger.FieldOf(err) != "export.profiles" {
			t.Errorf("%s: %v", list, err)
		}
	}
	if _, err := ledger.ParseCity(fmt.Appendf(nil, "scanline_file = \"a.toml\"\n%s", withProfiles(`"a.toml"`))); ledger.FieldOf(err) != "export.profiles" {
		t.Errorf("one file for both: %v", err)
	}
}
