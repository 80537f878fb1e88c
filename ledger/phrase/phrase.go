// Package phrase is what the program tells people, kept so that it can be said
// in another language: the English words, and what is put into them.
package phrase

import (
	"errors"
	"fmt"
	"strings"
)

// Text is a sentence, or a part of one. Its String is English.
type Text struct {
	english string
	format  string
	args    []any
}

// Of returns the text that fmt.Sprintf would make. An argument that has Parts
// itself is translated with the text around it.
func Of(format string, args ...any) Text {
	return Text{english: fmt.Sprintf(format, args...), format: format, args: args}
}

// Count returns the text for one or for many. The count is the first argument
// of both; "one" need not name it.
func Count[I int | int64](n I, one, many string, args ...any) Text {
	format := many
	if n == 1 {
		format = one
	}
	args = append([]any{n}, args...)
	if !strings.Contains(format, "%") {
		args = nil
	}
	return Of(format, args...)
}

// Join puts texts behind each other. Strings are texts that were kept in English.
func Join[T string | Text](texts []T, separator string) Text {
	args := make([]any, len(texts))
	for i, text := range texts {
		args[i] = text
		if kept, is := any(text).(string); is {
			args[i] = Word(kept)
		}
	}
	return Of(strings.TrimSuffix(strings.Repeat("%s"+separator, len(texts)), separator), args...)
}

func (t Text) String() string { return t.english }

// MarshalText writes it in English: programs that read JSON know no other.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.english), nil }

// Parts returns the English format and its arguments.
func (t Text) Parts() (format string, args []any) { return t.format, t.args }

// Word is a text without arguments that stands in a constant or a table, or was
// kept in English, and is translated when it is shown.
type Word string

// Parts are those of a text without arguments.
func (w Word) Parts() (format string, args []any) {
	return strings.ReplaceAll(string(w), "%", "%%"), nil
}

// Words marks texts that are kept in English and translated when they are
// shown, like reasons to choose from.
func Words(texts ...string) []string { return texts }

// Errorf is fmt.Errorf for an error that is said on a screen.
func Errorf(format string, args ...any) error {
	return &failure{fmt.Errorf(format, args...), format, args}
}

// failure is an error with its parts.
type failure struct {
	error
	format string
	args   []any
}

func (f *failure) Unwrap() error                      { return errors.Unwrap(f.error) }
func (f *failure) Parts() (format string, args []any) { return f.format, f.args }
