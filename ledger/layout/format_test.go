package layout_test

import (
	"reflect"
	"strings"
	"testing"

	"counterfoil/ledger/layout"
)

// TestTheFormatIsWrittenDown holds docs/PROFILES.md to the program: every
// field, key, record and shipped profile is on the page, and its example of
// columns is read.
func TestTheFormatIsWrittenDown(t *testing.T) {
	page := string(mustRead(t, "../../docs/PROFILES.md"))
	told := layout.Fields()
	for _, table := range []any{layout.Profile{}, layout.Column{}, layout.Group{}, layout.Record{}} {
		for i := range reflect.TypeOf(table).NumField() {
			if key := reflect.TypeOf(table).Field(i).Tag.Get("toml"); key != "" && key != "-" && key != "record" {
				told = append(told, key)
			}
		}
	}
	for _, kind := range []layout.Kind{layout.Header, layout.LockboxHeader, layout.BatchHeader, layout.Detail, layout.Overflow, layout.BatchTotal, layout.LockboxTotal, layout.Trailer} {
		told = append(told, string(kind))
	}
	for _, p := range layout.Shipped() {
		told = append(told, p.Name)
	}
	for _, name := range told {
		if !strings.Contains(page, "`"+name+"`") && !strings.Contains(page, "`["+name+"]`") {
			t.Errorf("the page does not say what %s is", name)
		}
	}
	_, example, found := strings.Cut(page, "```toml\n[[record]]")
	example, _, _ = strings.Cut(example, "```")
	head, _, _ := strings.Cut(small, "[[record]]")
	head = strings.NewReplacer("length = 30", "length = 61", `rows = "line"`, `rows = "part"`).Replace(head)
	if _, err := layout.Parse([]byte(head + "[[record]]" + example)); !found || err != nil {
		t.Errorf("the example of columns: %v", err)
	}
}
