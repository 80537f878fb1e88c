package ledger

import (
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// SetMirror keeps the journal a second time in a folder, which must be there:
// on another disk or a stick. The empty path keeps none. It is in force and in
// city.toml when the method returns; entries that the mirror lacks are brought
// while the counter works.
func (l *Ledger) SetMirror(by Session, path string) error {
	if err := by.may("set up the mirror", Supervisor, Administrator); err != nil {
		return err
	}
	city := l.City()
	if city.Training {
		return errorf(NotAllowed, "a training counter keeps no mirror")
	}
	if path = strings.TrimSpace(path); path == city.Mirror.Path {
		l.lookForMirror()
		return nil
	}
	city.Mirror.Path = path
	next, err := l.tryMirror(city)
	if err != nil {
		return err
	}
	comment := fmt.Sprintf("# set by %s on %s", by.Name(), l.Today().Display())
	err = l.changeSettings(by, func(before settings, city City) (settings, error) {
		return before.withMirror(path, comment, city)
	})
	if err != nil {
		next.close()
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.mirror.close()
	l.mirror = next
	l.mirrorPlace.Store(&city.Mirror)
	l.clear(AlarmMirror)
	l.tendMirror()
	return nil
}

// lookForMirror looks for one that was lost without waiting.
func (l *Ledger) lookForMirror() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.mirror != nil {
		l.mirror.tried = time.Time{}
		l.tendMirror()
	}
}

// tryMirror opens the mirror that a city names; nil: it names none.
func (l *Ledger) tryMirror(city City) (*mirror, error) {
	path := mirrorPath(l.folder, city)
	if path == "" {
		return nil, nil
	}
	if filepath.Dir(path) == filepath.Clean(string(l.folder)) {
		return nil, invalid("mirror.path", "%s is the data folder itself; name a folder on another disk or a stick", l.folder)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	m := &mirror{path: path}
	err := m.findLost(l.store)
	if err == nil {
		err = m.attach(l.store, l.city.Station)
	}
	if err != nil {
		return nil, invalid("mirror.path", "%s cannot be the mirror: %s", filepath.Dir(path), err).because(err)
	}
	return m, nil
}

var mirrorTable = regexp.MustCompile(`^\s*\[\s*mirror\s*\]\s*(#.*)?$`)

// withMirror puts a [mirror] table at the end in the place of the one there.
func (s settings) withMirror(path, comment string, city City) (settings, error) {
	table, err := toml.Marshal(struct {
		Mirror MirrorPlace `toml:"mirror"`
	}{MirrorPlace{Path: path}})
	if err != nil {
		return s, err
	}
	s.city = fmt.Appendf(nil, "%s\n\n%s", s.without(mirrorTable), strings.Replace(string(table), "[mirror]", "[mirror] "+comment, 1))
	after, err := s.parse()
	if err != nil {
		return s, errorf(Invalid, "the mirror cannot be set: %s", err).because(err)
	}
	if city.Mirror.Path = path; !reflect.DeepEqual(city, after) {
		return s, errorf(Conflict, "city.toml is written in a way that Counterfoil cannot change without changing other settings; set the mirror in the file by hand")
	}
	return s, nil
}

// without is the text of city.toml without a table.
func (s settings) without(table *regexp.Regexp) string {
	var kept strings.Builder
	within := false
	for line := range strings.Lines(string(s.city)) {
		switch text := strings.TrimRight(line, "\r\n"); {
		case table.MatchString(text):
			within = true
		case anyTable.MatchString(text):
			within = false
		}
		if !within {
			kept.WriteString(line)
		}
	}
	return strings.TrimRight(kept.String(), "\r\n")
}
