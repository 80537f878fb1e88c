package ledger

import (
	"regexp"

	"counterfoil/assets/translations"
)

// Preferences are how a person wants the screen, and what it sounds like. What is empty is as it comes.
type Preferences struct {
	Language    string `json:"language,omitempty"`     // its code, like es
	Theme       string `json:"theme,omitempty"`        // the window knows its themes by name
	TextPercent int    `json:"text_percent,omitempty"` // of the usual size, 100 to 200; 0: 100
	Silent      bool   `json:"silent,omitempty"`       // no sound when a scan fails
}

var themeForm = regexp.MustCompile(`^[a-z]{1,20}$`)

func (p Preferences) check() error {
	switch {
	case !spoken(p.Language):
		return notSpoken(p.Language)
	case p.Theme != "" && !themeForm.MatchString(p.Theme):
		return invalid("theme", "%q is not the name of a theme", clip(p.Theme))
	case p.TextPercent != 0 && (p.TextPercent < 100 || p.TextPercent > 200):
		return invalid("text_percent", "%d is not between 100 and 200", p.TextPercent)
	}
	return nil
}

// spoken reports whether the window speaks a language; empty leaves it as it is.
func spoken(language string) bool {
	return language == "" || translations.Language(language).Known()
}

func notSpoken(language string) error {
	return invalid("language", "%q is not a language of the screen; write en or es", clip(language))
}

// preferencesSet says how a person wants the screen from here on.
type preferencesSet struct {
	Name string `json:"name"`
	Preferences
}

func (*preferencesSet) kind() Kind { return "preferences_set" }

func (b *preferencesSet) project(s *store, e Entry) error {
	return s.exec("UPDATE people SET language = ?, theme = ?, text_percent = ?, silent = ? WHERE name = ?", b.Language, b.Theme, b.TextPercent, b.Silent, b.Name)
}

func init() { register(&preferencesSet{}) }

// Prefer keeps how the person signed in wants the screen.
func (l *Ledger) Prefer(by Session, p Preferences) error {
	if err := by.may("choose how the screen looks", Roles...); err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	return l.write(by.Name(), func(t *tx) error {
		return t.prefer(by.Name(), func(Preferences) Preferences { return p })
	})
}

// SetLanguage has the screen speak a language, by its code, to a person: an
// administrator chooses for everybody, other people for themselves.
func (l *Ledger) SetLanguage(by Session, name, language string) error {
	allowed := Roles
	if name != by.Name() {
		allowed = []Role{Administrator}
	}
	if err := by.may("choose the language of others", allowed...); err != nil {
		return err
	}
	if !spoken(language) {
		return notSpoken(language)
	}
	return l.write(by.Name(), func(t *tx) error {
		return t.prefer(name, func(p Preferences) Preferences {
			p.Language = language
			return p
		})
	})
}

func (t *tx) prefer(name string, change func(Preferences) Preferences) error {
	before, err := t.preferences(name)
	if err != nil {
		return err
	}
	wanted := change(before)
	if wanted == before {
		return nil
	}
	_, err = t.record(&preferencesSet{name, wanted})
	return err
}

// Preferences returns how a person wants the screen.
func (l *Ledger) Preferences(name string) (Preferences, error) {
	var p Preferences
	err := l.read(func(s *store) (err error) {
		p, err = s.preferences(name)
		return err
	})
	return p, err
}

func (s *store) preferences(name string) (p Preferences, err error) {
	err = s.get("SELECT language, theme, text_percent, silent FROM people WHERE name = ?", []any{name}, &p.Language, &p.Theme, &p.TextPercent, &p.Silent)
	if isNoRows(err) {
		return p, errorf(NotFound, "nobody named %q works here; see the list of people", clip(name))
	}
	return p, err
}
