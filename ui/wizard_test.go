package ui

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"counterfoil/ledger"
)

// atWizard is the window on a folder without a ledger.
func atWizard(t *testing.T, folder ledger.Folder) (*seat, *wizard) {
	t.Helper()
	app := test.NewApp()
	t.Cleanup(app.Quit)
	w := newWizard(app, folder, (&office{T: t}).finance(), func() (*ledger.Ledger, error) {
		l, err := ledger.Open(folder)
		if err == nil {
			t.Cleanup(func() { l.Close() })
		}
		return l, err
	})
	w.window.Resize(fyne.NewSize(1024, 768))
	s := &seat{office: &office{T: t}, counter: &counter{stage: stage{window: w.window}}}
	s.wantSays("Language / Idioma", "Español")
	s.write("1")
	s.press(fyne.KeyReturn)
	return s, w
}

func (s *seat) keysIn(texts ...string) {
	for _, text := range texts {
		s.write(text)
		s.press(fyne.KeyReturn)
	}
}

func TestTheFirstRunMakesALedger(t *testing.T) {
	folder := ledger.Folder(filepath.Join(t.TempDir(), "new", "data"))
	s, w := atWizard(t, folder)
	s.wantSays("There is no ledger here", string(folder))
	s.press(fyne.KeyReturn)
	s.wantSays("1 of 5: the city")
	s.keysIn("Cape Test")
	s.wantSays("2 of 5: the time zone")
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantSays("3 of 5: the administrator")
	s.keysIn("iris", "password1234", "password1234")
	s.wantSays("first that anybody would try")
	s.keysIn("geese over the river", "geese over the rover")
	s.wantSays("It is not the same")
	s.keysIn("geese over the river")
	s.wantSays("4 of 5: who works here first")
	s.keysIn("Iris")
	s.wantSays("stands twice")
	s.press(fyne.KeyEscape)
	s.wantSays("3 of 5: the administrator")
	s.press(fyne.KeyReturn)
	s.wantSays("4 of 5")
	w.supervisor.SetText("ruth")
	w.clerk.SetText("maria")
	s.press(fyne.KeyReturn)
	s.wantSays("5 of 5: begin", "Cape Test, counter C1", "iris (administrator), ruth (supervisor), maria (clerk)", string(folder))
	if _, err := os.Stat(string(folder)); !os.IsNotExist(err) {
		t.Error("something was written before the last step")
	}
	s.press(fyne.KeyReturn)
	s.wantSays("Made secret", "ruth (supervisor)", "maria (clerk)")
	s.press(fyne.KeyReturn)
	s.wantSays("The counter is ready", "People", "Outage")
	s.press(fyne.KeyReturn)
	s.wantSays("Sign in", "Who works here", "Cape Test")

	l := w.counter.ledger
	if outage, err := l.Outage(); err != nil || outage.Reason != "The billing system is down" || outage.OpenedBy != "ruth" {
		t.Errorf("%+v, %v", outage, err)
	}
	city := l.City()
	if city.Zone != w.zones[1] || city.Rules.Overpayment != ledger.AskReason || city.Backup.Keep != 7 {
		t.Errorf("%+v", city)
	}
	if session, err := l.SignIn("iris", "geese over the river", ledger.ToWork); err != nil || session.Role() != ledger.Administrator {
		t.Errorf("%+v, %v", session, err)
	}
	for _, p := range w.made {
		if _, err := l.SignIn(p.Name, p.Secret, ledger.ToWork); err != nil {
			t.Error(err)
		}
	}
}

func TestTheFirstRunWithAnAdministratorAlone(t *testing.T) {
	folder := ledger.Folder(t.TempDir())
	s, w := atWizard(t, folder)
	s.press(fyne.KeyReturn)
	s.keysIn("Cape Test")
	s.press(fyne.KeyReturn)
	s.keysIn("iris", "geese over the river", "geese over the river")
	s.press(fyne.KeyReturn, fyne.KeyReturn)
	s.wantSays("The counter is ready")
	if _, err := w.counter.ledger.Outage(); ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("an outage is open without a supervisor: %v", err)
	}
}

func TestACanceledFirstRunLeavesNothing(t *testing.T) {
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	s, _ := atWizard(t, folder)
	s.press(fyne.KeyReturn)
	s.keysIn("Cape Test")
	s.press(fyne.KeyReturn)
	s.keysIn("iris", "geese over the river", "geese over the river")
	s.press(fyne.KeyReturn)
	s.wantSays("5 of 5")
	s.press(fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape)
	s.wantSays("1 of 5", "Cape Test")
	s.press(fyne.KeyEscape)
	s.wantSays("There is no ledger here")
	s.press(fyne.KeyEscape, fyne.KeyEscape)
	if _, err := os.Stat(string(folder)); !os.IsNotExist(err) {
		t.Error("something was written")
	}
}

func TestWhatRemainsOfALedgerIsSaidBeforeANewOneIsBegun(t *testing.T) {
	folder := ledger.Folder(t.TempDir())
	if err := os.MkdirAll(filepath.Join(folder.Backups(), "2026"), 0o700); err != nil {
		t.Fatal(err)
	}
	s, _ := atWizard(t, folder)
	s.wantSays("holds backups of a ledger", "counterfoil restore")

	if err := os.WriteFile(folder.Key(), []byte("a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, _ = atWizard(t, folder)
	s.wantSays("The ledger is missing", "nothing new is begun")
	s.press(fyne.KeyReturn)
	if folder.HasLedger() {
		t.Error("a ledger was begun")
	}
}

func TestTheZonesBeginWithTheSystems(t *testing.T) {
	for own, first := range map[string]string{"Europe/Vienna": "Europe/Vienna", "America/Denver": "America/Denver"} {
		got := zones(own)
		if got[0] != first || len(got) > 9 || slices.Index(got, "America/Chicago") < 1 {
			t.Errorf("%s: %v", own, got)
		}
	}
	if got := zones(""); len(got) != 8 {
		t.Errorf("%v", got)
	}
}
