package main_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// faulty runs intake while the system fails calls on the ledger's files, as
// strace's inject option says. It counts the calls of each thread.
func (s *station) faulty(inject, input string) (answers []answer, problem string) {
	s.Helper()
	trace := filepath.Join(s.TempDir(), "trace")
	intake := s.command(s.clerk(), "intake", "--as", s.clerk(), "-")
	arguments := []string{"-f", "-qq", "-o", trace}
	for fault := range strings.FieldsSeq(inject) {
		arguments = append(arguments, "-e", "inject="+fault)
	}
	for _, name := range []string{"ledger.db-wal", ".probe"} {
		arguments = append(arguments, "-P", filepath.Join(s.data, name))
	}
	c := exec.Command("strace", append(arguments, intake.Args...)...)
	c.Env, c.Stdin = append(intake.Env, "GOMAXPROCS=1"), strings.NewReader(input)
	var problems strings.Builder
	c.Stderr = &problems
	out, err := c.Output()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		s.Fatal(err)
	}
	if text := string(mustRead(s.T, trace)); !strings.Contains(text, "(INJECTED)") {
		s.Fatalf("no call failed: %.2000s\n%s", text, problems.String())
	}
	for line := range strings.Lines(string(out)) {
		var a answer
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			s.Fatalf("%s: %v", line, err)
		}
		answers = append(answers, a)
	}
	return answers, problems.String()
}

type answer struct{ ID, Receipt, Error string }

func TestWhatIsAnsweredAfterAFaultOfTheDiskIsWhatTheLedgerHolds(t *testing.T) {
	const notKnown = "not known whether this was kept"
	for name, c := range map[string]struct {
		inject string // on the WAL and on what learns why it failed
		says   string // what some answer says
		once   bool   // the payments after the fault are taken
	}{
		"a fsync fails":               {"fsync:error=EIO:when=5", "failed: nothing was recorded", true},
		"a write fails":               {"pwrite64:error=EIO:when=40", "failed: nothing was recorded", true},
		"a write finds no room":       {"pwrite64:error=ENOSPC:when=40", "is full: nothing was recorded", true},
		"the quota is used up":        {"pwrite64:error=EDQUOT:when=40+ write:error=EDQUOT", "is full: nothing was recorded", false},
		"the disk turns read-only":    {"pwrite64:error=EROFS:when=40+ write:error=EROFS", "failed: nothing was recorded. Check it (read-only file system)", false},
		"no fsync works any more":     {"fsync:error=EIO:when=5+", "failed", false},
		"a failed fsync and no reads": {"fsync,pread64:error=EIO:when=5+", "failed", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := mustInit(t)
			payments, want := mixedPayments(3, 40)
			input := jsonLines(payments...)
			answers, problem := s.faulty(c.inject, input)
			if len(answers) != len(payments) {
				t.Fatalf("%d answers: %s", len(answers), problem)
			}
			acknowledged, unknown, said := map[string]string{}, 0, false
			for _, a := range answers {
				said = said || strings.Contains(a.Error, c.says)
				switch {
				case (a.Receipt == "") == (a.Error == ""):
					t.Errorf("%+v", a)
				case strings.Contains(a.Error, notKnown):
					unknown++
				case a.Error == "":
					acknowledged[a.ID] = a.Receipt
				}
			}
			if last := answers[len(answers)-1]; !said || c.once && last.Error != "" {
				t.Errorf("no answer says %q, or the last is %+v; %s", c.says, last, problem)
			}
			var report struct {
				Receipts int
				Total    string
			}
			s.mustJSON(&report, s.finance(), "", "report", "day", "--as", s.finance(), "--json")
			if more := report.Receipts - len(acknowledged); more < 0 || more > unknown {
				t.Errorf("%d payments were acknowledged and %d left open; the ledger has %d", len(acknowledged), unknown, report.Receipts)
			}
			s.mustRun("", "", "verify", s.data)

			for line := range strings.Lines(s.mustRun(s.clerk(), input, "intake", "--as", s.clerk(), "-")) {
				var a answer
				if err := json.Unmarshal([]byte(line), &a); err != nil {
					t.Fatal(err)
				}
				if before, told := acknowledged[a.ID]; told && before != a.Receipt {
					t.Errorf("%s was acknowledged as %s and is now %s", a.ID, before, a.Receipt)
				}
			}
			s.mustJSON(&report, s.finance(), "", "report", "day", "--as", s.finance(), "--json")
			if report.Receipts != len(payments) || report.Total != cents(want.total) {
				t.Errorf("sent again, the day has %+v, want %d of %s", report, len(payments), cents(want.total))
			}
			s.mustRun("", "", "verify", s.data)
		})
	}
}
