package ui

import (
	"context"
	"path/filepath"
	"time"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// backupStep tells how far a backup has come, and gives it up when ctx ends.
func (w *longWork) backupStep(ctx context.Context) ledger.BackupWatch {
	verifying := false
	return func(step ledger.BackupStep) error {
		switch {
		case step.Verifying && !verifying:
			verifying = true
			w.next(words.T("Step 2 of 2: the copy is being verified"))
		case step.Of > 0 && !step.Verifying:
			w.at(float64(step.Done) / float64(step.Of))
		}
		return ctx.Err()
	}
}

// backupOutcome says how a backup ended.
func backupOutcome(made ledger.KeptBackup, took time.Duration, err error) (widgets.Gravity, string) {
	switch {
	case err == errCanceled:
		return widgets.Note, words.T("The backup was canceled. The backups from before are as they were.")
	case err != nil && made.Path != "":
		return widgets.Warning, words.T("The backup %s was made and verified, but: %s", made.Path, widgets.Sentence(err))
	case err != nil:
		return widgets.Stop, widgets.Sentence(err)
	}
	return widgets.Note, words.T("Entries 1 to %d are backed up and verified. It took %s and has %s: %s", made.Seq, tookWords(took), sizeWords(made.Bytes), made.Path)
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
