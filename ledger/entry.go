package ledger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Kind names what an entry says happened.
type Kind string

// Hash is a SHA-256.
type Hash [sha256.Size]byte

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads what String writes.
func ParseHash(text string) (Hash, error) {
	var h Hash
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(h) {
		return h, fmt.Errorf("%q is not a SHA-256", text)
	}
	return Hash(raw), nil
}

// Entry is one fact in the journal. Its hash covers the entry before it, so
// that nothing can be changed, left out or put in between without all later
// hashes changing, and the station's key signs the hash.
type Entry struct {
	Station string
	Seq     int64 // 1, 2, 3 … without a gap
	ID      string
	At      time.Time // UTC, whole milliseconds
	Actor   string
	Kind    Kind
	Body    json.RawMessage
	Prev    Hash
	Hash    Hash
	Sig     []byte // Ed25519 over Hash
}

// Canonical writes what the hash covers: one JSON object, its members in this
// order, without white space, strings escaped as encoding/json does without
// HTML escaping, and the body as it was recorded.
func (e Entry) Canonical() []byte {
	b := make([]byte, 0, len(e.Body)+256)
	b = append(b, `{"v":1,"station":`...)
	b = appendString(b, e.Station)
	b = append(b, `,"seq":`...)
	b = strconv.AppendInt(b, e.Seq, 10)
	b = append(b, `,"id":`...)
	b = appendString(b, e.ID)
	b = append(b, `,"at":`...)
	b = strconv.AppendInt(b, e.At.UnixMilli(), 10)
	b = append(b, `,"actor":`...)
	b = appendString(b, e.Actor)
	b = append(b, `,"kind":`...)
	b = appendString(b, string(e.Kind))
	b = append(b, `,"body":`...)
	b = append(b, e.Body...)
	return append(b, '}')
}

func appendString(b []byte, s string) []byte {
	// Almost every string of an entry is one that needs no escaping.
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' }) {
		return append(append(append(b, '"'), s...), '"')
	}
	text, err := marshal(s)
	if err != nil {
		panic("encoding a string as JSON failed: " + err.Error())
	}
	return append(b, text...)
}

// marshal is json.Marshal without HTML escaping: names stay readable, and
// other languages' JSON writers give the same bytes.
func marshal(v any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n")), nil
}

// ComputeHash returns SHA-256(Prev ‖ Canonical).
func (e Entry) ComputeHash() Hash {
	h := sha256.New()
	h.Write(e.Prev[:])
	h.Write(e.Canonical())
	return Hash(h.Sum(nil))
}

// Check tells what is wrong with an entry that should follow the hash prev,
// signed by key: a wrong predecessor, content that does not give its hash, a
// signature that is not the station's.
func (e Entry) Check(prev Hash, key PublicKey) error {
	switch {
	case e.Prev != prev:
		return fmt.Errorf("entry %d does not follow the entry before it", e.Seq)
	case e.ComputeHash() != e.Hash:
		return fmt.Errorf("entry %d was changed: its content does not give its hash", e.Seq)
	case !ed25519.Verify(key.raw, e.Hash[:], e.Sig):
		return fmt.Errorf("entry %d is not signed by this station", e.Seq)
	}
	return nil
}

// Line writes the entry as it stands in journal.jsonl: the canonical object
// with "prev", "hash" (hexadecimal) and "sig" (base64) as its last members.
func (e Entry) Line() []byte {
	b := bytes.TrimSuffix(e.Canonical(), []byte("}"))
	return fmt.Appendf(b, `,"prev":"%s","hash":"%s","sig":"%s"}`,
		e.Prev, e.Hash, base64.StdEncoding.EncodeToString(e.Sig))
}

// ParseEntry reads what Line writes. It does not check the hash or signature.
func ParseEntry(line []byte) (Entry, error) {
	var raw struct {
		V       int             `json:"v"`
		Station string          `json:"station"`
		Seq     int64           `json:"seq"`
		ID      string          `json:"id"`
		At      int64           `json:"at"`
		Actor   string          `json:"actor"`
		Kind    Kind            `json:"kind"`
		Body    json.RawMessage `json:"body"`
		Prev    string          `json:"prev"`
		Hash    string          `json:"hash"`
		Sig     []byte          `json:"sig"`
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&raw); err != nil {
		return Entry{}, fmt.Errorf("not a journal entry: %w", err)
	}
	if raw.V != 1 {
		return Entry{}, fmt.Errorf("entry %d has format version %d; this program reads version 1", raw.Seq, raw.V)
	}
	prev, err := ParseHash(raw.Prev)
	if err != nil {
		return Entry{}, fmt.Errorf("entry %d: prev: %w", raw.Seq, err)
	}
	hash, err := ParseHash(raw.Hash)
	if err != nil {
		return Entry{}, fmt.Errorf("entry %d: hash: %w", raw.Seq, err)
	}
	return Entry{
		Station: raw.Station, Seq: raw.Seq, ID: raw.ID, At: time.UnixMilli(raw.At).UTC(),
		Actor: raw.Actor, Kind: raw.Kind, Body: raw.Body, Prev: prev, Hash: hash, Sig: raw.Sig,
	}, nil
}
