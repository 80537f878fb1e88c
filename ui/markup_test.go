package ui

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
)

var update = flag.Bool("update", false, "write the markup of the screens anew")

// wantMarkup compares the markup of what is shown with the file that keeps it.
// With -update, it writes the file.
func (s *seat) wantMarkup(t *testing.T, name string) {
	t.Helper()
	got, path := s.markup(), filepath.Join("testdata", "screens", name+".markup")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	want := strings.Split(string(kept), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(want) || line != want[i] {
			t.Errorf("%s:%d is now\n%s\n(go test ./ui -run TestEveryScreenInEveryLook -update writes it anew)", path, i+1, line)
			return
		}
	}
	if len(strings.Split(got, "\n")) < len(want) {
		t.Errorf("%s has more lines than is shown now", path)
	}
}

var (
	element    = regexp.MustCompile(`^<(text|widget|image)( [^>]*)?>(.*)$`)
	measures   = regexp.MustCompile(` (pos|size|radius)="[^"]*"`)
	ours       = regexp.MustCompile(`type="\*(?:widgets|ui)\.([^"]*)"`)
	paragraph  = regexp.MustCompile(`(?s)type="\*widgets?\.(Rich)?Text">.*?</widget>`)
	lineBreaks = regexp.MustCompile(`</text>\s*<text[^>]*>`)
	// What is made anew for each test: keys, hashes, seals, folders, sizes of files.
	chance = regexp.MustCompile(`[0-9A-F]{4}(-[0-9A-F]{4}){3}|head.[0-9a-f]{8,}|[0-9a-f]{64}|RW[0-9A-Za-z+/]{54}|age1[0-9a-z]+|[0-9A-Z/:.-]{30,}|>[A-Z2-7]{7}$|/\S*/Test\S*?/[0-9]{3}|[0-9]+ bytes`)
)

// markup is the toolkit's of the screen, or of the dialogs that cover it: each
// widget of ours and each text and picture in a line, under what it stands on.
// Where things are and how large, the looks tell.
func (s *seat) markup() string {
	whole := test.RenderToMarkup(s.window.Canvas())
	if _, dialogs, open := strings.Cut(whole, "<overlay>"); open {
		whole = dialogs
	}
	whole = paragraph.ReplaceAllStringFunc(whole, func(p string) string {
		if strings.Contains(p, "monospace") {
			return p // a receipt, whose lines are its own
		}
		return lineBreaks.ReplaceAllString(p, " ")
	})
	var kept strings.Builder
	fmt.Fprintf(&kept, "The keyboard is on %T.\n", s.window.Canvas().Focused())
	var in []int // how deep the widgets stand in the toolkit's markup
	for line := range strings.Lines(whole) {
		inner := strings.TrimLeft(line, "\t")
		depth := len(line) - len(inner)
		for len(in) > 0 && in[len(in)-1] >= depth {
			in = in[:len(in)-1]
		}
		e := element.FindStringSubmatch(strings.TrimSuffix(inner, "\n"))
		if e == nil {
			continue
		}
		kind, attributes, text := e[1], measures.ReplaceAllString(e[2], ""), strings.TrimSuffix(e[3], "</text>")
		what := "<" + kind + attributes + ">" + text
		switch widget := ours.FindStringSubmatch(attributes); {
		case kind == "text" && text == "", kind == "widget" && (widget == nil || slices.Contains(grounds, widget[1])):
			continue
		case kind == "widget":
			what = widget[1]
		}
		kept.WriteString(strings.Repeat("\t", len(in)) + chance.ReplaceAllString(what, "…") + "\n")
		if kind == "widget" {
			in = append(in, depth)
		}
	}
	return kept.String()
}

// grounds are widgets that say nothing by themselves.
var grounds = []string{"Text", "Band", "keycap", "Page"}
