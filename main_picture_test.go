package main_test

import (
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestStubSaysWhatAPictureSays(t *testing.T) {
	s := mustInit(t)
	const bill = "ledger/stub/picture/testdata/bill-lossy.webp"
	type said struct {
		Stubs []struct {
			Profile, Scan, Account string
			Due                    string `json:"amount_due"`
			OK                     bool
		}
	}
	var read said
	s.mustJSON(&read, "", "", "stub", "--picture", bill, "--json")
	if len(read.Stubs) != 1 || read.Stubs[0].Profile != "sample-20" || read.Stubs[0].Account != "1023233234" || read.Stubs[0].Due != "224.24" || !read.Stubs[0].OK {
		t.Errorf("%+v", read)
	}
	if text := s.mustRun("", "", "stub", "--picture", bill); !strings.Contains(text, "10232332340000022424") || !strings.Contains(text, "224.24") {
		t.Error(text)
	}

	blank := filepath.Join(t.TempDir(), "blank.png")
	file, err := os.Create(blank)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(file, image.NewGray(image.Rect(0, 0, 300, 200))); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	s.wantRefused(1, "no code on it", "", "", "stub", "--picture", blank)
	read = said{}
	out, _, code := s.run("", "", "stub", "--picture", blank, "--json")
	if err := json.Unmarshal([]byte(out), &read); err != nil || code != 1 || read.Stubs == nil || len(read.Stubs) > 0 {
		t.Errorf("nothing on a picture: exit %d, %s", code, out)
	}
	// A city whose lines are of another length has no such bill.
	profiles := filepath.Join(t.TempDir(), "own.toml")
	if err := os.WriteFile(profiles, []byte("[[scanline]]\nname = \"own\"\nlength = 6\nfield = [{name = \"account\", from = 1, length = 6}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.wantRefused(1, "no code on it", "", "", "stub", "--picture", bill, "--profiles", profiles)

	broken := filepath.Join(t.TempDir(), "broken.png")
	if err := os.WriteFile(broken, []byte("\x89PNG\r\n\x1a\nrubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.wantRefused(2, "broken", "", "", "stub", "--picture", broken)
	s.wantRefused(2, "every profile", "", "", "stub", "sample-20", "--picture", bill)
}
