package ui

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
)

// backupWork is a backup that is being made. What it hears comes from another
// goroutine.
type backupWork struct {
	show func() // the words changed; nil: nobody looks

	mu       sync.Mutex
	step     ledger.BackupStep
	canceled bool
	begun    time.Time
}

var errBackupCanceled = errors.New("it was canceled")

func (w *backupWork) watch(step ledger.BackupStep) error {
	before := w.words()
	w.mu.Lock()
	if w.begun.IsZero() {
		w.begun = time.Now()
	}
	w.step = step
	canceled := w.canceled
	w.mu.Unlock()
	if canceled {
		return errBackupCanceled
	}
	if w.show != nil && w.words() != before {
		w.show()
	}
	return nil
}

func (w *backupWork) cancel() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.canceled = true
}

// words say how far the backup has come.
func (w *backupWork) words() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.canceled:
		return "The backup is being canceled …"
	case w.step.Verifying:
		return "Step 2 of 2: the copy is being verified …"
	case w.step.Of == 0:
		return "Step 1 of 2: the ledger is being copied …"
	}
	return fmt.Sprintf("Step 1 of 2: the ledger is being copied, %d%% …", 100*w.step.Done/w.step.Of)
}

// outcome says how the backup ended.
func (w *backupWork) outcome(made ledger.KeptBackup, err error) (widgets.Gravity, string) {
	switch {
	case errors.Is(err, errBackupCanceled):
		return widgets.Note, "The backup was canceled. The backups from before are as they were."
	case err != nil && made.Path != "":
		return widgets.Warning, fmt.Sprintf("The backup %s was made and verified, but: %s", made.Path, widgets.Sentence(err))
	case err != nil:
		return widgets.Stop, widgets.Sentence(err)
	}
	return widgets.Note, fmt.Sprintf("Entries 1 to %d are backed up and verified. It took %s and has %s: %s",
		made.Seq, tookWords(time.Since(w.begun)), sizeWords(made.Bytes), made.Path)
}

func tookWords(d time.Duration) string {
	if d < time.Second {
		return "less than a second"
	}
	return d.Round(time.Second).String()
}

func reachOf(b ledger.KeptBackup) string {
	if b.Reaches.IsZero() {
		return "not known"
	}
	return b.Reaches.Format(stamp)
}

func placeOf(b ledger.KeptBackup) string {
	if b.Problem != "" {
		return "NOT USABLE, " + b.Problem + ": " + filepath.Base(b.Path)
	}
	return filepath.Base(b.Path)
}

// sizeWords writes a size as a file manager does.
func sizeWords(bytes int64) string {
	const kilo, mega, giga = 1 << 10, 1 << 20, 1 << 30
	switch {
	case bytes >= giga:
		return fmt.Sprintf("%.1f GB", float64(bytes)/giga)
	case bytes >= mega:
		return fmt.Sprintf("%.1f MB", float64(bytes)/mega)
	}
	return fmt.Sprintf("%d KB", (bytes+kilo-1)/kilo)
}
