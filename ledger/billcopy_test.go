package ledger_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"counterfoil/ledger"
)

func find(findings ledger.Findings, name string) ledger.Finding {
	for _, f := range findings {
		if f.Name == name {
			return f
		}
	}
	return ledger.Finding{}
}

// withPicture is a payment whose one stub comes with a picture of its bill.
func (c *counter) withPicture(content string) ledger.Payment {
	c.Helper()
	kept, err := c.KeepCopy(c.ana, []byte(content), "image/jpeg")
	if err != nil {
		c.Fatal(err)
	}
	p := cashPayment(12_34)
	p.Copy, p.Lines[0].Copy = ledger.NoCopy, &kept
	return p
}

func (c *counter) billFile(p ledger.Payment) string {
	return filepath.Join(c.folder.Bills(), p.Lines[0].Copy.SHA256)
}

func TestACopyIsKeptAndNamedByItsPayment(t *testing.T) {
	c := mustOpen(t)
	p := c.withPicture("a picture")
	receipt := c.mustRecord(c.ana, p)
	if len(receipt.Warnings) > 0 {
		t.Errorf("a payment with a picture of its bill warns: %+v", receipt.Warnings)
	}
	found, err := c.ReceiptOf(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	content, err := c.Copy(*found.Payment.Lines[0].Copy)
	if err != nil || string(content) != "a picture" {
		t.Errorf("the copy is %q, %v", content, err)
	}
	// The same picture again is the same file, and the same payment again the
	// same receipt, also when its picture is lost by then.
	again := c.withPicture("a picture")
	c.mustRecord(c.ana, again)
	if files := names(t, c.folder.Bills()); len(files) != 1 {
		t.Errorf("one picture is kept as %v", files)
	}
	c.mustVerify()
	if err := os.Remove(c.billFile(p)); err != nil {
		t.Fatal(err)
	}
	if same := c.mustRecord(c.ana, p); same.Number != receipt.Number {
		t.Errorf("sent again it is %s, not %s", same.Number, receipt.Number)
	}
}

func TestAPaymentNamesOnlyCopiesThatAreKept(t *testing.T) {
	c := mustOpen(t)
	good := ledger.KeptCopy{SHA256: strings.Repeat("ab", 32), Bytes: 9, Media: "image/jpeg"}
	for name, change := range map[string]func(*ledger.KeptCopy){
		"bill_copy":        func(*ledger.KeptCopy) {},
		"bill_copy.sha256": func(k *ledger.KeptCopy) { k.SHA256 = "../../ledger.db" },
		"bill_copy.bytes":  func(k *ledger.KeptCopy) { k.Bytes = 0 },
		"bill_copy.media":  func(k *ledger.KeptCopy) { k.Media = "text/html" },
	} {
		p, named := cashPayment(1_00), good
		change(&named)
		p.Lines[0].Copy = &named
		_, err := c.RecordPayment(c.ana, p)
		wantCode(t, err, ledger.Invalid)
		if field := ledger.FieldOf(err); field != "lines[0]."+name {
			t.Errorf("%s: the error is about %s: %v", name, field, err)
		}
	}
	if _, err := c.KeepCopy(c.fay, []byte("x"), "image/jpeg"); err == nil {
		t.Error("finance kept a copy of a bill")
	}
}

func TestNoCopyNeedsItsReasonOnEveryStubWithout(t *testing.T) {
	c := mustOpen(t)
	p := c.withPicture("a picture")
	other := p.Lines[0]
	other.Account, other.Copy = "7700000001", nil
	p.Lines = append(p.Lines, other)
	p.Tenders[0].Amount = cents(24_68)
	_, err := c.RecordPayment(c.ana, p)
	wantCode(t, err, ledger.NeedsReasons)
	p.Copy = ledger.CopyReceived // the other one on paper
	c.mustRecord(c.ana, p)
	without := cashPayment(5_00)
	without.Copy = ledger.NoCopy
	without.Reasons = map[ledger.WarningKind]string{ledger.CopyMissing: "lost in the mail"}
	c.mustRecord(c.ana, without)

	report, err := c.DayReport(c.Today())
	if err != nil {
		t.Fatal(err)
	}
	if report.Lines != 3 || report.Pictures != 1 || report.Papers != 1 || report.NoCopies() != 1 {
		t.Errorf("of %d stubs: %d pictures, %d on paper, %d without", report.Lines, report.Pictures, report.Papers, report.NoCopies())
	}
	c.mustVerify()
}

func TestVerifyNamesMissingAndAlteredCopies(t *testing.T) {
	c := mustOpen(t)
	whole, missing, altered, longer := c.withPicture("whole"), c.withPicture("missing"), c.withPicture("altered"), c.withPicture("longer")
	for _, p := range []ledger.Payment{whole, missing, altered, longer} {
		c.mustRecord(c.ana, p)
	}
	c.mustVerify()
	c.Ledger.Close()
	for path, content := range map[string]string{c.billFile(altered): "Altered", c.billFile(longer): "longer than it was"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(c.billFile(missing)); err != nil {
		t.Fatal(err)
	}
	findings, err := ledger.Verify(c.folder)
	if err != nil {
		t.Fatal(err)
	}
	said := find(findings, "copies of bills")
	for receipt, why := range map[string]string{"C1-000002": "missing", "C1-000003": "does not give its name", "C1-000004": "bytes"} {
		if said.OK || !strings.Contains(said.Detail, receipt) || !strings.Contains(said.Detail, why) {
			t.Errorf("%s, %s is not found: %s", receipt, why, said.Detail)
		}
	}
	if strings.Contains(said.Detail, "C1-000001") {
		t.Errorf("a copy that is whole is named: %s", said.Detail)
	}
	for _, f := range findings {
		if !f.OK && f.Name != said.Name {
			t.Errorf("%s: %s", f.Name, f.Detail)
		}
	}
}

func TestCopiesOfGivenUpDraftsAreSwept(t *testing.T) {
	c := mustOpen(t)
	paid, given := c.withPicture("paid"), c.withPicture("given up")
	c.mustRecord(c.ana, paid)
	halfWritten := filepath.Join(c.folder.Bills(), ".new-"+paid.Lines[0].Copy.SHA256+"-123")
	somebodys := filepath.Join(c.folder.Bills(), "notes.txt")
	for _, path := range []string{halfWritten, somebodys} {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(c.billFile(given)); err != nil {
		t.Fatal("it was swept while it could still be recorded")
	}
	c.reopen()
	want := []string{paid.Lines[0].Copy.SHA256, "notes.txt"}
	slices.Sort(want)
	if files := names(t, c.folder.Bills()); !slices.Equal(files, want) {
		t.Errorf("%v is left, want %v", files, want)
	}
}

func TestBackupsCarryCopiesAndShareThem(t *testing.T) {
	c := mustOpen(t)
	place := t.TempDir()
	first := c.withPicture("first")
	c.mustRecord(c.ana, first)
	one, err := c.Backup(place)
	if err != nil {
		t.Fatal(err)
	}
	mustHold(t, one.Path)
	second := c.withPicture("second")
	c.mustRecord(c.ana, second)
	two, err := c.Backup(place)
	if err != nil {
		t.Fatal(err)
	}
	mustHold(t, two.Path)
	inBackup := func(b ledger.Backup, p ledger.Payment) string {
		return filepath.Join(b.Path, "bills", p.Lines[0].Copy.SHA256)
	}
	a, errA := os.Stat(inBackup(one, first))
	b, errB := os.Stat(inBackup(two, first))
	if errA != nil || errB != nil || !os.SameFile(a, b) {
		t.Errorf("two backups hold the same copy twice: %v, %v", errA, errB)
	}
	if own, err := os.Stat(c.billFile(first)); err != nil || os.SameFile(own, a) {
		t.Errorf("a backup is the data folder's own file: what damages one damages the other (%v)", err)
	}
	said, restored := c.restore(ledger.Copies{Backup: two.Path})
	if said.CopiesLost != 0 {
		t.Errorf("%d copies were lost", said.CopiesLost)
	}
	if content, err := restored.Copy(*second.Lines[0].Copy); err != nil || string(content) != "second" {
		t.Errorf("the restored copy is %q, %v", content, err)
	}

	if err := os.Remove(inBackup(two, second)); err != nil {
		t.Fatal(err)
	}
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	said, err = ledger.Restore(folder, ledger.Copies{Backup: two.Path}, newSecretOf)
	if err != nil || said.CopiesLost != 1 {
		t.Errorf("a backup that lost a copy is restored as %+v, %v", said, err)
	}
	findings, err := ledger.Verify(folder)
	if err != nil || !strings.Contains(find(findings, "copies of bills").Detail, "C1-000002") {
		t.Errorf("the lost copy is not named: %+v, %v", find(findings, "copies of bills"), err)
	}

	if err := os.Remove(c.billFile(first)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Backup(t.TempDir()); err != nil {
		t.Errorf("without a copy there is no backup at all: %v", err)
	}
	if alarms := c.Alarms(); len(alarms) != 1 || alarms[0].Kind != ledger.AlarmBills {
		t.Errorf("nobody is told: %+v", alarms)
	}
}

func TestStubsCountedAreComparedWithReceiptLines(t *testing.T) {
	c := mustOpen(t)
	for range 3 {
		c.mustRecord(c.ana, cashPayment(1_00))
	}
	stubs := int64(2)
	closing, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cents(103_00), Stubs: &stubs})
	if err != nil {
		t.Fatal(err)
	}
	if off, counted := closing.StubsOff(); closing.Lines != 3 || off != -1 || !counted {
		t.Errorf("%d receipt lines, %d off, counted %t", closing.Lines, off, counted)
	}
	stubs = -1
	if _, err := c.CloseDrawer(c.ana, ledger.Count{Stubs: &stubs}); ledger.FieldOf(err) != "stubs" {
		t.Errorf("-1 stubs: %v", err)
	}
	if _, err := c.OpenDrawer(c.ana, cents(0)); err != nil {
		t.Fatal(err)
	}
	closing, err = c.CloseDrawer(c.ana, ledger.Count{})
	if err != nil {
		t.Fatal(err)
	}
	if _, counted := closing.StubsOff(); counted {
		t.Error("stubs that were not counted are compared")
	}
	c.mustVerify()
}
