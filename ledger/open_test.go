package ledger_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"counterfoil/ledger"
)

// edit changes a closed ledger as somebody with an SQLite tool could.
func edit(t *testing.T, folder ledger.Folder, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", folder.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func TestALedgerThatIsNotUsableIsRefusedInWords(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, folder ledger.Folder)
		code  ledger.Code
		says  string
	}{
		"no folder":  {func(t *testing.T, f ledger.Folder) { os.RemoveAll(string(f)) }, ledger.Unavailable, "no data folder"},
		"no ledger":  {func(t *testing.T, f ledger.Folder) { os.Remove(f.Ledger()) }, ledger.Unavailable, "no ledger"},
		"newer":      {func(t *testing.T, f ledger.Folder) { edit(t, f, "PRAGMA user_version = 99") }, ledger.Unavailable, "newer"},
		"other file": {func(t *testing.T, f ledger.Folder) { edit(t, f, "PRAGMA application_id = 7") }, ledger.Unavailable, "not a Counterfoil ledger"},
		"no database": {func(t *testing.T, f ledger.Folder) {
			os.WriteFile(f.Ledger(), []byte(strings.Repeat("this is a letter\n", 100)), 0o600)
		}, ledger.Unavailable, "not a Counterfoil ledger"},
		"empty file":       {func(t *testing.T, f ledger.Folder) { os.WriteFile(f.Ledger(), nil, 0o600) }, ledger.Unavailable, "not a Counterfoil ledger"},
		"marked read-only": {func(t *testing.T, f ledger.Folder) { os.Chmod(f.Ledger(), 0o400) }, ledger.Unavailable, "read-only"},
		"no key":           {func(t *testing.T, f ledger.Folder) { os.Remove(f.Key()) }, ledger.Unavailable, "key"},
		"no settings":      {func(t *testing.T, f ledger.Folder) { os.Remove(f.Settings()) }, ledger.Unavailable, "settings"},
		"bad settings":     {func(t *testing.T, f ledger.Folder) { os.WriteFile(f.Settings(), []byte("nmae = 'x'"), 0o600) }, ledger.Unavailable, "nmae"},
		"other station": {func(t *testing.T, f ledger.Folder) {
			os.WriteFile(f.Settings(), []byte(strings.Replace(testCity, `"C1"`, `"C2"`, 1)), 0o600)
		}, ledger.Unavailable, "station"},
	} {
		t.Run(name, func(t *testing.T) {
			made := mustCreate(t)
			if err := made.Ledger.Close(); err != nil {
				t.Fatal(err)
			}
			c.spoil(t, made.folder)
			l, err := ledger.Open(made.folder)
			if err == nil {
				l.Close()
				t.Fatal("it was opened")
			}
			wantCode(t, err, c.code)
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("it says %q, without %q", err, c.says)
			}
			if c.code == ledger.Unavailable && name == "no ledger" {
				if _, err := os.Stat(made.folder.Ledger()); err == nil {
					t.Error("a missing ledger was made")
				}
			}
		})
	}
}

func TestASecondProgramIsRefused(t *testing.T) {
	c := mustCreate(t)
	_, err := ledger.Open(c.folder)
	wantCode(t, err, ledger.Busy)
	_, err = ledger.Verify(c.folder)
	wantCode(t, err, ledger.Busy)
	_, err = ledger.Create(c.folder, []byte(testCity), "again", secretOf)
	wantCode(t, err, ledger.Busy)
	if err := c.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = ledger.Create(c.folder, []byte(testCity), "again", secretOf)
	wantCode(t, err, ledger.Conflict)
}

func TestAStationsKeyIsNeverReplaced(t *testing.T) {
	c := mustCreate(t)
	if err := c.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(c.folder.Key())
	if err := os.Remove(c.folder.Ledger()); err != nil {
		t.Fatal(err)
	}
	_, err := ledger.Create(c.folder, []byte(testCity), "again", secretOf)
	wantCode(t, err, ledger.Conflict)
	if after, _ := os.ReadFile(c.folder.Key()); string(after) != string(before) {
		t.Fatal("the key was replaced")
	}
	// A set-up that was cut short is begun again.
	if err := os.WriteFile(c.folder.Ledger()+".new", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Create(c.folder, []byte(testCity), "again", secretOf); err != nil {
		t.Fatal(err)
	}
}

func TestSettingsThatCannotBeAreRefusedByName(t *testing.T) {
	for field, change := range map[string][2]string{
		"name":              {`"Testville"`, `""`},
		"station":           {`"C1"`, `"c1"`},
		"department":        {`"Utilities"`, `"Water\u0000"`},
		"zone":              {`"America/Chicago"`, `"Local"`},
		"person[1].name":    {`"ben"`, `"ANA"`},
		"person[2].role":    {`"supervisor"}, {name = "tom"`, `"boss"}, {name = "tom"`},
		"rules.overpayment": {"[[scanline]]\nname = \"sample-20\"", "[rules]\noverpayment = \"never\"\n[[scanline]]\nname = \"sample-20\""},
		"output.paper":      {"[[scanline]]\nname = \"sample-20\"", "[output]\npaper = \"A4\"\n[[scanline]]\nname = \"sample-20\""},
		"scanline":          {`length = 11`, `length = 10`},
	} {
		text := strings.Replace(testCity, change[0], change[1], 1)
		if text == testCity {
			t.Fatalf("%s: the change does not apply", field)
		}
		folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
		_, err := ledger.Create(folder, []byte(text), "down", secretOf)
		if ledger.CodeOf(err) != ledger.Invalid || ledger.FieldOf(err) != field {
			t.Errorf("%s: got field %q: %v", field, ledger.FieldOf(err), err)
		}
		if folder.HasLedger() {
			t.Errorf("%s: a ledger was made", field)
		}
	}
}

func TestChangedSettingsAreAnEntry(t *testing.T) {
	c := mustOpen(t)
	if err := os.WriteFile(c.folder.Settings(), []byte(testCity+"\n# checked by ada\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	var changes int
	for e, err := range c.Entries(1, 1000) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == "setting_changed" {
			changes++
		}
	}
	if changes != 2 {
		t.Fatalf("%d entries say so", changes)
	}
	c.mustVerify()
}
