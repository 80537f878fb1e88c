package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"unicode/utf8"
)

// memberName is what every member of a line is called. encoding/json would
// take "Amount" for "amount" as well.
var memberName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// checkMembers refuses what encoding/json would read in silence: a member that
// stands twice, whose values it would mix, a name in another case, and text
// that is not UTF-8.
func checkMembers(text []byte) error {
	if !utf8.Valid(text) {
		return errors.New("the line is not UTF-8 text; write it as UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	return checkValue(decoder, "")
}

func checkValue(decoder *json.Decoder, at string) error {
	token, err := decoder.Token()
	if err != nil {
		return decodingError(err)
	}
	switch token {
	case json.Delim('{'):
		return checkObject(decoder, at)
	case json.Delim('['):
		for i := 0; decoder.More(); i++ {
			if err := checkValue(decoder, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
		_, err = decoder.Token()
	}
	return err
}

func checkObject(decoder *json.Decoder, at string) error {
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return decodingError(err)
		}
		name := token.(string)
		field := name
		if at != "" {
			field = at + "." + name
		}
		if seen[name] {
			return &fieldError{field, errors.New("it stands twice on the line; write it once")}
		}
		seen[name] = true
		if !memberName.MatchString(name) {
			return &fieldError{field, errors.New("this is not a field of a payment; correct its name or leave it out")}
		}
		if err := checkValue(decoder, field); err != nil {
			return err
		}
	}
	_, err := decoder.Token()
	return err
}
