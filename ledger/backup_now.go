package ledger

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// BackupStep is how far a backup has come.
type BackupStep struct {
	Done, Of  int  // pages of the database that are copied
	Verifying bool // the copy is whole and is read again
}

// BackupWatch hears how far a backup has come, many times a second. Its error
// gives the backup up.
type BackupWatch func(BackupStep) error

func unwatched(BackupStep) error { return nil }

// KeptBackup is a backup as it is found in its folder.
type KeptBackup struct {
	Backup
	Reaches time.Time // when its last entry was recorded, in the station's zone
	Bytes   int64     // of all its files
	Problem string    // why this ledger cannot be restored from it; "": nothing speaks against it
}

// BackupPlace is the folder that the settings name for backups.
func (l *Ledger) BackupPlace() string { return backupPlace(l.folder, l.city) }

// BackUp makes a backup now, as Backup does, for a person who may: it holds
// the station's key. In the place that the settings name, the oldest backups
// beyond those to keep are then taken away, as after a closing.
func (l *Ledger) BackUp(by Session, into string, watch BackupWatch) (KeptBackup, error) {
	if err := by.may("make a backup", Administrator, Supervisor); err != nil {
		return KeptBackup{}, err
	}
	l.backups.making.Lock()
	defer l.backups.making.Unlock()
	if filepath.Clean(into) != filepath.Clean(l.BackupPlace()) {
		made, err := l.backUp(into, watch)
		return l.look(made), err
	}
	made, err := l.backUpKeeping(into, watch)
	if err == nil {
		l.clear(AlarmBackup)
	}
	return l.look(made), err
}

// Backups lists the station's backups in a folder, newest first.
func (l *Ledger) Backups(place string) ([]KeptBackup, error) {
	found, err := listBackups(place, l.city.Station)
	if err != nil {
		return nil, errorf(Unavailable, "the backups in %s cannot be read; check the path and who may read there", place).because(err)
	}
	kept := make([]KeptBackup, len(found))
	for i, b := range found {
		kept[i] = l.look(b)
	}
	return kept, nil
}

// look reads what a backup says of itself. It is not verified again.
func (l *Ledger) look(b Backup) KeptBackup {
	kept := KeptBackup{Backup: b}
	last, err := b.lastEntry()
	switch {
	case err != nil:
		kept.Problem = "it is damaged"
	case l.kinship(last) == foreign:
		kept.Problem = "it is of another ledger"
	case l.kinship(last) == forked:
		kept.Problem = "it goes on in another way than this ledger"
	}
	if err == nil {
		kept.Reaches = l.Local(last.At)
	}
	kept.Bytes, err = size(b.Path)
	if err != nil && kept.Problem == "" {
		kept.Problem = "it cannot be read"
	}
	return kept
}

// size adds up the files in a folder.
func size(folder string) (bytes int64, err error) {
	err = filepath.WalkDir(folder, func(_ string, file fs.DirEntry, err error) error {
		if err != nil || file.IsDir() {
			return err
		}
		info, err := file.Info()
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err == nil {
			bytes += info.Size()
		}
		return err
	})
	return bytes, err
}
