package main_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var sealForm = regexp.MustCompile(`(?m)^CF1/[A-Z0-9/:.+-]*\n(?:^[A-Z0-9/:.+-]+\n)+`)

// mustGiveOut gives a receipt out as text and returns the seal on it.
func (s *station) mustGiveOut(number string) string {
	s.Helper()
	paper := s.mustRun("", "", "receipt", number, "--text")
	seal := sealForm.FindString(paper)
	if seal == "" {
		s.Fatalf("there is no seal on\n%s", paper)
	}
	return strings.Join(strings.Fields(seal), "")
}

func (s *station) mustTake(payments ...payment) {
	s.Helper()
	s.mustRun(s.clerk(), jsonLines(payments...), "intake", "--as", s.clerk(), "--float", "100.00", "-")
}

func TestVerifyChecksTheSealOfAReceipt(t *testing.T) {
	s := mustInit(t)
	s.mustTake(cashPayment(30_00), cashPayment(45_67))
	seal := s.mustGiveOut("1")
	key := filepath.Join(s.data, "station.pub")
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")

	out := s.mustRun("", "", "verify", "--receipt", seal)
	for _, want := range []string{"Station C1, receipt C1-000001", "total $30.00", "ok    signature", "ok    not void", "ok    since then"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing from\n%s", want, out)
		}
	}
	out = s.mustRun("", strings.ToLower(seal[:50])+"\n  "+seal[50:], "verify", "--receipt", "-", "--key", key, "--data", elsewhere)
	if !strings.Contains(out, "ok    signature") || strings.Contains(out, "since then") {
		t.Errorf("with the key alone it says\n%s", out)
	}
	altered := strings.Replace(seal, "/30.00/", "/90.00/", 1)
	out, _, code := s.run("", "", "verify", "--receipt", altered, "--key", key, "--data", elsewhere)
	if code != 1 || !strings.Contains(out, "FAIL  signature") {
		t.Errorf("an altered total: exit %d\n%s", code, out)
	}
	if out, _, code = s.run("", "", "verify", "--receipt", altered); code != 1 || !strings.Contains(out, "its total is 90.00, the ledger's 30.00") {
		t.Errorf("an altered total, with the ledger: exit %d\n%s", code, out)
	}
	var said struct {
		OK            bool
		Number, Total string
	}
	if s.mustJSON(&said, "", "", "verify", "--receipt", seal, "--json"); !said.OK || said.Number != "C1-000001" || said.Total != "30.00" {
		t.Errorf("%+v", said)
	}
	s.wantRefused(2, "it begins with CF1/", "", "", "verify", "--receipt", "C1-000001")
	s.wantRefused(2, "the key of station C1 is not known here", "", "", "verify", "--receipt", seal, "--data", elsewhere)
	s.wantRefused(2, "either a path or --receipt", "", "", "verify")
	s.mustRun("", "", "finance", "init")
	s.mustRun("", "", "finance", "register", "C1", key)
	if out = s.mustRun("", "", "verify", "--receipt", seal, "--data", elsewhere); !strings.Contains(out, "ok    signature") {
		t.Errorf("with finance's keys it says\n%s", out)
	}
}

func TestATrainingLedgersReceiptsAreNone(t *testing.T) {
	s := &station{T: t, data: filepath.Join(t.TempDir(), "data"), secrets: map[string]string{}, byRole: map[string][]string{}}
	var made struct {
		Station string
		People  []struct{ Name, Role, Secret string }
	}
	if s.mustJSON(&made, "", "", "init", "--sample", "--training", "--json"); made.Station != "TRAIN-C1" {
		t.Errorf("the station is %s", made.Station)
	}
	for _, p := range made.People {
		s.secrets[p.Name] = p.Secret
		s.byRole[p.Role] = append(s.byRole[p.Role], p.Name)
	}
	s.mustTake(cashPayment(30_00))
	if paper := s.mustRun("", "", "receipt", "1", "--text"); !strings.Contains(paper, "NOT A RECEIPT") || strings.Contains(paper, "OFFICIAL") {
		t.Error(paper)
	}
	if out, _, code := s.run("", "", "verify", "--receipt", s.mustGiveOut("1")); code != 1 || !strings.Contains(out, "FAIL  real money") || !strings.Contains(out, "ok    signature") {
		t.Errorf("exit %d\n%s", code, out)
	}
	s.wantRefused(2, "nothing to export", s.finance(), "", "export", "--as", s.finance(), "--out", t.TempDir())
}
