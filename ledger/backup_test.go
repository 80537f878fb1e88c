package ledger_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// closeDrawer closes a clerk's drawer with an empty count and opens the next.
func (c *counter) closeDrawer(by ledger.Session) {
	c.Helper()
	if _, err := c.CloseDrawer(by, ledger.Count{}); err != nil {
		c.Fatal(err)
	}
	if _, err := c.OpenDrawer(by, cents(0)); err != nil {
		c.Fatal(err)
	}
}

// configure adds settings to city.toml and starts again.
func (c *counter) configure(settings string) {
	c.Helper()
	if err := os.WriteFile(c.folder.Settings(), []byte(testCity+settings), 0o600); err != nil {
		c.Fatal(err)
	}
	c.reopen()
}

func mustHold(t testing.TB, path string) {
	t.Helper()
	findings, err := ledger.Verify(ledger.Folder(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if !f.OK {
			t.Errorf("%s: %s: %s", path, f.Name, f.Detail)
		}
	}
}

func names(t testing.TB, folder string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestABackupIsWholeAndVerified(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(12_34))
	place := t.TempDir()
	made, err := c.Backup(place)
	if err != nil {
		t.Fatal(err)
	}
	mustHold(t, made.Path)
	if got := fmt.Sprint(names(t, made.Path)); got != "[city.toml last-entry.jsonl ledger.db station.key station.pub]" {
		t.Errorf("it holds %s", got)
	}
	if info, err := os.Stat(made.Path); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may read it: %v %v", info.Mode(), err)
	}
	again, err := c.Backup(place)
	if err != nil || again != made || len(names(t, place)) != 1 {
		t.Errorf("made again: %+v, %v, %v", again, names(t, place), err)
	}
	c.mustRecord(c.ana, cashPayment(12_34))
	later, err := c.Backup(place)
	if err != nil || later.Seq != made.Seq+1 || len(names(t, place)) != 2 {
		t.Errorf("made later: %+v, %v, %v", later, names(t, place), err)
	}
	mustHold(t, later.Path)
	c.mustVerify()
}

