package ledger

import (
	"fmt"
	"os"
	"path/filepath"

	"counterfoil/ledger/durable"
)

// migrations bring older ledgers to this program's version: the first one from
// version 1 to 2, and so on. Each is SQL and leads to what schema.sql says.
// None may touch the journal: an entry stays as it was signed.
var migrations []string

// schemaVersion is the version of the ledgers that this program writes.
func schemaVersion() int64 { return int64(len(migrations)) + 1 }

// migrate brings an older ledger to this program's version in one transaction,
// after a copy was made and verified: a crash leaves the older ledger.
func (s *store) migrate(path string, from int64) error {
	if from == schemaVersion() {
		return nil
	}
	kept, err := s.copyBefore(path, from)
	if err != nil {
		return errorf(Unavailable, "%s is of version %d, and cannot be brought to version %d because no verified copy could be made first: %s. It is as it was", path, from, schemaVersion(), err).because(err)
	}
	if err := s.exec("BEGIN IMMEDIATE"); err != nil {
		return notOurs(path, err)
	}
	err = s.step(from)
	if err == nil {
		err = s.exec("COMMIT")
	}
	if err != nil {
		s.exec("ROLLBACK") // if it fails, closing the file takes everything back
		return errorf(Unavailable, "%s cannot be brought from version %d to %d: %s. It is as it was, and a copy is %s; go on with the older Counterfoil", path, from, schemaVersion(), err, kept).because(err)
	}
	return nil
}

func (s *store) step(from int64) error {
	for _, migration := range migrations[from-1:] {
		if err := s.exec(migration); err != nil {
			return err
		}
	}
	return s.exec(fmt.Sprintf("PRAGMA user_version = %d", schemaVersion()))
}

// copyBefore copies the ledger's file as it is, and verifies the copy as far as
// that does not depend on the version.
func (s *store) copyBefore(path string, version int64) (kept string, err error) {
	last, err := s.head()
	if err != nil {
		return "", err
	}
	backups := Folder(filepath.Dir(path)).Backups()
	if err := os.MkdirAll(backups, 0o700); err != nil {
		return "", err
	}
	kept = filepath.Join(backups, fmt.Sprintf("ledger-version-%d-entry-%09d.db", version, last.seq))
	unfinished := kept + ".new"
	if err := s.copyTo(unfinished); err != nil {
		return "", err
	}
	copied, err := openStore(unfinished, unchanging)
	if err != nil {
		return "", err
	}
	defer copied.close()
	v := verification{store: copied}
	v.checkFile()
	v.checkJournal()
	v.checkReceipts()
	for _, f := range v.findings {
		if !f.OK {
			return "", fmt.Errorf("the copy does not hold: %s: %s", f.Name, f.Detail)
		}
	}
	return kept, durable.Rename(unfinished, kept)
}

// copyTo writes the whole database to a file and syncs it.
func (s *store) copyTo(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := s.beginCopy(path); err != nil {
		return err
	}
	defer s.endCopy()
	for more := true; more; {
		if more, err = s.copyPages(backupPages); err != nil {
			return err
		}
	}
	return file.Sync()
}
