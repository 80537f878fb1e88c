package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBillingGetsTheFormItLoads takes a city from a shipped profile to one of
// its own, written out of a bundle that had none.
func TestBillingGetsTheFormItLoads(t *testing.T) {
	s := mustInit(t)
	if listed := s.mustRun("", "", "profile", "list"); strings.Count(listed, "in every bundle") != 2 || !strings.Contains(listed, "bai-lockbox") {
		t.Fatalf("the profiles are\n%s", listed)
	}
	if shown := s.mustRun("", "", "profile", "preview", "lockbox-control"); !strings.Contains(shown, "\n3COUNTERFOIL    0000100001000002CASH           00000000224.2411232026CSHUSD") || !strings.Contains(shown, "^check number") {
		t.Fatalf("the preview is\n%s", shown)
	}
	s.mustRun(s.clerk(), jsonLines(cashPayment(12_34), cashPayment(1_00)), "intake", "--as", s.clerk(), "-")
	out := t.TempDir()
	exported := s.mustRun(s.finance(), "", "export", "--as", s.finance(), "--out", out, "--json")
	if !strings.Contains(exported, `"profile_reference-amount-date.csv"`) || !strings.Contains(exported, `"total": "13.34"`) {
		t.Fatalf("the export says %s", exported)
	}
	bundles, err := filepath.Glob(filepath.Join(out, "*.zip"))
	if err != nil || len(bundles) != 1 {
		t.Fatalf("%q, %v", bundles, err)
	}

	own, file := filepath.Join(out, "own.toml"), filepath.Join(out, "own.txt")
	text := strings.Replace(s.mustRun("", "", "profile", "show", "property-fixed"), `"property-fixed"`, `"own"`, 1)
	if err := os.WriteFile(own, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s.mustRun("", "", "profile", "check", own)
	written := s.mustRun("", "", "profile", "write", own, bundles[0], "-o", file)
	if content := string(mustRead(t, file)); !strings.Contains(written, "2 payments to post, 13.34") || strings.Count(content, "\r\n") != 2 || !strings.Contains(content, "0000001234") {
		t.Errorf("%s has\n%s", written, content)
	}
	if shown := s.mustRun("", "", "profile", "preview", own, "--bundle", bundles[0]); !strings.Contains(shown, "2 payments to post, 13.34") {
		t.Errorf("the preview of the bundle is\n%s", shown)
	}

	if err := os.WriteFile(own, []byte(strings.Replace(text, "width = 10", "width = 3", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	narrow := filepath.Join(out, "narrow.txt")
	s.wantRefused(1, "receipt C1-000001, detail record, column stub amount", "", "", "profile", "write", own, bundles[0], "-o", narrow)
	if _, err := os.Stat(narrow); err == nil {
		t.Error("a file that stopped was written")
	}
	if err := os.WriteFile(own, []byte(strings.Replace(text, `field = "account"`, `field = "acount"`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	s.wantRefused(2, "record 1 (detail), column 1 (acount), field: ", "", "", "profile", "check", own)
	s.wantRefused(2, "no profile", "", "", "profile", "show", "nobody")
}

// TestAnExportSaysLoudlyThatAFormIsMissing has an account that a profile has
// no room for: the bundle is whole, and the exit status says that it is not
// all.
func TestAnExportSaysLoudlyThatAFormIsMissing(t *testing.T) {
	s := mustInit(t)
	settings := filepath.Join(s.data, "city.toml")
	text := strings.Replace(string(mustRead(t, settings)), `"reference-amount-date"`, `"bai-lockbox"`, 1)
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	long := cashPayment(5_00)
	long.Lines[0].Account = "12345678901234567890"
	s.mustRun(s.clerk(), jsonLines(cashPayment(1_00), long), "intake", "--as", s.clerk(), "-")
	out := t.TempDir()
	stdout, stderr, code := s.run(s.finance(), "", "export", "--as", s.finance(), "--out", out)
	if code != 1 || !strings.Contains(stdout, ".zip") || !strings.Contains(stderr, "without a file that billing is to load: bai-lockbox: receipt C1-000002") {
		t.Fatalf("exit status %d: %s%s", code, stdout, stderr)
	}
	bundles, _ := filepath.Glob(filepath.Join(out, "*.zip"))
	if verdict := s.mustRun("", "", "verify", bundles[0]); !strings.Contains(verdict, "LOOK  profile bai-lockbox: billing has no file to load here") {
		t.Errorf("verify says\n%s", verdict)
	}
}
