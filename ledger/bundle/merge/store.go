package merge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	_ "modernc.org/sqlite"

	"counterfoil/ledger/bundle"
	"counterfoil/ledger/phrase"
)

// store holds the rows of a set on the disk. It is scratch: nothing in it needs
// to survive a crash.
type store struct {
	db         *sql.DB
	tx         *sql.Tx
	statements map[string]*sql.Stmt
	columns    map[string][]string // by table
}

func openStore(path string) (*store, error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	s := &store{db: db, statements: map[string]*sql.Stmt{}, columns: map[string][]string{}}
	statements := []string{
		"PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA cache_size = -65536", "PRAGMA temp_store = FILE",
		"CREATE TABLE ids (payment TEXT, bundle INTEGER, hash TEXT, PRIMARY KEY (payment, bundle)) WITHOUT ROWID",
		"CREATE TABLE bills (account TEXT, bill TEXT, station TEXT, receipt TEXT, amount INTEGER, day TEXT, n INTEGER, line INTEGER)",
	}
	for _, t := range tables {
		statements = append(statements, fmt.Sprintf("CREATE TABLE %s (key TEXT PRIMARY KEY, station TEXT, n INTEGER, m INTEGER, void TEXT, cells TEXT) WITHOUT ROWID", t.sql()))
	}
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			db.Close()
			return nil, err
		}
	}
	s.tx, err = db.Begin()
	return s, err
}

func (s *store) close() error {
	if s.tx != nil {
		s.tx.Rollback() // the file goes away
	}
	return s.db.Close()
}

func (s *store) prepare(query string) (*sql.Stmt, error) {
	if statement, ok := s.statements[query]; ok {
		return statement, nil
	}
	statement, err := s.tx.Prepare(query)
	if err == nil {
		s.statements[query] = statement
	}
	return statement, err
}

func (s *store) exec(query string, args ...any) error {
	statement, err := s.prepare(query)
	if err == nil {
		_, err = statement.Exec(args...)
	}
	return err
}

// get reads one row; found: there is one.
func (s *store) get(query string, args []any, into ...any) (found bool, err error) {
	statement, err := s.prepare(query)
	if err != nil {
		return false, err
	}
	err = statement.QueryRow(args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// note keeps which payments a bundle has, each with the hash of its entry.
func (s *store) note(ctx context.Context, path string, o Options, number int64) error {
	b, err := bundle.Open(path, o.Identities...)
	if err != nil {
		return err
	}
	defer b.Close()
	for row, err := range b.Rows("payments.csv") {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil && row.Cell("line") == "1" || err == nil && row.Cell("billing") != "" {
			err = s.exec("INSERT OR IGNORE INTO ids VALUES (?,?,?)", row.Cell("payment_id"), number, row.Cell("hash"))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eachFork tells of each two bundles that have a payment with two contents: its
// first one.
func (s *store) eachFork(tell func(i, j int64, payment string)) error {
	rows, err := s.tx.Query("SELECT a.bundle, b.bundle, min(payment) FROM ids a JOIN ids b USING (payment) WHERE a.bundle < b.bundle AND a.hash <> b.hash GROUP BY a.bundle, b.bundle")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var i, j int64
		var payment string
		if err := rows.Scan(&i, &j, &payment); err != nil {
			return err
		}
		tell(i, j, payment)
	}
	return rows.Err()
}

// row reads a row of a table.
func (s *store) row(t table, key string) (c cells, void string, found bool, err error) {
	var text string
	found, err = s.get("SELECT cells, void FROM "+t.sql()+" WHERE key = ?", []any{key}, &text, &void)
	return s.split(t, text), void, found, err
}

func (s *store) split(t table, text string) cells {
	return cells{s.columns[t.name], strings.Split(text, separator)}
}

// put writes a row, in the place of one with the same key.
func (s *store) put(t table, c cells) error {
	place := t.place(c)
	return s.exec("INSERT OR REPLACE INTO "+t.sql()+" VALUES (?,?,?,?,?,?)", t.keyOf(c), c.get("station"), place[0], place[1], c.get("void"), c.text())
}

// rows reads a table in its order.
func (s *store) rows(ctx context.Context, t table) iter.Seq2[cells, error] {
	return func(yield func(cells, error) bool) {
		rows, err := s.tx.QueryContext(ctx, "SELECT cells FROM "+t.sql()+" ORDER BY station, n, m, key")
		if err != nil {
			yield(cells{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var text string
			err := rows.Scan(&text)
			if !yield(s.split(t, text), err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(cells{}, err)
		}
	}
}

// know takes the columns of a table from the first bundle; all have the same.
func (s *store) know(t table, columns []string) error {
	if known, ok := s.columns[t.name]; ok && !slices.Equal(known, columns) {
		return phrase.Errorf("%s has other columns in another bundle", t.name)
	}
	s.columns[t.name] = columns
	return nil
}
