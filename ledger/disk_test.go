package ledger_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// onDisk runs the test again in a process of its own, with a small disk that
// only it sees, and returns the disk's folder there. In the first process it
// returns "", when the second is done.
func onDisk(t *testing.T, size string) string {
	t.Helper()
	if disk := os.Getenv("SMALL_DISK"); disk != "" {
		return disk
	}
	c := exec.Command("unshare", "--user", "--map-root-user", "--mount", "sh", "-euc",
		`mount -t tmpfs -o size="$SIZE" tmpfs "$SMALL_DISK"; exec "$TEST" -test.run "^$NAME\$" -test.v`)
	c.Env = append(os.Environ(), "SIZE="+size, "SMALL_DISK="+t.TempDir(), "TEST="+os.Args[0], "NAME="+t.Name())
	text, err := c.CombinedOutput()
	if err != nil || !strings.Contains(string(text), "--- PASS: "+t.Name()) {
		t.Fatalf("%v\n%s", err, text)
	}
	return ""
}

func (c *counter) mustReceipt(number string) ledger.Receipt {
	c.Helper()
	receipt, err := c.Receipt(number)
	if err != nil {
		c.Fatal(err)
	}
	return receipt
}

// fill leaves no room on the disk.
func fill(t *testing.T, path string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for err == nil {
		_, err = file.Write(make([]byte, 4096))
	}
}

func TestOnAFullDiskADrawerIsStillClosedAndApproved(t *testing.T) {
	disk := onDisk(t, "32m")
	if disk == "" {
		return
	}
	filler := filepath.Join(disk, "filler")
	c := mustCreateIn(t, ledger.Folder(filepath.Join(disk, "data")))
	if _, err := c.OpenDrawer(c.ana, cents(100_00)); err != nil {
		t.Fatal(err)
	}
	taken := cashPayment(10_00)
	first := c.mustRecord(c.ana, taken)
	if alarms := c.Alarms(); len(alarms) != 1 || alarms[0].Kind != ledger.AlarmSpace || !strings.Contains(alarms[0].Text, "Make room soon") {
		t.Fatalf("on a small disk: %+v", alarms)
	}

	fill(t, filler)
	refused := cashPayment(20_00)
	_, err := c.RecordPayment(c.ana, refused)
	wantCode(t, err, ledger.Unavailable)
	if !strings.Contains(err.Error(), "is full: nothing was recorded") || !strings.Contains(c.Alarms()[0].Text, "no payments are taken") {
		t.Fatalf("%v; %+v", err, c.Alarms())
	}
	if again := c.mustRecord(c.ana, taken); again.Number != first.Number {
		t.Errorf("sent again on the full disk, %s answers %s", first.Number, again.Number)
	}
	_, err = c.OpenDrawer(c.ben, cents(0))
	wantCode(t, err, ledger.Unavailable)
	c.reopen() // a restart changes nothing
	_, err = c.RecordPayment(c.ana, refused)
	wantCode(t, err, ledger.Unavailable)
	if _, err := c.SignIn("sue", "sue has a long secret", ledger.ToApprove); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cents(110_00)}); err != nil {
		t.Fatal(err)
	}

	fill(t, filler)              // the reserve's room as well
	for err = nil; err == nil; { // until the WAL has no room left
		_, err = c.GiveOut(c.ana, first.Number)
	}
	wantCode(t, err, ledger.Unavailable)
	given := c.mustReceipt(first.Number).Prints

	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ApproveClosing(c.sue, 1); err != nil {
		t.Fatal(err)
	}
	if now := c.mustReceipt(first.Number).Prints; now != given {
		t.Errorf("the receipt was given out %d times, and now %d", given, now)
	}
	if _, err := c.OpenDrawer(c.ana, cents(0)); err != nil {
		t.Fatal(err)
	}
	if receipt := c.mustRecord(c.ana, refused); receipt.Number != "C1-000002" {
		t.Errorf("with room again, the payment is %s", receipt.Number)
	}
	if text := c.Alarms()[0].Text; !strings.Contains(text, "Make room soon") {
		t.Errorf("with room again, the alarm is %q", text)
	}
	c.mustVerify()
}

func TestADataFolderThatDisappearsStopsTheLedgerUntilItIsBack(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(10_00))
	c.Ledger.Close()
	older := filepath.Join(t.TempDir(), "older")
	if err := os.CopyFS(older, os.DirFS(string(c.folder))); err != nil {
		t.Fatal(err)
	}
	c.Ledger = nil
	c.reopen()
	c.mustRecord(c.ana, cashPayment(20_00))
	away := string(c.folder) + "-pulled"
	move := func(from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}

	move(string(c.folder), away)
	p := cashPayment(30_00)
	for range 2 {
		_, err := c.RecordPayment(c.ana, p)
		if err == nil || !strings.Contains(err.Error(), "gone") && !strings.Contains(err.Error(), "no ledger in") {
			t.Fatalf("without its folder it says %v", err)
		}
	}
	move(older, string(c.folder))
	if _, err := c.RecordPayment(c.ana, p); ledger.CodeOf(err) != ledger.Stopped || !strings.Contains(err.Error(), "older copy") {
		t.Fatalf("with an older copy in its place it says %v", err)
	}
	move(string(c.folder), older)
	move(away, string(c.folder))
	if receipt := c.mustRecord(c.ana, p); receipt.Number != "C1-000003" {
		t.Errorf("with the folder back, the payment is %s", receipt.Number)
	}
	_, err := ledger.Open(c.folder)
	wantCode(t, err, ledger.Busy)
	c.mustVerify()
}

func TestADeletedWALIsNoticedBeforeAPaymentGoesIntoIt(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(10_00))
	if err := os.Remove(c.folder.Ledger() + "-wal"); err != nil {
		t.Fatal(err)
	}
	p := cashPayment(20_00)
	_, err := c.RecordPayment(c.ana, p)
	wantCode(t, err, ledger.NotRecorded)
	if receipt := c.mustRecord(c.ana, p); receipt.Number != "C1-000002" {
		t.Errorf("the payment is %s", receipt.Number)
	}
	c.mustVerify()
}
