package main_test

import (
	"strings"
	"testing"
)

const (
	administrator = "iris"
	supervisor    = "ruth"
)

type listed struct {
	Name      string
	Role      string
	Language  string
	Disabled  bool
	Temporary bool
}

func (s *station) people() map[string]listed {
	s.Helper()
	var people []listed
	s.mustJSON(&people, "", "", "people", "--json")
	byName := map[string]listed{}
	for _, p := range people {
		byName[p.Name] = p
	}
	return byName
}

func TestPeopleHaveALanguage(t *testing.T) {
	s := mustInit(t)
	s.mustRun(administrator, "", "person", "add", "eva", "--role", "clerk", "--language", "es", "--as", administrator)
	s.mustRun(administrator, "", "person", "language", "maria", "es", "--as", administrator)
	s.wantRefused(2, "may not", supervisor, "", "person", "language", "eva", "en", "--as", supervisor)
	people := s.people()
	for name, want := range map[string]string{"eva": "es", "maria": "es", supervisor: ""} {
		if people[name].Language != want {
			t.Errorf("%s has the language %q, not %q", name, people[name].Language, want)
		}
	}
}

func TestPeopleAreAddedAndChangedFromTheCommandLine(t *testing.T) {
	s := mustInit(t)
	var made struct {
		Name, Role, Secret string
		Temporary          bool
	}
	s.mustJSON(&made, administrator, "", "person", "add", "eve", "--role", "clerk", "--as", administrator, "--json")
	if !made.Temporary || len(made.Secret) != 8 {
		t.Errorf("made %+v", made)
	}
	s.secrets["eve"] = made.Secret
	s.wantRefused(2, "temporary secret", "eve", "", "intake", "--as", "eve", "-")

	t.Setenv("COUNTERFOIL_NEW_SECRET", "123456")
	s.wantRefused(2, "first that anybody would try", "eve", "", "person", "secret", "eve")
	t.Setenv("COUNTERFOIL_NEW_SECRET", "161803")
	s.mustRun("eve", "", "person", "secret", "eve")
	s.secrets["eve"] = "161803"
	s.mustRun("eve", jsonLines(cashPayment(5_00)), "intake", "--as", "eve", "-")

	t.Setenv("COUNTERFOIL_NEW_SECRET", "geese over the river")
	s.mustRun(administrator, "", "person", "role", "maria", "finance", "--reason", "moved", "--as", administrator)
	s.mustRun(administrator, "", "person", "disable", "samuel", "--reason", "left", "--as", administrator)
	s.wantRefused(2, "not right", "samuel", "", "clock", "--as", "samuel")
	s.wantRefused(2, "last administrator", administrator, "", "person", "disable", administrator, "--reason", "tired", "--as", administrator)
	s.wantRefused(2, "may not", supervisor, "", "person", "disable", "eve", "--reason", "x", "--as", supervisor)
	s.wantRefused(2, "is not locked", administrator, "", "person", "unlock", "eve", "--as", administrator)
	s.wantRefused(2, "nobody named", administrator, "", "person", "enable", "adam", "--reason", "x", "--as", administrator)

	people := s.people()
	if p := people["maria"]; p.Role != "finance" || p.Temporary || !people["samuel"].Disabled || people["eve"].Temporary {
		t.Errorf("%+v", people)
	}
	s.mustRun(administrator, "", "person", "enable", "samuel", "--reason", "is back", "--as", administrator)
	if text := s.mustRun("", "", "people"); !strings.Contains(text, "eve") || strings.Contains(text, "disabled") {
		t.Errorf("it prints %q", text)
	}
}

func TestAnOutageIsClosedAndOpenedFromTheCommandLine(t *testing.T) {
	s := mustInit(t)
	type shown struct {
		Number    int
		Reason    string
		StartedAt string `json:"started_at"`
		EndedAt   string `json:"ended_at"`
		ClosedBy  string `json:"closed_by"`
	}
	var changed, closed, opened shown
	s.mustJSON(&changed, supervisor, "", "outage", "change", "--as", supervisor, "--since", "2026-01-15 08:30", "--json")
	if changed.StartedAt != "2026-01-15T08:30:00-06:00" || changed.Reason == "" {
		t.Errorf("changed %+v", changed)
	}
	s.wantRefused(2, "not a time", supervisor, "", "outage", "close", "--as", supervisor, "--ended", "yesterday")
	s.wantRefused(2, "may not", s.clerk(), "", "outage", "close", "--as", s.clerk())

	s.mustRun(s.clerk(), jsonLines(cashPayment(5_00)), "intake", "--as", s.clerk(), "-")
	s.wantRefused(2, "is not counted", supervisor, "", "outage", "close", "--as", supervisor, "--reason", "billing is back")
	if text := s.mustRun("", "", "outage", "show"); !strings.Contains(text, "since 01/15/2026 8:30 AM, is open.") || !strings.Contains(text, "- In no export yet: 1 receipt, C1-000001.") {
		t.Errorf("it shows %q", text)
	}

	empty := mustInit(t)
	empty.mustJSON(&closed, supervisor, "", "outage", "close", "--as", supervisor, "--json")
	if closed.ClosedBy != supervisor || closed.EndedAt == "" {
		t.Errorf("closed %+v", closed)
	}
	empty.wantRefused(2, "no outage is open", empty.clerk(), jsonLines(cashPayment(5_00)), "intake", "--as", empty.clerk(), "-")
	empty.wantRefused(2, "lasted until", supervisor, "", "outage", "open", "--as", supervisor, "--reason", "again", "--since", "2026-01-15 08:30")
	empty.mustJSON(&opened, supervisor, "", "outage", "open", "--as", supervisor, "--reason", "down again", "--json")
	if opened.Number != 2 || opened.Reason != "down again" {
		t.Errorf("opened %+v", opened)
	}
	var all struct {
		Outages     []shown
		NotFinished []struct{ Text string } `json:"not_finished"`
	}
	empty.mustJSON(&all, "", "", "outage", "show", "--json")
	if len(all.Outages) != 2 || all.Outages[0].Number != 2 || len(all.NotFinished) != 0 {
		t.Errorf("shown %+v", all)
	}
}
