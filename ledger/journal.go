package ledger

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// body is the content of an entry: one type a kind, each in the file of its
// concept. project writes what the entry means into the tables. It is run when
// the entry is recorded and when the journal is replayed, so it may use only
// the entry and the tables.
type body interface {
	kind() Kind
	project(s *store, e Entry) error
}

// bodies makes an empty body for each kind of entry there is.
var bodies = map[Kind]func() body{}

func register[T any, B interface {
	*T
	body
}](example B) {
	bodies[example.kind()] = func() body { return B(new(T)) }
}

// tx is one transaction: the entries of one act, and their projections, all
// durable or none.
type tx struct {
	*store
	ledger *Ledger
	at     time.Time
	actor  string
	head   head
	ids    []string // of the entries recorded so far
}

// head is the last entry of the journal.
type head struct {
	seq  int64
	hash Hash
	at   time.Time
}

func (s *store) head() (head, error) { return s.headAt(latest) }

// headAt is the head the journal had when it ended with that entry.
func (s *store) headAt(seq int64) (head, error) {
	var h head
	var hash []byte
	var at int64
	err := s.get("SELECT seq, hash, at FROM journal WHERE seq <= ? ORDER BY seq DESC LIMIT 1", []any{seq}, &h.seq, &hash, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return head{}, nil
	}
	if err != nil {
		return head{}, err
	}
	copy(h.hash[:], hash)
	h.at = time.UnixMilli(at).UTC()
	return h, nil
}

// record appends an entry and projects it.
func (t *tx) record(b body) (Entry, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Entry{}, err
	}
	return t.recordAs(id.String(), b)
}

// recordAs appends an entry whose id was chosen before the attempt.
func (t *tx) recordAs(id string, b body) (Entry, error) {
	content, err := marshal(b)
	if err != nil {
		return Entry{}, err
	}
	if len(t.ids) == 0 {
		if t.head, err = t.store.head(); err != nil {
			return Entry{}, err
		}
	}
	e := Entry{
		Station: t.ledger.city.Station, Seq: t.head.seq + 1, ID: id, At: t.at,
		Actor: t.actor, Kind: b.kind(), Body: content, Prev: t.head.hash,
	}
	e.Hash = e.ComputeHash()
	e.Sig = t.ledger.key.sign(e.Hash)
	if err := t.insert(e); err != nil {
		return Entry{}, err
	}
	if err := b.project(t.store, e); err != nil {
		return Entry{}, err
	}
	t.head = head{e.Seq, e.Hash, e.At}
	t.ids = append(t.ids, id)
	return e, nil
}

func (s *store) insert(e Entry) error {
	return s.exec("INSERT INTO journal (seq, id, at, actor, kind, body, prev, hash, sig) VALUES (?,?,?,?,?,?,?,?,?)",
		e.Seq, e.ID, e.At.UnixMilli(), e.Actor, string(e.Kind), string(e.Body), e.Prev[:], e.Hash[:], e.Sig)
}

func scanEntry(row scanner) (Entry, error) { return scanEntryWith(row) }

// scanEntryWith reads an entry from a row that goes on with other columns.
func scanEntryWith(row scanner, others ...any) (Entry, error) {
	var e Entry
	var at int64
	var prev, hash []byte
	if err := row.Scan(append([]any{&e.Seq, &e.ID, &at, &e.Actor, &e.Kind, (*[]byte)(&e.Body), &prev, &hash, &e.Sig}, others...)...); err != nil {
		return Entry{}, err
	}
	if len(prev) != len(e.Prev) || len(hash) != len(e.Hash) {
		return Entry{}, fmt.Errorf("entry %d was changed: a SHA-256 has %d bytes, not %d or %d", e.Seq, len(e.Hash), len(prev), len(hash))
	}
	e.At = time.UnixMilli(at).UTC()
	e.Prev, e.Hash = Hash(prev), Hash(hash)
	return e, nil
}

const entryColumns = "SELECT seq, id, at, actor, kind, body, prev, hash, sig FROM journal "

// entry reads the entry with that sequence number and decodes its body into b.
func (s *store) entry(seq int64, b body) (Entry, error) {
	statement, err := s.prepare(entryColumns + "WHERE seq = ?")
	if err != nil {
		return Entry{}, err
	}
	e, err := scanEntry(statement.QueryRow(seq))
	if err != nil {
		return Entry{}, fmt.Errorf("reading entry %d: %w", seq, err)
	}
	return e, e.decode(b)
}

func (e Entry) decode(b body) error {
	if e.Kind != b.kind() {
		return fmt.Errorf("entry %d is of kind %s, not %s", e.Seq, e.Kind, b.kind())
	}
	if err := json.Unmarshal(e.Body, b); err != nil {
		return fmt.Errorf("entry %d (%s) cannot be read: %w", e.Seq, e.Kind, err)
	}
	return nil
}

// replay appends an entry that was recorded before, and projects it.
func (s *store) replay(e Entry) error {
	makeBody, known := bodies[e.Kind]
	if !known {
		return fmt.Errorf("entry %d is of an unknown kind, %s", e.Seq, e.Kind)
	}
	b := makeBody()
	if err := e.decode(b); err != nil {
		return err
	}
	if err := s.insert(e); err != nil {
		return err
	}
	return b.project(s, e)
}
