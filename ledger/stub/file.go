package stub

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"counterfoil/ledger/phrase"
)

// ParseProfiles reads a TOML file of [[scanline]] tables and nothing else, and
// validates them. A key it does not know is an error that names key and line.
func ParseProfiles(text []byte) ([]Profile, error) {
	var file struct {
		Scanlines []Profile `toml:"scanline"`
	}
	decoder := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return nil, explain(err)
	}
	if len(file.Scanlines) == 0 {
		return nil, errNoProfiles
	}
	if err := Validate(file.Scanlines); err != nil {
		return nil, err
	}
	return file.Scanlines, nil
}

// explain puts the library's errors into the words of the file's author.
func explain(err error) error {
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok {
		first := unknown.Errors[0]
		line, _ := first.Position()
		return phrase.Errorf("line %d: there is no setting %s; correct its spelling or remove it", line, strings.Join(first.Key(), "."))
	}
	if wrong, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, column := wrong.Position()
		why := strings.TrimPrefix(wrong.Error(), "toml: ")
		if kind, isKind := strings.CutPrefix(why, "cannot decode TOML "); isKind {
			kind, _, _ = strings.Cut(kind, " into ")
			why = fmt.Sprintf("%s takes no %s; write text in quotes, or a whole number without",
				strings.Join(wrong.Key(), "."), kind)
		}
		return phrase.Errorf("line %d, column %d: %s", line, column, why)
	}
	return err
}