func TestABackupIsNoPlaceToWorkIn(t *testing.T) {
	c := mustOpen(t)
	made, err := c.Backup(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	_, err = ledger.Open(ledger.Folder(made.Path))
	wantCode(t, err, ledger.Unavailable)
	if !strings.Contains(err.Error(), "counterfoil restore") {
		t.Errorf("it says %q", err)
	}
	_, err = c.Backup(filepath.Join(made.Path, "not there"))
	wantCode(t, err, ledger.Unavailable)
}

func TestPaymentsGoOnWhileABackupIsMade(t *testing.T) {
	c := mustOpen(t)
	for range 400 {
		c.mustRecord(c.ana, cashPayment(1_00))
	}
	place := t.TempDir()
	done := make(chan error)
	go func() {
		for range 20 {
			if made, err := c.Backup(place); err != nil {
				done <- err
				return
			} else if err := os.RemoveAll(made.Path); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for going := true; going; {
		c.mustRecord(c.ana, cashPayment(1_00))
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			going = false
		default:
		}
	}
	c.mustVerify()
}

func TestEachClosingMakesABackupAndTheNewestStay(t *testing.T) {
	c := mustOpen(t)
	c.configure("\n[backup]\nkeep = 2\n")
	place := c.folder.Backups()
	var kept []string
	for range 4 {
		c.mustRecord(c.ana, cashPayment(1_00))
		c.closeDrawer(c.ana)
		c.reopen() // waits for the backup
		all := names(t, place)
		kept = append(kept, all[len(all)-1])
		mustHold(t, filepath.Join(place, all[len(all)-1]))
	}
	if got, want := fmt.Sprint(names(t, place)), fmt.Sprint(kept[2:]); got != want {
		t.Errorf("%s stay, want %s", got, want)
	}
	if alarms := c.Alarms(); len(alarms) != 0 {
		t.Errorf("%+v", alarms)
	}
}

func TestOnlyOwnBackupsAreTakenAway(t *testing.T) {
	place := t.TempDir()
	settings := "\n[backup]\nkeep = 1\npath = '" + place + "'\n"
	other := mustOpen(t)
	made, err := other.Backup(place)
	if err != nil {
		t.Fatal(err)
	}
	crashed := filepath.Join(place, ".unfinished-C1-crashed")
	letters := filepath.Join(place, "letters")
	for _, folder := range []string{crashed, letters} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	c := mustOpen(t)
	c.configure(settings)
	for range 3 {
		c.closeDrawer(c.ana)
		c.reopen()
	}
	all := names(t, place)
	if len(all) != 3 || all[0] != filepath.Base(made.Path) || all[2] != "letters" {
		t.Errorf("%v stay", all)
	}
	if _, err := os.Stat(c.folder.Backups()); err == nil {
		t.Error("backups are made in two places")
	}
}

func TestABackupThatFailsIsAnAlarmAndTheClosingStands(t *testing.T) {
	c := mustOpen(t)
	place := filepath.Join(t.TempDir(), "stick")
	c.configure("\n[backup]\npath = '" + place + "'\n")
	c.closeDrawer(c.ana)
	c.waitForAlarm(ledger.AlarmBackup, place)
	if err := os.Mkdir(place, 0o700); err != nil {
		t.Fatal(err)
	}
	c.closeDrawer(c.ana)
	c.reopen()
	if all := names(t, place); len(all) != 1 {
		t.Errorf("%v", all)
	}
	if alarms := c.Alarms(); len(alarms) != 0 {
		t.Errorf("%+v", alarms)
	}
	c.configure("\n[backup]\nkeep = 0\n")
	c.closeDrawer(c.ana)
	c.reopen()
	if _, err := os.Stat(c.folder.Backups()); err == nil {
		t.Error("a backup was made although none is kept")
	}
}

// waitForAlarm waits for an alarm that work in the background raises.
func (c *counter) waitForAlarm(kind ledger.AlarmKind, says string) {
	c.Helper()
	for range 100_000 {
		for _, a := range c.Alarms() {
			if a.Kind == kind && strings.Contains(a.Text, says) {
				return
			}
		}
		if _, err := c.People(); err != nil {
			c.Fatal(err)
		}
	}
	c.Errorf("no alarm says %q: %+v", says, c.Alarms())
}

func TestALedgerThatIsOlderThanItsNewestBackupIsRefused(t *testing.T) {
	c := mustOpen(t)
	c.Ledger.Close()
	old := filepath.Join(t.TempDir(), "old.db")
	copyTo(t, old, c.folder.Ledger())
	c.Ledger = nil
	c.reopen()
	c.mustRecord(c.ana, cashPayment(1_00))
	c.closeDrawer(c.ana)
	c.Ledger.Close()
	backup := filepath.Join(c.folder.Backups(), names(t, c.folder.Backups())[0])
	copyTo(t, c.folder.Ledger(), old)
	_, err := ledger.Open(c.folder)
	wantCode(t, err, ledger.Unavailable)
	for _, says := range []string{"older", "Take no money", "counterfoil restore " + backup} {
		if !strings.Contains(err.Error(), says) {
			t.Errorf("%q does not say %q", err, says)
		}
	}
	// Worked on while the backup was away, it is a fork.
	away := backup + " away"
	if err := os.Rename(backup, away); err != nil {
		t.Fatal(err)
	}
	c.Ledger = nil
	c.reopen()
	for range 5 {
		c.mustRecord(c.ana, cashPayment(2_00))
	}
	if err := os.Rename(away, backup); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	if alarms := c.Alarms(); len(alarms) != 1 || alarms[0].Kind != ledger.AlarmBackup || !strings.Contains(alarms[0].Text, "another entry") {
		t.Errorf("%+v", alarms)
	}
}
