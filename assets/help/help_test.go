package help_test

import (
	"slices"
	"strings"
	"testing"

	"counterfoil/assets/help"
	"counterfoil/assets/translations"
)

func TestEveryLanguageHasTheSamePages(t *testing.T) {
	want := help.Pages(translations.English)
	if len(want) < 40 {
		t.Fatalf("there are %d pages", len(want))
	}
	for _, language := range translations.Languages {
		got := help.Pages(language)
		if !slices.EqualFunc(want, got, func(a, b help.Page) bool { return a.Name == b.Name }) {
			t.Errorf("the pages in %s are not those in English: %q", language, names(got))
			continue
		}
		for i := range want {
			same(t, language, want[i], got[i])
		}
		same(t, language, help.Card(translations.English), help.Card(language))
	}
}

// same holds two languages of a page to the same keys, links and steps: then
// they tell the same.
func same(t *testing.T, language translations.Language, want, got help.Page) {
	t.Helper()
	if a, b := outline(want), outline(got); !slices.Equal(a, b) {
		t.Errorf("page %s says in %s\n%q, and in English\n%q", want.Name, language, b, a)
	}
	if language != translations.English && got.Title == want.Title {
		t.Errorf("page %s has one title in two languages: %q", want.Name, got.Title)
	}
}

// outline is what a page has whatever its language: its blocks, and the keys
// and links in each, in order of name because a language may turn them round.
func outline(p help.Page) []string {
	var all []string
	for _, b := range p.Blocks {
		var marks []string
		for _, s := range b.Spans {
			if s.Key != "" || s.Page != "" {
				marks = append(marks, s.Key+s.Page)
			}
		}
		slices.Sort(marks)
		all = append(all, strings.Repeat("#", int(b.Kind))+strings.Join(marks, " "))
	}
	return all
}

func names(pages []help.Page) (names []string) {
	for _, p := range pages {
		names = append(names, p.Name)
	}
	return names
}

func TestEveryLinkLeadsToAPageAndEveryTitleIsFound(t *testing.T) {
	for _, language := range translations.Languages {
		pages := help.Pages(language)
		for _, p := range pages {
			for _, b := range p.Blocks {
				for _, s := range b.Spans {
					if s.Page == "" {
						continue
					}
					if _, there := help.Named(pages, s.Page); !there {
						t.Errorf("%s: page %s leads to %q, which is not there", language, p.Name, s.Page)
					}
					if s.Page == p.Name {
						t.Errorf("%s: page %s leads to itself", language, p.Name)
					}
				}
			}
		}
		for _, p := range pages {
			if found := help.Find(pages, p.Title); len(found) == 0 || found[0].Name != p.Name {
				t.Errorf("%s: page %s is not found first by its title", language, p.Name)
			}
		}
	}
}

func TestFindKnowsNoAccentsAndNoCapitals(t *testing.T) {
	spanish, english := help.Pages(translations.Spanish), help.Pages(translations.English)
	for _, test := range []struct {
		pages []help.Page
		words string
		first string
	}{
		{english, "VOID", "void"},
		{english, "back up", "backup"},
		{english, "bank deni", ""},
		{spanish, "escaner", "scanner"},
		{spanish, "ESCÁNER", "scanner"},
		{spanish, "interrupcion abr", "outage"},
		{spanish, "  FRASE secre ", "secret"},
		{english, "", english[0].Name},
	} {
		found := help.Find(test.pages, test.words)
		first := ""
		if len(found) > 0 {
			first = found[0].Name
		}
		if first != test.first {
			t.Errorf("%q finds %q first, want %q", test.words, names(found), test.first)
		}
	}
	if all := help.Find(english, " "); len(all) != len(english) {
		t.Errorf("no words find %d of %d pages", len(all), len(english))
	}
}

func TestParse(t *testing.T) {
	page, err := help.Parse("void", "# Void\n\nPress `F4 Void` at [Find](18-find.md).\n\n## Then\n- `counterfoil verify`\n2. `Page Down` or `F12`\nIn **2026**. End\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []help.Block{
		{Spans: []help.Span{{Text: "Press "}, {Key: "F4", Text: "Void"}, {Text: " at "}, {Text: "Find", Page: "find"}, {Text: "."}}},
		{Kind: help.Heading, Spans: []help.Span{{Text: "Then"}}},
		{Kind: help.Bullet, Spans: []help.Span{{Text: "counterfoil verify", Code: true}}},
		{Kind: help.Step, Number: 2, Spans: []help.Span{{Key: "Page Down"}, {Text: " or "}, {Key: "F12"}}},
		{Spans: []help.Span{{Text: "In "}, {Text: "2026", Strong: true}, {Text: ". End"}}},
	}
	if page.Title != "Void" || !slices.EqualFunc(page.Blocks, want, func(a, b help.Block) bool {
		return a.Kind == b.Kind && a.Number == b.Number && slices.Equal(a.Spans, b.Spans)
	}) {
		t.Errorf("got %+v\nwant %+v", page.Blocks, want)
	}
	if got := page.Blocks[0].Text(); got != "Press F4 Void at Find." {
		t.Errorf("the text is %q", got)
	}
}

func TestParseRefusesWhatWouldBeShownWrong(t *testing.T) {
	for _, text := range []string{"", "Void", "## Void", "# Void\nPress `F4", "# Void\n2 * 3", "# Void\n**2", "# Void\n****", "# Void\n[Find]", "# Void\n[Find](18-find)", "# Void\n[Find](18-find.md"} {
		if page, err := help.Parse("void", text); err == nil {
			t.Errorf("%q is read as %+v", text, page)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# Void\n- `F4 Void` [Find](18-find.md)")
	f.Fuzz(func(t *testing.T, text string) {
		page, err := help.Parse("x", text)
		if err != nil {
			return
		}
		for _, b := range page.Blocks {
			for _, s := range b.Spans {
				if s.Words() == "" && s.Page == "" && !s.Code {
					t.Errorf("an empty span in %q", text)
				}
			}
		}
	})
}
