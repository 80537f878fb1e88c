package main_test

import (
	"regexp"
	"testing"
)

func TestACodeOnPaperIsLookedForInAFolderAndABundle(t *testing.T) {
	s := mustInit(t)
	payments, _ := mixedPayments(4, 3)
	s.mustRun(s.clerk(), jsonLines(payments[:2]...), "intake", "--as", s.clerk(), "-")
	code := func(receipt string) string {
		code := regexp.MustCompile(`[0-9A-F]{4}(-[0-9A-F]{4}){3}`).FindString(s.mustRun("", "", "receipt", receipt, "--text"))
		if code == "" {
			t.Fatalf("receipt %s prints no code", receipt)
		}
		return code
	}
	first, second := code("C1-000001"), code("C1-000002")
	var exported struct{ Path string }
	s.mustJSON(&exported, s.finance(), "", "export", "--as", s.finance(), "--out", t.TempDir(), "--json")
	s.mustRun(s.clerk(), jsonLines(payments[2]), "intake", "--as", s.clerk(), "-")
	third := code("C1-000003")
	for _, path := range []string{s.data, exported.Path} {
		s.mustRun("", "", "verify", path, "--head", first, "--head", second)
		s.wantRefused(1, "did not hold", "", "", "verify", path, "--head", "0000-0000-0000-0000")
		s.wantRefused(2, "--head", "", "", "verify", path, "--head", "0000")
	}
	s.mustRun("", "", "verify", s.data, "--head", third)
	s.wantRefused(1, "did not hold", "", "", "verify", exported.Path, "--head", third)
}
