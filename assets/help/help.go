// Package help is the help inside the program: a page for each task, in every
// language of the screens. The pages are plain Markdown in the folders en and
// es, so that whoever knows counters can mend them. What a key is called stands
// in English in all of them, and is said as the screens say it.
package help

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"counterfoil/assets/translations"
)

//go:embed en/*.md es/*.md
var files embed.FS

// Page is what there is to say about one task.
type Page struct {
	Name   string // "void", of the file 19-void.md; the same in every language
	Title  string
	Blocks []Block
}

// Pages returns the pages of a language in their order.
func Pages(language translations.Language) []Page {
	entries, err := files.ReadDir(string(language))
	if err != nil {
		panic(err)
	}
	var pages []Page
	for _, entry := range entries {
		if entry.Name() != card {
			pages = append(pages, read(language, entry.Name()))
		}
	}
	return pages
}

// card is the file of the counter card, which is no page of the help.
const card = "card.md"

// Card is what stands on the card that lies beside the counter.
func Card(language translations.Language) Page { return read(language, card) }

// nameOf is the name of a page without its place and its ending.
func nameOf(file string) string {
	name := strings.TrimSuffix(path.Base(file), ".md")
	if number, rest, found := strings.Cut(name, "-"); found && strings.Trim(number, "0123456789") == "" {
		return rest
	}
	return name
}

func read(language translations.Language, file string) Page {
	text, err := files.ReadFile(path.Join(string(language), file))
	if err != nil {
		panic(err)
	}
	page, err := Parse(nameOf(file), string(text))
	if err != nil {
		panic(fmt.Sprintf("assets/help/%s/%s: %s", language, file, err))
	}
	for _, b := range page.Blocks {
		for i, s := range b.Spans {
			if s.Key != "" {
				b.Spans[i].Text = language.Say(s.Text)
			}
		}
	}
	return page
}

// Named returns the page of that name.
func Named(pages []Page, name string) (Page, bool) {
	i := slices.IndexFunc(pages, func(p Page) bool { return p.Name == name })
	if i < 0 {
		return Page{}, false
	}
	return pages[i], true
}
