package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func (s *station) supervisor() string { return s.byRole["supervisor"][0] }

func TestARosterIsLoadedFromAFile(t *testing.T) {
	s := mustInit(t)
	folder := t.TempDir()
	file, bad := filepath.Join(folder, "billing.csv"), filepath.Join(folder, "bad.csv")
	if err := os.WriteFile(file, []byte("Acct #;Name;Balance;ACH\r\n0071;Jos\xe9;1.224,24;Y\r\n0072;Otto;ten;N\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := s.run(s.supervisor(), "", "roster", file, "--as", s.supervisor(), "--as-of", "2020-01-31", "--dry-run")
	if code != 1 || !strings.Contains(stdout, "1 account would be loaded, as of 01/31/2020; 1 row would be left out") || !strings.Contains(stderr, "line 3, balance") {
		t.Fatalf("exit status %d: %s%s", code, stdout, stderr)
	}
	stdout, stderr, code = s.run(s.supervisor(), "", "roster", file, "--as", s.supervisor(), "--as-of", "2020-01-31", "--bad", bad, "--json")
	if code != 1 || !strings.Contains(stdout, `"loaded": true`) || !strings.Contains(stdout, `"encoding": "Windows-1252"`) {
		t.Fatalf("exit status %d: %s%s", code, stdout, stderr)
	}
	if listed, err := os.ReadFile(bad); err != nil || !strings.Contains(string(listed), "3,balance,") {
		t.Errorf("%s, %v", listed, err)
	}
	p := cashPayment(5_00)
	p.Lines[0].Account = "0071"
	if answer := s.mustRun(s.clerk(), jsonLines(p), "intake", "--as", s.clerk(), "-"); !strings.Contains(answer, `"autopay"`) {
		t.Errorf("nobody is told of AutoPay: %s", answer)
	}
	s.wantRefused(2, "no column", s.supervisor(), "", "roster", file, "--as", s.supervisor(), "--as-of", "2020-01-31", "--map", "account=Nope")
	s.wantRefused(2, "may not load a roster", s.clerk(), "", "roster", file, "--as", s.clerk(), "--as-of", "2020-01-31")
	s.mustRun("", "", "verify", s.data)
}
