package ledger_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
)

const dropTriggers = "DROP TRIGGER journal_keeps_entries; DROP TRIGGER journal_loses_nothing"

// day is a small day with one of everything.
func day(t *testing.T) *counter {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	c.mustRecord(c.ana, checkPayment(45_67, "1041"))
	receipt := c.mustRecord(c.ana, cashPayment(12_00))
	if _, err := c.Void(c.ana, c.sue, receipt.Number, "wrong account"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Export(c.fay, "", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cents(130_00), Checks: ledger.Slips{Count: 1, Total: cents(45_67)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ApproveClosing(c.sue, 1); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryDeliberateEditIsFoundAndNamed(t *testing.T) {
	made := day(t)
	if err := made.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ edit, check, says string }{
		"a changed cent in the journal":  {dropTriggers + "; UPDATE journal SET body = replace(body, '45.67', '45.68') WHERE kind = 'payment_recorded'", "journal chain and signatures", "entry"},
		"a changed actor":                {dropTriggers + "; UPDATE journal SET actor = 'ben' WHERE kind = 'payment_voided'", "journal chain and signatures", "changed"},
		"the last entry taken off":       {"PRAGMA foreign_keys = 0; " + dropTriggers + "; DELETE FROM journal WHERE kind = 'closing_approved'", "tables", "approved"},
		"an entry taken out in between":  {"PRAGMA foreign_keys = 0; " + dropTriggers + "; DELETE FROM journal WHERE kind = 'drawer_opened'", "journal sequence", "missing"},
		"a payment's total":              {"UPDATE payments SET total = total + 1 WHERE number = 1", "tables", "payments"},
		"a payment's clerk":              {"UPDATE payments SET clerk = 'ben' WHERE number = 2", "tables", "payments"},
		"a payment unvoided":             {"UPDATE payments SET void = NULL", "tables", "payments"},
		"a line's account":               {"UPDATE lines SET account = '1' WHERE n = 1", "tables", "lines"},
		"a check turned into cash":       {"UPDATE tenders SET kind = 'cash' WHERE kind = 'check'", "tables", "tenders"},
		"a tender added":                 {"INSERT INTO tenders SELECT payment, 9, kind, amount, number FROM tenders LIMIT 1", "tables", "tenders"},
		"a line removed":                 {"DELETE FROM lines WHERE n = 1", "tables", "lines"},
		"the perpetual total":            {"UPDATE totals SET perpetual_total = 0", "tables", "totals"},
		"a payment taken out of a batch": {"UPDATE payments SET batch = NULL WHERE number = 1", "tables", "payments"},
		"an approval forged":             {"UPDATE closings SET approved = NULL", "tables", "closings"},
		"a secret swapped":               {"UPDATE secrets SET hash = (SELECT hash FROM secrets WHERE name = 'ana') WHERE name = 'sue'", "secrets", "sue"},
		"a role raised":                  {"UPDATE people SET role = 'supervisor' WHERE name = 'ana'", "tables", "people"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
			if err := os.CopyFS(string(folder), os.DirFS(string(made.folder))); err != nil {
				t.Fatal(err)
			}
			edit(t, folder, c.edit)
			findings, err := ledger.Verify(folder)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findings {
				if f.Name == c.check && !f.OK && strings.Contains(f.Detail, c.says) {
					return
				}
			}
			t.Errorf("no failed check %q that says %q: %+v", c.check, c.says, findings)
		})
	}
}

func TestFilesBesideTheLedgerAreChecked(t *testing.T) {
	made := day(t)
	made.Ledger.Close()
	if err := os.WriteFile(made.folder.PublicKey(), []byte("untrusted comment: x\nRWQ"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(made.folder.Settings(), []byte(testCity+"# changed"), 0o600); err != nil {
		t.Fatal(err)
	}
	findings, err := ledger.Verify(made.folder)
	if err != nil {
		t.Fatal(err)
	}
	failed := map[string]bool{}
	for _, f := range findings {
		failed[f.Name] = !f.OK
	}
	if !failed["station key"] || !failed["settings"] || failed["tables"] {
		t.Fatalf("%+v", findings)
	}
}

func TestTheJournalIsAppendOnlyEvenForREPLACE(t *testing.T) {
	made := day(t)
	made.Ledger.Close()
	for _, statement := range []string{
		"UPDATE journal SET actor = 'x'", "DELETE FROM journal",
		"PRAGMA recursive_triggers = 1; INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 3",
	} {
		text, err := exec.Command("sqlite3", "-bail", made.folder.Ledger(), statement).CombinedOutput()
		if err == nil || !strings.Contains(string(text), "append-only") {
			t.Errorf("%s: %v %s", statement, err, text)
		}
	}
}

func TestVerifyDoesNotWrite(t *testing.T) {
	made := day(t)
	made.Ledger.Close()
	before, _ := os.ReadFile(made.folder.Ledger())
	if _, err := ledger.Verify(made.folder); err != nil {
		t.Fatal(err)
	}
	after, _ := os.ReadFile(made.folder.Ledger())
	if string(before) != string(after) {
		t.Fatal("the ledger's bytes changed")
	}
}
