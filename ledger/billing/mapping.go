// Package billing reads what a billing system hands back: the results of a
// load, and its own list of cash receipts. It finds the payments that they are
// about, and says how it found each.
package billing

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/roster"
)

// Field is what a column of a billing system's list can be.
type Field string

const (
	PaymentID Field = "payment_id"
	Receipt   Field = "receipt" // also a handwritten one's number
	Line      Field = "line"
	Status    Field = "status"
	Reason    Field = "reason"
	Reference Field = "reference" // billing's own number
	Account   Field = "account"
	Amount    Field = "amount"
	Date      Field = "date"
)

// Fields are all there are.
var Fields = []Field{PaymentID, Receipt, Line, Status, Reason, Reference, Account, Amount, Date}

// Mapping says which column of a list is what, and what its values mean.
type Mapping struct {
	Columns  map[Field]string                  `toml:"columns"`  // by their names
	Statuses map[ledger.PostingStatus][]string `toml:"statuses"` // * stands for every other value
	Dates    roster.DateFormat                 `toml:"dates,omitempty"`
	Amounts  roster.AmountStyle                `toml:"amounts,omitempty"`
}

// DefaultMapping takes columns by the names that Counterfoil itself gives them.
func DefaultMapping() Mapping {
	m := Mapping{Columns: map[Field]string{}, Statuses: map[ledger.PostingStatus][]string{}}
	for _, field := range Fields {
		m.Columns[field] = string(field)
	}
	for _, status := range statuses {
		m.Statuses[status] = []string{string(status)}
	}
	return m
}

var statuses = []ledger.PostingStatus{ledger.PostingAccepted, ledger.PostingRejected, ledger.PostingDuplicate}

// With changes a mapping by words like "receipt=Rcpt No". "reference=" takes no
// column for it.
func (m Mapping) With(words ...string) (Mapping, error) {
	m.Columns = maps.Clone(m.Columns)
	for _, word := range words {
		field, column, err := roster.ReadColumn(word, Fields)
		if err != nil {
			return m, err
		}
		if column == "" {
			delete(m.Columns, field)
			continue
		}
		m.Columns[field] = column
	}
	return m, nil
}

// WithStatuses says what values mean, by words like "accepted=OK,POSTED".
func (m Mapping) WithStatuses(words ...string) (Mapping, error) {
	m.Statuses = maps.Clone(m.Statuses)
	for _, word := range words {
		name, values, ok := strings.Cut(word, "=")
		status := ledger.PostingStatus(strings.ToLower(strings.TrimSpace(name)))
		if !ok || !slices.Contains(statuses, status) || values == "" {
			return m, phrase.Errorf("%q does not say what a value means; write it like accepted=OK,POSTED. The meanings are %s", word, roster.Listed(statuses))
		}
		m.Statuses[status] = nil
		for value := range strings.SplitSeq(values, ",") {
			m.Statuses[status] = append(m.Statuses[status], strings.TrimSpace(value))
		}
	}
	return m, nil
}

const everyOther = "*"

// status is what a value means.
func (m Mapping) status(value string) (ledger.PostingStatus, bool) {
	for _, wanted := range []string{value, everyOther} {
		for _, status := range statuses {
			if slices.ContainsFunc(m.Statuses[status], func(v string) bool { return strings.EqualFold(v, wanted) }) {
				return status, true
			}
		}
	}
	return "", false
}

const mappingsFolder = "mappings"

var mappingName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 _-]{0,39}$`)

// SaveMapping keeps a mapping under a name in a folder: the counter's or
// finance's own.
func SaveMapping(folder, name string, m Mapping) error {
	path, err := mappingPath(folder, name)
	if err != nil {
		return err
	}
	text, err := toml.Marshal(m)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return durable.WriteFile(path, bytes.NewReader(text), 0o600)
}

// LoadMapping reads a mapping that was saved under a name.
func LoadMapping(folder, name string) (Mapping, error) {
	path, err := mappingPath(folder, name)
	if err != nil {
		return Mapping{}, err
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Mapping{}, phrase.Errorf("there is no mapping %q; there are: %s", name, cmp.Or(strings.Join(Mappings(folder), ", "), "none"))
	}
	if err != nil {
		return Mapping{}, err
	}
	return ParseMapping(text)
}

// ParseMapping reads the TOML that SaveMapping writes.
func ParseMapping(text []byte) (Mapping, error) {
	var m Mapping
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&m); err != nil {
		return m, phrase.Errorf("the mapping cannot be read: %w", err)
	}
	for field := range m.Columns {
		if !slices.Contains(Fields, field) {
			return m, phrase.Errorf("the mapping names a field %q; the fields are %s", field, roster.Listed(Fields))
		}
	}
	for status := range m.Statuses {
		if !slices.Contains(statuses, status) {
			return m, phrase.Errorf("the mapping names a status %q; there are %s", status, roster.Listed(statuses))
		}
	}
	return m, m.check()
}

func (m Mapping) check() error {
	if m.Dates != "" && !slices.Contains(roster.DateFormats(), m.Dates) {
		return phrase.Errorf("%q is not a way to write dates; there are %s", m.Dates, roster.Listed(roster.DateFormats()))
	}
	if m.Amounts != "" && !slices.Contains(roster.AmountStyles(), m.Amounts) {
		return phrase.Errorf("%q is not a way to write amounts; there are %s", m.Amounts, roster.Listed(roster.AmountStyles()))
	}
	return nil
}

// Mappings lists the names of the saved mappings.
func Mappings(folder string) []string {
	files, _ := filepath.Glob(filepath.Join(folder, mappingsFolder, "*.toml"))
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(filepath.Base(file), ".toml")
	}
	return names
}

func mappingPath(folder, name string) (string, error) {
	if !mappingName.MatchString(name) {
		return "", phrase.Errorf("%q is not a name for a mapping; use letters, digits, spaces, - and _", name)
	}
	return filepath.Join(folder, mappingsFolder, name+".toml"), nil
}
