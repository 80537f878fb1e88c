package ledger

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"counterfoil/ledger/layout"
)

// The city names the forms in which billing takes its payments: profiles that
// come with the program, and TOML files beside city.toml. What they say is
// kept in the journal with the settings, so that a batch can be written again
// as it was, whatever was changed since.

const maxProfiles = 8

// Layouts are the export profiles of a batch, as they were in force when it
// was made.
func (l *Ledger) Layouts(b Batch) ([]*layout.Profile, error) {
	var city City
	err := l.read(func(s *store) (err error) {
		city, err = s.cityAt(b.ToSeq)
		return err
	})
	return city.Layouts, err
}

func isProfileFile(name string) bool { return strings.HasSuffix(name, ".toml") }

func (r ExportRules) checkProfiles(c *City) error {
	if len(r.Profiles) > maxProfiles {
		return invalid("export.profiles", "there are %d profiles; list at most %d", len(r.Profiles), maxProfiles)
	}
	for i, name := range r.Profiles {
		if slices.Contains(r.Profiles[:i], name) {
			return invalid("export.profiles", "%q stands twice; name each profile once", clip(name))
		}
		if !isProfileFile(name) {
			if _, err := layout.ByName(name); err != nil {
				return invalid("export.profiles", "%s", err).because(err)
			}
			continue
		}
		if !isFileBeside(name) || name == c.ScanlineFile {
			return invalid("export.profiles", "%q is not the name of a profile or of its file beside city.toml; write one like %q", clip(name), "our-billing.toml")
		}
	}
	return nil
}

// readProfiles reads the files of profiles that the settings name.
func readProfiles(folder Folder, c City) (map[string]string, error) {
	files := map[string]string{}
	for _, name := range c.Export.Profiles {
		if !isProfileFile(name) {
			continue
		}
		text, err := os.ReadFile(folder.beside(name))
		if err != nil {
			return nil, invalid("export.profiles", "%s cannot be read; put the file there, beside city.toml", folder.beside(name)).because(err)
		}
		files[name] = string(text)
	}
	return files, nil
}

// beside is the path of a file that the settings name.
func (f Folder) beside(name string) string { return filepath.Join(string(f), name) }

// parseProfiles gives a city the profiles that it names.
func (s settings) parseProfiles(c *City) error {
	c.Layouts = nil
	for _, name := range c.Export.Profiles {
		var profile *layout.Profile
		var err error
		if isProfileFile(name) {
			if profile, err = layout.Parse([]byte(s.profiles[name])); err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
		} else {
			profile, err = layout.ByName(name)
		}
		if err == nil && slices.ContainsFunc(c.Layouts, func(p *layout.Profile) bool { return p.Name == profile.Name }) {
			err = fmt.Errorf("%s: another profile is named %s, too; give each a name of its own", name, profile.Name)
		}
		if err != nil {
			return invalid("export.profiles", "%s", err).because(err)
		}
		c.Layouts = append(c.Layouts, profile)
	}
	return nil
}
