package ledger

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"counterfoil/ledger/durable"
	"counterfoil/ledger/stub"
)

// settings are the files in which a city sets up its counter.
type settings struct {
	city      []byte            // city.toml
	scanlines []byte            // the file of scan lines that it names, if any
	profiles  map[string]string // the files of export profiles that it names, by name
}

const maxScanlineBytes = 64 << 10

// readSettings reads the settings in a data folder. City is the text of its
// city.toml.
func readSettings(folder Folder, city []byte) (settings, City, error) {
	set := settings{city: city}
	c, err := ParseCity(city)
	if err != nil {
		return set, c, err
	}
	if set.profiles, err = readProfiles(folder, c); err != nil {
		return set, City{}, err
	}
	if c.ScanlineFile != "" {
		path := folder.beside(c.ScanlineFile)
		if set.scanlines, err = os.ReadFile(path); err != nil {
			return set, City{}, invalid("scanline_file", "%s cannot be read; put the file there, beside city.toml", path).because(err)
		}
	}
	c, err = set.parse()
	return set, c, err
}

// ReadCity reads the settings of a data folder without opening its ledger. The
// error is the system's own when there is no city.toml.
func ReadCity(folder Folder) (City, error) {
	text, err := os.ReadFile(folder.Settings())
	if err != nil {
		return City{}, err
	}
	_, city, err := readSettings(folder, text)
	return city, err
}

// parse reads the settings with the scan lines of both files and the export
// profiles.
func (s settings) parse() (City, error) {
	city, err := ParseCity(s.city)
	if err != nil {
		return city, err
	}
	if err := s.parseProfiles(&city); err != nil || city.ScanlineFile == "" {
		return city, err
	}
	if len(s.scanlines) > maxScanlineBytes {
		return City{}, invalid("scanline_file", "%s is larger than %d KB; is this a file of scan lines?", city.ScanlineFile, maxScanlineBytes>>10)
	}
	added, err := stub.ParseProfiles(s.scanlines)
	if err == nil {
		city.Scanlines = append(city.Scanlines, added...)
		err = stub.Validate(city.Scanlines)
	}
	if err != nil {
		return City{}, invalid("scanline_file", "%s: %s", city.ScanlineFile, err).because(err)
	}
	return city, nil
}

// checkScanlineFile refuses a file that a copy of the data folder would not
// take along, or that is something else.
func (c *City) checkScanlineFile() error {
	name := c.ScanlineFile
	if name == "" || isFileBeside(name) {
		return nil
	}
	return invalid("scanline_file", "%q is not the name of a file beside city.toml; write one like %q", name, "scanlines.toml")
}

// isFileBeside tells whether a name is that of a TOML file beside city.toml.
func isFileBeside(name string) bool {
	return filepath.Base(name) == name && strings.HasSuffix(name, ".toml") && name != ".toml" && name != filepath.Base(Folder("").Settings())
}

// digest tells settings apart. Of city.toml alone it is the SHA-256; the other
// files follow, each behind a zero byte.
func (s settings) digest() string {
	files := [][]byte{s.city}
	if s.scanlines != nil {
		files = append(files, s.scanlines)
	}
	for _, name := range slices.Sorted(maps.Keys(s.profiles)) {
		files = append(files, []byte(name), []byte(s.profiles[name]))
	}
	return digest(bytes.Join(files, []byte{0}))
}

// write puts the settings into a data folder.
func (s settings) write(folder Folder) error {
	city, err := ParseCity(s.city)
	if err == nil && s.scanlines != nil {
		err = durable.WriteFile(folder.beside(city.ScanlineFile), bytes.NewReader(s.scanlines), 0o600)
	}
	for name, text := range s.profiles {
		if err == nil {
			err = durable.WriteFile(folder.beside(name), strings.NewReader(text), 0o600)
		}
	}
	if err == nil {
		err = durable.WriteFile(folder.Settings(), bytes.NewReader(s.city), 0o600)
	}
	if err != nil {
		return errorf(Unavailable, "the settings cannot be written to %s: %s", folder, err).because(err)
	}
	return nil
}

// AddScanline adds a kind of scan line to the settings: at the end of the file
// of scan lines, or of city.toml when it names none; what is in it stays as it
// is. It is in force when the method returns.
func (l *Ledger) AddScanline(by Session, p stub.Profile) error {
	if err := by.may("set up scan lines", Supervisor, Administrator); err != nil {
		return err
	}
	if err := p.Validate(); err != nil {
		return invalid("scanline", "%s", err).because(err)
	}
	comment := fmt.Sprintf("Learned from stubs by %s on %s.", by.Name(), l.Today().Display())
	return l.changeSettings(by, func(before settings, city City) (settings, error) {
		return before.with(p, comment, city)
	})
}

// changeSettings changes the files and puts what they say of scan lines and
// printers in force.
func (l *Ledger) changeSettings(by Session, change func(settings, City) (settings, error)) error {
	return l.write(by.Name(), func(t *tx) error {
		if err := l.room(); err != nil {
			return err
		}
		before, city, err := t.settingsInForce()
		if err != nil {
			return err
		}
		after, err := change(before, city)
		if err != nil {
			return err
		}
		if city, err = after.parse(); err != nil {
			return err
		}
		// A crash from here on leaves a change that the next start records.
		if err := after.write(l.folder); err != nil {
			return err
		}
		if _, err := t.record(newSettings(after)); err != nil {
			before.write(l.folder)
			return err
		}
		l.scanlines.Store(&city.Scanlines)
		l.printers.Store(&city.Printers)
		return nil
	})
}

// settingsInForce reads the files, which must be as the journal has them:
// another change would come into force unseen.
func (t *tx) settingsInForce() (settings, City, error) {
	folder := t.ledger.folder
	text, err := os.ReadFile(folder.Settings())
	if err != nil {
		return settings{}, City{}, errorf(Unavailable, "the settings %s cannot be read", folder.Settings()).because(err)
	}
	set, city, err := readSettings(folder, text)
	if err != nil {
		return settings{}, City{}, err
	}
	kept, err := t.citySettings()
	if err == nil && kept != set.digest() {
		err = errorf(Conflict, "the settings were changed by hand since Counterfoil was opened; close it, open it again, then make the change")
	}
	return set, city, err
}

// with appends a profile under a comment.
func (s settings) with(p stub.Profile, comment string, city City) (settings, error) {
	table, err := p.TOML()
	if err != nil {
		return s, err
	}
	file, name := &s.city, "city.toml"
	if city.ScanlineFile != "" {
		file, name = &s.scanlines, city.ScanlineFile
	}
	*file = fmt.Appendf(bytes.Clone(bytes.TrimRight(*file, "\r\n")), "\n\n# %s\n%s", comment, table)
	if _, err := s.parse(); err != nil {
		return s, errorf(Invalid, "the scan line cannot be added to %s: %s", name, err).because(err)
	}
	return s, nil
}
