package main_test

import (
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// TestSlipsAreWrittenFromTheCommandLine: a closing, a drop and a hand-over, in
// each form; what there is none of is said.
func TestSlipsAreWrittenFromTheCommandLine(t *testing.T) {
	s := mustInit(t)
	s.mustRun(s.clerk(), jsonLines(cashPayment(55_00)), "intake", "--as", s.clerk(), "-")
	s.atDrawer(func(l *ledger.Ledger, clerk, other, supervisor ledger.Session) error {
		if _, err := l.DropCash(clerk, supervisor, ledger.Count{Loose: money.FromCents(20_00)}); err != nil {
			return err
		}
		if _, err := l.HandOverDrawer(clerk, other, ledger.Count{Loose: money.FromCents(35_00)}); err != nil {
			return err
		}
		_, err := l.CloseDrawer(other, ledger.Count{Loose: money.FromCents(34_00)})
		return err
	})
	for number, says := range map[string]string{"Z1": "Drawer closing Z1", "s1": "Drop to the safe S1", "T1": "Drawer handed over T1"} {
		if text := s.mustRun("", "", "slip", number, "--text"); !strings.Contains(text, says) {
			t.Errorf("slip %s says\n%s", number, text)
		}
		if job := s.mustRun("", "", "slip", number, "--escpos", "--columns", "48"); !strings.HasPrefix(job, "\x1b@") || !strings.Contains(job, says) {
			t.Errorf("slip %s is %q", number, job)
		}
		if pdf := s.mustRun("", "", "slip", number); !strings.HasPrefix(pdf, "%PDF") {
			t.Errorf("slip %s is %.20q", number, pdf)
		}
	}
	if text := s.mustRun("", "", "slip", "Z1", "--text"); !strings.Contains(text, "1.00 short") {
		t.Errorf("the closing says\n%s", text)
	}
	s.wantRefused(2, "there is no closing Z2", "", "", "slip", "Z2")
	s.wantRefused(2, "there is no deposit D1", "", "", "slip", "D1")
	s.wantRefused(2, "there is no drop S9", "", "", "slip", "S9")
	s.wantRefused(2, "there is no hand-over T9", "", "", "slip", "T9")
	for _, wrong := range []string{"", "Z", "12", "Q1", "Z-1x"} {
		s.wantRefused(2, "is not the number of a slip", "", "", "slip", wrong)
	}
}

// TestACountThatWasTakenBackIsNotForgotten: it stands with its number on the
// closing that counts in its place, and on the day's paper and files.
func TestACountThatWasTakenBackIsNotForgotten(t *testing.T) {
	s := mustInit(t)
	s.mustRun(s.clerk(), jsonLines(cashPayment(55_00)), "intake", "--as", s.clerk(), "-")
	s.atDrawer(func(l *ledger.Ledger, clerk, other, supervisor ledger.Session) error {
		if _, err := l.CloseDrawer(clerk, ledger.Count{Loose: money.FromCents(15_00)}); err != nil {
			return err
		}
		if _, err := l.ReopenDrawer(supervisor, 1, "Miscounted"); err != nil {
			return err
		}
		_, err := l.CloseDrawer(clerk, ledger.Count{Loose: money.FromCents(55_00)}, other)
		return err
	})
	found := "Z1: cash 40.00 short. Taken back by " + s.supervisor()
	for _, paper := range [][]string{{"slip", "Z2", "--text"}, {"report", "day", "--text"}} {
		if text := strings.Join(strings.Fields(s.mustRun("", "", paper...)), " "); !strings.Contains(text, found) || !strings.Contains(text, "Miscounted") {
			t.Errorf("%s says\n%s", paper, text)
		}
	}
	if text := s.mustRun("", "", "slip", "Z2", "--text"); !strings.Contains(text, "as witness, by "+s.byRole["clerk"][1]) {
		t.Errorf("the closing says\n%s", text)
	}
	if rows := s.mustRun("", "", "report", "day", "--csv", "--table", "taken_back"); !strings.Contains(rows, "Z1,"+s.clerk()) || !strings.Contains(rows, "-40.00") {
		t.Errorf("the table is\n%s", rows)
	}
	var day struct {
		Drawers []struct {
			Z         int64
			Witness   string
			TakenBack []struct{ Z int64 } `json:"taken_back"`
		}
	}
	s.mustJSON(&day, "", "", "report", "day", "--json")
	if d := day.Drawers[0]; d.Z != 2 || d.Witness != s.byRole["clerk"][1] || len(d.TakenBack) != 1 || d.TakenBack[0].Z != 1 {
		t.Errorf("%+v", d)
	}
}

// atDrawer does something in the ledger that no command does, while the
// program does not run.
func (s *station) atDrawer(do func(l *ledger.Ledger, clerk, other, supervisor ledger.Session) error) {
	s.Helper()
	l, err := ledger.Open(ledger.Folder(s.data))
	if err != nil {
		s.Fatal(err)
	}
	defer l.Close()
	in := func(name string) ledger.Session {
		session, err := l.SignIn(name, s.secrets[name], ledger.ToWork)
		if err != nil {
			s.Fatal(err)
		}
		return session
	}
	if err := do(l, in(s.clerk()), in(s.byRole["clerk"][1]), in(s.supervisor())); err != nil {
		s.Fatal(err)
	}
}
