package layout

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"sync"
)

//go:embed shipped/*.toml
var shippedFiles embed.FS

// Shipped are the profiles that come with the program, by name.
var Shipped = sync.OnceValue(func() []*Profile {
	entries, err := shippedFiles.ReadDir("shipped")
	if err != nil {
		panic(err)
	}
	var profiles []*Profile
	for _, entry := range entries {
		text, err := shippedFiles.ReadFile(path.Join("shipped", entry.Name()))
		if err != nil {
			panic(err)
		}
		p, err := Parse(text)
		if err != nil || p.Name+".toml" != entry.Name() {
			panic(fmt.Sprintf("%s: %v", entry.Name(), err))
		}
		profiles = append(profiles, p)
	}
	return profiles
})

// ByName returns the shipped profile of that name.
func ByName(name string) (*Profile, error) {
	var names []string
	for _, p := range Shipped() {
		if p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return nil, fmt.Errorf("no profile %q comes with the program; there are %s, or give a TOML file", name, strings.Join(names, ", "))
}
