package ledger_test

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// What somebody who means to might do, beside the cells and rows that other
// tests change one by one.
func TestEveryDeliberateEditIsFoundAndNamed(t *testing.T) {
	v := newVictim(t)
	last := len(v.list("SELECT id FROM journal"))
	for name, c := range map[string]struct{ edit, says string }{
		"a cent in the journal and its tables": {
			`UPDATE journal SET body = replace(body, '"45.67"', '"45.68"'); UPDATE payments SET total = 4568 WHERE total = 4567; UPDATE lines SET amount = 4568 WHERE amount = 4567;
			UPDATE payments SET checks = 4568 WHERE checks = 4567; UPDATE payments SET perpetual = perpetual + 1`, "was changed: its content does not give its hash"},
		"who took a payment":          {"UPDATE journal SET actor = 'ben' WHERE kind = 'payment_recorded' AND actor = 'ana'; UPDATE payments SET clerk = 'ben'", "was changed"},
		"an approval taken out":       {"DELETE FROM journal WHERE kind = 'closing_approved'; UPDATE closings SET approved = NULL; UPDATE drawers SET state = 'closed'", "1 entries are missing"},
		"two entries swapped":         {"UPDATE journal SET seq = -1 WHERE seq = 20; UPDATE journal SET seq = 20 WHERE seq = 21; UPDATE journal SET seq = 21 WHERE seq = -1", "entry 20 does not follow"},
		"the sequence renumbered":     {"DELETE FROM journal WHERE seq = 20; UPDATE journal SET seq = seq - 1 WHERE seq > 20", "entry 20 does not follow"},
		"the last entry repeated":     {fmt.Sprintf("INSERT INTO journal SELECT %d, id || 'x', at, actor, kind, body, prev, hash, sig FROM journal WHERE seq = %d", last+1, last), fmt.Sprintf("entry %d does not follow", last+1)},
		"two signatures swapped":      {"UPDATE journal SET sig = (SELECT sig FROM journal WHERE seq = 20) WHERE seq = 21", "entry 21 is not signed"},
		"a payment unvoided":          {"UPDATE payments SET void = NULL", "table payments"},
		"a check turned into cash":    {"UPDATE payments SET cash = checks, checks = 0, check_count = 0 WHERE check_count > 0", "table payments"},
		"a payment in no batch":       {"UPDATE payments SET batch = NULL WHERE number = 1", "table payments"},
		"an approval forged":          {"UPDATE closings SET approved = (SELECT approved FROM closings WHERE approved IS NOT NULL)", "table closings"},
		"a supervisor's secret":       {"UPDATE secrets SET hash = (SELECT hash FROM secrets WHERE name = 'ana') WHERE name = 'sue'", "the secret of sue"},
		"two secrets swapped":         {"CREATE TEMP TABLE s AS SELECT * FROM secrets; UPDATE secrets SET hash = (SELECT hash FROM s WHERE name = CASE secrets.name WHEN 'sue' THEN 'tom' ELSE 'sue' END) WHERE name IN ('sue', 'tom')", "the secret of sue, tom"},
		"a secret with its digest":    {"CREATE TEMP TABLE s AS SELECT * FROM people JOIN secrets USING (name) WHERE name = 'ana'; UPDATE secrets SET hash = (SELECT hash FROM s) WHERE name = 'sue'; UPDATE people SET secret_digest = (SELECT secret_digest FROM s) WHERE name = 'sue'", "table people"},
		"a role raised":               {"UPDATE people SET role = 'supervisor' WHERE name = 'ana'", "table people"},
		"a lock opened":               {"UPDATE people SET failures = 0 WHERE failures > 0", "table people"},
		"a balance of the roster":     {"UPDATE roster SET balance = 0", "table roster"},
		"a column added":              {"ALTER TABLE payments ADD COLUMN more TEXT DEFAULT 'x'", "table payments"},
		"a table that is a view":      {"ALTER TABLE lines RENAME TO kept; CREATE VIEW lines AS SELECT * FROM kept WHERE amount <> 4567", "table lines"},
		"the total that never resets": {"UPDATE payments SET perpetual = 0", "table payments"},
	} {
		if !v.edit(c.edit) {
			t.Errorf("%s: no value changed", name)
		}
		v.mustBeFound(name, c.says)
	}
}

// What does not change a value yet may let somebody change one.
func TestWhatGuardsTheJournalIsChecked(t *testing.T) {
	v := newVictim(t)
	for name, statement := range map[string]string{
		"none":        dropTriggers,
		"weak ones":   dropTriggers + "; " + strings.ReplaceAll(makeTriggers(t), "ABORT, 'the journal is append-only'", "IGNORE"),
		"one planted": "CREATE TRIGGER also AFTER INSERT ON payments BEGIN DELETE FROM lines; END",
	} {
		v.put(v.database)
		edit(t, v.folder, statement)
		v.mustBeFound(name, "the triggers that keep the journal append-only")
	}
}

// Whoever has the file but not the station's key can make the hashes right
// again, and every table, but not the signatures.
func TestAJournalChainedAgainWithoutTheKeyIsFound(t *testing.T) {
	v := newVictim(t)
	entries := v.entries()
	_, forger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, sign := range map[string]func(ledger.Entry) []byte{
		"signatures left as they were": func(e ledger.Entry) []byte { return e.Sig },
		"signed with another key":      func(e ledger.Entry) []byte { return ed25519.Sign(forger, e.Hash[:]) },
		"signature of no bytes":        func(ledger.Entry) []byte { return make([]byte, ed25519.SignatureSize) },
	} {
		at := slices.IndexFunc(entries, func(e ledger.Entry) bool { return strings.Contains(string(e.Body), `"45.67"`) })
		var statements []string
		prev := entries[at].Prev
		for _, e := range entries[at:] {
			e.Body = bytes.ReplaceAll(e.Body, []byte(`"45.67"`), []byte(`"5.67"`))
			e.Prev = prev
			e.Hash = e.ComputeHash()
			prev = e.Hash
			statements = append(statements, fmt.Sprintf("UPDATE journal SET body = '%s', prev = x'%s', hash = x'%s', sig = x'%x' WHERE seq = %d",
				strings.ReplaceAll(string(e.Body), "'", "''"), e.Prev, e.Hash, sign(e), e.Seq))
		}
		statements = append(statements, "UPDATE payments SET total = 567 WHERE total = 4567", "UPDATE lines SET amount = 567 WHERE amount = 4567",
			"UPDATE payments SET checks = 567 WHERE checks = 4567", "UPDATE payments SET perpetual = perpetual - 4000")
		v.edit(statements...)
		v.mustBeFound(name, fmt.Sprintf("entry %d is not signed by this station", entries[at].Seq))
	}
}

func TestTheLedgerOfAnotherStationIsFound(t *testing.T) {
	v := newVictim(t)
	other := day(t)
	content, err := os.ReadFile(other.folder.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	v.put(content)
	v.mustBeFound("another ledger in this folder", "is not the key that signs the journal")
}

func TestFilesBesideTheLedgerAreChecked(t *testing.T) {
	made := day(t)
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
	before, _ := os.ReadFile(made.folder.Ledger())
	if _, err := ledger.Verify(made.folder); err != nil {
		t.Fatal(err)
	}
	after, _ := os.ReadFile(made.folder.Ledger())
	if string(before) != string(after) {
		t.Fatal("the ledger's bytes changed")
	}
}
