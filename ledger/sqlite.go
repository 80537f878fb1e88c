package ledger

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed schema.sql
var schema string

const applicationID = 0x43464f4c // "CFOL"

// pragma is a setting of SQLite, and how it reads back.
type pragma struct{ name, set, want string }

// pragmas hold for the ledger's one connection, in this order: the lock mode
// must be set before the first use of the WAL. SQLite ignores a misspelt
// pragma and some settings it cannot honor, so each is read back.
var pragmas = []pragma{
	{"locking_mode", "EXCLUSIVE", "exclusive"}, // a second process is shut out
	{"journal_mode", "WAL", "wal"},
	synchronous,
	{"foreign_keys", "ON", "1"},
	{"recursive_triggers", "ON", "1"}, // else INSERT OR REPLACE walks past the append-only triggers
	{"trusted_schema", "OFF", "0"},
	{"cell_size_check", "ON", "1"},
}

// store is one SQLite connection with its prepared statements. It is not safe
// for use by two goroutines at once.
type store struct {
	db         *sql.DB
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	copying    *sqlite.Backup // a copy that is being made; else nil
	files      openFiles
	watch      func() error // hears of each row that is read, and can end the reading; nil: nobody does
}

type openMode string

const (
	readWrite openMode = "mode=rw"
	// unchanging reads a file that nobody has open and that has no WAL.
	unchanging openMode = "mode=ro&immutable=1"
)

// openStore opens the file at path and makes sure that every setting which
// durability rests on took hold. An empty path is a store for replays: SQLite
// keeps it in memory while it is small, then in a temporary file that is gone
// when it is closed.
func openStore(path string, mode openMode) (*store, error) {
	return openStoreWith(path, mode, pragmas)
}

func openStoreWith(path string, mode openMode, pragmas []pragma) (_ *store, err error) {
	dsn := "file:"
	if path != "" {
		if dsn, err = fileURI(path); err != nil {
			return nil, err
		}
	}
	db, err := sql.Open("sqlite", dsn+"?_defensive=1&"+string(mode))
	if err != nil {
		return nil, err
	}
	s := &store{db: db, statements: map[string]*sql.Stmt{}}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if s.conn, err = db.Conn(context.Background()); err != nil {
		return nil, err
	}
	for _, p := range pragmas {
		if p.name == "journal_mode" && (path == "" || mode == unchanging) {
			continue
		}
		if err := s.exec(fmt.Sprintf("PRAGMA %s = %s", p.name, p.set)); err != nil {
			return nil, err
		}
		var got string
		if err := s.get("PRAGMA "+p.name, nil, &got); err != nil {
			return nil, err
		}
		if got != p.want {
			return nil, fmt.Errorf("SQLite kept %s = %s, not %s", p.name, got, p.want)
		}
	}
	return s, nil
}

// fileURI names a file so that SQLite takes no character of its path for one
// of its own, on Windows too: file:///C:/data/ledger.db.
func fileURI(path string) (string, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	whole = "/" + strings.TrimPrefix(filepath.ToSlash(whole), "/")
	return (&url.URL{Scheme: "file", Path: whole}).String(), nil
}

func (s *store) close() error {
	s.endCopy()
	for _, statement := range s.statements {
		statement.Close()
	}
	if s.conn != nil {
		s.conn.Close()
	}
	return s.db.Close()
}

func (s *store) prepare(query string) (*sql.Stmt, error) {
	if statement, ok := s.statements[query]; ok {
		return statement, nil
	}
	statement, err := s.conn.PrepareContext(context.Background(), query)
	if err == nil {
		s.statements[query] = statement
	}
	return statement, err
}

// exec runs a statement. Money goes in as integer cents and time as UTC
// milliseconds, never as a float or a time.Time.
func (s *store) exec(query string, args ...any) error {
	_, err := s.execResult(query, args...)
	return err
}

func (s *store) execResult(query string, args ...any) (sql.Result, error) {
	statement, err := s.prepare(query)
	if err != nil {
		return nil, err
	}
	return statement.Exec(args...)
}

// get reads one row; sql.ErrNoRows when there is none.
func (s *store) get(query string, args []any, into ...any) error {
	statement, err := s.prepare(query)
	if err != nil {
		return err
	}
	return statement.QueryRow(args...).Scan(into...)
}

// scanner is what a row-reading function sees of a row.
type scanner interface{ Scan(into ...any) error }

// list reads every row with scan.
func list[T any](s *store, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	var all []T
	err := each(s, scan, func(t T) error { all = append(all, t); return nil }, query, args...)
	return all, err
}

// each reads row by row, for results that need not fit in memory.
func each[T any](s *store, scan func(scanner) (T, error), do func(T) error, query string, args ...any) error {
	statement, err := s.prepare(query)
	if err != nil {
		return err
	}
	rows, err := statement.Query(args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if s.watch != nil {
			if err := s.watch(); err != nil {
				return err
			}
		}
		row, err := scan(rows)
		if err != nil {
			return err
		}
		if err := do(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// checkOurs returns a ledger's version. It refuses a file that is not a
// ledger, or a newer program's.
func (s *store) checkOurs(path string) (version int64, err error) {
	var application int64
	if err := s.get("PRAGMA application_id", nil, &application); err != nil {
		return 0, notOurs(path, err)
	}
	if err := s.get("PRAGMA user_version", nil, &version); err != nil {
		return 0, notOurs(path, err)
	}
	switch {
	case application != applicationID || version < 1:
		return 0, errorf(Unavailable, "%s is not a Counterfoil ledger; check the data folder", path)
	case version > schemaVersion():
		return 0, errorf(Unavailable, "%s was written by a newer Counterfoil (ledger version %d, this program reads %d); install the newer program", path, version, schemaVersion())
	}
	return version, nil
}

func notOurs(path string, err error) error {
	switch resultCode(err) {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return errorf(Unavailable, "%s is not a Counterfoil ledger, or is damaged; put it back from a copy of the data folder", path).because(err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return errorf(Busy, "another program has %s open; close it and try again", path).because(err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return errorf(Unavailable, "%s cannot be written; check that this user may write the file and its folder, and that the disk is not read-only", path).because(err)
	case sqlite3.SQLITE_FULL:
		return errorf(Unavailable, "the disk with %s is full; make room and try again", path).because(err)
	}
	return errorf(Unavailable, "%s cannot be opened: %s", path, err).because(err)
}

// resultCode returns SQLite's primary result code, or 0.
func resultCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}
