package ledger_test

import (
	"database/sql"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

const dropTriggers = "DROP TRIGGER journal_keeps_entries; DROP TRIGGER journal_loses_nothing"

// makeTriggers makes them again as they were.
func makeTriggers(t testing.TB) string {
	t.Helper()
	schema, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(regexp.MustCompile(`(?s)CREATE TRIGGER .*?END;`).FindAllString(string(schema), -1), "\n")
}

// day is a small day with some of everything that a ledger can hold, closed.
func day(t testing.TB) *counter {
	t.Helper()
	c := mustCreateIn(t, ledger.Folder(fastFolder(t)+"/data"))
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	accounts := []ledger.Account{{Account: "5550001", Name: "A", Balance: cents(5)}, {Account: "5550002", Name: "B", Balance: cents(6)}}
	must(c.LoadRoster(c.sue, "2026-11-20", "billing", rosterOf(accounts...)))
	must(c.OpenDrawer(c.ana, cents(100_00)))
	split := unattended(cashPayment(30_00))
	split.Lines[0].Funds = funds("water", 20_00, "sewer", 10_00)
	c.mustRecord(c.ana, split)
	c.mustRecord(c.ana, unattended(checkPayment(45_67, "1041")))
	pictured := unattended(cashPayment(12_00))
	pictured.Lines[0].Copy = c.withPicture("a picture").Lines[0].Copy
	exported := c.mustRecord(c.ana, pictured)
	must(c.Export(c.fay, "", ""))
	must(c.posted(1, ledger.PostingAccepted, "77-1", 1), nil)
	must(c.posted(1, ledger.PostingRejected, "", 1, 2), nil) // the first one contradicts
	must(c.Resubmit(c.fay, "2", 1, "the account is open again"))
	must(c.Void(c.ana, c.sue, exported.Number, "wrong account"))
	must(c.GiveOut(c.ana, "1"))
	if _, err := c.SignIn("ben", "a wrong secret", ledger.ToWork); err == nil {
		t.Fatal("a wrong secret signs in")
	}
	must(c.OpenDrawer(c.ben, cents(50_00)))
	pictured = unattended(cashPayment(7_00))
	pictured.Lines[0].Copy = c.withPicture("another picture").Lines[0].Copy
	c.mustRecord(c.ben, pictured)
	must(c.Export(c.fay, "", ""))
	must(c.CloseDrawer(c.ana, ledger.Count{Loose: cents(130_00), Checks: ledger.Slips{Count: 1, Total: cents(45_67)}}))
	must(c.ApproveClosing(c.sue, 1))
	must(c.MakeDeposit(c.ana, c.tom, c.wholeBag("B1")))
	must(c.ConfirmDeposit(c.fay, 1, ledger.BankStatement{Day: "2026-11-23", Reference: "77", Amount: cents(75_67)}))
	must(c.CloseDrawer(c.ben, ledger.Count{Loose: cents(57_00)}))
	early := c.wholeBag("B2")
	early.Reason = "approved tomorrow"
	must(c.MakeDeposit(c.ana, c.tom, early))
	c.putRight(exported)
	must(nil, os.WriteFile(c.folder.Settings(), []byte(testCity+"# read by ada\n"), 0o600))
	c.reopen()
	for range 2 { // the clock, set back twice
		c.now = c.now.Add(-time.Hour)
		must(c.GiveOut(c.ana, "2"))
		must(nil, c.ConfirmClock(c.sue))
	}
	backup, err := c.Backup(t.TempDir())
	must(nil, err)
	must(nil, c.Ledger.Close())
	c.folder += "-restored"
	must(ledger.Restore(c.folder, ledger.Copies{Backup: backup.Path}, nil, c.clock()))
	return c
}

// putRight is what happens to money after it was taken: a drawer of Ana's that
// goes to Ben, and payments of it that were not what they should be. One takes
// the place of a payment that is void.
func (c *counter) putRight(void ledger.Receipt) {
	c.Helper()
	must := func(_ any, err error) {
		c.Helper()
		if err != nil {
			c.Fatal(err)
		}
	}
	must(c.OpenDrawer(c.ana, cents(100_00)))
	again := unattended(cashPayment(12_00))
	again.Replaces = void.Number
	twice := c.mustRecord(c.ana, again)
	must(c.RegisterBook(c.sue, ledger.PaperRange{Book: 1, First: 1, Last: 5}, "ana"))
	must(nil, c.SpoilPaper(c.ana, c.sue, ledger.PaperRange{Book: 1, First: 2, Last: 2}, "torn"))
	paper := unattended(cashPayment(9_00))
	paper.Handwritten = &ledger.Handwritten{Number: ledger.PaperNumber{Book: 1, Number: 1}.String(), Received: c.now.UnixMilli(), Writer: "ana"}
	written := c.mustRecord(c.ana, paper)
	must(c.CorrectAccount(c.ana, c.sue, written.Number, 1, "5550002", "digits swapped"))
	check := c.mustRecord(c.ana, unattended(checkPayment(8_00, "77")))
	must(c.ReturnCheck(c.fay, check.Number, 1, "2026-11-23", "insufficient funds"))
	must(c.DropCash(c.ana, c.sue, ledger.Count{Loose: cents(50_00)}))
	left := ledger.Count{Loose: cents(71_00), Checks: ledger.Slips{Count: 1, Total: cents(8_00)}}
	must(c.HandOverDrawer(c.ana, c.ben, left))
	must(c.CloseDrawer(c.ben, left))
	must(c.Reverse(c.ben, c.sue, twice.Number, "keyed twice", ledger.NoMoney, ""))
}

func unattended(p ledger.Payment) ledger.Payment {
	p.Unattended = true
	return p
}

// victim is a closed ledger that a test changes, and puts back for the next
// change.
type victim struct {
	testing.TB
	folder   ledger.Folder
	database []byte
	tables   []string
	values   string // as read writes them
}

func newVictim(t testing.TB) *victim {
	t.Helper()
	v := &victim{TB: t, folder: day(t).folder}
	var err error
	if v.database, err = os.ReadFile(v.folder.Ledger()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(v.folder.Ledger() + "-wal"); err == nil {
		t.Fatal("the ledger was not closed")
	}
	v.tables = v.list("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
	if v.values, err = v.read(); err != nil {
		t.Fatal(err)
	}
	return v
}

// put writes the database file.
func (v *victim) put(content []byte) {
	v.Helper()
	if err := os.WriteFile(v.folder.Ledger(), content, 0o600); err != nil {
		v.Fatal(err)
	}
}

// edit puts the ledger back as it was and edits it, as somebody with an SQLite
// tool can who takes off what guards it and puts it on again. It tells whether
// a value changed.
func (v *victim) edit(statements ...string) (changed bool) {
	v.Helper()
	v.put(v.database)
	statements = slices.Concat([]string{"PRAGMA foreign_keys = 0", "PRAGMA ignore_check_constraints = 1", dropTriggers}, statements, []string{makeTriggers(v)})
	db, err := sql.Open("sqlite", v.folder.Ledger())
	if err != nil {
		v.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			v.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		v.Fatal(err)
	}
	values, err := v.read()
	return err != nil || values != v.values
}

// mustBeFound fails the test unless Verify has a failed check that says one of
// the texts.
func (v *victim) mustBeFound(what string, says ...string) {
	v.Helper()
	findings, err := ledger.Verify(v.folder)
	if err != nil {
		v.Errorf("%s: Verify could not look: %v", what, err)
		return
	}
	var failed []string
	for _, f := range findings {
		if f.OK {
			continue
		}
		failed = append(failed, f.Name+": "+f.Detail)
		for _, text := range says {
			if strings.Contains(f.Detail, text) {
				return
			}
		}
	}
	v.Errorf("%s: no failed check says %q, but %q", what, says, failed)
}

// entries reads the journal as it was.
func (v *victim) entries() (all []ledger.Entry) {
	v.Helper()
	v.put(v.database)
	l, err := ledger.Open(v.folder)
	if err != nil {
		v.Fatal(err)
	}
	defer l.Close()
	for e, err := range l.Entries(1, today) {
		if err != nil {
			v.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

func (v *victim) open() *sql.DB {
	v.Helper()
	db, err := sql.Open("sqlite", "file:"+v.folder.Ledger()+"?mode=ro&immutable=1")
	if err != nil {
		v.Fatal(err)
	}
	return db
}

// list reads one column of text.
func (v *victim) list(query string) (all []string) {
	v.Helper()
	db := v.open()
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		v.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			v.Fatal(err)
		}
		all = append(all, text)
	}
	return all
}

// read writes out every value of every table, with its type. The names of the
// columns are left out: SQLite takes them in any case, so that a flipped bit
// that makes a capital of a letter changes nothing.
func (v *victim) read() (string, error) {
	db := v.open()
	defer db.Close()
	var all strings.Builder
	for _, table := range v.tables {
		if err := readRows(&all, db, table); err != nil {
			return "", fmt.Errorf("%s: %w", table, err)
		}
	}
	return all.String(), nil
}

func readRows(all *strings.Builder, db *sql.DB, table string) error {
	rows, err := db.Query("SELECT * FROM " + table + " ORDER BY 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(names))
	into := make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		fmt.Fprintf(all, "%s: %#v\n", table, values)
	}
	return rows.Err()
}
