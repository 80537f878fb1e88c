package stub

import "github.com/pelletier/go-toml/v2"

// TOML writes the profile as a [[scanline]] table, to stand at the end of
// city.toml or of a file of profiles.
func (p Profile) TOML() (string, error) {
	text, err := toml.Marshal(map[string][]Profile{"scanline": {p}})
	return string(text), err
}
