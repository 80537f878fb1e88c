// Package translations says the program's texts in the languages it speaks. As
// with gettext, the English text is the key: what has no translation is said
// in English, and a test fails.
package translations

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// Language is the code of a language.
type Language string

const (
	English Language = "en"
	Spanish Language = "es"
)

// Languages are all that the program speaks.
var Languages = []Language{English, Spanish}

// Name is what the language is called by those who speak it.
func (l Language) Name() string {
	switch l {
	case English:
		return "English"
	case Spanish:
		return "Español"
	}
	return string(l)
}

// Known reports whether the program speaks the language.
func (l Language) Known() bool { return l == English || l == Spanish }

// parted is a text, an error or a word of package ledger that can be
// translated by its parts.
type parted interface {
	Parts() (format string, args []any)
}

// T says an English text, with the arguments put in as fmt.Sprintf does. The
// translation may take them in another order, with %[2]s. Arguments that are
// texts themselves are translated first.
//
// Behind "##" a text may name its context, for English words that are several
// in another language: "Open##drawer". The context is never shown.
func (l Language) T(english string, args ...any) string {
	said := make([]any, len(args))
	for i, arg := range args {
		said[i] = l.argument(arg)
	}
	return fmt.Sprintf(strings.ReplaceAll(l.format(english), "%w", "%v"), said...)
}

// N says the text for one or for many. The count is the first argument of
// both; "one" need not name it.
func (l Language) N(count int, one, many string, args ...any) string {
	format := many
	if count == 1 {
		format = one
	}
	if !strings.Contains(format, "%") {
		return l.T(format)
	}
	return l.T(format, append([]any{count}, args...)...)
}

// Say says what is a text of the program already: its words, an error, or
// something that is shown as a word, like a role. A text that was put together
// in English, as those that are kept in the journal, is retold.
func (l Language) Say(text any) string {
	switch text := l.argument(text).(type) {
	case string:
		return l.retell(text)
	default:
		return fmt.Sprint(text)
	}
}

// argument translates what is a text itself. Other strings are names.
func (l Language) argument(arg any) any {
	switch arg := arg.(type) {
	case parted:
		format, args := arg.Parts()
		if _, known := catalogue(l)[format]; !known && len(args) == 0 {
			return l.retell(strings.ReplaceAll(format, "%%", "%"))
		}
		return l.T(format, args...)
	case error:
		if inner := errors.Unwrap(arg); inner != nil && inner.Error() == arg.Error() {
			return l.argument(inner)
		}
		return l.retell(arg.Error())
	}
	return arg
}

func (l Language) format(english string) string {
	if other, translated := catalogue(l)[english]; translated {
		return other
	}
	shown, _, _ := strings.Cut(english, "##")
	return shown
}

//go:embed es/*.toml
var files embed.FS

var spanish = sync.OnceValue(func() map[string]string {
	texts, err := Load(files, string(Spanish))
	if err != nil {
		panic(err) // they are part of the program, and a test reads them
	}
	return texts
})

func catalogue(l Language) map[string]string {
	if l == Spanish {
		return spanish()
	}
	return nil
}

// Catalogue returns all texts of a language by their English, or nothing for English.
func Catalogue(l Language) map[string]string { return catalogue(l) }

// Load reads every TOML file of a folder. A text that stands twice is an error:
// two translations of it would be a matter of luck.
func Load(files fs.FS, folder string) (map[string]string, error) {
	found, err := fs.Glob(files, path.Join(folder, "*.toml"))
	if err != nil {
		return nil, err
	}
	texts, from := map[string]string{}, map[string]string{}
	for _, name := range found {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var here map[string]string
		if err := toml.Unmarshal(content, &here); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for english, other := range here {
			if before, twice := from[english]; twice {
				return nil, fmt.Errorf("%s: %q stands in %s already; keep it in one file", name, english, before)
			}
			texts[english], from[english] = other, name
		}
	}
	return texts, nil
}
