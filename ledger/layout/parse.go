package layout

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// MaxBytes is the most that a profile's TOML can have.
const MaxBytes = 64 << 10

// ParseError says what is wrong with a profile's TOML.
type ParseError struct {
	Table string // like "record 2 (detail), column 3 (account)"; empty: the profile itself
	Key   string // empty: the table as a whole
	Why   string // and what to do
}

func (e *ParseError) Error() string {
	var at []string
	for _, part := range []string{e.Table, e.Key} {
		if part != "" {
			at = append(at, part)
		}
	}
	if len(at) == 0 {
		return e.Why
	}
	return strings.Join(at, ", ") + ": " + e.Why
}

// Parse reads a profile and checks it whole. A key it does not know is an
// error. The error is a *ParseError.
func Parse(text []byte) (*Profile, error) {
	if len(text) > MaxBytes {
		return nil, &ParseError{Why: fmt.Sprintf("it is larger than %d KB; is this a profile?", MaxBytes>>10)}
	}
	p := &Profile{Encoding: UTF8, LineEnd: CRLF, Quote: QuoteNeeded, Rows: ByLine, Text: bytes.Clone(text)}
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(p); err != nil {
		return nil, explain(err)
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	return p, nil
}

// explain puts the library's errors into the words of the file's author.
func explain(err error) *ParseError {
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(unknown.Errors) > 0 {
		first := unknown.Errors[0]
		line, _ := first.Position()
		return &ParseError{Table: fmt.Sprintf("line %d", line), Key: strings.Join(first.Key(), "."), Why: "there is no such key; correct its spelling or take it out"}
	}
	if wrong, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, column := wrong.Position()
		return &ParseError{Table: fmt.Sprintf("line %d, column %d", line, column), Key: strings.Join(wrong.Key(), "."), Why: strings.TrimPrefix(wrong.Error(), "toml: ")}
	}
	return &ParseError{Why: strings.TrimPrefix(err.Error(), "toml: ")}
}
