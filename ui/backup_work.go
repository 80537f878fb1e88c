package ui

import (
	"errors"
	"path/filepath"
	"sync"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
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

var errBackupCanceled = phrase.Errorf("it was canceled")

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
		return words.T("The backup is being canceled …")
	case w.step.Verifying:
		return words.T("Step 2 of 2: the copy is being verified …")
	case w.step.Of == 0:
		return words.T("Step 1 of 2: the ledger is being copied …")
	}
	return words.T("Step 1 of 2: the ledger is being copied, %d%% …", 100*w.step.Done/w.step.Of)
}

// outcome says how the backup ended.
func (w *backupWork) outcome(made ledger.KeptBackup, err error) (widgets.Gravity, string) {
	switch {
	case errors.Is(err, errBackupCanceled):
		return widgets.Note, words.T("The backup was canceled. The backups from before are as they were.")
	case err != nil && made.Path != "":
		return widgets.Warning, words.T("The backup %s was made and verified, but: %s", made.Path, widgets.Sentence(err))
	case err != nil:
		return widgets.Stop, widgets.Sentence(err)
	}
	return widgets.Note, words.T("Entries 1 to %d are backed up and verified. It took %s and has %s: %s", made.Seq, tookWords(time.Since(w.begun)), sizeWords(made.Bytes), made.Path)
}

func tookWords(d time.Duration) string {
	if d < time.Second {
		return words.T("less than a second")
	}
	return d.Round(time.Second).String()
}

func reachOf(b ledger.KeptBackup) string {
	if b.Reaches.IsZero() {
		return words.T("not known")
	}
	return b.Reaches.Format(stamp)
}

func placeOf(b ledger.KeptBackup) string {
	if b.Problem != "" {
		return words.T("NOT USABLE, %s: %s", b.Problem, filepath.Base(b.Path))
	}
	return filepath.Base(b.Path)
}

// sizeWords writes a size as a file manager does.
func sizeWords(bytes int64) string {
	const kilo, mega, giga = 1 << 10, 1 << 20, 1 << 30
	switch {
	case bytes >= giga:
		return words.T("%.1f GB", float64(bytes)/giga)
	case bytes >= mega:
		return words.T("%.1f MB", float64(bytes)/mega)
	}
	return words.T("%d KB", (bytes+kilo-1)/kilo)
}
