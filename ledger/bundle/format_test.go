package bundle_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// What a bundle holds is written down: every column and every member.
func TestTheFormatIsWrittenDown(t *testing.T) {
	text, err := os.ReadFile("../../docs/BUNDLE.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	_, path := twoBatches(t)
	files, _ := unzip(t, path)
	for _, name := range []string{"payments.csv", "tenders.csv", "funds.csv", "voids.csv", "holds.csv", "closings.csv", "corrections.csv", "returned.csv", "deposits.csv"} {
		section := between(t, page, "\n### "+name+"\n", "\n##")
		header, _, _ := strings.Cut(files[name], "\r\n")
		for column := range strings.SplitSeq(header, ",") {
			if !strings.Contains(section, "`"+column+"`") {
				t.Errorf("the page does not say what %s in %s is", column, name)
			}
		}
	}
	var members map[string]any
	if err := json.Unmarshal([]byte(files["manifest.json"]), &members); err != nil {
		t.Fatal(err)
	}
	section := between(t, page, "\n## manifest.json\n", "\n## ")
	for member := range members {
		if !strings.Contains(section, "`"+member) {
			t.Errorf("the page does not say what %s in manifest.json is", member)
		}
	}
	journal := between(t, page, "\n## journal.jsonl\n", "\n## ")
	for line := range strings.Lines(files["journal.jsonl"]) {
		var entry struct {
			Kind string
			Body map[string]any
		}
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		for member := range entry.Body {
			if !strings.Contains(journal, "`"+member) {
				t.Errorf("the page does not say what %s in the body of %s is", member, entry.Kind)
			}
		}
	}
}

func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, text, found := strings.Cut(text, from)
	if !found {
		t.Fatalf("the page has no %q", from)
	}
	text, _, _ = strings.Cut(text, to)
	return text
}
