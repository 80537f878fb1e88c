package picture_test

import (
	"os"
	"path/filepath"
	"testing"

	"counterfoil/ledger/stub/picture"
)

func TestAWatchedFolderGivesEachPictureOnce(t *testing.T) {
	folder := t.TempDir()
	put := func(name, content string) string {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	w := picture.Watch(folder)
	want := func(when, want string) {
		t.Helper()
		got, err := w.Next()
		if err != nil || got != want {
			t.Errorf("%s: %q, want %q (%v)", when, got, want, err)
		}
	}
	bill := put("bill.JPG", "half")
	put("notes.txt", "x")
	put(".hidden.jpg", "x")
	put("empty.jpg", "")
	want("seen once", "")
	put("bill.JPG", "half and half")
	want("still growing", "")
	want("at rest", bill)
	w.Leave(bill)
	want("left", "")
	put("bill.JPG", "another one")
	want("changed", "")
	want("at rest again", bill)
	if err := w.Taken(bill); err != nil {
		t.Fatal(err)
	}
	want("taken", "")

	// A second one of the same name does not replace the first.
	put("bill.JPG", "the second")
	want("seen once", "")
	want("at rest", bill)
	if err := w.Taken(bill); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"bill.JPG": "another one", "bill-2.JPG": "the second"} {
		if kept, err := os.ReadFile(filepath.Join(folder, "taken", name)); err != nil || string(kept) != content {
			t.Errorf("taken/%s holds %q, %v", name, kept, err)
		}
	}
	if _, err := picture.Watch(filepath.Join(folder, "missing")).Next(); err == nil {
		t.Error("a folder that is not there is not told")
	}
}
