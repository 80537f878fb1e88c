package ui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
)

// atBackup sits a person down at the page, by its way through Set-up.
func atBackup(t *testing.T, o *office, name string) *seat {
	t.Helper()
	s := o.sits(o.is(name))
	s.show(newBackup(s.counter))
	return s
}

func TestASupervisorBacksUpToTheUsualPlace(t *testing.T) {
	o, _ := busyOffice(t)
	s := atBackup(t, o, "sue")
	s.wantFits()
	s.wantSays("Backup", o.BackupPlace(), "after each closing", "newest 7", "No backup yet", "safe place")
	s.press(fyne.KeyF7)
	s.wantSays("Back up now", "Payments go on meanwhile.")
	s.press(fyne.KeyReturn)
	kept, err := o.Backups(o.BackupPlace())
	if err != nil || len(kept) != 1 || kept[0].Problem != "" {
		t.Fatalf("%+v, %v", kept, err)
	}
	s.wantSays("are backed up and verified. It took", sizeWords(kept[0].Bytes), kept[0].Path, "11/23/2026 3:04 PM", filepath.Base(kept[0].Path))
	s.wantSilent("No backup yet", "Step 1", "Step 2")
	s.wantFits()
	if findings, err := ledger.Verify(ledger.Folder(kept[0].Path)); err != nil || !findings.OK() {
		t.Errorf("the backup does not hold: %v, %v", findings, err)
	}
}

func TestABackupGoesToAStick(t *testing.T) {
	o, _ := busyOffice(t)
	stick := t.TempDir()
	s := atBackup(t, o, "zoe")
	s.press(fyne.KeyF7)
	s.write(filepath.Join(stick, "not-there"))
	s.press(fyne.KeyReturn)
	s.wantSays("There is no folder")
	s.press(fyne.KeyEscape, fyne.KeyF7)
	s.write(stick)
	s.press(fyne.KeyReturn)
	s.wantSays("are backed up and verified. It took", stick, "No backup yet")
	if kept, err := o.Backups(stick); err != nil || len(kept) != 1 {
		t.Errorf("%+v, %v", kept, err)
	}
}

func TestABackupShowsHowFarItIsAndIsCanceled(t *testing.T) {
	o, _ := busyOffice(t)
	s := atBackup(t, o, "sue")
	var working func()
	s.background = func(work func()) { working = work }
	s.press(fyne.KeyF7, fyne.KeyReturn)
	s.wantSays("Step 1 of 2")
	backUp := working
	s.press(fyne.KeyF7) // one at a time
	s.wantSilent("Payments go on meanwhile.")
	s.press(fyne.KeyF4)
	s.wantSays("is being canceled")
	s.background = func(work func()) { work() }
	backUp()
	s.wantSays("The backup was canceled.", "No backup yet")
	if left, _ := os.ReadDir(o.BackupPlace()); len(left) > 0 {
		t.Errorf("it leaves %v", left)
	}
	s.press(fyne.KeyF7, fyne.KeyReturn)
	s.wantSays("are backed up and verified. It took")
}

func TestABackupGoesOnWhenThePageIsLeft(t *testing.T) {
	o, _ := busyOffice(t)
	s := atBackup(t, o, "sue")
	var working func()
	s.background = func(work func()) { working = work }
	s.press(fyne.KeyF7, fyne.KeyReturn)
	backUp := working
	s.background = func(work func()) { work() }
	s.press(fyne.KeyF5)
	s.wantSays("4 receipts")
	backUp()
	s.wantSays("are backed up and verified. It took")
}

func TestABackupTellsItsSteps(t *testing.T) {
	o, _ := busyOffice(t)
	s := atBackup(t, o, "sue")
	w := &longWork{stage: s.stage, what: "Step 1 of 2: the ledger is being copied"}
	s.progress.tell("", 0)
	watch := w.backupStep(t.Context())
	var heard []string
	for _, step := range []ledger.BackupStep{{}, {Done: 1, Of: 300}, {Done: 150, Of: 300}, {Verifying: true}, {Verifying: true}} {
		if err := watch(step); err != nil {
			t.Fatal(err)
		}
		heard = append(heard, s.progress.what.Text)
	}
	if want := []string{"", "", "Step 1 of 2: the ledger is being copied, 50% …", "Step 2 of 2: the copy is being verified …", "Step 2 of 2: the copy is being verified …"}; !slices.Equal(heard, want) {
		t.Errorf("it says %q", heard)
	}
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.backupStep(canceled)(ledger.BackupStep{Done: 1, Of: 2}); err == nil {
		t.Error("it goes on after it was canceled")
	}
}

func TestSizesInWords(t *testing.T) {
	for bytes, want := range map[int64]string{0: "0 KB", 1: "1 KB", 1 << 20: "1.0 MB", 5 << 30: "5.0 GB"} {
		if got := sizeWords(bytes); got != want {
			t.Errorf("%d bytes are %q, want %q", bytes, got, want)
		}
	}
}
