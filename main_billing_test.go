package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/uuid"

	"counterfoil/ledger/bundle"
)

// exported takes payments of 10.00, 20.00, 30.00 on accounts that end with 1, 2,
// 3, and exports them.
func (s *station) exported(receiptsSoFar int) (path string, ids []string) {
	s.Helper()
	var lines strings.Builder
	for i := range 3 {
		ids = append(ids, uuid.Must(uuid.NewV7()).String())
		fmt.Fprintf(&lines, `{"id":"%s","lines":[{"account":"555000%d","bill":"B%d","amount":"%d0.00"}],"tenders":[{"kind":"cash","amount":"%d0.00"}],"payor":"A PAYER"}`+"\n", ids[i], i+1, receiptsSoFar+i, i+1, i+1)
	}
	args := []string{"intake", "--as", s.clerk(), "-"}
	if receiptsSoFar == 0 {
		args = append(args, "--float", "100.00")
	}
	s.mustRun(s.clerk(), lines.String(), args...)
	return s.export(), ids
}

func (s *station) export() string {
	s.Helper()
	var made struct{ Path string }
	s.mustJSON(&made, s.finance(), "", "export", "--as", s.finance(), "--out", s.TempDir(), "--json")
	return made.Path
}

func (s *station) file(name, text string) string {
	s.Helper()
	path := filepath.Join(s.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
	return path
}

func TestFinanceHandsBackWhatBillingDid(t *testing.T) {
	s := mustInit(t)
	first, ids := s.exported(0)
	results := s.file("report.csv", fmt.Sprintf("Rcpt,Result,No\n%s,OK,77\n%s,BAD ACCT,\n%s,DUP,\n", "x", "x", "x"))
	if _, problems, code := s.run("", "", "posted", first, results); code != 2 || !strings.Contains(problems, "payment_id") {
		t.Errorf("without a mapping: exit %d, %s", code, problems)
	}
	number := strings.Split(filepath.Base(first), "_")[1]
	results = s.file("report.csv", fmt.Sprintf("Rcpt,Result,No\n%[1]s-000001,OK,77\n%[1]s-000002,BAD ACCT,\n%[1]s-000003,DUP,\n", number))
	type outcome struct {
		Accepted, Rejected, Duplicate struct {
			Lines  int
			Amount string
		}
		Known   int
		Results string
		Days    []struct{ Unanswered struct{ Lines int } }
	}
	var kept outcome
	mapped := []string{"posted", first, results, "--map", "receipt=Rcpt,status=Result,reference=No", "--status", "accepted=OK", "--status", "duplicate=DUP", "--status", "rejected=*", "--save", "load", "--json"}
	s.mustJSON(&kept, "", "", mapped...)
	if kept.Accepted.Amount != "10.00" || kept.Rejected.Amount != "20.00" || kept.Duplicate.Amount != "30.00" || kept.Days[0].Unanswered.Lines != 0 {
		t.Errorf("the desk has %+v", kept)
	}
	s.mustJSON(&kept, "", "", "posted", first, results, "--mapping", "load", "--json")
	if kept.Known != 3 {
		t.Errorf("the same results again: %+v", kept)
	}
	var recorded outcome
	s.mustJSON(&recorded, s.finance(), "", "posted", first, kept.Results, "--as", s.finance(), "--json")
	if recorded.Accepted.Amount != "10.00" || recorded.Rejected.Lines != 1 || recorded.Duplicate.Lines != 1 {
		t.Errorf("the ledger has %+v", recorded)
	}
	if text := s.mustRun("", "", "receipt", "1", "--text"); !strings.Contains(text, "reference 77") {
		t.Errorf("the receipt says\n%s", text)
	}
	if _, problems, code := s.run(s.finance(), "", "resubmit", "1", "--as", s.finance(), "--reason", "again"); code != 2 {
		t.Errorf("an accepted stub is sent again: exit %d, %s", code, problems)
	}
	if _, problems, code := s.run(s.clerk(), "", "resubmit", "2", "--as", s.clerk(), "--reason", "again"); code != 2 || !strings.Contains(problems, "ask a supervisor") {
		t.Errorf("a clerk sends a stub again: exit %d, %s", code, problems)
	}
	s.mustRun(s.finance(), "", "resubmit", "2", "--as", s.finance(), "--reason", "the account is open again")
	var again struct {
		Path                  string
		Payments, Resubmitted int
	}
	s.mustJSON(&again, s.finance(), "", "export", "--as", s.finance(), "--out", s.TempDir(), "--json")
	if again.Payments != 0 || again.Resubmitted != 1 {
		t.Errorf("the second export tells of %+v", again)
	}
	second := again.Path
	unpacked, err := bundle.Open(second)
	if err != nil {
		t.Fatal(err)
	}
	defer unpacked.Close()
	var carried []string
	for row, err := range unpacked.Rows("payments.csv") {
		if err != nil {
			t.Fatal(err)
		}
		carried = append(carried, row.Cell("payment_id")+" "+row.Cell("billing"))
	}
	if want := ids[1] + " resubmission"; len(carried) != 1 || carried[0] != want {
		t.Errorf("the second batch carries %v", carried)
	}
	var report struct {
		Tables []struct{ Rows []map[string]any }
	}
	s.mustJSON(&report, s.finance(), "", "report", "posting", "--as", s.finance())
	if open := report.Tables[1]; len(open.Rows) != 1 || open.Rows[0]["state"] != "unanswered" {
		t.Errorf("the report has %+v", report.Tables)
	}
	// The list of another batch is not taken unless somebody says so, and then
	// what is left out is told in a few lines.
	wrong := s.file("wrong.csv", "payment_id,status\n"+ids[1]+",accepted\n"+strings.Repeat(ids[0]+",accepted\n", 100))
	if _, problems, code := s.run("", "", "posted", second, wrong); code != 2 || !strings.Contains(problems, "the list of another batch?") {
		t.Errorf("the list of another batch: exit %d, %s", code, problems)
	}
	if out, _, code := s.run("", "", "posted", second, wrong, "--partly"); code != 1 || strings.Count(out, "is left out") != 20 || !strings.Contains(out, "80 more lines left out") {
		t.Errorf("exit %d:\n%s", code, out)
	}
	// A file that is no bundle is a check that does not hold.
	if _, problems, code := s.run("", "", "posted", wrong, wrong); code != 1 || !strings.Contains(problems, wrong) {
		t.Errorf("no bundle: exit %d, %s", code, problems)
	}
	// A bundle of another ledger is not this one's.
	other := mustInit(t)
	foreign, _ := other.exported(0)
	if _, problems, code := s.run(s.finance(), "", "posted", foreign, kept.Results, "--as", s.finance()); code != 1 || !strings.Contains(problems, "not the registered one") {
		t.Errorf("a foreign bundle, where finance knows the station: exit %d, %s", code, problems)
	}
	if _, problems, code := s.run(s.finance(), "", "posted", foreign, kept.Results, "--as", s.finance(), "--finance", s.TempDir()+"/nobody"); code != 2 {
		t.Errorf("a foreign bundle: exit %d, %s", code, problems)
	}
}

func TestMatchSaysWhatBillingHas(t *testing.T) {
	s := mustInit(t)
	path, ids := s.exported(0)
	good := s.file("good.csv", fmt.Sprintf("payment_id,amount\n%s,10.00\n%s,20.00\n%s,30.00\n", ids[0], ids[1], ids[2]))
	if out := s.mustRun("", "", "match", path, good); !strings.Contains(out, "Everything matches.") {
		t.Errorf("it prints\n%s", out)
	}
	bad := s.file("bad.csv", fmt.Sprintf("payment_id,account,amount\n%s,,10.00\n%[1]s,,10.00\n,5550002,20.00\n,777,1.00\n", ids[0]))
	out, _, code := s.run("", "", "match", path, bad, "--json", "--xlsx", filepath.Join(t.TempDir(), "match.xlsx"))
	var result struct {
		AllMatch bool `json:"all_match"`
		Counts   map[string]struct{ Lines int }
	}
	if err := json.Unmarshal([]byte(out), &result); err != nil {
		t.Fatal(err)
	}
	if code != 1 || result.AllMatch || result.Counts["matched"].Lines != 2 || result.Counts["posted twice"].Lines != 1 || result.Counts["missing"].Lines != 1 || result.Counts["theirs only"].Lines != 1 {
		t.Errorf("exit %d, %+v", code, result)
	}
}

func TestMergePrintsWhatTheSetIs(t *testing.T) {
	s := mustInit(t)
	first, _ := s.exported(0)
	second, _ := s.exported(3)
	broken := s.file("broken.zip", "PK")
	set := filepath.Join(t.TempDir(), "set")
	out, problems, code := s.run("", "", "merge", first, second, first, broken, "--out", set, "--json")
	var result struct {
		Payments int
		Total    string
		Bundles  int
		Repeated int
		SetAside []struct{ Path, Why string } `json:"set_aside"`
	}
	strict := json.NewDecoder(strings.NewReader(out))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&result); err != nil {
		t.Fatal(err, problems)
	}
	if code != 1 || result.Payments != 6 || result.Total != "120.00" || result.Bundles != 2 || result.Repeated != 1 || len(result.SetAside) != 1 || result.SetAside[0].Path != broken {
		t.Errorf("exit %d: %s", code, out)
	}
	for _, file := range []string{"payments.csv", "tenders.csv", "set.json", "payments.xlsx", "reconciliation.pdf"} {
		if info, err := os.Stat(filepath.Join(set, file)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", file, err)
		} else if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may read %s: %s", file, info.Mode())
		}
	}
	if out, _, _ := s.run("", "", "merge", first, broken, "--out", filepath.Join(t.TempDir(), "set")); !strings.Contains(out, "Set aside: "+broken) {
		t.Errorf("it prints\n%s", out)
	}
	nothing := filepath.Join(t.TempDir(), "set")
	if _, problems, code := s.run("", "", "merge", t.TempDir(), "--out", nothing); code != 2 || !strings.Contains(problems, "there is no bundle in") {
		t.Errorf("an empty folder: exit %d, %s", code, problems)
	}
	if _, err := os.Stat(nothing); !os.IsNotExist(err) {
		t.Errorf("an empty folder gives a set: %v", err)
	}
	if out := s.mustRun("", "", "merge", first, second, "--out", filepath.Join(t.TempDir(), "set.xlsx")); !strings.Contains(out, "Payments that stand: 6, 120.00, out of 2 bundles of 1 station.") {
		t.Errorf("it prints\n%s", out)
	}
	if _, problems, code := s.run("", "", "merge", first, "--out", set); code != 2 || !strings.Contains(problems, "is not empty") {
		t.Errorf("over another set: exit %d, %s", code, problems)
	}
	// The set is matched like a bundle.
	if out, _, code := s.run("", "", "match", set, s.file("none.csv", "payment_id,amount\nx,1.00\n")); code != 1 || !strings.Contains(out, "missing") {
		t.Errorf("exit %d:\n%s", code, out)
	}
}
