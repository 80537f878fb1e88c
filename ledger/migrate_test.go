package ledger_test

import (
	"database/sql"
	"database/sql/driver"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"modernc.org/sqlite"

	"counterfoil/ledger"
)

const (
	addMarks = `CREATE TABLE marks (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
		INSERT INTO marks SELECT seq, kind FROM journal`
	// fillMarks writes more than SQLite's cache holds, so that pages of the
	// unfinished transaction are in the file.
	fillMarks = `WITH RECURSIVE c (n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM c WHERE n < 9000)
		INSERT INTO marks SELECT n, hex(zeroblob(1000)) FROM c`
)

func (c *counter) value(query string) string {
	c.Helper()
	db, err := sql.Open("sqlite", c.folder.Ledger())
	if err != nil {
		c.Fatal(err)
	}
	defer db.Close()
	var value string
	if err := db.QueryRow(query).Scan(&value); err != nil {
		c.Fatal(err)
	}
	return value
}

func (c *counter) wantVersion(want string) {
	c.Helper()
	if got := c.value("PRAGMA user_version"); got != want {
		c.Errorf("the ledger is of version %s, want %s", got, want)
	}
}

func TestAnOlderLedgerIsMigratedAfterAVerifiedCopy(t *testing.T) {
	c := day(t)
	c.Ledger.Close()
	t.Cleanup(ledger.SetMigrations(addMarks, "ALTER TABLE marks ADD COLUMN more TEXT"))
	_, err := ledger.Verify(c.folder)
	wantCode(t, err, ledger.Unavailable)
	c.Ledger = nil
	c.reopen()
	if receipt := c.mustReceipt("C1-000002"); receipt.Total != cents(45_67) {
		t.Errorf("%+v", receipt)
	}
	c.mustVerify()
	c.Ledger.Close()
	c.wantVersion("3")
	if n := c.value("SELECT count(more IS NULL) FROM marks"); n == "0" {
		t.Error("the migrations left no rows")
	}

	copies, err := filepath.Glob(filepath.Join(c.folder.Backups(), "ledger-version-1-entry-*.db"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies: %v, %v", copies, err)
	}
	ledger.SetMigrations()
	_, err = ledger.Open(c.folder, c.clock())
	wantCode(t, err, ledger.Unavailable)
	if !strings.Contains(err.Error(), "newer Counterfoil") {
		t.Errorf("the older program says %v", err)
	}
	old, err := os.ReadFile(copies[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(c.folder.Ledger(), old, 0o600); err != nil {
		t.Fatal(err)
	}
	c.Ledger = nil
	c.reopen()
	c.mustVerify()
}

func TestAMigrationThatFailsLeavesTheOlderLedger(t *testing.T) {
	for name, c := range map[string]struct {
		spoil      func(t *testing.T, c *counter)
		migrations []string
		says       string
	}{
		"wrong SQL":           {nil, []string{addMarks, "UPDATE nothing SET x = 1"}, "nothing"},
		"touches the journal": {nil, []string{addMarks, "DELETE FROM journal WHERE seq = 3"}, "append-only"},
		"no room for a copy": {func(t *testing.T, c *counter) {
			os.RemoveAll(c.folder.Backups())
			if err := os.WriteFile(c.folder.Backups(), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}, []string{addMarks}, "no verified copy"},
		"the ledger does not hold": {func(t *testing.T, c *counter) {
			edit(t, c.folder, dropTriggers+"; UPDATE journal SET actor = 'ben' WHERE kind = 'payment_voided'")
		}, []string{addMarks}, "changed"},
	} {
		t.Run(name, func(t *testing.T) {
			counter := day(t)
			counter.Ledger.Close()
			if c.spoil != nil {
				c.spoil(t, counter)
			}
			t.Cleanup(ledger.SetMigrations(c.migrations...))
			_, err := ledger.Open(counter.folder, counter.clock())
			wantCode(t, err, ledger.Unavailable)
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("it says %q, without %q", err, c.says)
			}
			counter.wantVersion("1")
			if n := counter.value("SELECT count(*) FROM sqlite_schema WHERE name = 'marks'"); n != "0" {
				t.Error("half of the migrations is left")
			}
		})
	}
}

func TestAMigrationThatIsKilledLeavesTheOlderLedger(t *testing.T) {
	const variable = "MIGRATE_AND_DIE"
	if folder := os.Getenv(variable); folder != "" {
		sqlite.MustRegisterScalarFunction("die", 0, func(*sqlite.FunctionContext, []driver.Value) (driver.Value, error) {
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				self.Kill()
			}
			select {} // until the signal is here
		})
		ledger.SetMigrations(addMarks, fillMarks, "SELECT die()")
		_, err := ledger.Open(ledger.Folder(folder))
		t.Fatalf("it is still alive: %v", err)
	}
	c := day(t)
	c.Ledger.Close()
	dying := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	dying.Env = append(os.Environ(), variable+"="+string(c.folder))
	text, err := dying.CombinedOutput()
	if err == nil || dying.ProcessState.Exited() {
		t.Fatalf("it was not killed: %v\n%s", err, text)
	}
	if wal, err := os.Stat(c.folder.Ledger() + "-wal"); err != nil || wal.Size() < 1<<20 {
		t.Fatalf("nothing of the migration had reached the disk: %v", err)
	}
	c.Ledger = nil
	c.reopen()
	c.mustVerify()
	c.Ledger.Close()
	c.wantVersion("1")

	t.Cleanup(ledger.SetMigrations(addMarks, fillMarks))
	c.Ledger = nil
	c.reopen() // and the next try goes through
	c.mustVerify()
	c.Ledger.Close()
	c.wantVersion("3")
}
